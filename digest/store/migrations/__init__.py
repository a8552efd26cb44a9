"""The shape of the database, step by step: `versions/` holds one file per step, oldest first."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, text

from digest.errors import StoreError
from digest.store.database import name_of
from subscribers.dialects import reading

HERE = Path(__file__).resolve().parent
ONE_AT_A_TIME = 0x6D6F726E696E67  # the advisory lock of migrations: "morning"


def migrate(engine: Engine) -> None:
    """Bring the database to this program's shape: all of it or nothing, safe beside other processes.

    Cheap when nothing is to be done. Raises StoreError when a newer program made the database.
    """
    with reading(engine) as connection:
        if _version(connection) == newest():
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
        if _version(connection) != newest():
            _upgrade(connection)


def newest() -> str:
    """The last step this program knows; steps are named by number."""
    return max(path.name[:4] for path in (HERE / "versions").glob("[0-9]*.py"))


def _version(connection: Connection) -> str:
    """The step the database is at, "" for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    version = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    if version > newest():
        raise StoreError(
            f"the database {name_of(connection.engine.url)} was made by a newer "
            f"version of Morning Digest (step {version}; this one knows {newest()}), or by another "
            "program: update with pip install --upgrade morning-digest, or name another database"
        )
    return str(version)


def _upgrade(connection: Connection) -> None:
    # Imported here: Alembic takes longer to import than most commands take to run.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
