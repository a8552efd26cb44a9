"""Opening a database: its faults in one line with the cure, its secrets in none."""

from __future__ import annotations

import math
import os
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, inspect, make_url, select, text

from digest.errors import ConfigurationError, StoreError
from digest.store.articles import Archive
from digest.store.database import _secrets, name_of, open_database
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.faults import Place, postgresql_fault
from digest.store.locks import _is_locked
from digest.store.tables import sources
from digest.store.turnstile import at_the_head
from subscribers.dialects import reading
from subscribers.store import People
from tests.databases import Cluster
from tests.store.rooms import NOW, TODAY, article, edition, harvest, want


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_missing_folder_and_file_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "digest.db"
    open_database(sqlite_url(path)).dispose()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_link_to_nothing_makes_no_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "digest.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="is a symbolic link"):
        open_database(sqlite_url(tmp_path / "digest.db"))
    assert not (tmp_path / "elsewhere").exists()


def test_a_link_to_a_database_is_followed(tmp_path: Path) -> None:
    open_database(sqlite_url(tmp_path / "elsewhere.db")).dispose()
    (tmp_path / "digest.db").symlink_to(tmp_path / "elsewhere.db")
    open_database(sqlite_url(tmp_path / "digest.db")).dispose()


def test_what_the_server_repeats_of_the_url_holds_no_secret() -> None:
    place = Place("postgresql", "postgresql://db/d", ("hunter2", "fish"))
    said = postgresql_fault(place, RuntimeError('bad option "hunter2" or fish'))
    assert said == 'the database postgresql://db/d failed: bad option "***" or ***'


def test_passwords_and_query_values_are_secrets_and_hosts_are_not() -> None:
    url = make_url(
        "postgresql://ana:one@h/d?password=three&sslpassword=fourteen&host=/run/db&sslmode=require"
    )
    assert _secrets(url) == ("fourteen", "three", "one")


def test_sqlite_is_set_to_keep_what_it_was_told(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path / "digest.db"))
    with reading(engine) as connection:
        settings = [
            connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        ]
    engine.dispose()
    assert settings == ["wal", 2, 1, 30_000, 1]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("digest.db", "cannot be read: write sqlite:///digest.db or postgresql://"),
        ("mysql://u:hunter2@h/d", "no database is called mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql://u:hunter2@h:many/d", "cannot be read"),
    ],
)
def test_a_url_that_nobody_serves_is_a_configuration_error(url: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words) as caught:
        open_database(url)
    assert "hunter2" not in str(caught.value)


def test_a_missing_driver_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'morning-digest\[postgresql\]'"):
        open_database("postgresql://u:hunter2@nowhere/d")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database at all, only words " * 99)
    with pytest.raises(StoreError, match=r"notes.txt is not an SQLite database: name another file"):
        open_database(sqlite_url(path))
    assert path.read_text().startswith("no database")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder: name a file in it"):
        open_database(sqlite_url(tmp_path))


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot make the database .*check its folder's owner"):
        open_database(sqlite_url(tmp_path / "file" / "digest.db"))


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "digest.db"
    open_database(sqlite_url(path)).dispose()
    path.chmod(0o000)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may read anything
    with pytest.raises(StoreError, match="may not be read and written: check its owner and permissions"):
        open_database(sqlite_url(path))


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    open_database(sqlite_url(path)).dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE sources (key TEXT)")
    connection.close()
    path.write_bytes(path.read_bytes()[:4096])
    with pytest.raises(StoreError, match="digest.db is damaged: restore it from a backup"):
        open_database(sqlite_url(path))


@pytest.mark.parametrize(
    "call",
    [
        lambda engine: Archive(engine).conditions(),
        lambda engine: Archive(engine).keep(harvest(article())),
        lambda engine: Archive(engine).articles(["courier"], NOW),
        lambda engine: Editions(engine).find("morning", TODAY),
        lambda engine: Editions(engine).add(edition()),
        lambda engine: Ledger(engine).tally(edition(id=1)),
        lambda engine: Ledger(engine).turn(edition(id=1), [], want(1)),
        lambda engine: list(People(engine, b"k" * 16).mailable("morning")),
        lambda engine: People(engine, b"k" * 16).remove("reader@example.org", NOW),
    ],
)
def test_whatever_a_store_meets_is_a_store_error_of_one_line(database_url: str, call: Callable) -> None:
    engine = open_database(database_url)  # and never migrated
    with pytest.raises(StoreError) as caught:
        call(engine)
    engine.dispose()
    assert name_of(engine.url) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "reader@example.org" not in str(caught.value)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    with pytest.raises(
        StoreError, match="postgresql://ana@127.0.0.1:1/digest failed: .*check host and port"
    ) as caught:
        open_database("postgresql://ana:hunter2@127.0.0.1:1/digest?password=hunter2")
    assert "hunter2" not in repr(caught.value)


