"""What an editor is offered: one event each, explained, without what is no news."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from digest.models import Article, Interest, Origin
from digest.selection import placed, rank
from digest.selection.admission import admitted
from tests.selection.world import DAM, LONE, NOW, VOTE, article, brief, newsletter, told


def test_reports_of_one_event_become_one_event_and_the_most_reported_comes_first() -> None:
    articles = [*told(VOTE, 11), *told(DAM), article(30, *LONE)]
    events = rank(articles, brief(articles))
    assert [len(event.articles) for event in events] == [4, 3, 1]
    assert events[0].section == "africa"
    assert events[1].section == "europe"


def test_every_event_says_why_it_stands_where_it_stands() -> None:
    articles = told(DAM)
    (event,) = rank(articles, brief(articles))
    why = {factor.name: factor.why for factor in event.factors}
    assert "4 independent outlets" in why["coverage"]
    assert "Outlet 1" in why["coverage"]
    assert "Kenya" in why["section"]
    assert event.score == pytest.approx(_product(factor.value for factor in event.factors), rel=1e-4)


def test_the_order_of_the_articles_makes_no_difference() -> None:
    articles = [*told(VOTE, 11), *told(DAM), article(30, *LONE), *told(VOTE, 21)]
    expected = rank(articles, brief(articles))
    for seed in range(5):
        mixed = random.Random(seed).sample(articles, len(articles))
        assert rank(mixed, brief(articles)) == expected


def test_nothing_comes_of_nothing() -> None:
    assert rank([], brief()) == ()


def test_articles_outside_the_window_are_left_out_and_a_clock_may_be_an_hour_ahead() -> None:
    times = {"old": -31 * 60, "fresh": -60, "ahead": 50, "wrong": 70}
    told_at = [
        article(n, f"{name} {LONE[0]} {n}", published=NOW + timedelta(minutes=minutes))
        for n, (name, minutes) in enumerate(times.items())
    ]
    kept = {one.title.split()[0] for event in rank(told_at, brief(told_at)) for one in event.articles}
    assert kept == {"fresh", "ahead"}


def test_the_same_page_under_two_addresses_is_one_article() -> None:
    one = article(1, *DAM[0], url="https://www.outlet1.example/dam?utm_source=rss")
    other = article(1, *DAM[0], url="http://outlet1.example/dam/#top")
    (event,) = rank([one, other], brief([one]))
    assert len(event.articles) == 1


def _of_another(one: Article, **changes: Any) -> Article:
    """What a source of no standing brings under the address of this article: more text, and dated earlier."""
    fields = {"source": "thief", "outlet": "Thief", "published": NOW - timedelta(hours=9)}
    return replace(one, **(fields | {"summary": one.summary + " And much more of this." * 9} | changes))


@pytest.mark.parametrize("changes", [{}, {"title": "Horoscope for today"}, {"title": ""}, {"language": "xx"}])
def test_nobody_takes_the_place_of_an_article_by_copying_its_address(changes: dict[str, Any]) -> None:
    real = told(DAM)
    stolen = [_of_another(one, **changes) for one in real]
    assert admitted([*stolen, *real], brief(real)) == admitted(real, brief(real))


def test_nobody_takes_the_place_of_an_article_by_copying_its_title_to_the_same_site() -> None:
    address = "https://www.slate.com/world/{}".format
    real = [article(1, *told_, url=address(n)) for n, told_ in enumerate(DAM)]
    stolen = [_of_another(one, url=one.url + "-more") for one in real[:2]]
    lures = [_of_another(one, url=f"https://www.lure.com/{n}") for n, one in enumerate(real[2:])]
    kept = admitted([*stolen, *lures, *real], brief(real))
    assert [one for one in kept if one.source != "thief"] == list(admitted(real, brief(real)))


def test_of_two_sources_of_equal_right_the_weightier_is_believed_and_of_one_source_the_fullest() -> None:
    one = article(1, *DAM[0])
    fuller = replace(one, summary=one.summary * 2)
    weights = {"outlet1": Origin("outlet1", "Outlet 1", weight=1.5), "thief": Origin("thief", "Thief")}
    kept = admitted([_of_another(one, title="Another title"), one, fuller], brief(origins=weights))
    assert kept == (fuller,)


def test_a_source_that_links_far_and_wide_is_one_voice() -> None:
    spread = told(DAM, source="thief", outlet="Thief")
    (event,) = rank(spread, brief(spread))
    assert "one outlet in 4 reports" in event.factors[0].why


def test_a_wire_text_under_ten_mastheads_is_one_source() -> None:
    title, text = DAM[2]
    copies = [
        article(n, f"{title} {n}", f"{text} It was the third such collapse in ten years.") for n in range(10)
    ]
    own = told(VOTE, 20)
    events = rank([*copies, *own], brief([*copies, *own]))
    assert events[0].articles[0].title in {title for title, _ in VOTE}
    assert "one outlet in 10 reports" in events[1].factors[0].why


def test_one_house_with_two_domains_is_one_outlet() -> None:
    domains = ("bbc.com", "bbc.co.uk", "news.bbc.co.uk")
    articles = [article(n, *DAM[n], url=f"https://www.{domain}/{n}") for n, domain in enumerate(domains)]
    (event,) = rank(articles, brief(articles))
    assert "one outlet in 3 reports" in event.factors[0].why


def test_blocked_words_keep_a_story_out_and_wanted_words_raise_it() -> None:
    articles = [*told(DAM[:3]), *told(VOTE, 11)]
    blocked = brief(articles, newsletter=newsletter(interest=Interest((), ("Orsova dam",))))
    assert all("dam" not in event.articles[0].title for event in rank(articles, blocked))
    raised = brief(articles, newsletter=newsletter(interest=Interest(("assembly",), ())))
    first = rank(articles, raised)[0]
    assert "assembly" in {factor.name: factor.why for factor in first.factors}["interest"]


def test_a_word_in_capitals_is_taken_as_written() -> None:
    articles = [
        article(1, "The man who counted herons retires"),
        article(2, "WHO counts cholera cases in Kenya"),
    ]
    wanted = brief(articles, newsletter=newsletter(interest=Interest(("WHO",), ())))
    raised = [
        event.articles[0].title
        for event in rank(articles, wanted)
        if "interest" in {factor.name for factor in event.factors}
    ]
    assert raised == ["WHO counts cholera cases in Kenya"]


def test_weighty_sources_count_more_than_light_ones() -> None:
    articles = [*told(DAM[:3]), *told(VOTE, 11)]
    weights = {
        one.source: Origin(one.source, one.outlet, weight=0.3 if one in articles[:3] else 1.5)
        for one in articles
    }
    first = rank(articles, brief(articles, origins=weights))[0]
    assert first.section == "europe"


def test_only_languages_that_are_read_come_in_and_the_unnamed_are_guessed() -> None:
    english = article(1, *DAM[0], language="")
    german = article(
        2,
        "Staudamm in Orsova gebrochen, Tausende auf der Flucht",
        "Nach dem Bruch des Staudamms mussten viele Menschen ihre Häuser verlassen.",
        language="",
    )
    polish = article(
        3,
        "Tama w Orsovie pękła, tysiące ludzi ucieka",
        "Po pęknięciu tamy wielu mieszkańców musiało opuścić swoje domy.",
        language="pl-PL",
    )
    events = rank([english, german, polish], brief(newsletter=newsletter(reads=("en", "pl"))))
    assert {event.articles[0].language for event in events} == {"en", "pl"}


def test_the_report_to_write_from_has_text_and_is_no_opinion() -> None:
    articles = told(DAM)
    bare = article(8, DAM[0][0] + " today", "")
    view = article(9, "Opinion: the Orsova dam on the Tern River had to break", DAM[1][1] * 3)
    (event,) = rank([bare, view, *articles], brief(articles))
    assert event.articles[0] in articles


def test_each_outlet_comes_once_before_any_comes_twice() -> None:
    articles = [*told(DAM), article(1, "Orsova dam: Kenya counts the missing in Tern valley", DAM[3][1])]
    (event,) = rank(articles, brief(articles))
    assert len({one.outlet for one in event.articles[:4]}) == 4


def _product(values: object) -> float:
    result = 1.0
    for value in values:  # type: ignore[attr-defined]  # an iterator of floats
        result *= value
    return result


def test_an_event_whose_pages_were_read_is_placed_again() -> None:
    """The section and its factor are decided anew, and the score follows; all else stays."""
    said = [replace(one, title="Ministers meet", summary="", body="") for one in told(VOTE)]
    event = rank(said, brief())[0]
    read = replace(event.articles[0], trail=("Home", "Africa", "Kenya"))
    after = placed(replace(event, articles=(read, *event.articles[1:])), brief())
    others = [factor for factor in after.factors if factor.name != "section"]
    assert (event.section, after.section) == ("global", "africa")
    assert others == [factor for factor in event.factors if factor.name != "section"]
    assert after.score == pytest.approx(_product(factor.value for factor in after.factors))
    assert after.score > event.score
