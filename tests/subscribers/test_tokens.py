"""Tokens: only ours verify, only for their purpose, and they say nothing to whoever reads them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subscribers.tokens import Signer

OLD, NEW, OTHER = (bytes([n]) * 32 for n in (1, 2, 3))
SIGNER = Signer([NEW, OLD])
PURPOSES = ("leave", "confirm", "bounce", "message")

numbers = st.integers(0, 2**48 - 1)
purposes = st.sampled_from(PURPOSES)


@given(purposes, numbers)
def test_a_token_gives_back_its_number(purpose: str, number: int) -> None:
    token = SIGNER.token(purpose, number)
    assert SIGNER.verify(purpose, token) == number
    assert SIGNER.token(purpose, number) == token


@given(purposes, numbers)
def test_a_token_is_36_letters_and_digits_of_one_case(purpose: str, number: int) -> None:
    assert re.fullmatch(r"[a-z2-7]{36}", SIGNER.token(purpose, number))


@given(purposes, purposes, numbers)
def test_a_token_of_another_purpose_never_verifies(one: str, other: str, number: int) -> None:
    if one != other:
        assert SIGNER.verify(other, SIGNER.token(one, number)) is None


@given(purposes, numbers, st.integers(0, 36 * 8 - 1))
def test_a_flipped_bit_never_verifies(purpose: str, number: int, bit: int) -> None:
    token = bytearray(SIGNER.token(purpose, number).encode())
    token[bit // 8] ^= 1 << bit % 8
    assert SIGNER.verify(purpose, token.decode("latin-1")) is None


@given(purposes, numbers, st.integers(0, 35), st.text(max_size=3))
def test_a_cut_or_lengthened_token_never_verifies(purpose: str, number: int, kept: int, more: str) -> None:
    token = SIGNER.token(purpose, number)
    assert SIGNER.verify(purpose, token[:kept]) is None
    assert SIGNER.verify(purpose, token[kept + 1 :]) is None
    if more:
        assert SIGNER.verify(purpose, token + more) is None
        assert SIGNER.verify(purpose, more + token) is None


@given(purposes, st.one_of(st.text(max_size=50), st.from_regex(r"[a-z2-7]{36}", fullmatch=True)))
def test_what_we_did_not_write_never_verifies(purpose: str, text: str) -> None:
    assert SIGNER.verify(purpose, text) is None


@given(purposes, numbers)
def test_keys_rotate_the_first_signs_and_all_verify(purpose: str, number: int) -> None:
    old = Signer([OLD]).token(purpose, number)
    assert SIGNER.verify(purpose, old) == number
    assert SIGNER.token(purpose, number) == Signer([NEW]).token(purpose, number) != old
    assert Signer([OTHER]).verify(purpose, old) is None


def test_neighbouring_numbers_look_unrelated() -> None:
    tokens = [SIGNER.token("leave", number) for number in range(100)]
    alike = max(
        sum(a == b for a, b in zip(one, other, strict=True))
        for one in tokens
        for other in tokens
        if one != other
    )
    assert alike < 15


def test_a_token_is_the_same_in_every_process() -> None:
    said = "from subscribers.tokens import Signer; print(Signer([bytes([1]) * 32]).token('leave', 7))"
    printed = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert SIGNER.verify("leave", printed.stdout.strip()) == 7


@pytest.mark.parametrize("keys", [[], [b""], [b"short"], [NEW, b"fifteen bytes.."]])
def test_a_weak_key_is_refused_and_never_shown(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="16 bytes") as caught:
        Signer(keys)
    assert "short" not in str(caught.value)


def test_a_signer_does_not_show_its_keys() -> None:
    assert repr(SIGNER) == "<Signer with 2 keys>"


@pytest.mark.parametrize("number", [-1, 2**48])
def test_a_number_that_does_not_fit_is_an_error(number: int) -> None:
    with pytest.raises(OverflowError):
        SIGNER.token("leave", number)
