"""What the selection makes of the bundled newswire: no event twice, none mixed, news of old events only.

The newswire knows which articles report the same event, so here the selection can be measured.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from digest.demo import dress
from digest.demo.wire import Day, Wire, WireArticle, load
from digest.models import (
    Article,
    Edition,
    EditionStatus,
    Event,
    Newsletter,
    Origin,
    Reference,
    Section,
    Story,
)

selection = pytest.importorskip("digest.selection", reason="the selection room is not built yet")
if not hasattr(selection, "rank"):
    pytest.skip("the selection room has no `rank` yet", allow_module_level=True)

NOW = datetime(2026, 3, 11, 5, 30, tzinfo=UTC)
DAY = timedelta(days=1)
PRINTED = 20
KEYS = ("top", "africa", "americas", "asia", "europe", "middle-east", "global")
NEWSLETTER = Newsletter(
    key="demo",
    name="Demo",
    sender="digest@example.org",
    public_url="https://example.org",
    postal_address="1 Example Street",
    sections=tuple(Section(key, key.title()) for key in KEYS),
)


def collected(wire: Wire) -> dict[Article, WireArticle]:
    """The articles as a collector without any page would hold them, each outlet at an address of its own."""
    outlets = {outlet.key: outlet for outlet in wire.outlets}
    held: dict[Article, WireArticle] = {}
    for outlet in outlets.values():
        for position, article in enumerate(wire.listed(outlet)):
            bare = outlet.text == "titles"
            full = outlet.text == "full"
            one = Article(
                url=f"https://{outlet.key}.example{article.path}",
                title=dress.title(outlet, article),
                published=article.published,
                source=outlet.key,
                outlet=outlet.name,
                summary="" if bare else dress.opening(outlet, article) + article.summary,
                body=" ".join((article.summary, *article.body)) if full else "",
                language=outlet.language,
                position=position,
                categories=article.categories,
            )
            held[one] = article
    return held


def ranked(
    wire: Wire, now: datetime, past: Sequence[Edition] = ()
) -> tuple[list[Event], dict[str, WireArticle]]:
    held = collected(wire)
    origins = {o.key: Origin(o.key, o.name, o.section, o.weight, o.language) for o in wire.outlets}
    events = selection.rank(list(held), selection.Brief(NEWSLETTER, origins, past, now))
    return list(events)[:PRINTED], {article.url: wired for article, wired in held.items()}


def ids(event: Event, wired: dict[str, WireArticle]) -> Counter[str]:
    """The events in what was taken for one; an article of no event is an event of its own."""
    return Counter(wired[a.url].event or wired[a.url].canonical for a in event.articles)


def sent(events: Sequence[Event], at: datetime) -> Edition:
    """An edition that carried these events."""
    stories = tuple(
        Story(
            key=event.articles[0].url,
            section=event.section,
            headline=event.articles[0].title,
            lead=event.articles[0].summary or event.articles[0].title,
            source=reference(event.articles[0]),
            also=tuple(reference(article) for article in event.articles[1:]),
        )
        for event in events
    )
    return Edition("demo", at.date(), "Subject", "Preheader", stories, at, status=EditionStatus.SENT)


def reference(article: Article) -> Reference:
    return Reference(article.outlet, article.url, article.title)


@pytest.mark.parametrize("day", [1, 2])
def test_no_event_stands_twice_among_the_first_twenty_and_none_is_mixed(day: Day) -> None:
    events, wired = ranked(load(NOW, day), NOW)
    named = [ids(event, wired) for event in events]
    assert len(events) == PRINTED
    assert [sorted(mixed) for mixed in named if len(mixed) > 1] == []
    assert [
        event for event, times in sum(named, Counter()).items() if sum(event in one for one in named) > 1
    ] == []


@pytest.mark.parametrize("day", [1, 2])
def test_what_is_no_story_stays_out_of_the_first_twenty(day: Day) -> None:
    events, wired = ranked(load(NOW, day), NOW)
    kinds = Counter(wired[event.articles[0].url].kind for event in events)
    assert set(kinds) <= {"report", "duplicate"}


def test_events_that_many_outlets_report_lead_the_day() -> None:
    events, wired = ranked(load(NOW, 1), NOW)
    assert all(wired[event.articles[0].url].event for event in events[:15])


def test_the_second_day_brings_back_what_changed_and_nothing_that_did_not() -> None:
    first, _ = ranked(load(NOW - DAY, 1), NOW - DAY)
    wire = load(NOW, 2)
    second, wired = ranked(wire, NOW, [sent(first, NOW - DAY)])
    told = {event for found in second for event in ids(found, wired)}
    changed = {article.event for article in wire.articles if article.change not in ("", "none")}
    unchanged = {article.event for article in wire.articles if article.change == "none"}
    assert changed <= told
    assert not unchanged & told
    assert all(event.update for event in second if ids(event, wired).keys() & changed)
