"""Who comes in, who does not, and how often one may try."""

from __future__ import annotations

import ipaddress
import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type

from digest.desk import entering, knocking, linking, passwords, staffing
from digest.desk.entering import Place
from digest.errors import ConfigurationError, IllegalChange, NotAllowed, Stranger, TooOften, Unavailable
from digest.models import DeliveryStatus, PassKind, Role, User
from digest.store.accounts import Accounts
from digest.store.database import open_database
from subscribers.errors import BadAddress
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import MORNING, room

PASSWORD = "ferries run on time again"
HOME = Place("192.0.2.7", "A browser\x1b[31m")
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def accounts(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Accounts]:
    """Ada, a chief with a password, and Ben, an editor without one."""
    nobodys = CHEAP.hash("nobody")
    monkeypatch.setattr(passwords, "_hasher", lambda: CHEAP)
    monkeypatch.setattr(passwords, "_nobodys", lambda: nobodys)
    engine = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'digest.db')}")
    there = Accounts(engine)
    staffing.admit(there, "Ada", "ada@example.org", Role.CHIEF, MORNING, password=PASSWORD)
    staffing.admit(there, "Ben", "Ben@Example.org", Role.EDITOR, MORNING)
    yield there
    engine.dispose()


def named(accounts: Accounts, name: str) -> User:
    return next(user for user in accounts.everyone() if user.name == name)


def inside(accounts: Accounts, secret: str, at: timedelta = timedelta()) -> str:
    there = entering.entered(accounts, PassKind.SESSION, secret, MORNING + at)
    return there.user.name if there else ""


def test_the_password_opens_and_nothing_near_it(accounts: Accounts) -> None:
    secret = entering.sign_in(accounts, " ADA@example.org", PASSWORD, HOME, MORNING)
    assert inside(accounts, secret) == "Ada"
    assert accounts.passes(named(accounts, "Ada"), PassKind.SESSION, MORNING)[0].label == "A browser[31m"
    for address, password in [
        *(("ada@example.org", wrong) for wrong in (PASSWORD[:-1], PASSWORD + " ", "")),
        *(("ben@example.org", wrong) for wrong in ("", "nobody", PASSWORD)),
    ]:
        with pytest.raises(Stranger, match="do not belong together"):
            entering.sign_in(accounts, address, password, HOME, MORNING)


