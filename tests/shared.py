"""Where the recorded material lies, when it lies beside the checkout; tests that use it skip without it."""

from pathlib import Path

import pytest


def shared(*parts: str) -> Path:
    """A path in the folder `shared` beside the checkout, or a skip that says what is missing."""
    path = Path(__file__).resolve().parents[2].joinpath("shared", *parts)
    if not path.exists():
        pytest.skip(f"recorded material is not on this machine: shared/{'/'.join(parts)}")
    return path
