"""Grounding: what no source says is found, and so are right words in the wrong place."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.models import Article, ClaimKind, Place
from digest.writing import Why, claims, doubts, story, ungrounded
from digest.writing.cleaning import clean_sentences
from digest.writing.sentences import sentences
from tests.writing.events import FERRY, article, event, newsletter

SOURCE = article(
    "Ferry sinks off Port Sorrow",
    "A ferry with 1,200 passengers and 31 crew sank on its way to Eastmere yesterday, Ada Reed said. “Nobody "
    "saw it coming,” she added. The harbour union did not call a strike. Damage is $3.5 million, or 12 "
    "percent of the fleet’s worth; fourteen are missing. Tom Oak, the mayor of Eastmere, told reporters that "
    "the bridge will close. Police have no suspects after searching the port for three days.",
)


@pytest.mark.parametrize(
    "text",
    [
        "A ferry with 1,200 passengers sank off Port Sorrow.",
        "A ferry with 1200 passengers and 31 crew sank on Wednesday, Ada Reed said.",
        "A ferry with 1,200 passengers and thirty-one crew sank on August 12, Ada Reed said.",
        "“Nobody saw it coming,” Ada Reed said.",
        "“Nobody saw it coming,” said Reed.",
        "Damage is 3.5 million dollars, or 12 per cent of the fleet’s worth, and 14 people are missing.",
        "The harbour union did not call a strike.",
        "The harbour union didn’t call a strike.",
        "The mayor of Eastmere, Tom Oak, said the bridge will close.",
        "The bridge will close, Eastmere mayor Tom Oak told reporters.",
        "Police searched the port for 3 days and have no suspects.",
    ],
)
def test_what_a_source_says_in_other_words_is_not_doubted(text: str) -> None:
    """Three is 3, percent is per cent, yesterday is a weekday, a name may stand where the source says she."""
    assert doubts(text, [SOURCE]) == ()


@pytest.mark.parametrize(
    ("text", "piece", "why"),
    [
        ("A ferry with 1,300 passengers and 31 crew sank.", "1,300", Why.UNSUPPORTED),
        ("Damage is $35 million, or 12 percent of the fleet’s worth.", "$35 million", Why.UNSUPPORTED),
        ("Damage is $3.5 billion, or 12 percent of the fleet’s worth.", "$3.5 billion", Why.UNSUPPORTED),
        ("Damage is 3.5 percent of the fleet’s worth.", "3.5", Why.UNSUPPORTED),
        (
            "A ferry with 1,200 passengers sank on its way to Norhaven, Ada Reed said.",
            "Norhaven",
            Why.UNSUPPORTED,
        ),
        ("“Somebody saw it coming,” Ada Reed added.", "“Somebody saw it coming,”", Why.UNSUPPORTED),
        ("A ferry with 1,200 passengers sank on its way to Eastmere on Friday.", "Friday", Why.UNSUPPORTED),
        ("A ferry with 14 passengers and 31 crew sank on its way to Eastmere.", "14", Why.JOINED),
        ("A ferry with 31 passengers and 31 crew sank on its way to Eastmere.", "31", Why.JOINED),
        (
            "A ferry with 1,200 passengers and 31 crew sank on its way to Port Sorrow.",
            "Port Sorrow",
            Why.JOINED,
        ),
        (
            "Ada Reed, the mayor of Eastmere, told reporters that the bridge will close.",
            "Ada Reed",
            Why.JOINED,
        ),
        (
            "Tom Oak, the mayor of Eastmere, told reporters that the bridge will not close.",
            "not",
            Why.NEGATED,
        ),
        ("The harbour union called a strike.", "called", Why.NEGATED),
        ("The harbour union did call a strike.", "call", Why.NEGATED),
        ("Police have suspects after searching the port for three days.", "suspects", Why.NEGATED),
    ],
)
def test_what_a_source_does_not_say_is_doubted(text: str, piece: str, why: Why) -> None:
    """A foreign number, unit, name, day or quotation; a right one in another's place; a turned negation."""
    found = doubts(text, [SOURCE])

    assert (piece, why) in [(doubt.text, doubt.why) for doubt in found]
    assert all(text[doubt.start :].startswith(doubt.text) for doubt in found)
    assert piece in ungrounded(text, [SOURCE])


