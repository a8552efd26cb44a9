"""A story by its address: read by the guarded client, kept, written, and checked like any other."""

from __future__ import annotations

import pytest

from digest import desk
from digest.errors import Blocked, DigestError
from digest.models import Action, Page
from digest.newsroom import Newsroom
from tests.desk.draft import ADA, desk_room

TEXT = (
    "Bakers in Tbilisi baked 4,000 loaves on Sunday for families whose homes were flooded, the bakers' guild "
    "said. Volunteers carried the bread to nine schools that serve as shelters. It wants to go on until "
    "Friday, when the river is expected to fall."
)
ADDRESS = "https://www.herald.example/tbilisi-bread"


def reading(given: Newsroom, url: str = ADDRESS, page: Page | None = None) -> None:
    given.collector.pages[url] = page or Page(TEXT, "Tbilisi bakers feed families after the flood")  # type: ignore[attr-defined]


def test_a_page_becomes_the_last_story_of_a_section() -> None:
    given, edition = desk_room()
    reading(given)

    after = desk.add(given, edition, f" {ADDRESS} ", "europe", ADA)

    story = after.stories[-1]
    assert (story.section, story.headline) == ("europe", "Tbilisi bakers feed families after the flood")
    assert (story.source.outlet, story.source.url) == ("herald.example", ADDRESS)
    assert story.lead.startswith("Bakers in Tbilisi baked 4,000 loaves")
    assert [one.why for one in story.factors] == ["added by Ada"]
    assert given.editions.history(after)[-1].action is Action.ADDED
    assert [one.body for one in given.archive.reports([ADDRESS])] == [TEXT]
    assert not [one for one in desk.findings(given, after) if one.story == story.key and one.blocks]


def test_a_report_of_a_known_host_is_of_its_outlet() -> None:
    """The source's own condition stays as it was."""
    given, edition = desk_room()
    before = given.archive.conditions()
    reading(given, "https://alder.example/bread")

    after = desk.add(given, edition, "https://alder.example/bread", "europe", ADA)

    assert after.stories[-1].source.outlet == "Alder Post"
    assert {key: given.archive.conditions()[key] for key in before} == before


def test_a_page_without_a_sentence_to_print_has_no_lead_and_is_found() -> None:
    given, edition = desk_room()
    reading(given, page=Page("", "Tbilisi bakers feed families after the flood"))

    after = desk.add(given, edition, ADDRESS, "europe", ADA)

    found = [one.why for one in desk.findings(given, after) if one.story == after.stories[-1].key]
    assert after.stories[-1].lead == ""
    assert "there is no lead below the headline" in found


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "", "x" * 3000, "http://", "ftp://a.b"]
)
def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    given, edition = desk_room()

    with pytest.raises(DigestError, match="no address of a page"):
        desk.add(given, edition, url, "europe", ADA)


def test_a_page_that_cannot_be_read_is_said_in_words() -> None:
    given, edition = desk_room()

    with pytest.raises(DigestError, match=f"{ADDRESS} cannot be read: answered 404"):
        desk.add(given, edition, ADDRESS, "europe", ADA)


def test_an_address_of_the_house_itself_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    given, edition = desk_room()

    def page(url: str) -> Page:
        raise Blocked("10.0.0.1 is not a public address")

    monkeypatch.setattr(given.collector, "page", page)
    with pytest.raises(DigestError, match=r"cannot be read: 10\.0\.0\.1 is not a public address"):
        desk.add(given, edition, "http://10.0.0.1/", "europe", ADA)


def test_a_report_that_is_there_and_a_page_without_headline_are_refused() -> None:
    given, edition = desk_room()
    reading(given, page=Page(TEXT, " \x00 "))

    with pytest.raises(DigestError, match="is there already, with the story: Lisbon"):
        desk.add(given, edition, edition.stories[0].also[0].url, "europe", ADA)
    with pytest.raises(DigestError, match="it has no headline"):
        desk.add(given, edition, ADDRESS, "europe", ADA)
    with pytest.raises(DigestError, match="there is no section 'sport'"):
        desk.add(given, edition, ADDRESS, "sport", ADA)
