"""Every copy carries signatures that dkimpy, which is not ours, finds true, and that any change breaks."""

from __future__ import annotations

import email
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest import rendering
from digest.models import Format, Letter
from digest.rendering import BLANKS, DkimKey, Links
from digest.rendering.signing import IF_PRESENT, SIGNED
from tests.rendering import editions
from tests.rendering.editions import ADDRESS, LINKS, NEWSLETTER, SENT, TOKEN
from tests.rendering.test_headers import hostile

RSA, ED = generate_private_key(65537, 2048), Ed25519PrivateKey.generate()
KEYS = (
    DkimKey(
        "news.example.org",
        "r1",
        "rsa-sha256",
        lambda digest: partial(RSA.sign, digest, PKCS1v15(), Prehashed(SHA256())),
    ),
    DkimKey("example.org", "e1", "ed25519-sha256", lambda digest: partial(ED.sign, digest)),
)
RECORDS = {
    b"r1._domainkey.news.example.org.": b"v=DKIM1; k=rsa; p="
    + b64encode(RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)),
    b"e1._domainkey.example.org.": b"v=DKIM1; k=ed25519; p="
    + b64encode(ED.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)),
}
LAYOUT = st.sampled_from(
    [" ", "  ", "\t", "\n", " \n", "\n\n\n", "\r\n", "= ", ".", "\u00a0", "é", "жar", "word"]
)


def true(data: bytes, key: int) -> bool:
    try:
        return bool(dkim.DKIM(data).verify(key, dnsfunc=lambda name, timeout=5: RECORDS[name]))
    except dkim.ValidationError:
        return False


def signed(letter: Letter, newsletter=NEWSLETTER, edition=None, links: Links = LINKS) -> bytes:
    edition = edition or editions.edition()
    stencil = rendering.Stencil.of(letter, newsletter, edition, SENT, KEYS)
    return stencil.message(7, ADDRESS, links, TOKEN).data


def today(form: Format = Format.FULL, newsletter=NEWSLETTER) -> bytes:
    return signed(rendering.letter(newsletter, editions.edition(), form), newsletter)


@pytest.fixture(scope="module")
def full() -> bytes:
    return today()


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa", "zh"])
def test_both_signatures_hold_in_every_encoding_and_format(language: str, form: Format) -> None:
    newsletter, edition = (
        (NEWSLETTER, editions.edition()) if language == "en" else editions.speaking(language)
    )
    data = signed(rendering.letter(newsletter, edition, form), newsletter, edition)
    assert true(data, 0)
    assert true(data, 1)


@settings(max_examples=60, deadline=None)
@given(
    subject=hostile,
    name=hostile,
    text=st.lists(LAYOUT, max_size=40).map("".join),
    page=st.lists(LAYOUT, max_size=40).map("".join),
    url=st.text("abc=%/._-&;Z9", min_size=1, max_size=120).map("https://n.example/".__add__),
    lite=st.booleans(),
)
def test_they_hold_whatever_a_letter_contains(
    subject: str, name: str, text: str, page: str, url: str, lite: bool
) -> None:
    letter = Letter(
        Format.LITE if lite else Format.FULL,
        "en",
        subject,
        "",
        f"{BLANKS.view}{text}{BLANKS.leave}{page}\n",
        "" if lite else f"<p>{page}{BLANKS.view}{text}{BLANKS.leave}{text}</p>",
    )
    data = signed(letter, replace(NEWSLETTER, name=name or "x"), links=Links(url, f"{url}/view"))
    assert true(data, 0)
    assert true(data, 1)


def test_the_signed_fields_are_those_that_receivers_ask_for(full: bytes) -> None:
    for value in email.message_from_bytes(full).get_all("DKIM-Signature"):
        tags = dict(re.sub(r"\s", "", tag).split("=", 1) for tag in value.split(";"))
        assert tags["c"] == "relaxed/relaxed"
        assert "l" not in tags
        assert tags["h"].split(":") == [
            *("From", "From", "Subject", "Subject", "To", "Date", "Message-ID", "MIME-Version"),
            *("Content-Type", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID"),
            "Reply-To",
        ]


def test_reply_to_is_signed_only_where_there_is_one() -> None:
    data = today(newsletter=replace(NEWSLETTER, reply_to=""))
    assert b"Reply-To" not in data
    assert true(data, 0)


def test_the_signatures_stand_first_and_on_short_lines(full: bytes) -> None:
    head = full.partition(b"\r\n\r\n")[0]
    assert email.message_from_bytes(full).keys()[:3] == ["DKIM-Signature", "DKIM-Signature", "From"]
    assert all(len(line) <= 78 for line in head.split(b"\r\nFrom:")[0].split(b"\r\n"))


@pytest.mark.parametrize("name", sorted({*SIGNED, *IF_PRESENT}))
@pytest.mark.parametrize("change", ["altered", "gone"])
def test_a_field_that_was_changed_on_the_way_breaks_them(full: bytes, name: str, change: str) -> None:
    line = re.search(rb"(?m)^%b: (?:.*\r\n)(?:[ \t].*\r\n)*" % name.encode(), full)
    assert line
    new = b"" if change == "gone" else line[0][:-2] + b"x\r\n"
    changed = full.replace(line[0], new, 1)
    assert not true(changed, 0)
    assert not true(changed, 1)


@pytest.mark.parametrize("name", ["From", "Subject"])
def test_a_second_from_or_subject_breaks_them(full: bytes, name: str) -> None:
    changed = full.replace(b"\r\nDate:", b"\r\n%b: Another <a@news.example.org>\r\nDate:" % name.encode(), 1)
    assert not true(changed, 0)
    assert not true(changed, 1)


@settings(max_examples=40, deadline=None)
@example(at=16, bit=2)  # CR becomes a tab in front of LF
@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_byte_of_the_body_that_was_changed_breaks_them(full: bytes, at: int, bit: int) -> None:
    start = full.index(b"\r\n\r\n") + 4
    at = start + at % (len(full) - start)
    flipped = full[:at] + bytes([full[at] ^ (1 << bit)]) + full[at + 1 :]
    blank: Callable[[bytes], bytes] = lambda data: re.sub(rb"[ \t]+(\r?\n)?|\r?\n", b" ", data)  # noqa: E731
    if blank(flipped) != blank(full):  # white space may change in "relaxed", and a bare LF is mended
        assert not true(flipped, 0)


def test_a_letter_that_is_not_signed_says_nothing_of_it() -> None:
    letter = rendering.letter(NEWSLETTER, editions.edition(), Format.FULL)
    plain = rendering.Stencil.of(letter, NEWSLETTER, editions.edition(), SENT)
    data = plain.message(7, ADDRESS, LINKS, TOKEN).data
    assert b"DKIM" not in data
    assert signed(letter).endswith(data)


def test_the_weight_counts_the_signatures_as_they_are() -> None:
    letter = rendering.letter(NEWSLETTER, editions.edition(), Format.FULL)
    stencil = rendering.Stencil.of(letter, NEWSLETTER, editions.edition(), SENT, KEYS[:1])
    plain = rendering.Stencil.of(letter, NEWSLETTER, editions.edition(), SENT)
    assert abs(rendering.weight(stencil) - rendering.weight(plain)) < 100
