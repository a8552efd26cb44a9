"""Users, what lets them in, and how often somebody tried: on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from digest.errors import IllegalChange
from digest.models import Limit, Pass, PassKind, Role, User
from digest.store.accounts import Accounts
from tests.store.rooms import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture
def accounts(database: Engine) -> Accounts:
    return Accounts(database)


def added(accounts: Accounts, name: str = "Ada", role: Role = Role.EDITOR) -> User:
    return accounts.add(User(0, name, f"{name}@Example.org", role, NOW, "kept"))


def granted(accounts: Accounts, user: User, secret: str, kind: PassKind = PassKind.SESSION) -> Pass:
    return accounts.grant(Pass(0, user.id, kind, NOW, NOW + 10 * MINUTE, "A browser"), secret)


def together(ask: Callable[[int], object], times: int = 8) -> list[object]:
    start = Barrier(times)

    def asked(number: int) -> object:
        start.wait()
        return ask(number)

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(asked, range(times)))


def test_a_user_is_found_by_address_and_number(accounts: Accounts) -> None:
    ada = added(accounts)
    assert ada == User(ada.id, "Ada", "ada@example.org", Role.EDITOR, NOW, "kept")
    assert accounts.find(" ADA@example.ORG ") == accounts.numbered(ada.id) == ada
    assert accounts.find("ben@example.org") is accounts.numbered(99) is None
    assert "kept" not in repr(ada)


def test_an_address_is_one_users(accounts: Accounts) -> None:
    added(accounts)
    with pytest.raises(IllegalChange, match="a user already"):
        added(accounts, "ADA")
    outcomes = together(lambda _: _tried(lambda: added(accounts, "Ben")))
    assert outcomes.count(True) == 1
    assert [user.name for user in accounts.everyone()] == ["Ada", "Ben"]


def _tried(do: Callable[[], object]) -> bool:
    try:
        do()
    except IllegalChange:
        return False
    return True


def test_what_was_changed_stands(accounts: Accounts) -> None:
    ada, ben = added(accounts), added(accounts, "Ben", Role.CHIEF)
    accounts.change(replace(ada, name="Zoe", role=Role.CHIEF, password="other"))
    assert accounts.chiefs() == 2
    accounts.change(replace(ben, active=False))
    assert accounts.chiefs() == 1
    zoe, last = accounts.everyone()
    assert (zoe.name, zoe.role, zoe.password, last.name, last.active) == (
        "Zoe",
        "chief",
        "other",
        "Ben",
        False,
    )


def test_a_pass_lets_its_user_in_as_its_own_kind(accounts: Accounts) -> None:
    ada = added(accounts)
    given = granted(accounts, ada, "s1")
    user, by = accounts.bearer(PassKind.SESSION, "s1")
    assert (user.name, user.seen, by) == ("Ada", NOW, given)
    assert accounts.bearer(PassKind.API, "s1") is accounts.bearer(PassKind.SESSION, "s2") is None
    accounts.touch(by, NOW + MINUTE)
    assert accounts.bearer(PassKind.SESSION, "s1")[1].seen == NOW + MINUTE


def test_a_pass_is_taken_once_whoever_asks_at_the_same_time(accounts: Accounts) -> None:
    ada = added(accounts)
    granted(accounts, ada, "s1", PassKind.LINK)
    assert accounts.take(PassKind.SESSION, "s1") is None
    taken = together(lambda _: accounts.take(PassKind.LINK, "s1"))
    assert sum(one is not None for one in taken) == 1


def test_a_link_knows_the_page_that_it_leads_to(accounts: Accounts) -> None:
    ada = added(accounts)
    given = accounts.grant(Pass(0, ada.id, PassKind.LINK, NOW, NOW + MINUTE, page="/past?page=2"), "s1")
    assert given.page == "/past?page=2"
    assert accounts.take(PassKind.LINK, "s1") == (ada, given)
    assert granted(accounts, ada, "s2").page == ""


def test_passes_are_listed_and_ended_by_their_own_user(accounts: Accounts) -> None:
    ada, ben = added(accounts), added(accounts, "Ben")
    first, second = granted(accounts, ada, "s1"), granted(accounts, ada, "s2")
    accounts.touch(first, NOW + MINUTE)
    assert [one.id for one in accounts.passes(ada, PassKind.SESSION, NOW)] == [first.id, second.id]
    assert accounts.passes(ada, PassKind.SESSION, NOW + 10 * MINUTE) == []
    assert not accounts.revoke(ben, first.id)
    assert accounts.revoke(ada, first.id)
    assert not accounts.revoke(ada, first.id)
    assert accounts.bearer(PassKind.SESSION, "s1") is None


@pytest.mark.parametrize("shut", [True, False])
def test_whoever_is_shut_out_has_no_pass_left(accounts: Accounts, shut: bool) -> None:
    ada, ben = added(accounts), added(accounts, "Ben")
    granted(accounts, ada, "s1")
    granted(accounts, ben, "s2")
    accounts.change(replace(ada, active=shut), shut=shut)
    assert accounts.bearer(PassKind.SESSION, "s1") is None
    assert accounts.bearer(PassKind.SESSION, "s2") is not None


def test_what_ended_is_swept_out_when_something_new_is_given(accounts: Accounts) -> None:
    ada = added(accounts)
    granted(accounts, ada, "s1")
    later = NOW + 11 * MINUTE
    accounts.grant(Pass(0, ada.id, PassKind.LINK, later, later + MINUTE), "s2")
    assert accounts.bearer(PassKind.SESSION, "s1") is None


def test_tries_are_counted_until_one_limit_is_reached(accounts: Accounts) -> None:
    few, many = Limit("few", 2, 10 * MINUTE), Limit("many", 3, 60 * MINUTE)
    assert accounts.attempt([few, many], NOW) is None
    assert accounts.attempt([few, many], NOW + MINUTE) is None
    assert accounts.attempt([few, many], NOW + 2 * MINUTE) == NOW + 10 * MINUTE
    assert accounts.attempt([many], NOW + 3 * MINUTE) is None  # the refused one did not count
    assert accounts.attempt([many], NOW + 4 * MINUTE) == NOW + 60 * MINUTE
    assert accounts.attempt([few], NOW + 10 * MINUTE) is None
    accounts.forgive("many")
    assert accounts.attempt([many], NOW + 11 * MINUTE) is None


def test_tries_at_the_same_time_are_all_counted(accounts: Accounts) -> None:
    together(lambda _: accounts.everyone())  # every thread has its connection
    for number in range(15):
        limit = Limit(f"few {number}", 3, MINUTE)
        answers = together(lambda _, limit=limit: accounts.attempt([limit], NOW))
        assert answers.count(None) == 3
