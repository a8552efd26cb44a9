"""Settings in, a newsroom out: the one place that knows every concrete class."""

from digest.wiring.room import (
    accounts,
    guarded_client,
    newsroom,
    people,
    reading_room,
    refurnished,
    source,
    trial_room,
)

__all__ = [
    "accounts",
    "guarded_client",
    "newsroom",
    "people",
    "reading_room",
    "refurnished",
    "source",
    "trial_room",
]
