"""What was sent does not come back, unless something material changed; then it says what."""

from __future__ import annotations

from datetime import timedelta

from digest.models import Article, Edition, Event, Reference, Story
from digest.selection import rank
from digest.selection.memory import unsent
from tests.selection.world import DAM, NOW, VOTE, article, brief, told

YESTERDAY = NOW - timedelta(hours=24)
EARLIER = NOW - timedelta(hours=27)


def test_a_story_that_was_sent_stays_away_while_nothing_is_new() -> None:
    articles = told(DAM, published=EARLIER)
    assert rank(articles, brief(articles, past=[_sent(articles)])) == ()


def test_other_stories_are_not_held_back() -> None:
    articles = [*told(DAM, published=EARLIER), *told(VOTE, 11)]
    events = rank(articles, brief(articles, past=[_sent(articles[:4])]))
    assert [event.section for event in events] == ["europe"]
    assert events[0].update == ""


def test_retellings_by_other_outlets_are_nothing_new() -> None:
    old = told(DAM[:2], published=EARLIER)
    new = told(DAM[:2], 21)
    assert rank([*old, *new], brief([*old, *new], past=[_sent(old)])) == ()


def test_a_new_figure_that_two_outlets_name_brings_it_back_as_an_update() -> None:
    old = told(DAM, published=EARLIER)
    new = [
        article(
            21,
            "Orsova dam collapse: 212 dead in Tern valley",
            "The toll of the Orsova dam collapse rose on Wednesday as boats reached more villages of Kenya.",
        ),
        article(
            22,
            "Toll of Orsova dam collapse in Kenya reaches 212",
            "More bodies were found below the broken Orsova dam, the army of Kenya said on Wednesday.",
        ),
    ]
    (event,) = rank([*old, *new], brief([*old, *new], past=[_sent(old)]))
    assert "212" in event.update
    assert set(event.articles[:2]) == set(new)


def test_a_new_figure_of_one_outlet_alone_does_not() -> None:
    old = told(DAM, published=EARLIER)
    new = article(21, "Orsova dam collapse: 212 dead in Tern valley", DAM[2][1])
    assert rank([*old, new], brief([*old, new], past=[_sent(old)])) == ()


def test_a_story_is_known_by_its_address_even_in_other_words() -> None:
    articles = told(DAM, published=EARLIER)
    sent = Story(
        "k", "africa", "Nothing alike", "Entirely other words.", Reference("Outlet 1", articles[0].url)
    )
    assert rank(articles, brief(articles, past=[_edition(sent)])) == ()


def test_two_tolls_in_two_countries_are_two_events() -> None:
    """However alike they sound: what is about another country was not told before."""
    toll = (
        "{} dead and dozens missing as ferry sinks in {}",
        "Rescuers search the lake for the missing; {} died.",
    )
    old = [
        article(n, toll[0].format("Forty", "Malawi"), toll[1].format("forty"), published=EARLIER)
        for n in (1, 2)
    ]
    new = [article(n, toll[0].format("Thirty", "Peru"), toll[1].format("thirty")) for n in (11, 12)]
    (event,) = unsent([_event(new)], brief(past=[_sent(old)]))
    assert event.update == ""
    assert len(event.articles) == 2


def test_a_story_has_one_update_even_where_its_event_fell_in_two() -> None:
    old = told(DAM, published=EARLIER)
    twice = [
        [
            article(first, f"Orsova dam collapse: {dead} dead in Tern valley of Kenya", DAM[2][1]),
            article(first + 1, f"Kenya: toll of Orsova dam collapse reaches {dead}", DAM[3][1]),
        ]
        for first, dead in ((21, 212), (31, 230))
    ]
    updates = unsent([_event(reports) for reports in twice], brief(past=[_sent(old)]))
    assert [event.update.split(";")[0] for event in updates] == ["new figures: 212"]


def test_a_comment_on_what_was_told_is_nothing_new() -> None:
    """A few of many who say a word, or whoever acts everywhere, change nothing."""
    old = told(DAM, published=EARLIER)
    talk = [
        article(21, "US mourns as Orsova dam collapse floods Tern valley", DAM[2][1]),
        article(22, "Orsova dam collapse floods Tern valley, US offers prayers", DAM[3][1]),
    ]
    assert unsent([_event(talk)], brief(past=[_sent(old)])) == ()


def _event(articles: list[Article]) -> Event:
    return Event(tuple(articles), "africa", (), 1.0)


def _sent(articles: list[Article]) -> Edition:
    first, *others = articles
    also = tuple(Reference(one.outlet, one.url, one.title) for one in others)
    source = Reference(first.outlet, first.url, first.title)
    return _edition(Story("dam", "africa", first.title, first.summary, source, also))


def _edition(story: Story) -> Edition:
    return Edition("world", YESTERDAY.date(), "Subject", "", (story,), YESTERDAY)
