"""The door to the database: SQLite in a file by default, PostgreSQL by URL, and every failure in words."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from digest.errors import ConfigurationError, StoreError
from digest.store.faults import Place, postgresql_fault, sqlite_fault
from digest.store.turnstile import at_the_head, pause

BUSY_SECONDS = 30
CONNECT_SECONDS = 10
DURABLE = """
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""
KEEPALIVES = {"tcp_keepalives_idle": 60, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 6}
PLAIN_OPTIONS = frozenset(("host", "hostaddr", "port", "user", "dbname", "sslmode", "connect_timeout"))


def open_database(url: str) -> Engine:
    """An engine for this URL, tried once: what it raises later is always a StoreError of one line.

    A SQLite file and its folder are made where missing, readable by their owner alone. Every
    transaction takes the write lock at its start, except on connections that say `reads=True`: two
    processes wait for each other and never deadlock. Raises ConfigurationError for a URL nobody serves.
    """
    address = _parsed(url)
    engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)
    with engine.connect().execution_options(reads=True) as connection:
        connection.exec_driver_sql("SELECT 1")
    return engine


def name_of(url: URL) -> str:
    """The database's name for an operator: the file, or the URL without password and options."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    plain = URL.create(
        url.get_backend_name(), username=url.username, host=url.host, port=url.port, database=url.database
    )
    return plain.render_as_string()


def _parsed(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigurationError(
            "the database URL cannot be read: write sqlite:///digest.db or postgresql://user:password@host/name"
        ) from None
    backend = {"postgres": "postgresql"}.get(address.get_backend_name(), address.get_backend_name())
    if backend not in ("sqlite", "postgresql"):
        raise ConfigurationError(f"no database is called {backend}: use sqlite:///FILE or postgresql://...")
    if backend == "sqlite" and address.database in (None, "", ":memory:"):
        raise ConfigurationError("the database URL names no file: write sqlite:///digest.db")
    return address.set(drivername="sqlite" if backend == "sqlite" else "postgresql+psycopg")


def _sqlite(address: URL) -> Engine:
    path = Path(str(address.database)).expanduser().absolute()
    _make_file(path)
    turnstile = path.with_name(f"{path.name}.turn")
    engine = create_engine(
        address.set(database=str(path)),
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,
        max_overflow=-1,
        pool_use_lifo=True,  # the connection used last: what it read of the file is still good
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        _into_wal(connection)
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "journal_size_limit=67108864",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reads"):
            connection.exec_driver_sql("BEGIN")
        else:
            _take_turn(connection, turnstile)

    _speak(engine, Place("sqlite", name_of(engine.url)))
    return engine


def _make_file(path: Path) -> None:
    """The file and its folder, for their owner alone: people's addresses will be in it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
    except OSError as failure:
        if failure.errno == errno.ELOOP:
            raise StoreError(f"the database {path} is a symbolic link to nothing: remove it") from failure
        raise StoreError(
            f"cannot make the database {path}: {failure.strerror or failure}; "
            "check its folder's owner and permissions"
        ) from failure
    if path.is_dir():
        raise StoreError(f"the database {path} is a folder: name a file in it")
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreError(f"the database {path} may not be read and written: check its owner and permissions")


def _into_wal(connection: sqlite3.Connection) -> None:
    """Turn the file to write-ahead logging, once for good; SQLite does not wait by itself here."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as failure:
            if "locked" not in str(failure) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _take_turn(connection: Connection, turnstile: Path) -> None:
    """Begin a transaction that writes, as soon as the others have had their turn.

    SQLite itself asks for the lock ten times a second: beside a ledger at work, which lets go of it for a
    fraction of a millisecond, that is seconds of waiting. We ask every few milliseconds, one at a time.
    """
    driver: Any = connection.connection.driver_connection
    deadline = time.monotonic() + BUSY_SECONDS
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        with at_the_head(turnstile):
            while time.monotonic() < deadline:
                try:
                    driver.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as failure:
                    if failure.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                        break
                else:
                    return
                pause()
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails once more, and says so in our words
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * BUSY_SECONDS}")


def _postgresql(address: URL) -> Engine:
    options: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": f"morning-digest {os.getpid()}",
    }
    try:
        engine = create_engine(
            address,
            connect_args={key: value for key, value in options.items() if key not in address.query},
            hide_parameters=True,
            max_overflow=-1,
            pool_pre_ping=True,
        )
    except ImportError:
        raise ConfigurationError(
            "PostgreSQL needs its driver, which is not installed: pip install 'morning-digest[postgresql]'"
        ) from None

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # A machine that loses its power says no goodbye: its locks are free again after two minutes.
        for setting, value in KEEPALIVES.items():
            connection.execute(f"SET {setting} = {value}")
        connection.execute(DURABLE)  # a claim that a crash of the server forgets is a second copy
        connection.commit()

    _speak(engine, Place("postgresql", name_of(address), _secrets(address)))
    return engine


def _secrets(address: URL) -> tuple[str, ...]:
    """What no text may hold: the password, and the values of options that may be one."""
    named = (words for name, words in address.normalized_query.items() if name not in PLAIN_OPTIONS)
    found = [str(address.password or ""), *(word for words in named for word in words)]
    return tuple(sorted(filter(None, found), key=len, reverse=True))


def _speak(engine: Engine, place: Place) -> None:
    """Every database error that leaves this engine is a StoreError in our words."""
    fault = sqlite_fault if place.backend == "sqlite" else postgresql_fault

    @event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> StoreError | None:
        ours = context.sqlalchemy_exception is not None  # else it is Ctrl-C, or a bug
        if not ours or context.is_pre_ping:  # a failed ping is the pool's own affair: it connects anew
            return None
        return StoreError(fault(place, context.original_exception))
