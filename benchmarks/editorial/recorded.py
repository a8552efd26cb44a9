"""Recorded days, chosen and written as the pipeline would write them, from feed text alone."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest import selection
from digest.models import Article, Event, Newsletter, Story
from digest.selection import Brief
from digest.sources.entries import entry
from digest.writing import story
from tests.selection import newsday


@dataclass(frozen=True)
class Written:
    """One event and what was written of it; `story` is None where no title makes a clean headline."""

    event: Event
    story: Story | None

    @property
    def sources(self) -> list[dict[str, str]]:
        """The reports as the scorer reads them."""
        return [{"title": a.title, "text": f"{a.summary} {a.body}"} for a in self.event.articles]


def chosen(folder: Path, language: str = "en", stories: int = 20) -> tuple[tuple[Event, ...], Newsletter]:
    """The shortlist of a recorded day for a newsletter in this language, and that newsletter."""
    flat, origins, now = newsday.day(folder)
    articles = list(_as_collected(flat, folder))
    paper = newsday.newsletter(reads=(language,), language=language, stories=stories)
    return selection.rank(articles, Brief(paper, origins, (), now)), paper


def _as_collected(articles: Sequence[Article], folder: Path) -> Iterator[Article]:
    """The articles with their texts as the product cleans them: paragraphs kept apart, prompts left out."""
    with gzip.open(folder / "entries.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = {
            (one["url"], one["published"][:16]): one for one in map(json.loads, lines) if one["published"]
        }
    for article in articles:
        one = recorded.get((article.url, f"{article.published:%Y-%m-%dT%H:%M}"))
        if one is None:
            yield article
            continue
        texts = [text for text in (one.get("summary"), one.get("content")) if text]
        clean = entry({"title": one["title"], "links": [one["url"]]}, texts)
        yield replace(article, summary=clean["summary"], body=clean["body"], title=clean["title"])


def written(events: Sequence[Event], paper: Newsletter, *, top: bool = False) -> list[Written]:
    """Every event in the short form, or all in the form of the top."""
    return [Written(event, story(event, paper, top=top)) for event in events]


def edition(texts: Sequence[Written], paper: Newsletter) -> list[Written]:
    """The stories in the order of the edition, then its spares; the top ones at length, as printed."""
    by_key = {one.story.key: one for one in texts if one.story}
    made = selection.arrange([one.story for one in by_key.values() if one.story], paper)
    return [_at_length(by_key[one.key].event, one, paper) for one in (*made.printed, *made.spares)]


def _at_length(event: Event, short: Story, paper: Newsletter) -> Written:
    long = story(event, paper, top=True) if short.section == "top" else None
    return Written(event, replace(long, section=short.section, key=short.key) if long else short)
