"""Who works at the desk, what lets them in, and how often somebody tried; of secrets, hashes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, bindparam, delete, func, insert, select, update

from digest.errors import IllegalChange
from digest.models import Limit, Pass, PassKind, Role, User
from digest.store.tables import attempts, passes, users
from subscribers.dialects import insert_missing, reading

LONGEST = timedelta(days=1)  # no limit on tries counts longer

_PASS = [column for column in passes.c if column is not passes.c.secret]
_BEARER = (
    select(*users.c, *(column.label(f"pass_{column.name}") for column in _PASS))
    .join(passes, passes.c.user == users.c.id)
    .where(passes.c.secret == bindparam("held"), passes.c.kind == bindparam("as"))
)
"""Asked by every request, and so made once: to put it together takes as long as the answer."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Users, passes and tries in one database. `secret` is always the hash of one."""

    engine: Engine

    def everyone(self) -> list[User]:
        """All users, by name; those who may no longer come in at the end."""
        found = select(users).order_by(users.c.active.desc(), func.lower(users.c.name), users.c.id)
        with reading(self.engine) as connection:
            return [_user(row) for row in connection.execute(found)]

    def find(self, address: str) -> User | None:
        """The user with this address, whatever its case."""
        return self._one(users.c.address == address.strip().lower())

    def numbered(self, number: int) -> User | None:
        """The user with this id."""
        return self._one(users.c.id == number)

    def add(self, user: User) -> User:
        """A new user, its id set. Raises IllegalChange where the address is somebody's already."""
        row = _columns(user) | {"address": user.address.lower(), "created": user.created}
        with self.engine.begin() as connection:
            if not connection.execute(insert_missing(connection, users).values(row)).rowcount:
                raise IllegalChange(f"{user.address} is a user already")
            return _user(connection.execute(select(users).where(users.c.address == row["address"])).one())

    def change(self, user: User, *, shut: bool = False) -> None:
        """Store name, role, password and whether they may come in. `shut` ends whatever let them in."""
        with self.engine.begin() as connection:
            connection.execute(update(users).where(users.c.id == user.id).values(_columns(user)))
            if shut or not user.active:
                connection.execute(delete(passes).where(passes.c.user == user.id))

    def chiefs(self) -> int:
        """How many chiefs may come in."""
        counted = select(func.count()).where(users.c.role == Role.CHIEF, users.c.active.is_(True))
        with reading(self.engine) as connection:
            return connection.scalar(counted) or 0

    def grant(self, given: Pass, secret: str) -> Pass:
        """A new pass, its id set; what ended before it was made is swept out."""
        row = {"user": given.user, "kind": given.kind, "label": given.label, "page": given.page}
        used = given.created if given.kind is PassKind.SESSION else None
        row |= {"secret": secret, "created": given.created, "ends": given.ends, "seen": used}
        with self.engine.begin() as connection:
            connection.execute(delete(passes).where(passes.c.ends < given.created))
            connection.execute(insert(passes).values(row))
            if used:
                told = update(users).where(users.c.id == given.user).values(seen=given.created)
                connection.execute(told)
            return _pass(connection.execute(select(*_PASS).where(passes.c.secret == secret)).one())

    def bearer(self, kind: PassKind, secret: str) -> tuple[User, Pass] | None:
        """Whom this lets in, ended or not."""
        with reading(self.engine) as connection:
            return _bearer(connection, kind, secret)

    def take(self, kind: PassKind, secret: str) -> tuple[User, Pass] | None:
        """Whom this let in, once: of several that ask, one is answered."""
        with self.engine.begin() as connection:
            found = _bearer(connection, kind, secret)
            gone = connection.execute(delete(passes).where(passes.c.secret == secret, passes.c.kind == kind))
            return found if gone.rowcount else None

    def touch(self, given: Pass, now: datetime) -> None:
        """Note that the pass was used."""
        with self.engine.begin() as connection:
            connection.execute(update(passes).where(passes.c.id == given.id).values(seen=now))

    def passes(self, user: User, kind: PassKind, now: datetime) -> list[Pass]:
        """What lets them in in this way, the last used first."""
        wanted = (passes.c.user == user.id, passes.c.kind == kind, passes.c.ends > now)
        found = select(*_PASS).where(*wanted).order_by(passes.c.seen.desc(), passes.c.id.desc())
        with reading(self.engine) as connection:
            return [_pass(row) for row in connection.execute(found)]

    def revoke(self, user: User, number: int) -> bool:
        """End one pass of this user; was there one?"""
        with self.engine.begin() as connection:
            gone = delete(passes).where(passes.c.id == number, passes.c.user == user.id)
            return bool(connection.execute(gone).rowcount)

    def attempt(self, limits: Sequence[Limit], now: datetime) -> datetime | None:
        """Count a try against all of these, or where one is reached none, and the moment it is free again."""
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # two that count at once would not see one another
                connection.exec_driver_sql("LOCK TABLE attempts IN EXCLUSIVE MODE")
            connection.execute(delete(attempts).where(attempts.c.at < now - LONGEST))
            frees = [free for limit in limits if (free := _free(connection, limit, now))]
            if not frees:
                connection.execute(insert(attempts), [{"key": limit.key, "at": now} for limit in limits])
            return max(frees, default=None)

    def forgive(self, key: str) -> None:
        """Forget what was tried under this key."""
        with self.engine.begin() as connection:
            connection.execute(delete(attempts).where(attempts.c.key == key))

    def _one(self, wanted: ColumnElement[bool]) -> User | None:
        with reading(self.engine) as connection:
            row = connection.execute(select(users).where(wanted)).one_or_none()
        return None if row is None else _user(row)


def _free(connection: Connection, limit: Limit, now: datetime) -> datetime | None:
    """When there is room for one more under this limit; None where there is now."""
    counting = select(attempts.c.at).where(
        attempts.c.key == limit.key, attempts.c.at > now - limit.within, attempts.c.at <= now
    )
    stands = connection.scalar(counting.order_by(attempts.c.at.desc()).offset(limit.most - 1).limit(1))
    return None if stands is None else stands + limit.within


def _bearer(connection: Connection, kind: PassKind, secret: str) -> tuple[User, Pass] | None:
    row = connection.execute(_BEARER, {"held": secret, "as": kind}).one_or_none()
    if row is None:
        return None
    return _user(row), _pass(row, "pass_")


def _columns(user: User) -> dict[str, Any]:
    return {"name": user.name, "role": user.role, "password": user.password, "active": user.active}


def _user(row: Row[Any]) -> User:
    return User(
        id=row.id,
        name=row.name,
        address=row.address,
        role=Role(row.role),
        created=row.created,
        password=row.password,
        active=row.active,
        seen=row.seen,
    )


def _pass(row: Row[Any], before: str = "") -> Pass:
    """The pass of a row whose columns have this before their names."""
    names = ("id", "user", "kind", "created", "ends", "label", "seen", "page")
    id_, user, kind, *rest = (getattr(row, f"{before}{name}") for name in names)
    return Pass(id_, user, PassKind(kind), *rest)
