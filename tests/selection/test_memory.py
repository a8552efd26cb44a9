"""What was sent does not come back, unless something material changed; then it says what."""

from __future__ import annotations

from datetime import timedelta

from digest.models import Article, Edition, Reference, Story
from digest.selection import rank
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


def _sent(articles: list[Article]) -> Edition:
    first, *others = articles
    also = tuple(Reference(one.outlet, one.url, one.title) for one in others)
    source = Reference(first.outlet, first.url, first.title)
    return _edition(Story("dam", "africa", first.title, first.summary, source, also))


def _edition(story: Story) -> Edition:
    return Edition("world", YESTERDAY.date(), "Subject", "", (story,), YESTERDAY)
