"""A story: headline, lead, source and the others, put together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.writing import key, needs_page, story
from digest.writing.story import _also
from tests.writing.events import FERRY, article, event, newsletter

NEWS = (
    "A ferry carrying 120 passengers sank off Port Sorrow on Thursday morning, leaving 14 "
    "people missing in rough "
    "seas, the coast guard said."
)


def test_a_story_carries_what_the_event_knows() -> None:
    found = story(FERRY, newsletter())
    assert found is not None
    assert (found.section, found.factors, found.score) == ("world", FERRY.factors, 2.0)
    assert found.key == key(FERRY.articles[0])
    assert found.language == "en"


def test_the_source_is_the_report_the_lead_rests_on() -> None:
    found = story(FERRY, newsletter())
    assert found is not None
    report = next(a for a in FERRY.articles if a.url == found.source.url)
    assert found.lead.split(".")[0] in report.summary
    assert found.source.outlet == report.outlet


def test_also_names_every_other_outlet_once() -> None:
    reports = [article(f"Ferry sinks off Port Sorrow {i}", NEWS, outlet=f"Paper {i % 7}") for i in range(14)]
    found = story(event(*reports), newsletter())
    assert found is not None
    named = [reference.outlet for reference in found.also]
    assert len(named) == len(set(named)) == 6
    assert found.source.outlet not in named


def test_a_second_report_that_the_lead_quotes_stands_first_and_marked() -> None:
    """Whoever prints the story can name both; nobody else is marked."""
    texts = (NEWS, "The mayor opened the schools of Port Sorrow to the survivors of the sinking.", NEWS)
    reports = [
        article(f"Ferry sinks off Port Sorrow {i}", t, outlet=f"Paper {i}") for i, t in enumerate(texts)
    ]
    named = _also(event(*reports), reports[0], reports[2])
    assert [(reference.outlet, reference.quoted) for reference in named] == [
        ("Paper 2", True),
        ("Paper 1", False),
    ]
    assert not any(reference.quoted for reference in _also(event(*reports), reports[0], None))


def test_there_is_no_story_without_a_headline() -> None:
    assert story(event(article("Ferry…", NEWS)), newsletter()) is None


def test_a_headline_with_a_figure_its_source_lacks_is_not_put_above_the_lead() -> None:
    other = article("Ferry with 95 aboard sinks off Port Sorrow on Thursday", "", outlet="Rumour")
    own = article("Ferry carrying 120 passengers sinks off Port Sorrow, 14 missing", NEWS)
    found = story(event(other, own), newsletter())
    assert found is not None
    assert "95" not in found.headline


def test_a_page_is_asked_for_only_where_the_feeds_gave_too_little() -> None:
    title = "Ferry carrying 120 passengers sinks off Port Sorrow"
    assert needs_page(event(article(title, "Read more")), newsletter())
    assert needs_page(
        event(article(title, "A boat went down and the sea was rough for hours on end.")), newsletter()
    )
    assert not needs_page(event(article(title, NEWS)), newsletter())
    assert needs_page(event(article(title, NEWS)), newsletter(), top=True)
    assert not needs_page(event(article(title, "", body="Nothing. " * 80)), newsletter())


def test_the_key_is_stable_and_short() -> None:
    one = article("Ferry sinks", url="https://coast.example/1")
    assert key(one) == key(article("Reworded", url="https://coast.example/1"))
    assert len(key(one)) == 12


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(st.text(max_size=120), st.text(max_size=400), st.text(max_size=400)), min_size=1, max_size=4
    )
)
def test_nothing_from_outside_raises(texts: list[tuple[str, str, str]]) -> None:
    reports = event(
        *(article(title, summary, f"Paper {i}", body=body) for i, (title, summary, body) in enumerate(texts))
    )
    story(reports, newsletter())
    needs_page(reports, newsletter(), top=True)


def test_a_headline_alone_keeps_half_of_its_score_and_says_why() -> None:
    bare = story(event(article("Ferry sinks off Port Sorrow in a storm", "")), newsletter())
    full = story(event(article("Ferry sinks off Port Sorrow in a storm", NEWS)), newsletter())
    assert bare is not None
    assert full is not None
    assert bare.score == full.score / 2
    assert bare.factors[-1].name == "lead"