def test_a_missing_database_of_a_server_is_named(cluster: Cluster) -> None:
    with pytest.raises(StoreError, match='database "nowhere" does not exist; check the name, or create it'):
        open_database(cluster.url("nowhere"))


def test_a_server_that_commits_in_its_own_time_does_not_do_so_for_us(cluster: Cluster) -> None:
    """What the ledger was told stands, also when the server crashes a moment later."""
    engine = open_database(f"{cluster.create()}&options=-csynchronous_commit%3Doff")
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    engine.dispose()


def test_a_restarted_server_is_met_again_without_a_word(cluster: Cluster) -> None:
    from digest.store.migrations import migrate

    engine = open_database(cluster.create())
    migrate(engine)
    with engine.connect() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    cluster.tell(f"SELECT pg_terminate_backend({pid})")
    assert Archive(engine).conditions() == {}
    engine.dispose()


def test_who_comes_back_for_the_write_lock_waits_behind_who_waits_already(tmp_path: Path) -> None:
    """A ledger at work lets go of it for an instant: others would seldom find it free by chance."""
    engine = open_database(sqlite_url(tmp_path / "digest.db"))
    turnstile, order = tmp_path / "digest.db.turn", []

    def write() -> None:
        with engine.begin():
            order.append("the first to ask")

    def come_back() -> None:
        with at_the_head(turnstile, math.inf):
            order.append("the one who came back")

    with ThreadPoolExecutor(2) as threads, engine.begin():
        first = threads.submit(write)
        while not _is_locked(turnstile):
            time.sleep(0.001)
        back = threads.submit(come_back)
        time.sleep(0.05)  # long enough for one whom nothing holds up
        assert not first.done()
        assert not back.done()
    first.result()
    back.result()
    assert order == ["the first to ask", "the one who came back"]
    engine.dispose()


def test_writers_get_their_turn_where_they_cannot_line_up(tmp_path: Path) -> None:
    """The line is a courtesy: a file that cannot be opened costs nobody a transaction."""
    (tmp_path / "digest.db.turn").symlink_to(tmp_path / "elsewhere")
    engine = open_database(sqlite_url(tmp_path / "digest.db"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE written (n INTEGER)")
    assert inspect(engine).has_table("written")
    engine.dispose()


def test_a_locked_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.store.database.BUSY_SECONDS", 0.1)
    engine = open_database(sqlite_url(tmp_path / "digest.db"))
    with (
        engine.begin(),
        pytest.raises(StoreError, match="has been kept by another process for too long"),
        engine.begin(),
    ):
        pass
    engine.dispose()


def test_two_writers_wait_for_each_other_and_a_reader_waits_for_nobody(database: Engine) -> None:
    archive, seen = Archive(database), []
    with database.begin() as connection:
        connection.execute(insert(sources).values(row("slow")))
        assert archive.conditions() == {}
        other = threading.Thread(target=lambda: seen.append(archive.keep(harvest(article()))))
        other.start()
        other.join(0.2)
    other.join(10)
    assert seen == [1]
    assert set(archive.conditions()) == {"slow", "courier"}


def test_times_sort_and_compare_alike_whatever_zone_they_came_in(database: Engine) -> None:
    zones = [timezone(timedelta(hours=hours)) for hours in (-11, 0, 5.75, 14)]
    moments = [datetime(2026, 8, 13, 4, 30, microsecond=n, tzinfo=UTC) for n in (0, 1, 999_999)]
    moments += [datetime(1969, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)]
    local = [(moment.astimezone(zone), moment) for moment in moments for zone in zones]
    with database.begin() as connection:
        connection.execute(
            insert(sources), [row(str(n)) | {"checked": here} for n, (here, _) in enumerate(local)]
        )
        read = [row.checked for row in connection.execute(select(sources).order_by(sources.c.checked))]
        assert read == sorted(moment for _, moment in local)
        assert {moment.tzinfo for moment in read} == {UTC}
        for here, _ in local:
            found = connection.scalars(select(sources.c.checked).where(sources.c.checked >= here)).all()
            assert sorted(found) == sorted(moment for _, moment in local if moment >= here)


def test_a_time_without_a_zone_is_refused(database: Engine) -> None:
    with pytest.raises(StoreError, match="time without a zone"):
        Archive(database).keep(harvest(article(), at=NOW.replace(tzinfo=None)))


def test_an_interruption_is_no_database_error(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("digest.store.articles._note", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Archive(database).keep(harvest(article()))
    assert Archive(database).articles(["courier"], NOW.replace(year=2000)) == []


def row(key: str) -> dict[str, object]:
    words = dict.fromkeys(("etag", "modified", "moved_to", "ill"), "")
    return {"key": key, **words, "failures": 0, "retired": False, "entries": 0}
