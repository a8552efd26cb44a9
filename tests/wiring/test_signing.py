"""Signatures made in processes beside the send: in whatever order they are wanted, and whoever dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from random import Random
from threading import Thread
from time import monotonic

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from digest.wiring.signing import _MOST_DUE, _WORTH, Signers

KEY = generate_private_key(65537, 2048)
DER = KEY.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
DIGESTS = [sha256(str(number).encode()).digest() for number in range(_WORTH + 120)]


def own(digest: bytes) -> bytes:
    return KEY.sign(digest, PKCS1v15(), Prehashed(SHA256()))


@pytest.fixture
def signers() -> Iterator[Signers]:
    signers = Signers(own, DER, 256)
    yield signers
    signers.close()
    assert signers._children == []


def test_each_signature_is_that_of_its_digest_in_whatever_order_they_are_wanted(signers: Signers) -> None:
    begun = [(digest, signers.begin(digest)) for digest in DIGESTS]
    Random(7).shuffle(begun)
    assert all(signature() == own(digest) == signature() for digest, signature in begun)
    assert signers._children


def test_few_signatures_start_no_process(signers: Signers) -> None:
    assert all(signers.begin(digest)() for digest in DIGESTS[:_WORTH])
    assert signers._children == []


def test_what_a_child_that_died_owes_is_signed_here(signers: Signers) -> None:
    begun = [(digest, signers.begin(digest)) for digest in DIGESTS]
    for child in signers._children:
        child._process.kill()
        child._process.wait()
    begun += [(digest, signers.begin(digest)) for digest in DIGESTS[:20]]
    assert all(signature() == own(digest) for digest, signature in begun)


def test_more_than_a_pipe_can_hold_may_be_begun_before_any_is_wanted(signers: Signers) -> None:
    digests = DIGESTS * (1 + (_MOST_DUE * 5) // len(DIGESTS))
    begun = [signers.begin(digest) for digest in digests]
    assert begun[-1]() == own(digests[-1])


def test_threads_may_begin_and_fetch_signatures_at_once(signers: Signers) -> None:
    """As the requests of a mailer do, and the pages of the desk."""
    for digest in DIGESTS[:_WORTH]:
        signers.begin(digest)
    begun = [(digest, signers.begin(digest)) for digest in DIGESTS]
    right: list[bool] = []

    def work(mine: list[tuple[bytes, Callable[[], bytes]]]) -> None:
        for digest, signature in mine:
            right.append(signature() == own(digest) == signers.begin(digest)())

    # daemons: what waits for ever must fail here, and let the tests go on
    threads = [Thread(target=work, args=(begun[at::8],), daemon=True) for at in range(8)]
    for thread in threads:
        thread.start()
    end = monotonic() + 60
    for thread in threads:
        thread.join(max(end - monotonic(), 0))
    assert right == [True] * len(DIGESTS)
