"""config.toml under the desk: whoever comes second is told, and nothing is ever half written."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import ConfigurationError, Conflict
from digest.models import Added, Doorway, Hand, Paused, Quota, Role, Weighed
from digest.settings import load, shipped_config
from digest.wiring.configuration import ConfigFile

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ADA = Hand("Ada", NOON)


@pytest.fixture
def file(tmp_path: Path) -> ConfigFile:
    path = tmp_path / "config.toml"
    path.write_text(shipped_config().read_text(encoding="utf-8"), encoding="utf-8")
    return ConfigFile(path, tmp_path / "tuning.jsonl", {})


def first(file: ConfigFile) -> str:
    return file.setup().sources[0].key


def test_what_is_proposed_is_not_written(file: ConfigFile) -> None:
    """Checked, shown, and no more."""
    before = file.path.read_bytes()

    there = file.propose([Paused(first(file), paused=True), Quota("africa", 6)])

    assert there.sources[0].paused
    assert first(file) not in there.origins
    assert {one.key: one.most for one in there.newsletter.sections}["africa"] == 6
    assert file.path.read_bytes() == before
    assert not file.setup().sources[0].paused


def test_what_is_kept_stands_in_the_file_and_in_the_history(file: ConfigFile) -> None:
    """With whose it was and when; a second desk sees it at once, and a mode that hides secrets stays."""
    other = ConfigFile(file.path, file.history, {})
    seen = other.setup().seen
    file.path.chmod(0o600)

    kept = file.keep([Weighed(first(file), 0.5)], seen, ADA, ["BBC News: weight 0.5"])

    assert kept == file.setup() == other.setup()
    assert load(file.path, {}).sources[0].weight == 0.5
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert [(one.at, one.by, one.about) for one in file.kept(5)] == [(NOON, "Ada", "BBC News: weight 0.5")]


def test_the_second_of_two_hands_is_told_and_overwrites_nothing(file: ConfigFile) -> None:
    """Also where the first was an operator's editor."""
    seen = file.setup().seen
    with file.path.open("a", encoding="utf-8") as text:
        text.write("# a word of the operator\n")
    before = file.path.read_bytes()

    with pytest.raises(Conflict, match="changed meanwhile"):
        file.keep([Quota("africa", 6)], seen, ADA, ["Africa: 6"])

    assert file.path.read_bytes() == before
    assert file.kept(5) == []
    file.keep([Quota("africa", 6)], file.setup().seen, ADA, ["Africa: 6"])
    assert b"a word of the operator" in file.path.read_bytes()


def test_of_many_at_once_exactly_one_is_kept(file: ConfigFile) -> None:
    """All of them saw the same text."""
    seen, kept = file.setup().seen, []

    def keep(number: int) -> None:
        mine = ConfigFile(file.path, file.history, {})
        try:
            mine.keep([Quota("africa", number)], seen, ADA, [f"Africa: {number}"])
        except Conflict:
            return
        kept.append(number)

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(10, 18)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(kept) == 1
    assert {one.key: one.most for one in load(file.path, {}).newsletter.sections}["africa"] == kept[0]
    assert len(file.kept(9)) == 1


def test_a_broken_file_leaves_the_last_good_settings_with_words(file: ConfigFile) -> None:
    """The desk goes on; nothing can be kept until somebody mends it."""
    good = file.setup()
    text = file.path.read_text(encoding="utf-8")
    file.path.write_text(text.replace("stories = 20", "stories = many"), encoding="utf-8")

    there = file.setup()

    assert (there.newsletter, there.sources, there.seen) == (good.newsletter, good.sources, good.seen)
    assert there.fault.startswith("config.toml: ")
    assert str(file.path.parent) not in there.fault
    with pytest.raises(ConfigurationError):
        file.keep([Quota("africa", 6)], there.seen, ADA, ["Africa: 6"])
    file.path.write_text(text, encoding="utf-8")
    assert file.setup() == good


def test_a_file_that_is_read_only_is_left_alone_with_words(file: ConfigFile) -> None:
    """Whoever made it so meant it, even where root could write it."""
    file.path.chmod(0o444)
    before = file.path.read_bytes()

    with pytest.raises(ConfigurationError, match="read-only"):
        file.keep([Quota("africa", 6)], file.setup().seen, ADA, ["Africa: 6"])

    assert file.path.read_bytes() == before
    assert sorted(one.name for one in file.path.parent.iterdir()) == ["config.toml"]


def test_what_a_link_points_to_is_written_and_not_the_link(file: ConfigFile, tmp_path: Path) -> None:
    """As installations have it whose configuration lies elsewhere."""
    link = tmp_path / "etc" / "config.toml"
    link.parent.mkdir()
    link.symlink_to(file.path)

    linked = ConfigFile(link, file.history, {})
    linked.keep([Quota("africa", 6)], linked.setup().seen, ADA, [])

    assert link.is_symlink()
    assert {one.key: one.most for one in load(file.path, {}).newsletter.sections}["africa"] == 6


def test_a_look_costs_next_to_nothing_where_nothing_was_written(
    file: ConfigFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page of the desk asks."""
    good = file.setup()
    monkeypatch.setattr("digest.settings.current.load", None)
    assert file.setup() == good


def test_a_write_within_one_tick_of_the_clock_is_seen(file: ConfigFile) -> None:
    """A replaced file is another file, whatever its date says."""
    file.setup()
    date = file.path.stat().st_mtime_ns
    file.keep([Quota("africa", 6)], file.setup().seen, ADA, [])
    os.utime(file.path, ns=(date, date))

    assert {one.key: one.most for one in file.setup().newsletter.sections}["africa"] == 6


def test_what_a_source_is_asked_for_is_not_shown(file: ConfigFile) -> None:
    """An address may hold a key."""
    added = Added("Hill", "https://anna:secret@hill.example/feed?key=secret")

    file.keep([added], file.setup().seen, ADA, [])

    assert file.setup().sources[-1].address == "https://***@hill.example/feed?key=***"
    assert "secret" not in repr(file.setup())


def test_the_hour_of_sending_is_that_of_the_file_at_this_moment(file: ConfigFile) -> None:
    text = file.path.read_text("utf-8")
    assert file.setup().hour == "06:00"
    file.path.write_text(text.replace('publish = "06:00"', 'publish = "06:45"'), "utf-8")
    assert file.setup().hour == "06:45"


def test_the_history_says_by_which_door(file: ConfigFile) -> None:
    """A name that was given in a terminal is no user who signed in; lines of before say nothing."""
    file.history.write_text('{"at": "2026-11-26T12:00:00+00:00", "by": "Ada", "about": "a"}\n')
    for hand in (Hand("Ada", NOON, Role.EDITOR, Doorway.PAGE), Hand("Ada", NOON, door=Doorway.TERMINAL)):
        file.keep([], file.setup().seen, hand, ["b"])
    assert [one.door for one in file.kept(5)] == ["terminal", "editor, desk page", ""]


def test_a_damaged_history_says_what_it_can(file: ConfigFile) -> None:
    """It is for reading; nothing rests on it."""
    file.history.write_text('{"at": "2026-11-26T12:00:00+00:00", "by": "Ada", "about": "a"}\n{"at": 3}\n{"a')
    assert [one.about for one in file.kept(5)] == ["a"]
