"""The key of readers' links: made once, kept for its owner alone, and never made anew by accident."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.settings import Settings, WorkerSettings, load, shipped_config
from digest.wiring.keys import token_keys


def settings(folder: Path, token_key: str = "") -> Settings:
    shipped = load(shipped_config(), {})
    return replace(
        shipped, path=folder / "config.toml", storage=replace(shipped.storage, token_key=token_key)
    )


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    """The links of yesterday's mails work today."""
    first = token_keys(settings(tmp_path))

    assert token_keys(settings(tmp_path)) == first
    assert (tmp_path / "data/token.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert len(first[0]) == 32


def test_first_runs_at_once_end_with_one_key(tmp_path: Path) -> None:
    """Cron and an operator start in the same second."""
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: token_keys(settings(tmp_path))[0], range(40)))

    assert len(keys) == 1


def test_configured_keys_come_first_to_last(tmp_path: Path) -> None:
    """A new key in front, the old one behind: links of both work."""
    keys = token_keys(settings(tmp_path, "a-new-key-of-some-length, the-old-key-of-some-length"))

    assert keys == [b"a-new-key-of-some-length", b"the-old-key-of-some-length"]
    assert not (tmp_path / "data").exists()


def test_a_short_key_is_refused_without_printing_it(tmp_path: Path) -> None:
    """Guessable keys are none."""
    with pytest.raises(ConfigurationError, match="16 characters or more") as caught:
        token_keys(settings(tmp_path, "canary"))
    assert "canary" not in str(caught.value)


def test_a_damaged_key_file_is_named_and_left_alone(tmp_path: Path) -> None:
    """A new key would break every link ever sent."""
    token_keys(settings(tmp_path))
    (tmp_path / "data/token.key").write_text("not a key")

    with pytest.raises(ConfigurationError, match="token.key: is no key; restore it"):
        token_keys(settings(tmp_path))
    assert (tmp_path / "data/token.key").read_text() == "not a key"


def test_where_workers_send_no_key_is_made(tmp_path: Path) -> None:
    """A second machine would sign with a key of its own: its links to leave would lead nowhere."""
    first = token_keys(settings(tmp_path / "one"))
    other = replace(settings(tmp_path / "other"), workers=WorkerSettings(broker="redis://127.0.0.1"))

    with pytest.raises(ConfigurationError, match=r"token.key: is missing, .*copy it here from the first"):
        token_keys(other)
    (tmp_path / "other/data").mkdir(parents=True)
    (tmp_path / "other/data/token.key").write_text((tmp_path / "one/data/token.key").read_text())
    assert token_keys(other) == first
