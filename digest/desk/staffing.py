"""Who works at the desk: add them, say what they may do, let them come in no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from digest.desk import passwords
from digest.errors import ConfigurationError, IllegalChange, Stranger
from digest.models import MACHINE, Role, User
from digest.sockets import Accounts
from subscribers import facts
from subscribers.addresses import normal


def admit(
    accounts: Accounts, name: str, address: str, role: Role, now: datetime, *, password: str = ""
) -> User:
    """A new user; without a password they come in by a link.

    Raises BadAddress, ConfigurationError for a name or password that is none, and IllegalChange where the
    address or the name is somebody's: the record of an edition knows people by their names.
    """
    name, address = _name(name), normal(address)
    if name.casefold() in {MACHINE.casefold(), *(user.name.casefold() for user in accounts.everyone())}:
        raise IllegalChange(f"{name} works here already: choose a name that tells them apart")
    kept = passwords.hashed(password) if password else ""
    return accounts.add(User(0, name, address, role, now, kept))


def give_role(accounts: Accounts, user: User, role: Role) -> None:
    """Say what they may do from now on."""
    if role is not Role.CHIEF:
        _keep_a_chief(accounts, user)
    accounts.change(replace(user, role=role))


def lock_out(accounts: Accounts, user: User) -> None:
    """They come in no more, and are out at once; what they did stays in the record."""
    _keep_a_chief(accounts, user)
    accounts.change(replace(user, active=False), shut=True)


def let_back(accounts: Accounts, user: User) -> None:
    """They may come in again, as they did before."""
    accounts.change(replace(user, active=True))


def set_password(accounts: Accounts, user: User, password: str) -> None:
    """A new password; whatever let them in before, sessions, links and tokens, has ended."""
    accounts.change(replace(user, password=passwords.hashed(password)), shut=True)


def change_password(accounts: Accounts, user: User, old: str, new: str) -> None:
    """The same by their own hand. Raises Stranger where there is an old password and this is not it."""
    if user.password and not passwords.fits(user.password, old):
        raise Stranger("That is not your password as it was until now.")
    set_password(accounts, user, new)


def _keep_a_chief(accounts: Accounts, user: User) -> None:
    if user.active and user.role is Role.CHIEF and accounts.chiefs() == 1:
        raise IllegalChange(f"{user.name} is the only chief: make somebody else one first")


def _name(text: str) -> str:
    try:
        name = facts.name(text)
    except ValueError as fault:
        raise ConfigurationError(str(fault)) from None
    if not name:
        raise ConfigurationError("a user has a name: the record of each edition says who did what")
    return name
