"""Real databases for tests: a file of SQLite always, and PostgreSQL where its server is on the machine.

`database` is a fresh, migrated engine per test, once for each; `database_url` a fresh, empty database.
The PostgreSQL cluster is thrown up once per session, on a socket in a temporary folder.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from digest.store import tables as newsroom
from digest.store.database import open_database
from digest.store.migrations import migrate
from subscribers import tables as people

BACKENDS = ("sqlite", "postgresql")


@dataclass
class Cluster:
    """A PostgreSQL server of our own, without durability: it lives as long as the tests."""

    folder: Path
    command: tuple[str | Path, ...]
    numbers: Iterator[int] = field(default_factory=count)
    server: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Begin to serve, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                self.command, stdout=subprocess.DEVNULL, stderr=log, user=_nobody(), cwd=self.folder
            )
        ready = [Path(self.command[0]).with_name("pg_isready"), "-q", "-h", self.folder]
        deadline = time.monotonic() + 30
        while subprocess.run(ready).returncode:
            if self.server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")
            time.sleep(0.05)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def create(self) -> str:
        """The URL of a new database."""
        name = f"test_{next(self.numbers)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    @cached_property
    def migrated(self) -> Engine:
        """The one migrated database that all tests use in turn: a new one for each would take 0.2 s."""
        engine = open_database(self.create())
        migrate(engine)
        return engine

    def emptied(self) -> str:
        """The URL of the migrated database, with nothing in it and its ids back at one."""
        tables = [*reversed(newsroom.metadata.sorted_tables), *reversed(people.metadata.sorted_tables)]
        commands = [f"DELETE FROM {table.name}" for table in tables]  # noqa: S608  (names of our own)
        commands += [f"SELECT setval('{table.name}_id_seq', 1, false)" for table in tables if "id" in table.c]
        with self.migrated.begin() as connection:
            connection.exec_driver_sql("; ".join(commands))
        return self.url(str(self.migrated.url.database))

    def tell(self, command: str) -> None:
        """Run one statement as the server's owner."""
        engine = create_engine(self.url("postgres").replace("postgresql", "postgresql+psycopg", 1))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(command))
        engine.dispose()

    def stop(self) -> None:
        """End the server at once, as if it had crashed."""
        if "migrated" in self.__dict__:
            self.migrated.dispose()
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait(30)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The session's PostgreSQL server, or a skip that says what is missing."""
    if programs() is None:
        pytest.skip(
            "PostgreSQL is not on this machine (no initdb found): its half of the store's tests did not run"
        )
    pytest.importorskip(
        "psycopg", reason="psycopg is not installed: PostgreSQL's half of the store's tests did not run"
    )
    with server(durable=False) as running:
        yield running


@contextmanager
def server(*, durable: bool) -> Iterator[Cluster]:
    """A PostgreSQL server that is thrown away afterwards; one that is not durable never waits for disks."""
    there = programs()
    if there is None:
        raise RuntimeError("PostgreSQL is not on this machine: no initdb found")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        running = _started(there, folder, durable)
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that is used by nobody."""
    path = tmp_path_factory.mktemp("template") / "digest.db"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that has nothing in it, on each server in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'digest.db'}"
    there: Cluster = request.getfixturevalue("cluster")
    return there.create()


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A migrated database with nothing in it, on each server in turn."""
    engine = open_database(fresh(request, request.param, tmp_path))
    yield engine
    engine.dispose()


def fresh(request: pytest.FixtureRequest, backend: str, folder: Path) -> str:
    """The URL of a migrated database with nothing in it."""
    if backend == "sqlite":
        path = folder / "digest.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    there: Cluster = request.getfixturevalue("cluster")
    return there.emptied()


def url_of(engine: Engine) -> str:
    """The URL with which another process opens the same database."""
    return engine.url.render_as_string(hide_password=False)


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs: the newest of Debian's, those on the PATH, pg_config's."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: [int(n) for n in path.parts if n.isdigit()],
    )
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True).stdout.strip()
        folders.append(Path(said))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def _started(programs: Path, folder: Path, durable: bool) -> Cluster:
    person = _nobody()
    if person is not None:
        os.chown(folder, person, -1)
    data = folder / "data"
    setup = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run(setup, check=True, capture_output=True, user=person, cwd=folder)
    settings = ["listen_addresses="]
    if not durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    switches = [switch for setting in settings for switch in ("-c", setting)]
    cluster = Cluster(folder, (programs / "postgres", "-D", data, "-k", folder, *switches))
    cluster.start()
    return cluster


def _nobody() -> int | None:
    """PostgreSQL refuses to run as root: who it runs as then."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return 65534
