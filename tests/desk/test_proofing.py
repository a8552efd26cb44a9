"""A proof is the mail itself, but for its subject, its name and the reader's own links."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from digest import desk
from digest.errors import Refused, Unavailable
from digest.models import Action, DeliveryStatus, Format
from digest.pipeline import publish
from digest.reception import copy, genuine
from tests.desk.draft import ADA, BEN, desk_room
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import FakeClock, heard


def _impersonal(data: bytes) -> bytes:
    """A message without what differs from person to person; text parts unwrapped."""
    data = re.sub(rb"=\r\n", b"", data)
    data = re.sub(rb"(leave|view)/[\w.~=-]+", rb"\1/", data)
    return re.sub(rb"(?m)^(Message-ID|To|Subject|Date): .*\r\n( .*\r\n)*", b"", data)


def test_it_is_the_mail_but_for_subject_name_and_own_links() -> None:
    """The very call that renders the mail renders the proof."""
    given, edition = desk_room()
    edition = desk.annotate(given, edition, "Good morning from the desk.", ADA)
    proven = desk.proof(given, edition, "ada@example.org", BEN)
    publish(given, desk.approve(given, edition, ADA), FakeClock(), heard)

    mail = given.mailers[0].sent[1]
    assert _impersonal(bytes(proven.data)) == _impersonal(bytes(mail.data))
    parsed = message_from_bytes(bytes(proven.data), policy=policy.default)
    assert parsed["Subject"] == f"[Proof] {edition.subject}"
    assert parsed["To"] == "ada@example.org"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["List-Unsubscribe"]


def test_its_links_are_nobodys() -> None:
    """Genuine by their look, so that they weigh the same; behind them is nobody to take off."""
    given, edition = desk_room()

    data = bytes(desk.proof(given, edition, "ada@example.org", ADA).data)

    token = re.search(rb"List-Unsubscribe: <https://news\.example\.org/leave/([^>]+)>", data)
    view = re.search(rb"/view/([\w.~=-]+)", re.sub(rb"=\r\n", b"", data))
    assert token
    assert view
    assert genuine(given, "leave", token[1].decode())
    assert copy(given, view[1].decode().replace("=3D", "=")) is None


def test_it_stands_in_no_list_and_the_edition_is_as_it_was() -> None:
    given, edition = desk_room()

    desk.proof(given, edition, "ada@example.org", ADA)

    assert list(given.ledger.listing(edition)) == []
    assert given.editions.find(edition.newsletter, edition.day) == edition
    assert [(one.action, one.about, one.changes) for one in given.editions.history(edition)[1:]] == [
        (Action.PROOFED, "to ada@example.org", False)
    ]


def test_two_proofs_have_two_names_and_one_can_be_lite() -> None:
    given, edition = desk_room()

    one = desk.proof(given, edition, "ada@example.org", ADA)
    other = desk.proof(given, edition, "ada@example.org", BEN, Format.LITE)

    assert one.message_id != other.message_id
    assert b"text/html" not in other.data


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@example.org\r\nBcc: all@example.org", "ada@localhost\x00"]
)
def test_an_address_that_mail_cannot_reach_is_refused(address: str) -> None:
    given, edition = desk_room()

    with pytest.raises(Refused):
        desk.proof(given, edition, address, ADA)
    assert given.mailers[0].sent == []


@pytest.mark.parametrize(
    ("fault", "kind", "why"),
    [
        (DeliveryStatus.REFUSED, Refused, "the address was refused: the fake says refused"),
        (DeliveryStatus.WAITING, Unavailable, "did not go out: the fake says waiting"),
        (DeliveryStatus.UNCERTAIN, Unavailable, "may not have gone out"),
        (Unavailable("the server is away"), Unavailable, "the server is away"),
    ],
)
def test_what_the_mailer_says_is_handed_on(fault: DeliveryStatus, kind: type[Exception], why: str) -> None:
    given, edition = desk_room()
    given = replace(given, mailers=(FakeMailer({1: fault}),))

    with pytest.raises(kind, match=why):
        desk.proof(given, edition, "ada@example.org", ADA)
    assert given.mailers[0].entered == 0
