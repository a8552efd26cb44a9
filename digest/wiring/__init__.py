"""Settings in, a newsroom out: the one place that knows every concrete class."""

from digest.wiring.proofs import (
    prove_data_folder,
    prove_database,
    prove_mailer,
    prove_reading,
    prove_templates,
)
from digest.wiring.room import guarded_client, newsroom, people, source

__all__ = [
    "guarded_client",
    "newsroom",
    "people",
    "prove_data_folder",
    "prove_database",
    "prove_mailer",
    "prove_reading",
    "prove_templates",
    "source",
]
