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


@pytest.mark.parametrize(
    "title",
    [
        "Zaskakujące wyniki nowego sondażu w Orsovie",
        "Wątpliwość, o której nikt głośno nie powie",
        "Strikes did not damage the dam — TV channel",
        "Tractor-trailer crash closes bridge over Tern River",
        "Victims of Zodiac killer named after sixty years",
        "Bank's recipe for growth could prove a bitter pill",
        "Ministers quarrel over how to make factories pay",
        "Lottery ticket sold in Orsova wins a billion",
        "Rulers want to tell us what a good life is",
    ],
)
def test_a_word_of_a_format_in_a_report_is_no_format(title: str) -> None:
    """What looks like a horoscope, a listing or a result only by one word stays news."""
    assert not no_news(article(1, title))


@pytest.mark.parametrize(
    "title",
    [
        "Three zodiac signs enter a lucky chapter",
        "Orsova United: o której mecz? Transmisja na żywo",
        "The Dam: official trailer drops",
        "Easy bean recipe",
        "How to make porridge like a champion",
        "Powerball winning numbers for Saturday",
        "Tell us your favourite river of the year",
        "Wyniki losowania: kto wygrał w sobotę",
        "These are the best kettles to buy on Black Friday",
        "Kettle falls to lowest-ever price",
        "Daily cartoon 14-05-2031",
        "How to stop people from reading your letters",
        "Orsova takeover news live: rivals meet",
    ],
)
def test_the_formats_themselves_still_leave(title: str) -> None:
    """Horoscopes, listings, trailers, recipes, numbers and appeals are told by the words around the word."""
    assert no_news(article(1, title))


def test_an_office_that_publishes_what_it_did_is_a_source() -> None:
    """A press release of an authority or of the United Nations is news; that of a firm is paid for."""
    assert not no_news(article(1, "Agency charges bank", url="https://www.sec.gov/news/press-release/7"))
    assert not no_news(article(1, "Aid reaches Orsova", url="https://news.un.org/press-release/aid"))
    assert no_news(article(1, "Bank opens branch", url="https://outlet.example/press-release/branch"))
