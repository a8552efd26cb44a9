"""Migrations: a first run makes everything, a later one nothing, and a newer database is left alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Date, DateTime, Engine, bindparam, inspect, text

from digest.errors import StoreError
from digest.models import PassKind
from digest.store import tables
from digest.store.accounts import Accounts
from digest.store.articles import Archive
from digest.store.database import open_database
from digest.store.migrations import HERE, migrate, newest
from digest.store.notices import Notices
from subscribers import tables as people

CHECKOUT = Path(__file__).resolve().parents[2]


def test_a_first_run_makes_everything_that_the_code_speaks_of(database_url: str) -> None:
    engine = open_database(database_url)
    migrate(engine)
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_object": meant_for(engine.dialect.name)}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, [tables.metadata, people.metadata]) == []
    engine.dispose()


def test_a_second_run_changes_nothing(database: Engine) -> None:
    before = shape(database)
    migrate(database)
    assert shape(database) == before


def test_the_newest_step_is_the_one_alembic_ends_with() -> None:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    assert ScriptDirectory.from_config(config).get_heads() == [newest()]


def test_a_database_of_a_newer_version_is_refused_in_words_and_untouched(database_url: str) -> None:
    engine = open_database(database_url)
    migrate(engine)
    before = shape(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer version of Morning Digest \(step 9999; .*update with"):
        migrate(engine)
    assert shape(engine) == before
    engine.dispose()


def test_another_programs_database_is_refused(database_url: str) -> None:
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('ae1027a6acf4')"))
    with pytest.raises(StoreError, match="or by another program"):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(database_url: str) -> None:
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE erasures (of_something_else INTEGER)"))
    with pytest.raises(StoreError, match="erasures"):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["erasures"]
    engine.dispose()


def test_ids_of_the_erased_are_never_used_again(database: Engine) -> None:
    with database.begin() as connection:
        for _ in range(2):
            connection.execute(
                text(
                    "INSERT INTO subscribers (address, folded, name, health, membership, created) "
                    "VALUES ('a', 'a', '', 'good', 'none', '2026-08-13')"
                )
            )
            last = connection.scalar(text("SELECT max(id) FROM subscribers"))
            connection.execute(text("DELETE FROM subscribers"))
    assert last == 2


def test_articles_of_the_first_step_live_on_with_nothing_known_of_their_pages(database_url: str) -> None:
    """A database with rows comes up to the newest step, and its articles are read as before."""
    engine = open_database(database_url)
    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO articles (source, url, title, published, undated, seen, outlet, summary, body, "
                "language, position, categories) VALUES ('post', 'https://post.example/1', 'Ferry back', "
                "'2026-08-13 05:00:00', false, '2026-08-13 05:00:00', 'The Post', '', '', 'en', 0, "
                "'[\"Sea\"]')"
            )
        )
    migrate(engine)
    long_ago = datetime(2026, 8, 1, tzinfo=UTC)
    [kept] = Archive(engine).articles(["post"], long_ago)
    assert (kept.title, kept.categories, kept.trail, kept.rights) == ("Ferry back", ("Sea",), (), "")
    # nobody noted when it came: looking back takes it as there
    assert Archive(engine).articles(["post"], long_ago, known=long_ago) == [kept]
    engine.dispose()


def test_migrations_run_wherever_the_packages_are_installed(tmp_path: Path) -> None:
    place = tmp_path / "100% installed"
    for package in ("digest", "subscribers"):
        shutil.copytree(CHECKOUT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    run = (
        "from digest.store.database import open_database as o;"
        "from digest.store.migrations import migrate, HERE; print(HERE);"
        f"migrate(o('sqlite:///{tmp_path}/digest.db'))"
    )
    said = subprocess.run([sys.executable, "-c", run], cwd=place, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith(str(place))


def meant_for(dialect: str) -> Callable[..., bool]:
    """Leave out what the tables say of the other database alone."""
    return lambda thing, *_: thing.info.get("only", dialect) == dialect


def shape(engine: Engine) -> dict[str, list[str]]:
    found = inspect(engine)
    return {name: [column["name"] for column in found.get_columns(name)] for name in found.get_table_names()}


def test_notices_of_before_are_still_there_and_still_told_once(database_url: str) -> None:
    """On SQLite the table is made anew: what it held, and that ids are never used again, stay."""
    engine = open_database(database_url)
    config = Config()
    config.set_main_option("script_location", str(HERE))
    day = date(2026, 11, 23)
    row = {"day": day, "at": datetime(2026, 11, 23, 5, tzinfo=UTC), "said": '{"subject": "s", "text": "t", '}
    row["said"] += '"url": "", "headlines": []}'
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        kept = text(
            'INSERT INTO notices (newsletter, day, kind, at, said, "left", tries) '
            "VALUES ('morning', :day, 'broken', :at, :said, '[]', 1)"
        ).bindparams(bindparam("at", type_=DateTime(timezone=True)), bindparam("day", type_=Date))
        connection.execute(kept, row)
    migrate(engine)
    notices = Notices(engine)
    (there,) = notices.of("morning", day)
    assert (there.text, there.about, there.tries) == ("t", "", 1)
    assert notices.add(there) == there
    other = notices.add(replace(there, about="other", left=("webhook",)))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM notices WHERE id = :id"), {"id": other.id})
    assert (notices.add(replace(there, about="more")).id or 0) > (other.id or 0)
    engine.dispose()


def test_links_that_are_out_already_still_let_in(database_url: str) -> None:
    engine = open_database(database_url)
    config = Config()
    config.set_main_option("script_location", str(HERE))
    now = datetime(2026, 11, 23, 5, tzinfo=UTC)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0009")
        moments = (bindparam("now", now, type_=DateTime(timezone=True)),)
        for row in (
            "INSERT INTO users (address, name, role, password, active, created) "
            "VALUES ('ada@example.org', 'Ada', 'chief', '', true, :now)",
            'INSERT INTO passes ("user", kind, secret, label, created, ends) '
            "VALUES (1, 'link', 's', '', :now, :now)",
        ):
            connection.execute(text(row).bindparams(*moments))
    migrate(engine)
    found = Accounts(engine).take(PassKind.LINK, "s")
    assert found is not None
    assert (found[0].name, found[1].page) == ("Ada", "")
    engine.dispose()
