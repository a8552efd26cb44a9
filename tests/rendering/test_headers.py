"""A header says what it was meant to say, and nothing written in a title adds another."""

import email
import email.header
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError, Refused
from digest.rendering import headers

TRICKS = [
    "Hello\r\nBcc: thief@example.com",
    "Hello\nBcc: thief@example.com",
    "Hello\r Bcc: thief@example.com",
    "=?utf-8?q?Hello=0D=0ABcc:_thief=40example.com?=",
    "=?utf-8?b?SGVsbG8NCkJjYzogdGhpZWZAZXhhbXBsZS5jb20=?=",
    "==?utf-8?q?x=0D=0ABcc:_y?==?=",
    "=?=??utf-8?q?x=0AA:b?=",
    "One =?utf-8?q?two?= three",
    "Hello\u2028Bcc: thief@example.com",
    "Hello\x0bBcc: x\x0cCc: y\x85To: z",
    "Tab\tand \x00 nothing",
    '"quoted" <thief@example.com>, other',
    "Comment (thief@example.com)",
    "x" * 3000,
    "ж" * 800,
    "👩‍👩‍👧‍👦" * 40,
    "a\ud800b",
    "",
    "   ",
]
hostile = (
    st.sampled_from(TRICKS)
    | st.text(max_size=300)
    | st.text(st.sampled_from("=?utf-8qb\r\n: aB"), max_size=80)
)


def read(raw: str, policy: email.policy.Policy) -> email.message.Message:
    return email.message_from_bytes(f"{raw}\r\nX-End: yes\r\n\r\nBody\r\n".encode("ascii"), policy=policy)


@pytest.mark.parametrize("policy", [email.policy.default, email.policy.compat32])
@given(hostile)
def test_a_subject_is_one_header_and_says_the_words(policy, title):
    message = read(f"Subject: {headers.words('Subject', title)}", policy)
    assert message.keys() == ["Subject", "X-End"]
    if policy is email.policy.default:
        assert str(message["Subject"]).split() == headers.honest(title).split()


@pytest.mark.parametrize("policy", [email.policy.default, email.policy.compat32])
@given(hostile)
def test_a_display_name_stays_beside_its_address(policy, name):
    message = read(f"From: {headers.mailbox('From', name, 'letter@news.example.org')}", policy)
    assert message.keys() == ["From", "X-End"]
    if policy is email.policy.default:
        assert [address.addr_spec for address in message["From"].addresses] == ["letter@news.example.org"]


@given(hostile)
def test_lines_are_short_and_encoded_words_within_their_limit(title):
    for field in (headers.words("Subject", title), headers.mailbox("List-Id", title, "a.example.org")):
        assert all(len(line) <= 78 for line in f"List-Id: {field}".split("\r\n"))
        assert all(len(word) <= 75 for word in field.split() if word.startswith("=?"))


@given(hostile)
def test_nothing_is_left_for_a_second_decoder(title):
    once = headers.honest(title)
    assert "=?" not in once
    assert "?=" not in once
    assert str(email.header.make_header(email.header.decode_header(once))) == once


def test_a_plain_name_is_written_plainly():
    assert headers.mailbox("From", "Morning Digest", "a@b.example") == "Morning Digest <a@b.example>"
    assert headers.mailbox("From", "Digest, Inc.", "a@b.example") == '"Digest, Inc." <a@b.example>'
    assert headers.mailbox("From", "", "a@b.example") == "<a@b.example>"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("reader@example.net", "reader@example.net"),
        (" Reader.Name+tag@Example.net ", "Reader.Name+tag@Example.net"),
        ("reader@bücher.example", "reader@xn--bcher-kva.example"),
        ("o'brien@example.net", "o'brien@example.net"),
    ],
)
def test_an_address_is_written_in_ascii(address, written):
    assert headers.mailable(address) == written


@pytest.mark.parametrize(
    "address",
    [
        "",
        "reader",
        "@example.net",
        "reader@",
        "reader@example..net",
        "reader@-example.net",
        ".reader@example.net",
        "two@signs@example.net",
        "reader@example.net, other@example.net",
        "Reader <reader@example.net>",
        "reader@example.net\r\nBcc: x@example.com",
        "reader@example.net\nRCPT TO:<x@example.com>",
        "reader\x00@example.net",
        "jürgen@example.net",
        "reader@ex\u2028ample.net",
        "r" * 65 + "@example.net",
        "reader@" + "e" * 64 + ".net",
        '"quoted words"@example.net',
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused(address):
    with pytest.raises(Refused):
        headers.mailable(address)


@given(st.text())
def test_any_address_is_refused_or_safe_in_a_header(text):
    try:
        address = headers.mailable(text)
    except Refused:
        return
    assert address.isascii()
    assert not set(address) & set(' \t\r\n<>(),;:"[]\\')


def test_a_sender_is_a_name_and_an_address():
    assert headers.sender("Morning Digest <digest@news.example.org>") == (
        "Morning Digest",
        "digest@news.example.org",
    )
    assert headers.sender("digest@news.example.org") == ("", "digest@news.example.org")
    with pytest.raises(ConfigurationError, match=r"newsletter\.reply_to = 'nobody'"):
        headers.sender("nobody", "reply_to")


def test_a_message_with_a_header_more_is_not_let_through():
    message = b"From: a@b.example\r\nBcc: c@d.example\r\n\r\nBody\r\n"
    with pytest.raises(ConfigurationError, match="Bcc"):
        headers.verify(message, ["From"])
    headers.verify(message, ["From", "Bcc"])


def test_a_message_with_a_header_cut_in_two_is_not_let_through():
    with pytest.raises(ConfigurationError):
        headers.verify(b"From: a@b.example\r\nnot a header\r\n\r\nBody\r\n", ["From"])
