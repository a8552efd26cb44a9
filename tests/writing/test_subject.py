"""Subject line and preheader: whole headlines only."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from digest.models import Reference, Story
from digest.writing import preheader, subject
from tests.writing.events import newsletter

DAY = date(2026, 8, 13)
SHORT = "Ferry sinks off Port Sorrow"
NEXT = "Mayor resigns after storm"
LONG = "Parliament of the islands passes the harbour law after a night of debate and a long quarrel"


def stories(*headlines: str) -> list[Story]:
    return [
        Story(str(i), "world", text, "", Reference("Paper", "https://p.example"))
        for i, text in enumerate(headlines)
    ]


def test_as_many_headlines_as_fit_into_an_inbox_line() -> None:
    assert subject(stories(SHORT, NEXT), newsletter(), DAY) == f"{SHORT}; {NEXT}"
    assert subject(stories(SHORT, LONG), newsletter(), DAY) == SHORT


def test_a_first_headline_too_long_for_any_inbox_gives_way_to_name_and_date() -> None:
    assert subject(stories(LONG), newsletter(), DAY) == "Harbour Morning, August 13, 2026"
    assert subject([], newsletter(language="fr"), DAY) == "Harbour Morning, 13 août 2026"


def test_the_preheader_names_what_the_subject_does_not() -> None:
    told = stories(
        SHORT,
        NEXT,
        "Wolves return to the northern valleys after a century",
        "Lighthouse of 1811 lit again at last",
    )
    line = preheader(told, newsletter(), DAY)
    assert SHORT not in line
    assert 80 <= len(line) <= 130


def test_without_other_headlines_the_preheader_says_what_the_newsletter_is() -> None:
    assert preheader(stories(SHORT), newsletter(tagline="The coast at dawn"), DAY) == "The coast at dawn"


@given(st.lists(st.text(min_size=1, max_size=100), max_size=6))
def test_no_headline_is_ever_cut(headlines: list[str]) -> None:
    told = stories(*headlines)
    line = subject(told, newsletter(), DAY)
    assert line
    assert len(line) <= 78 or "Harbour" in line
    assert len(preheader(told, newsletter(), DAY)) <= 130