def test_an_unknown_address_costs_as_much_as_a_wrong_password(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: one hash is computed in each case, at the same costs."""
    asked: list[str] = []

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            asked.append(kept.rpartition("$")[0].rpartition("$")[0])
            return CHEAP.verify(kept, password)

    monkeypatch.setattr(passwords, "_hasher", Counting)
    for address in ("ada@example.org", "ben@example.org", "nobody@example.org"):
        with pytest.raises(Stranger):
            entering.sign_in(accounts, address, "wrong", HOME, MORNING)
    assert len(asked) == 3
    assert len(set(asked)) == 1


def test_the_costs_are_those_of_rfc_9106() -> None:
    hasher = passwords._hasher()
    assert (hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (3, 65_536, 4)
    assert hasher.type is Type.ID


def test_a_password_that_was_kept_for_less_is_kept_anew(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = named(accounts, "Ada").password
    dearer = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: dearer)
    entering.sign_in(accounts, "ada@example.org", PASSWORD, HOME, MORNING)
    assert "t=2" in named(accounts, "Ada").password != before
    entering.sign_in(accounts, "ada@example.org", PASSWORD, HOME, MORNING)


def test_after_five_tries_one_waits_and_is_told_how_long(accounts: Accounts) -> None:
    for minute in range(5):
        with pytest.raises(Stranger):
            entering.sign_in(accounts, "ada@example.org", "x", HOME, MORNING + timedelta(minutes=minute))
    with pytest.raises(TooOften, match="wait 10 minutes") as told:
        entering.sign_in(accounts, "Ada@example.org", PASSWORD, HOME, MORNING + timedelta(minutes=5))
    assert told.value.retry_after == 600
    elsewhere = Place("192.0.2.8")
    assert entering.sign_in(accounts, "ada@example.org", PASSWORD, elsewhere, MORNING + timedelta(minutes=5))
    assert entering.sign_in(accounts, "ada@example.org", PASSWORD, HOME, MORNING + timedelta(minutes=15))


def test_whoever_knew_it_in_the_end_may_err_again(accounts: Accounts) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Stranger):
                entering.sign_in(accounts, "ada@example.org", "x", HOME, MORNING)
        entering.sign_in(accounts, "ada@example.org", PASSWORD, HOME, MORNING)


def test_one_machine_may_not_try_everybody(accounts: Accounts) -> None:
    """Also not by changing its address within its own network."""
    network = ipaddress.ip_network("2001:db8:0:1::/64")
    for number in range(20):
        with pytest.raises(Stranger):
            entering.sign_in(accounts, f"a{number}@example.org", "x", Place(str(network[number])), MORNING)
    with pytest.raises(TooOften):
        entering.sign_in(accounts, "b@example.org", "x", Place(str(network[99])), MORNING)
    with pytest.raises(Stranger):
        entering.sign_in(accounts, "b@example.org", "x", Place("2001:db8:0:2::1"), MORNING)


def test_many_machines_may_not_try_one_address(accounts: Accounts) -> None:
    for number in range(50):
        with pytest.raises(Stranger):
            entering.sign_in(accounts, "ada@example.org", "x", Place(f"192.0.2.{number}"), MORNING)
    with pytest.raises(TooOften, match="Please wait"):
        entering.sign_in(accounts, "ada@example.org", PASSWORD, Place("192.0.2.99"), MORNING)


def test_what_is_counted_names_nobody(accounts: Accounts) -> None:
    with pytest.raises(Stranger):
        entering.sign_in(accounts, "nobody@example.org", "x", HOME, MORNING)
    with accounts.engine.connect() as connection:
        kept = repr(connection.exec_driver_sql("SELECT * FROM attempts").all())
    assert "nobody" not in kept
    assert HOME.client not in kept


def test_a_link_lets_in_once_and_not_for_long(accounts: Accounts) -> None:
    ben = named(accounts, "Ben")
    secret = entering.link(accounts, ben, MORNING)
    assert inside(accounts, secret) == ""
    session, _ = entering.enter_by_link(accounts, secret, HOME, MORNING + timedelta(minutes=14))
    assert inside(accounts, session) == "Ben"
    late = entering.link(accounts, ben, MORNING)
    for wrong in (secret, late, session, "", "x" * 43):
        with pytest.raises(Stranger, match="used already"):
            entering.enter_by_link(accounts, wrong, HOME, MORNING + timedelta(minutes=15))


def test_a_link_comes_by_mail_to_whoever_is_known(accounts: Accounts) -> None:
    given = room()
    for address in ("ben@example.org", "nobody@example.org"):
        linking.link_for(given, accounts, address, "https://desk.example.org/", MORNING, "/past")
    mailer = given.mailers[0]
    assert mailer.recipients == ["ben@example.org"]
    said = mailer.sent[0].data.decode()
    assert "Subject: Your way in to" in said
    secret = said.partition("https://desk.example.org/link/")[2].split()[0]
    session, page = entering.enter_by_link(accounts, secret, HOME, MORNING)
    assert (inside(accounts, session), page) == ("Ben", "/past")
    assert mailer.entered == 0


@pytest.mark.parametrize("fault", [Unavailable("no route"), DeliveryStatus.REFUSED, DeliveryStatus.WAITING])
def test_a_link_that_cannot_be_mailed_is_logged_without_address_or_secret(
    accounts: Accounts, fault: DeliveryStatus | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    given = replace(room(), mailers=(FakeMailer(faults={1: fault}),))
    with caplog.at_level(logging.DEBUG):
        linking.link_for(given, accounts, "ben@example.org", "https://desk.example.org", MORNING)
    assert "could not be mailed" in caplog.text
    assert "/link/" not in caplog.text
    assert "ben@" not in caplog.text


def test_nobodys_mailbox_is_filled(accounts: Accounts) -> None:
    for number in range(5):
        linking.may_ask(accounts, "x@example.org", f"192.0.2.{number}", MORNING)
    with pytest.raises(TooOften):
        linking.may_ask(accounts, "X@example.org", "192.0.2.99", MORNING)
    knocking.knock(accounts, "x@example.org", "192.0.2.99", MORNING)  # a password may still be tried


def test_a_new_password_ends_whatever_let_them_in(accounts: Accounts) -> None:
    ada = named(accounts, "Ada")
    session = entering.sign_in(accounts, "ada@example.org", PASSWORD, HOME, MORNING)
    token, link = entering.token(accounts, ada, "x", MORNING), entering.link(accounts, ada, MORNING)
    with pytest.raises(Stranger):
        staffing.change_password(accounts, ada, "wrong", "another one of mine")
    staffing.change_password(accounts, ada, PASSWORD, "another one of mine")
    assert inside(accounts, session) == ""
    assert entering.entered(accounts, PassKind.API, token, MORNING) is None
    with pytest.raises(Stranger):
        entering.enter_by_link(accounts, link, HOME, MORNING)
    assert entering.sign_in(accounts, "ada@example.org", "another one of mine", HOME, MORNING)


def test_somebody_locked_out_is_out_and_may_be_let_back(accounts: Accounts) -> None:
    ben = named(accounts, "Ben")
    session = entering.begin(accounts, ben, HOME, MORNING)
    staffing.lock_out(accounts, ben)
    assert inside(accounts, session) == ""
    staffing.let_back(accounts, named(accounts, "Ben"))
    assert inside(accounts, session) == ""  # by a new way in alone
    assert named(accounts, "Ben").active


def test_one_chief_is_left(accounts: Accounts) -> None:
    ada, ben = named(accounts, "Ada"), named(accounts, "Ben")
    for change in (
        lambda: staffing.lock_out(accounts, ada),
        lambda: staffing.give_role(accounts, ada, Role.EDITOR),
    ):
        with pytest.raises(IllegalChange, match="the only chief"):
            change()
    staffing.give_role(accounts, ben, Role.CHIEF)
    staffing.lock_out(accounts, ada)
    assert accounts.chiefs() == 1


@pytest.mark.parametrize(
    ("name", "address", "password", "kind", "words"),
    [
        ("Eve", "not an address", "", BadAddress, "@"),
        ("", "eve@example.org", "", ConfigurationError, "has a name"),
        ("E\x00ve", "eve@example.org", "", ConfigurationError, "name"),
        ("Eve", "eve@example.org", "too short", ConfigurationError, "at least 12"),
        ("Eve", "eve@example.org", "x" * 300, ConfigurationError, "at most 256"),
        ("Eve", "ADA@example.org", "", IllegalChange, "a user already"),
        ("ADA", "eve@example.org", "", IllegalChange, "works here already"),
        ("morning digest", "eve@example.org", "", IllegalChange, "works here already"),
    ],
)
def test_who_cannot_be_added_is_told_why(
    accounts: Accounts, name: str, address: str, password: str, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        staffing.admit(accounts, name, address, Role.EDITOR, MORNING, password=password)
    assert len(accounts.everyone()) == 2


def test_an_editors_proofs_go_to_users_alone_and_nobodys_are_without_end(accounts: Accounts) -> None:
    ada, ben = accounts.find("ada@example.org"), accounts.find("ben@example.org")
    knocking.ask_for_proof(accounts, ben, "Ada@example.org", MORNING)
    with pytest.raises(NotAllowed, match="to users of the desk"):
        knocking.ask_for_proof(accounts, ben, "rival@example.net", MORNING)
    for _ in range(knocking.PROOFS):
        knocking.ask_for_proof(accounts, ada, "reader@example.net", MORNING)
    with pytest.raises(TooOften, match="Please wait"):
        knocking.ask_for_proof(accounts, ada, "reader@example.net", MORNING)


def test_who_was_removed_gets_no_token(accounts: Accounts) -> None:
    staffing.lock_out(accounts, accounts.find("ben@example.org"))
    with pytest.raises(Stranger, match="may not come in"):
        entering.token(accounts, accounts.find("ben@example.org"), "CMS", MORNING)
