"""The lead: whole sentences of one report, in the house form, or nothing."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.models import Form
from digest.writing import faults, lead, size, ungrounded
from digest.writing.dates import dated
from digest.writing.drafts import drafts
from digest.writing.lead import Lead, leads
from digest.writing.ranker import Ranker, lead_case
from digest.writing.sentences import balanced
from digest.writing.style import hard
from tests.writing.events import FERRY, NOON, article, event, newsletter

NEWS = (
    "A ferry carrying 120 passengers sank off Port Sorrow on Thursday morning, leaving 14 "
    "people missing in rough "
    "seas, the coast guard said."
)
MORE = (
    "The town of Port Sorrow opened its schools and churches to the survivors of the "
    "sinking in the afternoon."
)
THIRD = (
    "Mayor Tom Oak asked the owners of every ferry in the region to keep their ships in harbour until Sunday."
)


def written(*texts: str, top: bool = False, **changed: object) -> str:
    """The lead of an event with one report per text."""
    reports = [
        article(f"Ferry sinks in report {i}", text, outlet=f"Paper {i}", **changed)
        for i, text in enumerate(texts)
    ]
    return lead(event(*reports), newsletter(), top=top).text


def test_the_first_clean_sentences_of_a_single_report_are_its_lead() -> None:
    assert written(f"{NEWS} {MORE} {THIRD}") in {NEWS, f"{NEWS} {MORE}"}


def test_a_top_story_gets_a_longer_lead_than_others() -> None:
    long, short = (written(f"{NEWS} {MORE} {THIRD}", top=top) for top in (True, False))
    assert 40 <= size(long) <= 110
    assert size(short) <= 40
    assert len(short) <= 250


def test_all_sentences_come_from_the_reports_that_are_named() -> None:
    found = lead(FERRY, newsletter(), top=True)
    sources = [" ".join(f"{report.summary} {report.body}".split()) for report in found.articles]
    assert found.text
    for sentence in re.split(r"(?<=\.) (?=[A-Z])", found.text):
        assert any(sentence in source for source in sources)


WIDE = Form(lead_words=(20, 75), lead_characters=600)
SEARCH = "Rescuers searched the harbour of Port Sorrow for survivors of the sinking until the late evening."


def both(first: str, second: str, **changed: object) -> Lead:
    """The lead of two reports with a sentence each; a ranker would have both in it."""
    reports = event(
        article("Ferry sinks off Port Sorrow", first), article("Port Sorrow", second, "B", **changed)
    )
    ranker = Ranker({lead_case(2, 75): {"words": 1.0}})
    written = drafts(reports, newsletter(form=WIDE), top=False, ranker=ranker)
    return next(leads(reports, newsletter(form=WIDE), written, "Ferry sinks off Port Sorrow"))


def test_a_lead_of_two_reports_knows_both_and_rests_on_the_first() -> None:
    found = both(NEWS, SEARCH)
    assert found.text in (f"{NEWS} {SEARCH}", f"{SEARCH} {NEWS}")
    assert {report.outlet for report in found.articles} == {"Coast Herald", "B"}
    assert found.text.startswith(found.article.summary)


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (
            "But the harbour master said that the sea had been rough in the strait since early morning.",
            "leans",
        ),
        (
            "Officials in Port Sorrow said that 17 people were missing after the sinking in the strait.",
            "disputes",
        ),
    ],
)
def test_a_second_report_neither_leans_on_its_own_text_nor_disputes_figures(second: str, why: str) -> None:
    assert len(both(NEWS, second).articles) == 1, why


def test_reports_in_two_languages_are_not_joined() -> None:
    assert (
        len(both(NEWS, "Retter suchten im Hafen bis zum Abend nach Menschen.", language="de").articles) == 1
    )


def test_dateline_furniture_and_a_bare_he_are_left_out() -> None:
    only = event(FERRY.articles[0])
    found = lead(only, newsletter(), top=False).text
    assert found.startswith("A ferry carrying 120 passengers")
    assert "He said" not in found or "coast guard said. He said" in found
    assert "Read more" not in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Read more",
        "A ferry carrying 120 passengers sank off Port Sorrow early on Thursday and rescuers were...",
        "He was the captain of the ferry that sank off Port Sorrow on Thursday with 120 people.",
        "Sign up for our newsletter to hear of every ferry that sinks off the coast of Port Sorrow.",
        "A ferry " + "that carried another ferry " * 20 + "sank.",
        "Why did a ferry carrying 120 passengers sink off Port Sorrow early on Thursday morning?",
    ],
)
def test_where_no_sentence_is_fit_the_headline_stands_alone(text: str) -> None:
    assert written(text) == ""


def test_an_unfit_report_gives_way_to_the_next() -> None:
    assert written("The post Ferry appeared first on Paper.", NEWS) == NEWS


def test_a_bare_surname_gives_way_to_a_sentence_that_needs_no_introduction() -> None:
    bare = (
        "Oak said the ferry that sank on Thursday had been inspected twice since the beginning of the year."
    )
    whole = f"{bare} {NEWS} Tom Oak, the mayor, spoke."
    assert "Oak" not in re.sub("Tom Oak", "", written(whole))


def test_a_description_that_lacks_only_its_full_stop_gets_one() -> None:
    assert written(NEWS.removesuffix(".")) == NEWS


def test_a_standfirst_run_into_the_first_paragraph_is_left_out() -> None:
    assert written(f"Rescue under way in rough seas off the coast {NEWS}") == NEWS


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("The ferry sank yesterday.", "The ferry sank on Wednesday."),
        ("Yesterday, the ferry sank.", "On Wednesday, the ferry sank."),
        ("It survived yesterday’s storm.", "It survived Wednesday’s storm."),
        ("It sailed until yesterday.", "It sailed until Wednesday."),
        ("The ferry sank last night.", "The ferry sank on Wednesday night."),
        ("The ferry sank this morning.", "The ferry sank on Thursday morning."),
        ("The guard said today it sank.", "The guard said on Thursday it sank."),
        ("Ferries of today are safer.", "Ferries of today are safer."),
    ],
)
def test_a_relative_day_is_named_where_it_is_safe(sentence: str, printed: str) -> None:
    assert dated(sentence, article("Ferry"), "en") == printed


@pytest.mark.parametrize("changed", [{"undated": True}, {"published": NOON - timedelta(hours=9)}])
def test_a_relative_day_is_never_guessed(changed: dict[str, object]) -> None:
    sentence = "The ferry sank yesterday."
    assert dated(sentence, article("Ferry", **changed), "en") == sentence


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Vor der Küste von Port Sorrow ist am Donnerstag eine Fähre mit 120 Menschen "
            "gesunken. Er schwieg.",
        ),
        (
            "fr",
            "Un bac transportant 120 passagers a coulé jeudi au large de Port Sorrow. Mais il était vieux.",
        ),
        ("pl", "Prom ze 120 osobami na pokładzie zatonął w czwartek u wybrzeży Portu. Ale nie był nowy."),
        ("ru", "Паром со 120 пассажирами затонул в четверг у берегов Портовска. Однако он был стар."),
        ("ar", "غرقت عبارة تحمل مئة وعشرين راكبا قبالة سواحل المدينة يوم الخميس. لكن السفينة كانت قديمة."),
        ("zh", "一艘载有一百二十名乘客的渡轮周四在港口附近海域沉没，救援人员正在搜寻失踪者。但是船很旧。"),
    ],
)
def test_each_language_is_written_in_its_own_sentences_and_never_from_mid_story(
    language: str, text: str
) -> None:
    news, onward = (part for part in re.split(r"(?<=[.。])\s*", text) if part)
    assert written(f"{onward} {news}", language=language) == news


def test_the_same_event_gets_the_same_lead() -> None:
    assert lead(FERRY, newsletter(), top=True) == lead(FERRY, newsletter(), top=True)


def test_the_form_is_the_newsletters_own() -> None:
    short = newsletter(form=Form(lead_words=(5, 12), lead_characters=80, lead_sentences=1))
    text = f"{NEWS} A ferry sank off Port Sorrow with 120 people aboard."
    found = lead(event(article("Boats", text)), short, top=False).text
    assert found == "A ferry sank off Port Sorrow with 120 people aboard."


PIECES = st.lists(
    st.sampled_from(
        [NEWS, MORE, THIRD, "He said so yesterday.", "“Who", 'knows?" ', "PORT (AFP) - ", "a.m.", "…", "\n"]
    )
    | st.text(max_size=40),
    max_size=10,
).map(" ".join)


@settings(max_examples=150)
@given(PIECES, PIECES, st.booleans(), st.sampled_from(["en", "de", "zh", "ar", ""]))
def test_whatever_comes_in_a_lead_is_clean_grounded_and_in_form(
    a: str, b: str, top: bool, language: str
) -> None:
    reports = event(
        article("Ferry one", a, language=language),
        article("Ferry two", b, "Other", body=b, language=language),
    )
    found = lead(reports, newsletter(), top=top)
    if not found:
        return
    limits = Form()
    assert not hard(faults(found.text, language or "en"))
    assert balanced(found.text)
    assert ungrounded(found.text, found.articles) == ()
    assert size(found.text) <= (limits.top_words if top else limits.lead_words)[1]
    assert top or len(found.text) <= limits.lead_characters


def test_no_draft_tells_the_same_over_again() -> None:
    """A reader would meet the ferry twice in one lead, be it of one report or of two."""
    first = "A ferry with 120 people aboard sank off Port Sorrow on Thursday."
    again = "A ferry sank off Port Sorrow with people aboard."
    more = "Divers searched the sunken ferry until nightfall on Thursday and found nobody inside its cabins."
    apart = event(article("One", first), article("Two", f"{again} {more}", outlet="Other"))
    together = event(article("One", f"{first} {again} {more}"))
    for told in (apart, together):
        texts = [draft.text for draft in drafts(told, newsletter(), top=True)]
        assert f"{first} {more}" in texts
        assert not any(first in text and again in text for text in texts)


def test_a_description_whose_last_sentence_alone_lacks_its_stop_was_cut() -> None:
    cut = f"{NEWS} The town of Port Sorrow opened its schools and churches to everyone who had been aboard"
    assert written(cut, top=True) == NEWS


def test_a_description_cut_inside_a_word_is_not_mended() -> None:
    """What the others write to its end tells that the word is not whole."""
    whole = (
        "Rescuers found nobody on board when they reached it, and the coast guard opened an investigation."
    )
    cut = "A ferry with 120 people aboard sank off Port Sorrow, and the coast guard has opened an investig"
    told = event(article("One", cut), article("Two", whole, outlet="Other"))
    assert not any("investig." in draft.text for draft in drafts(told, newsletter(), top=True))
    alone = event(article("One", cut.replace("investig", "inquiry")), article("Two", whole, outlet="Other"))
    assert any("inquiry." in draft.text for draft in drafts(alone, newsletter(), top=True))
