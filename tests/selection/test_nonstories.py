"""What is no news leaves before it can become a story; opinion and sport are told apart."""

from __future__ import annotations

import pytest

from digest.selection.nonstories import light, no_news, opinion
from tests.selection.world import article


@pytest.mark.parametrize(
    "title",
    [
        "Horoscope for Thursday: Pisces should wait",
        "Wordle today: hints and answer for puzzle 2,114",
        "Floods in Orsova – live updates",
        "Orsova floods live: army sends boats",
        "The best Black Friday deals on kettles",
        "Gift ideas for gardeners",
        "Season finale recap: who fell into the well",
        "The flood in pictures",
        "Photos: a morning on the Tern River",
        "WATCH: boat lands on roof",
        "Podcast: the dam that nobody wanted",
        "Sponsored: why our bank loves rivers",
        "What's on TV tonight",
        "Northfield vs Southfield: predicted line-up and score",
        "Lottery results for 13 May",
        "Sign up for our morning newsletter",
        "Weather forecast: rain in the west",
    ],
)
def test_no_news_is_told_by_its_title(title: str) -> None:
    assert no_news(article(1, title))


@pytest.mark.parametrize(
    "title",
    [
        "Dam gives way above Orsova, thousands flee",
        "Farmers live in fear of the next flood",
        "Parliament seals trade deal with islands",
        "Coach crash kills nine near Tern valley",
        "Watchdog fines water company",
        "Ministers sign best trade deal in years with Kenya",
        "Eight dead after wedding hall collapses",
        "Striking miners return to work",
    ],
)
def test_news_is_not_taken_for_anything_else(title: str) -> None:
    assert not no_news(article(1, title))
    assert not light(article(1, title))
    assert not opinion(article(1, title))


def test_no_news_is_told_by_its_address_or_its_category() -> None:
    assert no_news(article(1, "Kenya dam", url="https://outlet.example/video/kenya-dam"))
    assert no_news(article(1, "Kenya dam", categories=("Podcasts",)))
    assert light(article(1, "Rovers beat Wanderers", url="https://outlet.example/sport/rovers"))


def test_opinion_is_told_by_its_mark_or_its_question() -> None:
    assert opinion(article(1, "Opinion | Let the rivers run"))
    assert opinion(article(1, "Why do dams break?"))
    assert not opinion(article(1, "WHO sends doctors to Orsova"))
