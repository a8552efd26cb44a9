"""One story: its claims beside their sentences, its words, its reports; and what blocks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from digest.models import EditionStatus
from tests.desk.draft import about
from tests.pipeline.room import MORNING
from tests.web.desk.morning import Morning, alerts

FALSE = "Clinic in Nairobi treated 913 patients, the Pope said"


def reworded(morning: Morning, headline: str = FALSE) -> str:
    """The clinic's story, with words that no source has; its key."""
    story = about(morning.edition(), "clinic")
    morning.tell(morning.do(f"/story/{story.key}/reword", headline=headline, lead=story.lead))
    return story.key


def test_every_claim_is_a_mark_that_leads_to_its_sentence(morning: Morning) -> None:
    story = about(morning.edition(), "clinic")
    page = morning.page(f"/story/{story.key}")
    marks = re.findall(r'<a class="c" href="#(n\d+-\d+)">([^<]+)</a>', page)
    assert [text for _, text in marks] == [claim.text for claim in story.claims]
    for claim, (note, _) in zip(story.claims, marks, strict=True):
        listed = next(one for one in page.split("<li>") if f'id="{note}"' in one)
        assert claim.sentence[:40] in listed.split(f'id="{note}"')[1]
        assert f'href="{claim.url}"' in listed


def test_what_no_source_says_is_told_and_blocks(morning: Morning) -> None:
    key = reworded(morning)
    page = morning.page()
    assert re.search(r'<a class="c doubted" href="#n\d+-\d+">913</a>', page)
    assert "1 thing keeps it from going out" in page
    assert re.search(rf'<a href="/#s-{key}">913</a> no source has it', page)
    assert f'<a href="/?open={key}#s-{key}">Change the words</a>, or let it stand' in page
    assert f'<a href="#headline-{key}">Change the words</a>' in morning.page(f"/story/{key}")
    assert "Change the words, or let it stand" in morning.page("/approve")
    answer = morning.do("/approve")
    assert answer.status == 422
    assert "913" in alerts(answer.text)
    assert morning.edition().status is EditionStatus.DRAFT


def test_a_doubt_is_overruled_with_a_reason_or_not_at_all(morning: Morning) -> None:
    key = reworded(morning, "Clinic in Nairobi opens to 913 patients again")
    fields = {"story": key, "spot": "headline", "text": "913"}
    assert morning.do("/overrule", reason=" ", **fields).status == 422
    assert morning.do("/overrule", reason="Asked them", **(fields | {"text": "914"})).status == 422
    page = morning.tell(morning.do("/overrule", reason="I asked <them>", **fields))
    assert re.search(r'<a class="c overruled"[^>]*>913</a>', page)
    assert "Ada lets it stand: I asked &lt;them&gt;" in page
    assert "from going out" not in page
    assert morning.do("/approve").status == 303


def test_words_are_saved_from_the_story_page_and_come_back_to_it(morning: Morning) -> None:
    story = morning.story(2)
    answer = morning.do(
        f"/story/{story.key}/reword", headline="Other words for it", lead=story.lead, back="story"
    )
    assert answer.headers["location"].startswith(f"/story/{story.key}?done=")
    page = morning.tell(answer)
    assert "Ada reworded" in page
    assert "4 words of 6 to 12" in page


def test_a_conflict_on_the_story_page_keeps_both_wordings(morning: Morning) -> None:
    story, seen = morning.story(), morning.seen()
    path = f"/story/{story.key}/reword"
    morning.tell(morning.do(path, headline="The first wording of two", lead=story.lead))
    answer = morning.do(path, seen=seen, headline="The second wording of two", lead="Mine", back="story")
    assert answer.status == 409
    assert "The second wording of two" in alerts(answer.text)
    assert "The first wording of two" in alerts(answer.text)


def test_words_for_a_story_that_was_dropped_meanwhile_are_shown_again(morning: Morning) -> None:
    story, seen = morning.story(), morning.seen()
    morning.tell(morning.do(f"/story/{story.key}/drop"))
    answer = morning.do(f"/story/{story.key}/reword", seen=seen, headline="Written in vain", lead="So it was")
    assert answer.status == 409
    assert "Written in vain" in alerts(answer.text)
    assert "So it was" in alerts(answer.text)


def test_two_stories_become_one_and_one_becomes_two(morning: Morning) -> None:
    first, second = morning.story(0), morning.story(1)
    page = morning.page(f"/story/{first.key}")
    assert f'<option value="{second.key}">2. ' in page
    morning.tell(morning.do(f"/story/{first.key}/merge", other=second.key, sure="yes"))
    merged = morning.story(0)
    assert second.source.outlet in [one.outlet for one in (merged.source, *merged.also)]
    assert second.key not in [one.key for one in morning.edition().stories]
    leaving = merged.also[-1].url
    morning.tell(morning.do(f"/story/{first.key}/reports", do="split", url=leaving))
    assert leaving in [one.source.url for one in morning.edition().stories]


