"""Who comes in at the desk: by a password, a link in a mail, or a program's token; and out again."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digest.desk import knocking, passwords
from digest.errors import Stranger
from digest.models import Pass, PassKind, User
from digest.sockets import Accounts

IDLE = timedelta(hours=12)  # a session that nobody used for so long has ended
SESSION = timedelta(days=7)  # it ends after this in any case
LINK = timedelta(minutes=15)
TOKEN = timedelta(days=365)
NOTED = timedelta(minutes=5)  # between two notes that a pass was used: looking writes as little as it can

WRONG = "This address and this password do not belong together."
SPENT = "This link was used already, or is older than 15 minutes."


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody knocks: the address of their machine, and what their browser calls itself."""

    client: str
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in, by which pass."""

    user: User
    by: Pass


def fresh() -> str:
    """A new secret: 32 random bytes, in letters that a header and an address may hold."""
    return secrets.token_urlsafe(32)


def sign_in(accounts: Accounts, address: str, password: str, place: Place, now: datetime) -> str:
    """Begin a session for whoever knows the password; its secret.

    Raises Stranger, after the same time whether the address is known or not, and TooOften.
    """
    knocking.knock(accounts, address, place.client, now)
    user = accounts.find(address)
    if not passwords.fits(user.password if user else "", password) or user is None or not user.active:
        raise Stranger(WRONG)
    knocking.opened(accounts, address, place.client)
    if passwords.outdated(user.password):
        accounts.change(replace(user, password=passwords.hashed(password)))
    return begin(accounts, user, place, now)


def enter_by_link(accounts: Accounts, secret: str, place: Place, now: datetime) -> tuple[str, str]:
    """Begin a session for whoever has the link of a mail, once; its secret, and the page that was wanted.

    Raises Stranger.
    """
    found = accounts.take(PassKind.LINK, mark(secret))
    if found is None or found[1].ends <= now or not found[0].active:
        raise Stranger(SPENT)
    return begin(accounts, found[0], place, now), found[1].page


def begin(accounts: Accounts, user: User, place: Place, now: datetime) -> str:
    """A new session of this user; its secret."""
    return _granted(accounts, Pass(0, user.id, PassKind.SESSION, now, now + SESSION, _label(place.browser)))


def link(accounts: Accounts, user: User, now: datetime, page: str = "") -> str:
    """The secret of a link that lets this user in once, to a page of the desk.

    The page is kept here and not in the link: nobody who hands it on can have it lead elsewhere.
    """
    return _granted(accounts, Pass(0, user.id, PassKind.LINK, now, now + LINK, page=page))


def token(accounts: Accounts, user: User, label: str, now: datetime) -> str:
    """A secret with which a program does what this user may; told once. Raises Stranger for one removed."""
    if not user.active:
        raise Stranger(f"{user.name} may not come in any more")
    return _granted(accounts, Pass(0, user.id, PassKind.API, now, now + TOKEN, _label(label)))


def entered(
    accounts: Accounts, kind: PassKind, secret: str, now: datetime, *, noted: bool = True
) -> Entered | None:
    """Who has come in with this session or token, if it still lets them in. `noted` counts it as a use."""
    found = accounts.bearer(kind, mark(secret)) if secret else None
    if found is None:
        return None
    user, by = found
    used = by.seen or by.created
    idle = kind is PassKind.SESSION and used + IDLE <= now
    if idle or by.ends <= now or not user.active:
        return None
    if noted and (by.seen is None or used + NOTED <= now):
        accounts.touch(by, now)
    return Entered(user, by)


def sign_out(accounts: Accounts, secret: str) -> None:
    """End the session."""
    accounts.take(PassKind.SESSION, mark(secret))


def mark(secret: str) -> str:
    """What is kept of a secret. It is random and long: a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _granted(accounts: Accounts, given: Pass) -> str:
    secret = fresh()
    accounts.grant(given, mark(secret))
    return secret


def _label(words: str) -> str:
    return "".join(letter for letter in words if letter.isprintable())[:120]
