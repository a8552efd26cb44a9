"""On recorded days nothing that the machine drafts is barred: an alarm that is false teaches to overrule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from time import perf_counter

import pytest

from digest import writing
from digest.models import Article, Condition, Edition, Harvest
from digest.newsroom import ReadingRoom
from digest.pipeline import Look, replay
from digest.summarisers.extractive import Extractive
from tests.fakes import FakeArchive, FakeEditions
from tests.pipeline.room import heard
from tests.selection import newsday
from tests.shared import shared

DAYS = ("2023-11-24", "2024-06-19", "2026-02-28", "2026-08-13")
SPANISH = "2024-06-19"


@cache
def _drafted(day: str) -> tuple[writing.Terms, Edition, list[Article]]:
    articles, origins, now = newsday.day(shared("newsday", "days", day))
    language = "es" if day == SPANISH else "en"
    newsletter = newsday.newsletter(stories=30, window_hours=42, language=language, reads=(language,))
    of_source = defaultdict(list)
    for article in articles:
        of_source[article.source].append(article)
    archive = FakeArchive()
    for source, those in of_source.items():
        archive.keep(Harvest(source, tuple(those), Condition(checked=now, succeeded=now)))
    room = ReadingRoom(newsletter, origins, Extractive(), archive, FakeEditions())
    edition = replay(room, Look(now.date(), now), heard).edition
    terms = writing.Terms(newsletter, tuple(origins.values()))
    return terms, edition, archive.reports(writing.addresses(*edition.stories))


def drafted_day(day: str) -> tuple[Edition, list[Article]]:
    """The edition of a recorded day, and the reports behind it."""
    return _drafted(day)[1:]


@pytest.mark.parametrize("day", DAYS)
def test_no_story_of_the_machine_is_barred(day: str) -> None:
    """Not even judged as strictly as words of a hand or a model."""
    terms, edition, reports = _drafted(day)
    handmade = replace(edition, stories=tuple(replace(one, hand="Ada") for one in edition.stories))

    assert len(edition.stories) >= 20
    assert writing.blocking(writing.review(edition, terms, reports)) == ()
    assert writing.blocking(writing.review(handmade, terms, reports)) == ()


def test_every_invented_number_is_found() -> None:
    """A figure put into each headline of a day by hand."""
    terms, edition, reports = _drafted("2026-08-13")
    wrong = [replace(one, headline=f"{one.headline}, 7,913 say", hand="Ada") for one in edition.stories]

    found = writing.blocking(writing.review(replace(edition, stories=tuple(wrong)), terms, reports))

    assert {one.story for one in found if one.text == "7,913"} == {one.key for one in wrong}


def test_thirty_stories_are_looked_at_again_in_a_blink() -> None:
    """A page asks it each time it is drawn. The bound is ten times what was measured."""
    terms, edition, reports = _drafted("2026-08-13")
    writing.review(edition, terms, reports)

    began = perf_counter()
    writing.review(edition, terms, reports)

    assert perf_counter() - began < 0.1
