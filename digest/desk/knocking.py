"""How often somebody may try to come in: counted in the database, so that every process knows."""

from __future__ import annotations

import hashlib
import ipaddress
import math
from datetime import datetime, timedelta

from digest.errors import NotAllowed, TooOften
from digest.models import Limit, Role, User
from digest.sockets import Accounts

SHORT, LONG = timedelta(minutes=15), timedelta(hours=1)
PAIR, CLIENT = 5, 20  # tries in SHORT
ADDRESS, LINKS, PROOFS = 50, 5, 30  # in LONG


def knock(accounts: Accounts, address: str, client: str, now: datetime) -> None:
    """Count a try with a password. Raises TooOften, with the seconds until it may be tried again."""
    limits = [
        Limit(_pair(address, client), PAIR, SHORT),
        Limit(_key("client", _home(client)), CLIENT, SHORT),
        Limit(_key("address", address), ADDRESS, LONG),
    ]
    _counted(accounts, limits, now)


def ask_for_link(accounts: Accounts, address: str, client: str, now: datetime) -> None:
    """Count a wish for a link by mail. Raises TooOften: nobody's mailbox is to be filled."""
    limits = [
        Limit(_key("link", address), LINKS, LONG),
        Limit(_key("link from", _home(client)), CLIENT, LONG),
    ]
    _counted(accounts, limits, now)


def ask_for_proof(accounts: Accounts, user: User, address: str, now: datetime) -> None:
    """Count a proof. An editor's go to users alone: a draft is nobody else's to read.

    Raises NotAllowed, or TooOften.
    """
    if user.role is not Role.CHIEF and accounts.find(address) is None:
        raise NotAllowed(
            f"an editor sends proofs to users of the desk, a chief to anybody: {user.name} is an editor"
        )
    _counted(accounts, [Limit(_key("proofs", str(user.id)), PROOFS, LONG)], now)


def opened(accounts: Accounts, address: str, client: str) -> None:
    """Whoever knew the password had only mistyped it before."""
    accounts.forgive(_pair(address, client))


def _counted(accounts: Accounts, limits: list[Limit], now: datetime) -> None:
    free = accounts.attempt(limits, now)
    if free is not None:
        wait = max(1, math.ceil((free - now).total_seconds()))
        minutes = max(1, round(wait / 60))
        raise TooOften(
            f"That was tried often of late. Please wait {minutes} minute{'s'[: minutes > 1]}.",
            retry_after=wait,
        )


def _home(client: str) -> str:
    """Whose machine it is: whoever has one IPv6 address has a whole network of them."""
    try:
        at = ipaddress.ip_address(client)
    except ValueError:
        return client
    return str(ipaddress.ip_network((at, 64), strict=False)) if at.version == 6 else str(at)


def _pair(address: str, client: str) -> str:
    return _key("pair", address, _home(client))


def _key(*words: str) -> str:
    """A key that names nobody who reads the table."""
    said = "\0".join(word.strip().lower() for word in words)
    return hashlib.sha256(said.encode()).hexdigest()
