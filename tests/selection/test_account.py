"""Whatever is not among the ranked events is accounted for: once, at the step that left it out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from digest.models import Article, Edition, Interest, Reference, Story
from digest.selection import Brief, Candidate, Step, account, rank, ranked
from digest.selection import ranking as steps
from tests.selection.world import DAM, LONE, NOW, VOTE, article, brief, newsletter, told


def accounted(articles: list[Article], asked: Brief) -> list[Candidate]:
    return list(account(articles, asked, ranked(articles, asked)))


def why(articles: list[Article], asked: Brief) -> dict[str, str]:
    """The reason for each report that was not admitted, by its title."""
    return {
        one.headline: one.verdict.why
        for one in accounted(articles, asked)
        if one.verdict.step is Step.ADMISSION
    }


def test_each_refused_report_names_the_rule() -> None:
    """What an editor asks first: which rule was it?"""
    articles = [
        article(1, "Your horoscope for Wednesday", "Aries should rest."),
        article(2, "Jackpot of nine millions in Vessel Bay", "Nobody had the numbers."),
        article(3, "Dam repaired last week in Orsova", published=NOW - timedelta(hours=31)),
        article(4, "Ferry to leave Vessel Bay tomorrow", published=NOW + timedelta(hours=3)),
        article(5, "Le barrage d'Orsova a cédé dans la nuit", language="fr"),
    ]
    asked = brief(articles, newsletter=newsletter(interest=Interest(block_words=("jackpot",))))

    assert why(articles, asked) == {
        articles[0].title: "a horoscope",
        articles[1].title: "the word 'Jackpot' is kept out",
        articles[2].title: "older than 30 hours",
        articles[3].title: "dated after the edition was drafted",
        articles[4].title: "in a language that is not read: fr",
    }


def test_a_report_that_came_twice_names_who_brought_the_one_that_counts() -> None:
    """The same page by two feeds is one report."""
    first = article(1, *LONE)
    again = replace(first, source="outlet2", outlet="Outlet 2")
    articles = [first, again]

    assert list(why(articles, brief(articles)).values()) == [
        "the same article came from another source: Outlet 1"
    ]


def test_an_event_that_was_sent_names_the_edition_and_what_an_update_needs() -> None:
    """Why is it not in again? Because it was in, and nothing new was said."""
    articles = told(DAM, published=NOW - timedelta(hours=27))
    source = Reference("Outlet 1", articles[0].url, articles[0].title)
    sent = Story("dam", "africa", "The dam broke", "It did.", source)
    at = NOW - timedelta(hours=24)
    past = [Edition("world", at.date(), "Subject", "", (sent,), at)]
    articles.append(article(31, *DAM[1], published=NOW - timedelta(hours=1)))

    (one,) = accounted(articles, brief(articles, past=past))

    assert one.verdict.step is Step.MEMORY
    assert one.verdict.why.startswith(
        "sent in world-2031-05-13 as: The dam broke. 1 report since; an update needs"
    )
    assert one.factors
    assert one.score


def test_an_event_that_repeats_a_better_one_names_it(monkeypatch) -> None:
    """Two clusters of one event are one story, and the other says which."""
    better, worse = told(DAM[:3]), told(DAM[3:], 21)
    vote = told(VOTE, 11)
    monkeypatch.setattr(steps, "gathered", lambda _: (tuple(better), tuple(worse), tuple(vote)))
    articles = [*better, *worse, *vote]

    (one,) = accounted(articles, brief(articles))

    assert one.verdict.step is Step.VARIETY
    assert one.verdict.why.removeprefix("nearly the same as: ") in {title for title, _ in DAM[:3]}


def test_events_beyond_the_shortlist_and_the_reserve_are_said_to_be(monkeypatch) -> None:
    """A long tail is counted, not forgotten."""
    monkeypatch.setattr(steps, "SHORTLIST", 2)
    monkeypatch.setattr(steps, "RESERVE", 1)
    articles = [*told(DAM), *told(VOTE, 11), article(21, *LONE)]

    left = accounted(articles, brief(articles, newsletter=newsletter(stories=1)))

    assert [one.verdict.step for one in left] == [Step.RESERVE, Step.SHORTLIST]


KINDS = ("horoscope", "old", "french", "twice", "news", "alone")


@given(some.lists(some.sampled_from(KINDS), max_size=12))
@settings(max_examples=40)
def test_every_report_is_in_an_event_or_accounted_for_once(kinds: list[str]) -> None:
    """The account and the ranking together hold each report exactly once, but for updates' old reports."""
    articles = [_made(number, kind) for number, kind in enumerate(kinds)]
    asked = brief(articles)
    names = Counter(
        (one.source, one.url)
        for held in (rank(articles, asked), accounted(articles, asked))
        for group in held
        for one in group.articles
    )
    assert names == Counter((one.source, one.url) for one in articles)


def _made(number: int, kind: str) -> Article:
    if kind == "horoscope":
        return article(number, "Your horoscope for Wednesday")
    if kind == "old":
        return article(number, f"Old news {number}", published=NOW - timedelta(days=9))
    if kind == "french":
        return article(number, f"Une nouvelle {number}", language="fr")
    if kind == "twice":
        return article(number, *LONE, url="https://one.example/page")
    if kind == "news":
        return article(number, *DAM[number % 4])
    return article(
        number, f"Alba{number} bora{number} cedo{number}", f"Dima{number} efra{number} folo{number}."
    )
