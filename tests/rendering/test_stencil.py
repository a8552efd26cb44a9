"""The bytes of a message: planned headers, honest links, and a person filled in without a trace."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import rendering
from digest.errors import ConfigurationError, Refused
from digest.models import Format
from digest.rendering import BLANKS, Links
from digest.rendering.transfer import html_body, text_body
from tests.rendering import editions
from tests.rendering.editions import ADDRESS, LEAVE_URL, LINKS, NEWSLETTER, SENT, TOKEN, VIEW_URL
from tests.rendering.test_headers import hostile

PLANNED = [
    "From",
    "Reply-To",
    "Subject",
    "Date",
    "List-Id",
    "List-Unsubscribe-Post",
    "Feedback-ID",
    "Auto-Submitted",
    "Precedence",
    "To",
    "Message-ID",
    "List-Unsubscribe",
    "MIME-Version",
    "Content-Type",
]


def stencil(newsletter=NEWSLETTER, edition=None, form=Format.FULL):
    edition = edition or editions.edition()
    letter = rendering.letter(newsletter, edition, form)
    return rendering.Stencil.of(letter, newsletter, edition, SENT)


def message(*args, url=LEAVE_URL, **kwargs):
    return stencil(*args, **kwargs).message(7, ADDRESS, Links(url, VIEW_URL), TOKEN)


def links(token):
    return Links(f"https://news.example.org/u/{token}", f"https://news.example.org/view/{token}")


def parsed(data: bytes):
    return email.message_from_bytes(data, policy=email.policy.default)


def test_the_envelope_is_the_persons_own():
    sent = message()
    assert (sent.delivery, sent.sender, sent.recipient) == (7, "letter@news.example.org", ADDRESS)
    assert sent.message_id == f"<daybreak-2026-11-23.{TOKEN}@news.example.org>"


def test_the_headers_are_those_bulk_mail_needs():
    mail = parsed(message().data)
    assert mail.keys() == PLANNED
    assert mail["From"] == "The Daybreak Letter <letter@news.example.org>"
    assert mail["Reply-To"] == "desk@news.example.org"
    assert mail["To"] == ADDRESS
    assert mail["Subject"] == "Ferry strike ends; water rationed in Kestrel; Merrow to vote"
    assert mail["Date"].datetime == SENT
    assert mail["Message-ID"] == f"<daybreak-2026-11-23.{TOKEN}@news.example.org>"
    assert mail["List-Id"] == "The Daybreak Letter <daybreak.news.example.org>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] == "bulk"
    assert mail["MIME-Version"] == "1.0"
    edition, newsletter, stream, sender = mail["Feedback-ID"].split(":")
    assert (edition, newsletter, stream) == ("daybreak-2026-11-23", "daybreak", "digest")
    assert 5 <= len(sender) <= 15


@pytest.mark.parametrize("length", [1, 30, 300])
def test_the_way_out_is_one_raw_line_however_long(length):
    url = "https://news.example.org/u/" + "a" * length
    raw = message(url=url).data
    assert re.findall(rb"^List-Unsubscribe: .*$", raw, re.MULTILINE) == [
        f"List-Unsubscribe: <{url}>\r".encode()
    ]
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa", "zh"])
def test_the_bytes_are_mail(language, form):
    newsletter, edition = (
        (NEWSLETTER, editions.edition()) if language == "en" else editions.speaking(language)
    )
    raw = message(newsletter, edition, form).data
    assert raw.isascii()
    assert b"\0" not in raw
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    mail = parsed(raw)
    assert not [part.defects for part in mail.walk() if part.defects]
    assert "reader.invalid" not in raw.decode()
    for part in mail.walk():
        if not part.is_multipart():
            assert "reader.invalid" not in part.get_content()
            assert LEAVE_URL in part.get_content()


def test_text_comes_before_html_and_lite_is_text_alone():
    assert [part.get_content_type() for part in parsed(message().data).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    lite = parsed(message(form=Format.LITE).data)
    assert lite.get_content_type() == "text/plain"
    assert lite.get_param("format") == "flowed"


def test_an_english_day_needs_no_transfer_encoding_at_all():
    assert b"Content-Transfer-Encoding" not in message().data


def test_other_scripts_travel_in_what_is_smallest():
    arabic = parsed(message(*editions.speaking("ar")).data)
    assert {part["Content-Transfer-Encoding"] for part in arabic.iter_parts()} == {"base64"}
    french = parsed(message(*editions.speaking("fr")).data)
    assert [part["Content-Transfer-Encoding"] for part in french.iter_parts()] == ["quoted-printable", None]


@pytest.mark.parametrize("make", [text_body, html_body])
@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("plain words ", "7bit"),
        ("a quiet day, déjà vu = rien ", "quoted-printable"),
        ("слова и ещё ", "base64"),
    ],
)
@settings(max_examples=30)
@given(
    before=st.integers(0, 120),
    after=st.integers(0, 60),
    twice=st.booleans(),
    link=st.text("abc=%/._-&Z9", min_size=1, max_size=120).map("https://n.example/".__add__),
)
def test_filling_a_person_in_gives_the_bytes_of_a_body_made_for_them(
    make, words, encoding, before, after, twice, link
):
    second = BLANKS.view + "\n" if twice else ""
    text = (
        "x" * before
        + "\n"
        + words * 20
        + "\n"
        + words
        + BLANKS.leave
        + "y" * after
        + "\n"
        + second
        + words
        + "\n"
    )
    body = make(text)
    if make is text_body:
        assert body.encoding == encoding
    theirs = Links(link, f"{link}/view")
    given = [one.encode() for one in theirs]
    made = replace(body, before=b"", open=theirs.filled_into(text).encode(), after=b"")
    if body.encoding == "7bit":
        assert body.filled(given) == made.open.decode().encode("ascii", "xmlcharrefreplace").replace(
            b"\n", b"\r\n"
        )
        return
    made = replace(made, open=made.open.replace(b"\n", b"\r\n"))
    assert body.filled(given) == made.filled(given)
    assert max(map(len, body.filled(given).split(b"\r\n"))) <= 76


def test_two_people_differ_in_nothing_but_themselves():
    compiled = stencil()
    one = compiled.message(1, "one@example.net", links("11111"), "aaaaa")
    two = compiled.message(2, "two@example.net", links("22222"), "bbbbb")
    same = two.data.replace(b"two@", b"one@").replace(b"22222", b"11111").replace(b"bbbbb", b"aaaaa")
    assert one.data == same
    assert compiled.message(1, "one@example.net", links("11111"), "aaaaa") == one


def test_an_ampersand_in_the_link_is_escaped_in_html_alone():
    url = "https://news.example.org/u?a=1&b=2"
    text, html = parsed(message(url=url).data).iter_parts()
    assert url in text.get_content()
    assert 'href="https://news.example.org/u?a=1&amp;b=2"' in html.get_content()


@settings(max_examples=40, deadline=None)
@given(subject=hostile, name=hostile, headline=hostile)
def test_hostile_words_add_no_header(subject, name, headline):
    edition = editions.edition(2)
    story = replace(edition.stories[0], headline=headline, lead=subject)
    edition = replace(edition, subject=subject, preheader=subject, stories=(story,))
    newsletter = replace(NEWSLETTER, name=name or "x", tagline=subject)
    mail = parsed(message(newsletter, edition).data)
    assert mail.keys() == PLANNED
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("ftp://news.example.org/u/1", TOKEN),
        ("https://news.example.org/u/1\r\nBcc: x", TOKEN),
        ("https://news.example.org/u/1> <mailto:x", TOKEN),
        ("https://news.example.org/" + "u" * 900, TOKEN),
        (LEAVE_URL, "a b"),
        (LEAVE_URL, "a\r\nBcc:x"),
        (LEAVE_URL, ""),
    ],
)
def test_a_link_or_token_that_is_no_such_thing_stops_the_message(url, token):
    with pytest.raises(ConfigurationError):
        stencil().message(1, ADDRESS, Links(url, VIEW_URL), token)


def test_a_person_who_cannot_be_mailed_is_refused():
    with pytest.raises(Refused):
        stencil().message(1, "nobody", LINKS, TOKEN)


@pytest.mark.parametrize(
    "change",
    [{"sender": "nobody"}, {"reply_to": "no one"}, {"public_url": "https://news.example.org/a b"}],
)
def test_a_newsletter_that_cannot_send_is_a_configuration_error(change):
    with pytest.raises(ConfigurationError, match=f"newsletter.{next(iter(change))}"):
        stencil(replace(NEWSLETTER, **change))


def test_a_key_that_does_not_fit_a_header_is_a_configuration_error():
    with pytest.raises(ConfigurationError, match=r"newsletter\.key"):
        stencil(NEWSLETTER, replace(editions.edition(1), newsletter="day break>"))


def test_a_time_without_a_zone_is_a_mistake_of_ours():
    edition = editions.edition(1)
    letter = rendering.letter(NEWSLETTER, edition, Format.LITE)
    with pytest.raises(ValueError, match="aware"):
        rendering.Stencil.of(
            letter, NEWSLETTER, edition, datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        )


def test_twenty_stories_weigh_no_more_than_a_bad_line_can_carry():
    assert rendering.weight(stencil()) <= 18_100
    assert rendering.weight(stencil(form=Format.LITE)) <= 9_000
    forty = rendering.weight(stencil(edition=editions.edition(40)))
    assert (forty - rendering.weight(stencil())) / 20 <= 700


def test_the_weight_is_the_length_of_a_message_and_its_signature():
    assert abs(rendering.weight(stencil()) - len(message().data) - 700) < 40
