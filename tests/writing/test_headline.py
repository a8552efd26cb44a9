"""The headline: cleaned, nearest to what all say, in the house form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.writing import headline
from digest.writing.titles import cleaned
from tests.writing.events import FERRY, article, event, newsletter


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Ferry sinks off Port Sorrow - Coast Herald", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow | Coast Herald News", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow – coastherald", "Ferry sinks off Port Sorrow"),
        ("Coast Herald | Ferry sinks off Port Sorrow", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow (Coast Herald)", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks – captain held - Coast Herald", "Ferry sinks – captain held"),
        ("Ferry sinks off Port Sorrow – captain held", "Ferry sinks off Port Sorrow – captain held"),
        ("Ferry sinks off Port Sorrow - Reuters poll", "Ferry sinks off Port Sorrow - Reuters poll"),
        ("Ferry sinks off Port Sorrow - Politik - Herald.de", "Ferry sinks off Port Sorrow"),
        ("India – a nation of ferries", "India – a nation of ferries"),
        ("LIVE: Ferry sinks off Port Sorrow", "Ferry sinks off Port Sorrow"),
        ("Watch: BREAKING: Ferry sinks off Port Sorrow", "Ferry sinks off Port Sorrow"),
        ("Eilmeldung: Fähre vor Port Sorrow gesunken", "Fähre vor Port Sorrow gesunken"),
        ("BREAKING Ferry sinks off Port Sorrow", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow [VIDEO]", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow: What we know so far", "Ferry sinks off Port Sorrow"),
        ("Port Sorrow ferry live: Fourteen people still missing", "Fourteen people still missing"),
        ("Ferry <em>sinks</em> off Port&nbsp;Sorrow &amp; burns", "Ferry sinks off Port Sorrow & burns"),
        ("🚨 Ferry sinks off Port Sorrow.", "Ferry sinks off Port Sorrow"),
        ("Living: a film about a ferry", "Living: a film about a ferry"),
        ("New York ferry sinks", "New York ferry sinks"),
        ("LIVE NOW: Ferry sinks off Port Sorrow", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow (VIDEOS)", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow (Exclusive Pictures)", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow (2022)", "Ferry sinks off Port Sorrow (2022)"),
        ("Harbour news: Ferry sinks off Port Sorrow", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow – Eastmere politics live", "Ferry sinks off Port Sorrow"),
        ("Ferry sinks off Port Sorrow – 14 people alive", "Ferry sinks off Port Sorrow – 14 people alive"),
        ("Ferry sinks – where the crew live", "Ferry sinks – where the crew live"),
        ("Fish off Port Sorrow learn how to live", "Fish off Port Sorrow learn how to live"),
    ],
)
def test_what_is_not_news_leaves_a_title_and_nothing_else(title: str, printed: str) -> None:
    assert cleaned(article(title)) == printed


def test_a_signature_that_several_titles_share_is_stripped() -> None:
    reports = [
        article(f"Ferry {verb} off the coast - Wire", outlet="Reader") for verb in ("sinks", "lost", "gone")
    ]
    assert cleaned(reports[0], reports) == "Ferry sinks off the coast"


def test_capitals_are_lowered_and_names_follow_running_text() -> None:
    loud = article(
        "FERRY SINKS OFF PORT SORROW, UN SAYS", "The ferry sinks fast off Port Sorrow, the UN says."
    )
    assert cleaned(loud, [loud]) == "Ferry sinks off Port Sorrow, UN says"


def test_capitals_without_running_text_become_title_case_so_that_no_name_is_lowered() -> None:
    assert cleaned(article("FERRY SINKS OFF PORT SORROW")) == "Ferry Sinks off Port Sorrow"


def test_the_headline_is_the_title_nearest_to_all_titles() -> None:
    reports = [
        article("Sea gives and takes at Sorrow", outlet="A Paper"),
        article("Ferry with 120 aboard sinks off Port Sorrow", outlet="B Paper"),
        article("Ferry sinks off Port Sorrow with 120 people aboard, 14 missing", outlet="C Paper"),
    ]
    found = headline(event(*reports), newsletter())
    assert found is not None
    assert found.article.outlet in {"B Paper", "C Paper"}


def test_teasers_questions_and_opinion_give_way_to_a_report() -> None:
    plain = article("Ferry sinks in storm", outlet="Plain Paper")
    for teaser in (
        "What we know about the ferry that sank in the storm",
        "Why did the ferry sink in the storm?",
        "Opinion | The ferry that sank in the storm",
        "5 things to know about the ferry storm",
        "You won't believe how the ferry sank in the storm",
        "Watch the ferry as it sinks in the storm",
        "Photos of the ferry that sank in the storm",
        "‘The ferry sank in the storm’",
    ):
        found = headline(
            event(article(teaser, outlet="Loud"), article(teaser, outlet="Echo"), plain), newsletter()
        )
        assert found is not None
        assert found.article == plain


def test_a_title_of_the_house_form_stands_before_one_that_is_too_long() -> None:
    """Both say the same; 6 to 12 words and 80 characters are what a reader's screen has room for."""
    long = article(
        "Ferry with 120 aboard sinks off Port Sorrow in rough seas on Thursday, leaving 14 lost, guard says"
    )
    fitting = article("Ferry with 120 aboard sinks off Port Sorrow", outlet="B Paper")
    for reports in ((long, fitting), (fitting, long)):
        found = headline(event(*reports), newsletter())
        assert found is not None
        assert found.article == fitting


@pytest.mark.parametrize(
    "title", ["", "Ferry sinks off Port…", "Ferry", "Ferry “sinks off Port Sorrow", "x" * 130]
)
def test_there_is_no_headline_without_a_clean_title(title: str) -> None:
    assert headline(event(article(title)), newsletter()) is None


def test_the_headline_of_an_event_comes_with_its_article() -> None:
    found = headline(FERRY, newsletter())
    assert found is not None
    assert found.text in {
        "Ferry sinks off Port Sorrow; 14 missing",
        "Ferry with 120 aboard sinks off Port Sorrow, 14 missing",
    }
    assert found.article in FERRY.articles


@given(st.lists(st.text(max_size=150), min_size=1, max_size=4))
def test_no_title_raises_and_no_word_is_made(titles: list[str]) -> None:
    reports = event(*(article(title, outlet=f"Paper {i}") for i, title in enumerate(titles)))
    found = headline(reports, newsletter())
    if found:
        assert 0 < len(found.text) <= 110


def test_an_aggregators_signature_is_cut_whoever_it_names() -> None:
    signed = article(
        "Ferry with 120 aboard sinks off Port Sorrow - Tidewater Times", outlet="Google News (us)"
    )
    assert cleaned(signed) == "Ferry with 120 aboard sinks off Port Sorrow"
