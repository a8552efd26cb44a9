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


def test_sources_that_stand_in_one_line_stay_and_get_company(config: Path) -> None:
    """They are good TOML, and somebody's."""
    head = config.read_text(encoding="utf-8").partition("\n[newsletter]")
    body = head[2].partition("# ----")[0]
    line = 'sources = [{name = "Bay Post", url = "https://bay.example/feed"}]'
    config.write_text(f"{head[0]}\n{line}\n{head[1]}{body}", encoding="utf-8")

    assert add_sources(config, [GAZETTE]) == 1

    assert [one.name for one in load(config, {}).sources] == ["Bay Post", "Hill Gazette"]


def test_a_file_that_nobody_may_write_is_left_alone(config: Path) -> None:
    """Root could; whoever took the right away meant it."""
    config.chmod(0o440)
    before = config.read_bytes()

    with pytest.raises(ConfigurationError, match="read-only"):
        add_sources(config, [GAZETTE])

    assert config.read_bytes() == before
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]


def test_a_write_that_fails_leaves_nothing_behind(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a file that is mounted into a container by itself: it cannot be replaced."""

    def busy(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    before = config.read_bytes()
    monkeypatch.setattr(Path, "replace", busy)

    with pytest.raises(ConfigurationError, match="busy"):
        write_whole(config, "templates = ''")

    assert config.read_bytes() == before
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]
