"""Another wording by the model: asked for anew, checked as ever, saved only by whoever takes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from digest import desk
from digest.errors import DigestError
from digest.newsroom import Newsroom
from tests.desk.draft import ADA, about, desk_room
from tests.summarisers.server import ModelServer, story

TITLE = "Solar fridges let Nairobi clinic open its doors again"
SENTENCE = (
    "A clinic in Nairobi treated 212 patients on its first day after two months without power, and its "
    "new vaccine fridges ran for 30 hours on solar panels alone, the nurses who run it said."
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        server.model = lambda body: answered(body, TITLE, SENTENCE)
        yield server


def answered(body: Mapping[str, Any], title: str, sentence: str) -> str:
    """The model's answer, with the numbers of the lines that it was given."""
    given = body["messages"][-1]["content"]
    lines = [json.loads(row) for row in re.findall(r'\{"line".*?\}(?=,?\n)', given)]
    uses = tuple(one["line"] for one in lines if one["text"] in (title, sentence))
    return story(title, sentence, uses=uses)


@dataclass
class Remembering:
    """A memory that has been given answers before."""

    kept: dict[str, str] = field(default_factory=dict)

    def recall(self, key: str) -> str | None:
        return self.kept.get(key)

    def keep(self, key: str, text: str) -> None:
        self.kept[key] = text


def with_model(given: Newsroom, server: ModelServer, **options: Any) -> Newsroom:
    return replace(given, summariser=server.summariser(**options))


def test_without_a_model_there_is_no_other_wording() -> None:
    given, edition = desk_room()

    assert desk.suggest(given, edition, edition.stories[0].key) is None


def test_the_model_words_a_story_otherwise_and_nothing_is_saved(server: ModelServer) -> None:
    """It sees what stands as material, in quotes it cannot leave."""
    given, edition = desk_room()
    given = with_model(given, server)

    suggested = desk.suggest(given, edition, about(edition, "clinic").key)

    assert suggested is not None
    assert (suggested.headline, suggested.lead) == (TITLE, SENTENCE)
    assert (suggested.writer, suggested.hand) == ("model small-1, checked", "")
    asked = server.seen[0][2]["messages"]
    assert '"stands"' in asked[-1]["content"]
    assert about(edition, "clinic").lead in asked[-1]["content"]
    assert given.editions.find(edition.newsletter, edition.day) == edition


def test_every_suggestion_is_asked_for_anew(server: ModelServer) -> None:
    """Whatever was answered before: a remembered wording is the one that nobody liked."""
    given, edition = desk_room()
    given = with_model(given, server, memory=Remembering())
    key = about(edition, "clinic").key

    desk.suggest(given, edition, key)
    desk.suggest(given, edition, key)

    assert len(server.seen) == 2


def test_a_suggestion_that_is_taken_names_model_and_editor(server: ModelServer) -> None:
    given, edition = desk_room()
    given = with_model(given, server)
    key = about(edition, "clinic").key
    suggested = desk.suggest(given, edition, key)
    assert suggested is not None

    after = desk.reword(
        given, edition, key, ADA, headline=suggested.headline, lead=suggested.lead, writer=suggested.writer
    )

    assert (about(after, "clinic").writer, about(after, "clinic").hand) == ("model small-1, checked", "Ada")
    assert desk.approve(given, after, ADA).sanction is not None


def test_what_a_model_invents_is_not_suggested(server: ModelServer) -> None:
    given, edition = desk_room()
    given = with_model(given, server)
    server.model = lambda body: answered(body, TITLE, SENTENCE).replace("212", "999")

    with pytest.raises(DigestError, match="small-1 has no other words that may be printed"):
        desk.suggest(given, edition, about(edition, "clinic").key)


def test_the_same_words_are_no_suggestion(server: ModelServer) -> None:
    given, edition = desk_room()
    given = with_model(given, server)
    key = about(edition, "clinic").key
    seen = desk.reword(given, edition, key, ADA, headline=TITLE, lead=SENTENCE)

    with pytest.raises(DigestError, match="no other words than those that stand"):
        desk.suggest(given, seen, key)


def test_without_reports_no_model_is_asked(server: ModelServer) -> None:
    given, edition = desk_room()
    given = with_model(given, server)
    given.archive.kept.clear()  # type: ignore[attr-defined]

    with pytest.raises(DigestError, match="not in the archive any more"):
        desk.suggest(given, edition, edition.stories[0].key)
    assert server.seen == []