def test_a_sentence_that_comes_from_nowhere_is_doubted_whole() -> None:
    """Without a name or number in it, there is nothing smaller to point at."""
    text = "The nurses across the region demanded better hospital meals."

    assert [doubt.text for doubt in doubts(text, [SOURCE])] == [text]


def test_a_quotation_in_another_mouth_is_doubted() -> None:
    """The words are right, and somebody else said them."""
    report = article(
        "Talks", "“We will never sign this treaty,” Ada Reed said on Monday. Tom Oak left the room."
    )
    found = doubts("Tom Oak said: “We will never sign this treaty.”", [report])

    assert Why.MISQUOTED in {doubt.why for doubt in found}


def test_two_sentences_may_be_joined_when_each_part_stands_with_its_own_words() -> None:
    """A model may say two things in one sentence; it may not exchange their figures."""
    report = article(
        "Storm",
        "The storm killed 12 people in Eastmere. Roads were closed. Schools stayed shut. The army sent 300 "
        "soldiers to mend northern bridges.",
    )
    true = "The storm killed 12 people in Eastmere, and the army sent 300 soldiers to mend northern bridges."
    false = "The storm killed 300 people in Eastmere, and the army sent 12 soldiers to mend northern bridges."

    assert doubts(true, [report]) == ()
    assert doubts(false, [report])


def test_a_claim_points_at_its_sentence_and_its_place() -> None:
    """The desk shows where each number, name, date and quotation is from."""
    text = "A ferry with 1200 passengers sank on Wednesday. “Nobody saw it coming,” Ada Reed said."
    found = {claim.text: claim for claim in claims(text, [SOURCE], Place.LEAD)}

    assert found["1200"].kind is ClaimKind.NUMBER
    assert found["Wednesday"].kind is ClaimKind.DATE
    assert found["Wednesday"].sentence.startswith("A ferry with 1,200 passengers")
    assert found["“Nobody saw it coming,”"].kind is ClaimKind.QUOTATION
    assert found["“Nobody saw it coming,”"].sentence == "“Nobody saw it coming,” she added."
    assert found["Ada Reed"].kind is ClaimKind.NAME
    for claim in found.values():
        assert claim.supported
        assert claim.url == SOURCE.url
        assert text[claim.start :].startswith(claim.text)


def test_an_unsupported_claim_names_no_sentence() -> None:
    """Empty is "no source says so"."""
    (claim,) = [
        c for c in claims("A ferry with 1,300 passengers sank.", [SOURCE]) if c.kind is ClaimKind.NUMBER
    ]

    assert not claim.supported
    assert claim.url == ""


def test_a_story_carries_its_claims() -> None:
    """Headline and lead, each tied to the report it was taken from."""
    written = story(FERRY, newsletter())

    assert written is not None
    assert {claim.place for claim in written.claims} == {Place.HEADLINE, Place.LEAD}
    assert all(claim.supported for claim in written.claims)
    assert {claim.url for claim in written.claims} <= {one.url for one in FERRY.articles}


