"""The summariser words the chosen stories: those alone, in their order, whatever becomes of a model."""

from __future__ import annotations

import json
import random
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from digest.models import Event, Newsletter, Story
from digest.newsroom import Newsroom, Progress
from digest.pipeline import prepare, run
from tests.pipeline.room import MORNING, FakeClock, heard, newsletter, room
from tests.summarisers.server import ModelServer, error

DAY = date(2026, 11, 23)


@dataclass
class Writer:
    """Marks what it was asked to write, and takes its time."""

    at_once: int = 4
    asked: list[tuple[str, bool]] = field(default_factory=list)
    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def summarise(
        self, event: Event, newsletter: Newsletter, *, top: bool, draft: Story | None = None
    ) -> Story | None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
            self.asked.append((draft.key if draft else "", top))
        time.sleep(random.random() / 100)
        with self.lock:
            self.now -= 1
        return (
            replace(draft, headline=f"{draft.headline}, worded", key="own", section="own") if draft else None
        )

    def account(self) -> str:
        return f"worded {len(self.asked)}"

    def check(self) -> str:
        return ""


def with_writer(writer: Any, **changed: Any) -> Newsroom:
    return replace(room(), summariser=writer, newsletter=newsletter(**changed))


def test_only_the_chosen_stories_are_worded_each_once() -> None:
    """A model is paid for what is printed; spares stay in their sources' words."""
    writer = Writer()
    given = with_writer(writer, stories=5)
    edition = prepare(given, DAY, MORNING, heard)

    assert sorted(key for key, _ in writer.asked) == sorted(story.key for story in edition.stories)
    assert len(writer.asked) == 5
    assert edition.spares
    assert not any(story.headline.endswith("worded") for story in edition.spares)


def test_the_top_stories_are_asked_for_at_length() -> None:
    writer = Writer()
    edition = prepare(with_writer(writer), DAY, MORNING, heard)

    tops = {story.key for story in edition.stories if story.section == "top"}
    assert tops
    assert {key for key, top in writer.asked if top} == tops


def test_several_at_once_keep_the_order_key_and_section_of_the_choice() -> None:
    """Who is ready first changes nothing that a reader sees."""
    plain = prepare(room(), DAY, MORNING, heard)
    for _ in range(3):
        writer = Writer()
        edition = prepare(with_writer(writer), DAY, MORNING, heard)
        assert [(s.key, s.section) for s in edition.stories] == [(s.key, s.section) for s in plain.stories]
        assert all(story.headline.endswith("worded") for story in edition.stories)
        assert 1 < writer.most <= 4


def test_one_at_a_time_is_one_at_a_time() -> None:
    writer = Writer(at_once=1)
    prepare(with_writer(writer), DAY, MORNING, heard)
    assert writer.most == 1


def test_the_account_is_told_to_whoever_watches() -> None:
    told: list[Progress] = []
    prepare(with_writer(Writer()), DAY, MORNING, told.append)

    assert [one.note for one in told if one.stage == "account"] == ["worded 8"]
    told.clear()
    prepare(room(), DAY, MORNING, told.append)
    assert not [one for one in told if one.stage == "account"]


def test_a_model_that_is_down_costs_no_edition() -> None:
    """The morning's mail goes out in the sources' words, and the log says why."""
    with ModelServer("openai", script=[error(401, "authentication_error")] * 99) as server:
        told: list[Progress] = []
        given = with_writer(server.summariser())
        edition, tally = run(given, FakeClock(), told.append)

    assert tally is not None
    assert tally.sent == 3
    assert len(edition.stories) == 8
    assert {story.writer for story in edition.stories} == {""}
    account = next(one.note for one in told if one.stage == "account")
    assert account.startswith("written by model: 0 of 8; fell back: 8 model down")
    assert len(server.seen) <= 4


def copying(body: Any) -> str:
    """A model that takes a title for its headline and a sentence for its lead."""
    lines = json.loads(body["messages"][-1]["content"])["lines"]
    told = next(line for line in reversed(lines) if line["text"].endswith("."))
    sentence = {"text": told["text"], "from": [told["line"]]}
    return json.dumps({"headline": lines[0]["text"], "headline_from": [1], "sentences": [sentence]})


def test_a_model_that_works_words_the_edition() -> None:
    """From the feeds to the mail, with a model in between."""
    with ModelServer("openai", model=copying) as server:
        told: list[Progress] = []
        edition, tally = run(with_writer(server.summariser(at_once=2)), FakeClock(), told.append)

    assert tally is not None
    assert tally.sent == 3
    assert {story.writer for story in edition.stories} == {"model small-1, checked"}
    account = next(one.note for one in told if one.stage == "account")
    assert account == "written by model: 8 of 8; 6320 tokens, 0 answers kept from before"
    assert server.most_at_once <= 2
