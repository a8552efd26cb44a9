"""What every test may ask for by name."""

from tests.databases import cluster, database, database_url, sqlite_template

__all__ = ["cluster", "database", "database_url", "sqlite_template"]