@pytest.mark.parametrize(
    ("language", "source", "true", "false"),
    [
        ("fr", "Le maire n’a pas signé l’accord de 3 millions d’euros.",
         "Le maire n’a pas signé l’accord de trois millions d’euros.",
         "Le maire a signé l’accord de 3 millions d’euros."),
        ("de", "Die Stadt hat den Hafen am Montag nicht geschlossen, sagte Anna Weber.",
         "Die Stadt hat den Hafen am Montag nicht geschlossen.",
         "Die Stadt hat den Hafen am Montag geschlossen, sagte Anna Weber."),
        ("es", "El puerto no cerrará el lunes, dijo Ana Soler ante 200 vecinos.",
         "El puerto no cerrará el lunes, dijo Ana Soler.",
         "El puerto cerrará el lunes, dijo Ana Soler ante 200 vecinos."),
        ("pl", "Anna Nowak nie zamknęła portu w środę, podał urząd w Gdańsku.",
         "Anna Nowak nie zamknęła portu w środę.",
         "Anna Nowak zamknęła port w środę, podał urząd w Gdańsku."),
        ("ru", "Мэр города не закрыл порт в среду, сообщила Анна Орлова.",
         "Мэр города не закрыл порт в среду.",
         "Мэр города закрыл порт в среду, сообщила Анна Орлова."),
        ("ar", "لم تغلق المدينة الميناء يوم الأربعاء بعد مقتل 12 شخصا.",
         "لم تغلق المدينة الميناء يوم الأربعاء بعد مقتل 12 شخصا في الحادث.",
         "تغلق المدينة الميناء يوم الأربعاء بعد مقتل 12 شخصا."),
        ("zh", "市政府星期三没有关闭港口，12人失踪。",
         "市政府没有关闭港口，12人失踪。",
         "市政府星期三关闭港口，12人失踪。"),
    ],
)  # fmt: skip
def test_other_languages_are_looked_up_too(language: str, source: str, true: str, false: str) -> None:
    """Negations, numbers and days of each listed language; names where its letters have capitals."""
    report = article("…", source, language=language)

    assert doubts(true, [report]) == ()
    assert doubts(false, [report])


def test_a_number_of_another_sentence_is_doubted_without_spaces_between_words() -> None:
    """Chinese is looked up letter by letter."""
    report = article("…", "市政府星期三关闭港口，12人失踪。救援队派出35艘船只寻找失踪者。", language="zh")

    assert doubts("市政府星期三关闭港口，13人失踪。", [report])
    assert doubts("市政府星期三关闭港口，35人失踪。", [report])


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "The A Ada Reed Oak police said told 12 1,200 three percent $5 million not never no did “yes” (AP) "
        "Mr. U.S. yesterday today Monday on in of ferry sank, crews; port’s don’t Aug. 3 one – : it he "
        "Eastmere",
    )
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=14).map(lambda words: " ".join(words) + ".")
TEXT = st.lists(SENTENCE, min_size=1, max_size=6).map(" ".join)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=SENTENCE, summary=TEXT, body=TEXT, hour=st.integers(0, 23))
def test_extraction_is_never_doubted(title: str, summary: str, body: str, hour: int) -> None:
    """Whatever is taken word for word, or as the house cleans and dates it, stands in its source."""
    report = article(title, summary, body=body, published=datetime(2026, 8, 13, hour, tzinfo=UTC))
    taken = [*sentences(summary, "en"), *sentences(body, "en"), title]
    cleaned = [sentence.text for sentence in clean_sentences(report, 0, "en")]

    for text in (*taken, *cleaned, " ".join(cleaned)):
        assert doubts(text, [report]) == (), text


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports=st.lists(st.tuples(SENTENCE, TEXT), min_size=1, max_size=4))
def test_a_written_story_is_never_doubted(reports: list[tuple[str, str]]) -> None:
    """Headline and lead of the house's own extraction pass its own gate."""
    told = event(*(article(title, text, outlet=f"Paper {n}") for n, (title, text) in enumerate(reports)))
    written = story(told, newsletter())

    if written:
        assert doubts(written.headline, told.articles) == ()
        assert doubts(written.lead, told.articles) == ()


def test_a_hostile_text_does_not_stall_the_day() -> None:
    """Long words, many marks, many numbers: time grows with length, not faster."""
    for text in ("“" * 5000, "a" * 20_000, "1,2." * 4000, "A B " * 5000, "not " * 5000, "(" * 9000 + "no."):
        report = Article("https://a.example/1", text[:300], SOURCE.published, "a", "A", text[:2000], text)
        doubts(text[:1500], [report])
        claims(text[:1500], [SOURCE])