def test_two_stories_that_look_like_strangers_are_merged_after_a_question(morning: Morning) -> None:
    first, second, before = (
        about(morning.edition(), "dam"),
        about(morning.edition(), "ferry"),
        morning.edition(),
    )
    seen, path = morning.seen(), f"/story/{first.key}/merge"
    asked = morning.do(path, other=second.key, back="story")
    assert asked.status == 200
    assert "These look like different events" in alerts(asked.text)
    assert all(one.headline in asked.text for one in (first, second))
    assert morning.edition() == before
    form = asked.text.partition(f'action="{path}"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert (fields.pop("csrf"), fields["seen"]) == (morning.ada.csrf, seen)
    answer = morning.do(path, **fields)
    assert answer.headers["location"].startswith(f"/story/{first.key}?done=")
    assert second.key not in [one.key for one in morning.edition().stories]


def test_whoever_was_first_is_told_after_the_question_too(morning: Morning) -> None:
    first, second, seen = morning.story(0), morning.story(1), morning.seen()
    morning.tell(morning.do(f"/story/{second.key}/drop", morning.ben()))
    path = f"/story/{first.key}/merge"
    assert morning.do(path, other=second.key, seen=seen).status in (200, 409)
    answer = morning.do(path, other=second.key, seen=seen, sure="yes")
    assert (answer.status, "Ben was first" in alerts(answer.text)) == (409, True)
    assert morning.do(path, other="nothing", seen=seen).status == 422


def test_another_report_becomes_the_lead_article(morning: Morning) -> None:
    story = morning.story()
    other = story.also[0]
    assert morning.do(f"/story/{story.key}/reports", do="rest").status == 422
    page = morning.tell(morning.do(f"/story/{story.key}/reports", do="rest", url=other.url))
    assert "Ada rested on another report" in page
    assert morning.story().source.url == other.url


def test_what_is_asked_about_reports_stays_on_the_story_page(morning: Morning) -> None:
    story, other = morning.story(), morning.story(1)
    path = f"/story/{story.key}"
    assert morning.page(path).count('name="back" value="story"') == 6
    for what, fields in (
        ("reports", {"do": "rest"}),
        ("reports", {"do": "split"}),
        ("merge", {"other": "x"}),
    ):
        answer = morning.do(f"{path}/{what}", back="story", **fields)
        assert answer.status == 422
        assert "That was not done" in alerts(answer.text)
        assert 'id="reports"' in answer.text
    for what, fields in (
        ("reports", {"do": "rest"}),
        ("merge", {"other": other.key, "sure": "yes"}),
        ("reports", {"do": "split"}),
    ):
        if what == "reports":
            fields["url"] = morning.story().also[-1].url
        answer = morning.do(f"{path}/{what}", back="story", **fields)
        assert answer.headers["location"].startswith(f"{path}?done=")
        morning.tell(answer)


def test_a_story_can_be_opened_on_the_worklist(morning: Morning) -> None:
    story = morning.story(1)
    page = morning.page(f"/?open={story.key}")
    assert f'action="/story/{story.key}/reword"' in page
    assert all(spare.key in page for spare in morning.edition().spares)
    assert page.count("<textarea") == 5


@pytest.mark.parametrize("path", ["/story/nowhere", "/story/%2e%2e"])
def test_a_story_that_is_not_there_is_a_page_in_words(morning: Morning, path: str) -> None:
    assert morning.ada.get(path).status == 404


def test_what_cannot_be_asked_is_not_there(morning: Morning) -> None:
    assert morning.do(f"/story/{morning.story().key}/burn").status == 404


def test_no_wording_is_offered_where_no_model_is(morning: Morning) -> None:
    assert "Another wording" not in morning.page(f"/story/{morning.story().key}")


def test_a_spare_is_merged_in_one_step(morning: Morning) -> None:
    """A report of the same event that was missed lies among the spares, as a rule."""
    edition = morning.edition()
    story, spare = next(
        (one, other)
        for one in edition.stories
        for other in edition.spares
        if other.source.outlet not in {each.outlet for each in (one.source, *one.also)}
    )
    page = morning.page(f"/story/{story.key}")
    choice = page.partition('name="other"')[2].partition("</select>")[0].partition('<optgroup label="Spare">')
    listed = [re.findall(r'<option value="([^"]+)"', part) for part in (choice[0], choice[2])]
    assert listed[0] == [one.key for one in edition.stories if one.key != story.key]
    assert listed[1] == [one.key for one in edition.spares]
    answer = morning.do(f"/story/{story.key}/merge", other=spare.key, sure="yes", back="story")
    assert spare.headline in morning.tell(answer)
    merged = next(one for one in morning.edition().stories if one.key == story.key)
    assert spare.source.url in {one.url for one in (merged.source, *merged.also)}
    assert spare.key not in {one.key for one in morning.edition().spares}


def test_who_made_the_words_and_when_stays_through_every_rewording(morning: Morning) -> None:
    """Also of those that came after, and when a later one is undone."""
    key, ben = morning.story().key, morning.ben()
    for minutes, who, hand, headline in (
        (10, morning.ada, "Ada", "Clinic in Nairobi opens"),
        (20, ben, "Ben", "Clinic in Nairobi opens again"),
        (30, morning.ada, "Ada", "Clinic in Nairobi opens again, and stays"),
    ):
        morning.house.now = MORNING + timedelta(minutes=minutes)
        page = morning.tell(morning.do(f"/story/{key}/reword", who, headline=headline, lead=""), who)
        assert f"{hand} reworded “{headline}”, 05:{minutes}." in page
        assert f"<b>{hand}, 05:{minutes}</b>" in page
        assert f"<b>{hand}, 05:{minutes}</b>" in morning.page(f"/story/{key}")
    page = morning.tell(morning.do("/undo"))
    assert "<b>Ben, 05:20</b>" in page
    page = morning.tell(morning.do(f"/story/{key}/down"))
    assert "<b>Ben, 05:20</b>" in page
