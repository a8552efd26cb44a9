"""Pages are read for events whose feeds say too little: the best report's first, then others'."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace

from digest.errors import Blocked, NotEnough, SourceIll
from digest.models import Page
from digest.newsroom import Newsroom
from tests.pipeline.room import EVENTS, room
from tests.pipeline.test_day import drafted

TELLING = " ".join(EVENTS["clinic"][1])


def thin(answer: Callable[[str], Page]) -> tuple[Newsroom, list[str]]:
    """A room whose feeds give only the titles of one event, and the pages that are asked for."""
    given, asked = room(), []
    given.collector.said = [
        replace(one, summary="") if "clinic" in one.url else one for one in given.collector.said
    ]

    def page(url: str) -> Page:
        asked.append(url)
        return answer(url) if "clinic" in url else Page("Nothing more is known.")

    given.collector.page = page
    return given, asked


def told(given: Newsroom) -> str:
    with contextlib.suppress(NotEnough):
        return next((one.lead for one in drafted(given).stories if "clinic" in one.source.url), "")
    return ""


def test_the_page_of_another_report_serves_where_the_best_ones_fails() -> None:
    """A blocked page costs no story its lead; what was read stays with the report it belongs to."""
    failed: list[str] = []

    def answer(url: str) -> Page:
        if not failed:
            failed.append(url)
            raise Blocked("leads to an address of our own")
        return Page(TELLING)

    given, asked = thin(answer)
    assert "vaccine" in told(given)
    clinic = [url for url in asked if "clinic" in url]
    assert clinic[0] not in given.archive.read
    assert given.archive.read[clinic[1]].text == TELLING


def test_a_stub_of_a_page_is_not_enough() -> None:
    """A paywall lets a sentence through: then the next report is asked."""
    given, asked = thin(lambda url: Page("Subscribe to read on." if "alder" in url else TELLING))
    assert "vaccine" in told(given)
    assert 1 < len([url for url in asked if "clinic" in url]) <= 3


def test_no_more_than_three_reports_of_an_event_are_tried() -> None:
    """An event that nobody's page tells of does not hold up the morning."""

    def answer(url: str) -> Page:
        raise SourceIll("answered 403")

    given, asked = thin(answer)
    told(given)
    clinic = [url for url in asked if "clinic" in url]
    assert len(clinic) == len(set(clinic)) == 3


def test_a_source_whose_pages_fail_is_not_asked_for_other_events_either() -> None:
    """Three dead links of a site are enough, whichever events they belong to."""

    def answer(url: str) -> Page:
        raise SourceIll("answered 403")

    given, asked = thin(answer)
    page = given.collector.page
    given.collector.page = lambda url: page(url if "birch" in url else f"{url}?clinic")
    given.collector.said = [replace(one, summary="") for one in given.collector.said]
    told(given)
    hosts = [url.split("/")[2] for url in asked]
    assert hosts.count("birch.example") > 3
    assert all(hosts.count(host) == 3 for host in set(hosts) - {"birch.example"})


def test_trail_and_rights_of_a_page_are_kept_with_its_article() -> None:
    """What a page says beside its text goes into the archive with it."""
    page = Page(TELLING, "A title", ("Home", "Africa"), "First published elsewhere.")
    given, asked = thin(lambda url: page)
    told(given)
    read = next(url for url in asked if "clinic" in url)
    assert given.archive.read[read] == page


def test_the_section_is_decided_again_by_what_the_page_says() -> None:
    """An event whose feeds name no place finds its section on its page."""
    given, _ = thin(lambda url: Page(TELLING))
    given.collector.said = [
        replace(one, title=one.title.replace("Nairobi clinic", "Clinic")) if "clinic" in one.url else one
        for one in given.collector.said
    ]
    stories = [one for one in drafted(given).stories if "clinic" in one.source.url]
    reasons = [factor.why for one in stories for factor in one.factors if factor.name == "section"]
    assert reasons
    assert "Nairobi" in reasons[0]
