"""What every test may ask for by name."""

from hypothesis import settings

from tests.databases import cluster, database, database_url, sqlite_template
from tests.mailers.process import office

__all__ = ["cluster", "database", "database_url", "office", "sqlite_template"]

# No test asks how long something takes on a busy machine: that is for benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
