"""`digest sources pause` and its kin: config.toml changed in its lines, and a service that sees it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from digest.cli.clock import SystemClock
from digest.cli.door import Door
from digest.cli.screen import Screen
from digest.cli.service import Day
from digest.newsroom import Newsroom
from digest.settings import load, shipped_config
from tests.cli.conftest import Installation


def test_a_source_is_paused_weighed_filed_and_removed(fresh: Installation, newswire) -> None:
    path = fresh.folder / "config.toml"
    name = load(path, {}).sources[0].name

    assert fresh.answer("sources", "pause", name)["changed"] == [f"{name}: paused"]
    assert "nothing was changed" in fresh.digest("sources", "pause", name).stdout
    assert load(path, {}).sources[0].paused
    assert fresh.answer("sources", "list")["sources"][0]["state"] == "paused"
    fresh.digest("sources", "resume", name)
    fresh.digest("sources", "weight", name, "0.5")
    fresh.digest("sources", "section", name, "africa")
    there = load(path, {}).sources[0]
    assert (there.paused, there.weight, there.section) == (False, 0.5, "africa")
    assert "is no section; known:" in fresh.digest("sources", "section", name, "moon", code=2).stderr
    assert "above 0" in fresh.digest("sources", "weight", name, "0", code=1).stderr
    assert "no source is called" in fresh.digest("sources", "pause", "Nowhere", code=2).stderr

    address = there.url
    fresh.digest("sources", "remove", name)
    assert name not in {one.name for one in load(path, {}).sources}
    added = fresh.answer("sources", "add", address, "--name", name)
    assert added["changed"][0].startswith(f"{name}: added, from 127.0.0.1")
    assert added["articles"]
    assert load(path, {}).sources[-1].name == name
    assert "# Words that lift a story" in path.read_text(encoding="utf-8")


def test_what_must_not_be_visited_is_not_added(fresh: Installation, newswire) -> None:
    """Without the networks that the test opens, a loopback address is nobody's business."""
    address = load(fresh.folder / "config.toml", {}).sources[0].url
    before = fresh.rewrite('allow_networks = ["127.0.0.0/8"]', "allow_networks = []")

    said = fresh.digest("sources", "add", address, "--name", "Inside", code=1).stderr

    assert "127.0.0.1" in said
    assert "Inside" not in (fresh.folder / "config.toml").read_text(encoding="utf-8")
    assert before


def test_a_paused_source_is_not_visited(fresh: Installation, newswire) -> None:
    sources = load(fresh.folder / "config.toml", {}).sources
    fresh.digest("sources", "pause", sources[0].name)

    fresh.digest("collect")

    states = {one["name"]: one["state"] for one in fresh.answer("sources", "list")["sources"]}
    assert states[sources[0].name] == "paused"
    fresh.digest("sources", "resume", sources[0].name)
    states = {one["name"]: one["state"] for one in fresh.answer("sources", "list")["sources"]}
    assert states[sources[0].name] == "not visited yet"


def test_the_service_reads_its_settings_at_every_look(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A change counts from the next look on; a broken file leaves the last good settings, and is logged."""
    path = tmp_path / "config.toml"
    text = shipped_config().read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    here = Door(path, Screen(as_json=False), SystemClock(None), verbose=False)
    used: list[int] = []

    def duty(room: Newsroom) -> bool:
        used.append(room.newsletter.stories)
        return True

    day = Day(here)

    for stories in ("20", "21", "many", "22"):
        path.write_text(text.replace("stories = 20 ", f"stories = {stories} "), encoding="utf-8")
        day.hours()
        assert day._kept(duty)

    assert used == [20, 21, 21, 22]
    errors = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert len(errors) == 1
    assert str(path) in errors[0]
    assert "what was read before still counts" in errors[0]
