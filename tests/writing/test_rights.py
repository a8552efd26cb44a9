"""Rights: no more words in a row than a source allows, and the line that it asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.models import Article, Event, Origin
from digest.writing import longest_run, needs_page, overquoted, story, within_rights
from tests.writing.events import Form, article, event, newsletter

SENTENCES = (
    "A ferry carrying 120 passengers sank off Port Sorrow early on Thursday on its way to the harbour.",
    "Rescuers pulled 106 people from the water before noon, and 14 passengers were missing in the evening.",
    "The coast guard said that a wave had broken the doors of the car deck while the crew was closing them.",
)
BODY = " ".join(SENTENCES)
REPORT = article("Ferry with 120 aboard sinks off Port Sorrow", BODY[:2000], outlet="Coast Herald")
OTHER = article(
    "Ferry sinks off Port Sorrow", "Fourteen people were missing after a ferry sank.", outlet="Anchor"
)


def told(quote: int | None, *, rights: str = "", report: Article = REPORT) -> Event:
    """The ferry's event under these terms of its first source."""
    origins = (
        Origin(report.source, report.outlet, quote=quote, rights=rights),
        Origin(OTHER.source, "Anchor"),
    )
    return replace(event(report, OTHER), origins=origins)


TOP = newsletter(form=Form(top_words=(40, 110)))


@pytest.mark.parametrize("quote", [18, 25, 40, 60])
@pytest.mark.parametrize("top", [True, False])
def test_a_lead_takes_no_more_words_in_a_row_than_its_source_allows(quote: int, top: bool) -> None:
    """Sentence ends do not interrupt a run: two sentences that follow each other are one."""
    written = story(told(quote), TOP, top=top)

    assert written is not None
    assert longest_run(written.lead, REPORT) <= quote


def test_a_source_that_sets_no_limit_is_quoted_at_length() -> None:
    """The same event gives a full top lead then."""
    free, capped = story(told(None), TOP, top=True), story(told(40), TOP, top=True)

    assert free is not None
    assert capped is not None
    assert longest_run(free.lead, REPORT) > 40
    assert len(capped.lead) < len(free.lead)


def test_a_lead_may_skip_a_sentence_to_say_more() -> None:
    """The limit is of words in a row: the first sentence and the third are two short runs."""
    assert within_rights(f"{SENTENCES[0]} {SENTENCES[2]}", REPORT, told(25))
    assert not within_rights(f"{SENTENCES[0]} {SENTENCES[1]}", REPORT, told(25))


def test_nothing_of_a_source_for_headlines_is_printed_but_its_headline() -> None:
    """Its headline and link may stand; the sentences below are another's."""
    written = story(told(0), newsletter())

    assert written is not None
    assert written.headline in (REPORT.title, OTHER.title)
    assert longest_run(written.lead, REPORT) < 8

    alone = Event((REPORT,), "world", (), 1.0, origins=(Origin(REPORT.source, REPORT.outlet, quote=0),))
    bare = story(alone, newsletter())
    assert bare is not None
    assert (bare.headline, bare.lead, bare.source.url) == (REPORT.title, "", REPORT.url)
    assert not needs_page(alone, newsletter())


def test_a_source_that_the_newsroom_does_not_know_has_the_usual_limit() -> None:
    """Forty words, where an event names terms at all; an event of a benchmark names none."""
    unknown = replace(event(REPORT, OTHER), origins=(Origin(OTHER.source, "Anchor"),))

    assert not within_rights(BODY, REPORT, unknown)
    assert within_rights(BODY, REPORT, event(REPORT, OTHER))


def test_a_text_of_any_origin_is_held_against_every_source() -> None:
    """For a model's answer, which names no source: who is quoted beyond what was allowed."""
    assert overquoted(BODY, told(40)) == (REPORT,)
    assert overquoted(BODY, told(None)) == ()
    assert overquoted(SENTENCES[1], told(40)) == ()
    assert overquoted(SENTENCES[1], told(0)) == (REPORT,)
    assert overquoted("A ferry sank off Port Sorrow.", told(0)) == ()


def test_words_that_a_freer_source_has_too_may_have_come_from_there() -> None:
    """An agency's text under two mastheads, one of which lets it go."""
    copy = replace(OTHER, body=BODY)
    origins = (Origin(REPORT.source, "A", quote=0), Origin(copy.source, "B", quote=None))
    both = replace(event(REPORT, copy), origins=origins)

    assert overquoted(BODY, both) == ()


def test_the_line_of_a_page_goes_before_that_of_its_source() -> None:
    """A republished page says who published first; else the source's own line is printed."""
    republished = replace(REPORT, rights="First published by  The Quay\nunder CC BY 4.0")
    by_page = story(told(None, rights="From Coast Herald", report=republished), newsletter())
    by_source = story(told(None, rights="From Coast Herald"), newsletter())

    assert by_page is not None
    assert by_source is not None
    assert by_page.source.url == by_source.source.url == REPORT.url
    assert by_page.rights == "First published by The Quay under CC BY 4.0"
    assert by_source.rights == "From Coast Herald"


def test_a_long_line_is_cut_at_a_word() -> None:
    """A page may say anything; a letter has room for a line."""
    written = story(told(None, report=replace(REPORT, rights="Printed with leave " * 40)), newsletter())

    assert written is not None
    assert len(written.rights) <= 300
    assert written.rights.endswith("…")


@given(
    st.lists(st.sampled_from(["ferry", "sank", "port", "the", "“no”", "12"]), min_size=1, max_size=40),
    st.data(),
)
def test_the_longest_run_is_found(words: list[str], data: st.DataObject) -> None:
    """Whatever stands before and after a passage, its length is the least that is found."""
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    report = article("Title", " ".join(words) + ".")
    passage = " ".join(["Elsewhere", *words[start:end], "nobody"])

    assert longest_run(passage, report) >= end - start
