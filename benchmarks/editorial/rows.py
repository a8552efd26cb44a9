"""Rows of the labelled sets as events, and newsletters of the form that a set's editors keep."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from digest.models import Article, Event, Form, Newsletter

NOON = datetime(2026, 8, 13, 12, 0, tzinfo=UTC)


def event(row: dict[str, Any], *, full: bool = False) -> Event:
    """A row of `summaries` as one event, its texts as descriptions or as full texts.

    An outlet that is not named gets a name of its own.
    """
    articles = tuple(
        Article(
            url=document.get("url") or f"https://outlet{i}.example/{row['id']}",
            title=document.get("title") or "",
            published=NOON,
            source=document.get("source") or f"outlet{i}",
            outlet=document.get("source") or f"outlet{i}",
            summary="" if full else document["text"],
            body=document["text"] if full else "",
            language=row.get("lang", "en"),
            undated=True,
        )
        for i, document in enumerate(row["documents"])
    )
    return Event(articles, "world", (), 1.0)


def newsletter(form: Form | None = None) -> Newsletter:
    """A newsletter of this form and nothing else."""
    return Newsletter(
        "bench", "Bench", "desk@bench.example", "https://bench.example", "1 Quay Street", form=form or Form()
    )


def form(words: tuple[int, int], sentences: int) -> Form:
    """A form with these lengths of a lead and no limit on its characters."""
    return Form(lead_words=words, lead_characters=2000, lead_sentences=sentences)
