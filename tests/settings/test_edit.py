"""Writing to config.toml: sources are added, and everything else stays as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.settings import SourceSettings, add_sources, load, shipped_config, write_whole

GAZETTE = SourceSettings(name="Hill Gazette", url="https://gazette.example/feed", section="asia", weight=0.5)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(shipped_config().read_text(encoding="utf-8"), encoding="utf-8")
    return path


def test_a_source_is_added_once_and_comments_and_order_stay(config: Path) -> None:
    """The operator's own file is theirs: it only grows at the end."""
    before = config.read_text(encoding="utf-8")

    assert add_sources(config, [GAZETTE, GAZETTE]) == 1
    assert add_sources(config, [GAZETTE]) == 0

    after = config.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert load(config, {}).sources[-1] == GAZETTE


def test_sources_can_take_the_place_of_all_others(config: Path) -> None:
    """For whoever brings a whole list of their own."""
    assert add_sources(config, [GAZETTE], replace=True) == 1

    assert load(config, {}).sources == (GAZETTE,)
    assert "# the newsletter's own colours" in config.read_text(encoding="utf-8")


def test_a_file_is_replaced_whole_and_keeps_its_mode(config: Path) -> None:
    """A configuration may hold secrets: its mode is not ours to widen."""
    config.chmod(0o600)

    write_whole(config, "templates = ''\n")

    assert config.read_text(encoding="utf-8") == "templates = ''\n"
    assert config.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Said in words, with the path."""
    (tmp_path / "file").touch()

    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_whole(tmp_path / "file" / "config.toml", "")
