"""The factors of a score: who counts as an outlet, what is hard news, and what everybody reports."""

from __future__ import annotations

import pytest

from digest.models import Event, Interest
from digest.selection import rank
from digest.selection.factors import EVERYBODY
from digest.selection.gravity import grave
from digest.selection.press import press
from tests.selection.world import DAM, VOTE, article, brief, newsletter, told

PLACED = ("Kenya", "Bolivia", "Norway", "Japan", "Chad", "Peru", "Laos", "Malta")


def _factors(event: Event) -> dict[str, float]:
    return {factor.name: factor.value for factor in event.factors}


def test_an_outlet_that_never_names_a_place_counts_less_than_one_that_does() -> None:
    world = [
        article(1, f"Ministers of {name} meet again", url=f"https://a.example/{name}") for name in PLACED
    ]
    games = [
        article(2, f"New puzzle game number {n} is out", url=f"https://b.example/{n}", source="b")
        for n in range(30)
    ]
    judged = press([*world, *games], brief())
    assert judged.weight(world[0]) == 1.0
    assert judged.weight(games[0]) < 0.6


def test_where_nobody_names_a_place_all_outlets_count_whole() -> None:
    """A newsletter about one subject has sources about one subject."""
    games = [article(n, f"New puzzle game number {n} is out") for n in range(8)]
    assert press(games, brief()).weight(games[0]) == 1.0


@pytest.mark.parametrize(
    ("title", "language", "subject"),
    [
        ("Forty killed as roof falls in", "en", "lives"),
        ("Premiers sign trade agreement", "en", "power"),
        ("Electric buses explored in the suburbs", "en", ""),
        ("Séisme au Kenya", "fr", "disaster"),
        ("Gericht verurteilt früheren Minister", "de", "justice"),
        ("Detienen a diez personas", "es", "justice"),
        ("Zawieszenie broni: ataki ustały", "pl", "war"),
        ("В Кении наводнение", "ru", "disaster"),
        ("الانتخابات في كينيا", "ar", "power"),
        ("肯尼亚地震", "zh", "disaster"),
        ("Kenia: tuhansia pakeni", "fi", ""),
    ],
)
def test_hard_news_is_known_by_the_words_of_its_title_in_eight_languages(
    title: str, language: str, subject: str
) -> None:
    assert grave(title, language) == subject


def test_of_two_events_told_alike_the_one_of_consequence_stands_first_and_says_so() -> None:
    soft = told([(title.replace("vote", "fair"), text.replace("vote", "fair")) for title, text in VOTE])
    hard = told(VOTE, 11)
    (event,) = rank(hard, brief(hard))
    (same,) = rank(soft, brief(soft))
    assert event.score > same.score
    assert "power" in {factor.name: factor.why for factor in event.factors}["hard news"]


def test_the_most_reported_events_of_a_day_count_whole_also_when_they_are_light() -> None:
    crowds = ("scores", "dozens", "crowds", "rows", "buses", "trains", "streets", "towns", "halls")
    fans = [
        (
            f"Footballer Ruka Oru retires, {crowd} of fans mourn",
            f"Ruka Oru left the pitch before {crowd} of fans.",
        )
        for crowd in crowds
    ]
    everybody = told(fans[: EVERYBODY + 1])
    few = told(fans[:3])
    (big,) = rank(everybody, brief(everybody, newsletter=newsletter(sections=())))
    (small,) = rank(few, brief(few, newsletter=newsletter(sections=())))
    assert _factors(big)["light"] == 1.0
    assert "everybody reports it" in {factor.name: factor.why for factor in big.factors}["light"]
    assert "most reported" in _factors(big)
    assert _factors(small)["light"] < 1.0


def test_a_second_story_of_a_country_keeps_a_part_of_its_score_and_says_why() -> None:
    """Variety is a factor like the others, so that the order of the edition is the order of its scores."""
    drought = [
        ("Kenya herders lose cattle to drought", "Wells have run dry in Turkana, herders say."),
        ("Kenya: drought kills cattle in Turkana", "Turkana has had no rain for a third season."),
        ("Drought in Kenya empties Turkana wells", "Aid groups carry water to Turkana by truck."),
    ]
    articles = [*told(DAM), *told(drought, 11)]
    events = rank(articles, brief(articles))
    assert [event.score for event in events] == sorted((event.score for event in events), reverse=True)
    why = {factor.name: factor.why for factor in events[-1].factors}["variety"]
    assert "Kenya" in why


def test_a_pinned_word_in_half_the_titles_puts_an_event_first_and_says_so() -> None:
    """“Moe” stands in all titles of the vote, “Kenya” in one of four of the dam, which leads without pins."""
    articles = [*told(DAM), *told(VOTE, 11)]

    def ranked(*pins: str) -> list[Event]:
        wanted = newsletter(interest=Interest(pin_words=pins))
        return list(rank(articles, brief(articles, newsletter=wanted)))

    plain = [event.articles[0].title for event in ranked()]
    assert "dam" in plain[0]
    assert [event.articles[0].title for event in ranked("Kenya")] == plain
    first, second = ranked("Moe", "Kenya")
    assert "Moe" in first.articles[0].title
    assert {one.name: one.why for one in first.factors}["pinned"] == "moe is pinned"
    assert "pinned" not in _factors(second)


def test_reasons_are_plain_words_also_of_a_single_report() -> None:
    """What a word of a headline stands for is not what the story tells: a drone may count condors."""
    one = article(1, "Drone counts condors of Bolivia", "A drone counted condors.", url="https://a.example/1")
    wanted = newsletter(interest=Interest(raise_words=("condors",)))
    (event,) = rank([one], brief([one], newsletter=wanted))
    why = {factor.name: factor.why for factor in event.factors}
    assert why["coverage"].startswith("reported by one outlet: ")
    assert why["hard news"] == "words of war in its only headline"
    assert why["interest"] == "condors in its only report"
    several = told(VOTE)
    (event,) = rank(several, brief(several))
    why = {factor.name: factor.why for factor in event.factors}
    assert why["hard news"] == "words of power in 2 of 3 headlines"
    assert "half the weight" not in why["recency"]
