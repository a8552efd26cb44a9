"""A message taken apart is what was rendered, to the letter."""

from __future__ import annotations

import email.policy
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mailers.parts import Mailbox, _unwrapped, parts
from digest.models import Format, Message
from digest.rendering.flowing import SIGNATURE, flowed, typewritten
from tests.mailers.api import LINKS, real_letter
from tests.mailers.contract import letter_to


@pytest.mark.parametrize("form", list(Format))
def test_a_real_letter_comes_apart_as_it_was_rendered(form: Format) -> None:
    letter, message = real_letter(form)
    mail = parts(message)
    assert mail.subject == letter.subject
    assert mail.sender == Mailbox("Quarry, Inc.", "news@quarry.example")
    assert mail.reply_to == Mailbox("", "desk@news.example.org")
    said = LINKS.filled_into(typewritten(letter.text)).splitlines()
    lines = [line if line == SIGNATURE else " ".join(line.split()) for line in said]
    assert mail.text.removesuffix("\r\n").split("\r\n") == lines
    page = LINKS.filled_into(letter.html).encode("ascii", "xmlcharrefreplace").decode().splitlines()
    assert mail.html.encode("ascii", "xmlcharrefreplace").decode().splitlines() == page


def built(**fields: str) -> Message:
    made = EmailMessage(policy=email.policy.SMTP)
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    made.set_content("Straße — ein Text\n", cte="base64")
    made.add_alternative("<p>Straße — ein Text 日本</p>\n", subtype="html", cte="quoted-printable")
    return replace(letter_to(1), made=bytes(made))


def test_encoded_words_and_bodies_are_decoded() -> None:
    mail = parts(
        built(
            From="Die Straße <a@quarry.example>", Subject="Größe & Länge 日本", List_Id="Straße <l.q.example>"
        )
    )
    assert mail.sender == Mailbox("Die Straße", "a@quarry.example")
    assert str(mail.sender) == "Die Straße <a@quarry.example>"
    assert mail.subject == "Größe & Länge 日本"
    assert mail.text == "Straße — ein Text\r\n"
    assert mail.html == "<p>Straße — ein Text 日本</p>\r\n"
    assert mail.headers["List-Id"].isascii()


def test_a_long_header_comes_in_one_line_and_unchanged() -> None:
    link = "<https://news.example.org/unsubscribe/" + "a" * 60 + ">"
    folded = f"List-Unsubscribe:\r\n {link}\r\n".encode()
    mail = parts(replace(letter_to(1), made=folded + letter_to(1).data))
    assert mail.headers["List-Unsubscribe"] == link


def test_a_name_with_signs_in_it_is_quoted() -> None:
    assert str(Mailbox("Quarry, Inc.", "a@b.example")) == '"Quarry, Inc." <a@b.example>'
    assert str(Mailbox("", "a@b.example")) == "a@b.example"


def test_a_message_without_a_sender_has_the_envelopes() -> None:
    data = letter_to(1).data.replace(b"From: The Quarry <news@quarry.example>\r\n", b"")
    assert parts(replace(letter_to(1), made=data)).sender == Mailbox("", "bounce@quarry.example")


WORDS = st.lists(st.sampled_from(["a", "long" * 12, ">", "From", "-", "--", "日本"]), min_size=1, max_size=40)


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_wrapping_for_transport_can_be_undone(paragraphs: list[str]) -> None:
    wire = flowed("\n".join(paragraphs)).replace("\n", "\r\n")
    assert _unwrapped(wire).removesuffix("\r\n").split("\r\n") == (paragraphs or [""])


def test_a_signature_ends_a_paragraph() -> None:
    assert _unwrapped("one \r\n-- \r\ntwo") == "one \r\n-- \r\ntwo"
