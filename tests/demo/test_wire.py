"""What the bundled newswire promises: how much there is, of which kinds, and that it is clean."""

import json
import re
import tomllib
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import combinations

import pytest

from digest.demo import dress
from digest.demo.wire import WEEKDAYS, Day, WireArticle, events, load

NOW = datetime(2026, 3, 11, 5, 30, tzinfo=UTC)
WIRE = load(NOW, 2)
WRITTEN = tuple(article for article in WIRE.articles if article.kind != "duplicate")
KINDS = {"sponsored", "live", "sport", "gallery", "horoscope", "crossword", "opinion", "stale", "duplicate"}


def reports() -> dict[str, list[WireArticle]]:
    of: dict[str, list[WireArticle]] = defaultdict(list)
    for article in WRITTEN:
        if article.event:
            of[article.event].append(article)
    return of


def test_a_dozen_outlets_report_at_least_150_articles_over_two_days() -> None:
    assert len(WIRE.outlets) >= 12
    assert len(WRITTEN) >= 150
    assert min(Counter(article.day for article in WRITTEN).values()) >= 75


def test_at_least_25_events_are_reported_by_three_outlets_or_more() -> None:
    wide = [event for event, told in reports().items() if len({article.outlet for article in told}) >= 3]
    assert len(wide) >= 25
    assert set(reports()) == set(events())


def test_the_owners_of_two_mastheads_do_not_make_an_event_wide() -> None:
    """Three outlets of an event are three publishers, so that its coverage is worth something."""
    owner = {outlet.key: outlet.publisher or outlet.key for outlet in WIRE.outlets}
    assert all(len({owner[article.outlet] for article in told}) >= 3 for told in reports().values())


def test_no_two_reports_of_an_event_say_the_same_words() -> None:
    for told in reports().values():
        for one, other in combinations(told, 2):
            assert one.title != other.title
            assert one.summary != other.summary


def test_two_mastheads_of_one_publisher_run_near_copies() -> None:
    publishers = Counter(outlet.publisher for outlet in WIRE.outlets if outlet.publisher)
    assert publishers == {"Tidewater Press": 2}
    pairs = {
        event: [article for article in told if article.outlet in ("harbour-post", "lowland-courier")]
        for event, told in reports().items()
    }
    near = [event for event, pair in pairs.items() if len(pair) == 2 and _shared_words(*pair) > 0.8]
    assert len(near) >= 5


def test_day_two_continues_events_with_changes_and_without() -> None:
    changes = [article for article in WRITTEN if article.change]
    assert all(article.day == 2 for article in changes)
    assert len({article.event for article in changes if article.change != "none"}) >= 4
    assert len({article.event for article in changes if article.change == "none"}) >= 4


def test_single_stories_and_the_kinds_that_are_no_stories_are_there() -> None:
    single = [article for article in WRITTEN if article.kind == "report" and not article.event]
    assert len(single) >= 30
    assert {article.kind for article in WIRE.articles} >= KINDS


def test_a_feed_lists_an_article_of_weeks_ago_again() -> None:
    stale = [article for article in WRITTEN if article.kind == "stale"]
    assert all(NOW - article.published > timedelta(weeks=4) for article in stale)


def test_about_half_of_the_articles_have_a_body() -> None:
    assert 0.4 <= sum(bool(article.body) for article in WRITTEN) / len(WRITTEN) <= 0.6


def test_every_summary_is_whole_sentences_of_a_readable_length() -> None:
    for article in WRITTEN:
        assert article.summary.endswith((".", "?", "!"))
        assert 20 <= len(article.summary.split()) <= 60, article.title


def test_one_outlet_writes_french() -> None:
    french = [outlet.key for outlet in WIRE.outlets if outlet.language == "fr"]
    assert len([article for article in WRITTEN if article.outlet in french]) >= 10
    assert sum(article.outlet in french and bool(article.event) for article in WRITTEN) >= 6


def test_the_dirt_for_the_cleaner_is_there() -> None:
    outlets = {outlet.key: outlet for outlet in WIRE.outlets}
    served = [dress.description(outlets[article.outlet], article, "http://x/") for article in WRITTEN]
    titles = [dress.title(outlets[article.outlet], article) for article in WRITTEN]
    for dirt in (
        r"<p>NIAMEY \(Meridian Wire\) - ",
        "Read more",
        "Lire la suite",
        "<b>",
        "&nbsp;",
        r"\w\.\.\.<",
    ):
        assert any(re.search(dirt, text) for text in served), dirt
    assert any(re.match(r"<p>By \w+ \w+, Crescent", text) for text in served)
    assert any(title.endswith(" - Meridian Wire") for title in titles)
    assert any(title.startswith("LIVE: ") for title in titles)


@pytest.mark.parametrize("day", [1, 2])
def test_the_same_now_gives_the_same_wire(day: Day) -> None:
    assert load(NOW, day) == load(NOW, day)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_what_happened_today_names_the_day_of_publication_or_the_one_before(hour: int) -> None:
    now = NOW.replace(hour=hour)
    titles = _titles_of_today()
    dated = [article for article in load(now, 2).articles if article.title in titles]
    assert len(dated) >= 30
    for article in dated:
        named = re.search(rf"\b({'|'.join(WEEKDAYS)})\b", article.summary)
        assert named
        assert named[0] in [WEEKDAYS[(article.published - timedelta(days=age)).weekday()] for age in (0, 1)]


def test_day_one_is_a_day_older_on_day_two_under_the_same_addresses() -> None:
    first = {article.path: article.published for article in load(NOW, 1).articles}
    second = {article.path: article.published for article in load(NOW + timedelta(days=1), 2).articles}
    assert first.items() <= second.items()


def test_nothing_is_published_in_the_future() -> None:
    assert all(article.published < NOW for article in WIRE.articles)


def test_addresses_are_unique() -> None:
    paths = [article.path for article in WIRE.articles]
    assert len(paths) == len(set(paths))


def test_no_text_holds_a_placeholder_or_an_address_of_anybody() -> None:
    for article in WRITTEN:
        text = " ".join((article.title, article.summary, *article.body))
        assert not re.search(r"[{}<>]|https?:|www\.|@", text), article.title


def test_the_newswire_stays_small_in_the_wheel() -> None:
    folder = files("digest.demo").joinpath("newswire")
    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 400_000


def test_events_are_told_apart_from_everything_else_by_their_ids_alone() -> None:
    """What measures is never served: no event id, kind or change stands in a text."""
    texts = json.dumps([(article.title, article.summary, article.body) for article in WRITTEN])
    assert not [event for event in events() if event in texts]


def _shared_words(one: WireArticle, other: WireArticle) -> float:
    first, second = set(one.summary.split()), set(other.summary.split())
    return len(first & second) / min(len(first), len(second))


def _titles_of_today() -> set[str]:
    """The titles of the articles whose only weekday is `{today}`, as the data files hold them."""
    sheets = [
        file for file in files("digest.demo").joinpath("newswire").iterdir() if file.name != "events.toml"
    ]
    rows = [row for sheet in sheets for row in tomllib.loads(sheet.read_text("utf-8")).get("article", ())]
    return {row["title"] for row in rows if set(re.findall(r"{\w+}", row["summary"])) == {"{today}"}}
