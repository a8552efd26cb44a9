"""Addresses: accepted as people have them, refused with words, and quick where they are common."""

from __future__ import annotations

import json

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from subscribers import addresses
from subscribers.addresses import folded, normal, shown
from subscribers.errors import BadAddress
from tests.shared import shared


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("ana@example.org", "ana@example.org"),
        ("Ana.Silva+digest@Example.ORG", "Ana.Silva+digest@example.org"),
        ("o'hara_2@mail.example.co.uk", "o'hara_2@mail.example.co.uk"),
        ("jürgen@münchen.example", "jürgen@münchen.example"),
        ("x@xn--mnchen-3ya.example", "x@münchen.example"),
        ("ju\u0308rgen@example.org", "jürgen@example.org"),
        ("INFO@example.org", "info@example.org"),
    ],
)
def test_an_address_has_one_normal_form(written: str, stands: str) -> None:
    assert normal(written) == stands
    assert normal(stands) == stands


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " ",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "ana@@example.org",
        "ana@example.org\r\nBcc: eve@example.org",
        "ana\n@example.org",
        "ana\0@example.org",
        "ana\u202e@example.org",
        "ana\u200b@example.org",
        "ana\u00ad@example.org",
        "ana@exa\u200dmple.org",
        "Ana <ana@example.org>",
        '"ana silva"@example.org',
        "ana(comment)@example.org",
        "ana@[192.0.2.1]",
        "ana@localhost",
        "ana@printer.local",
        "ana..silva@example.org",
        ".ana@example.org",
        "a" * 65 + "@example.org",
        "ana@" + "a" * 64 + ".org",
        "ana@" + "a." * 130 + "org",
        "a" * 5_000_000 + "@example.org",
        "ana@-example.org",
        "ana@example.123",
        "ana@ex--ample..org",
        "=cmd|' /C calc'!A0@example.org ",
    ],
)
def test_what_no_message_should_be_sent_to_is_refused_on_one_short_visible_line(hostile: str) -> None:
    with pytest.raises(BadAddress) as caught:
        normal(hostile)
    words = str(caught.value)
    assert words.isprintable()
    assert "is no address: " in words
    assert len(words) < 400


def test_an_address_is_shown_short_and_with_nothing_hidden() -> None:
    assert shown("ana\u202e\r\n@example.org") == "ana\\u202e\\u000d\\u000a@example.org"
    assert len(shown("a" * 500)) < 70
    assert shown("") == "(nothing)"


def test_two_spellings_fold_into_one() -> None:
    assert folded(normal("ANA@Example.org")) == folded(normal("ana@example.ORG"))


common = st.from_regex(r"[a-z0-9_+.-]{1,70}@[a-z0-9.-]{1,80}\.[a-z0-9-]{1,8}", fullmatch=True)
near = st.text("ab.-_+@1X'é\u202e", max_size=30)


@given(st.one_of(common, near, st.emails()))
@example("a@test")
@example("a@x.test")
@example("a@contest.org")
@example("a@b--c.org")
@example("a@ab--c.org")
@example("a@xn--a.org")
@example("www@example.org")
@example("a@b.c")
@example("a@b.c-d")
@example("a@b.1c")
@example("a@b\n")
def test_the_quick_way_says_what_the_full_rules_say(text: str) -> None:
    try:
        expected = validate_email(text, check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        expected = None
    try:
        assert normal(text) == expected
    except BadAddress:
        assert expected is None


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused_and_never_more(text: str) -> None:
    said = None
    try:
        stands = normal(text)
    except BadAddress as refused:
        said = str(refused)
    assert said.isprintable() if said else normal(stands) == stands


def test_common_addresses_take_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "validate_email", None)
    for address in ("ana@example.org", "ana.silva+x_y-z@mail-1.example.co.uk", "1@2.example"):
        assert normal(address) == address


def test_recorded_addresses_are_taken_and_refused_as_their_collectors_say() -> None:
    recorded = shared("corpora", "addresses", "addresses.jsonl").read_text("utf-8").splitlines()
    wrong = []
    for line in recorded:
        case = json.loads(line)
        try:
            normal(case["address"])
            taken = True
        except BadAddress:
            taken = False
        if case.get("newsletter_policy") == ("reject" if taken else "accept"):
            wrong.append(case["id"])
    assert wrong == []
