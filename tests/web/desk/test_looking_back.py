"""A correction as an editor makes it in a real browser: found, said, mailed to those who have the edition."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from digest.pipeline import mail_corrections
from digest.wiring import newsroom
from tests.pipeline.room import FakeClock, heard
from tests.web.desk.editor import Editor
from tests.web.desk.office import Office

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")

TEXT = "The road was cut at Martadi, and not at Bajura."


def mailed(office: Office) -> list[str]:
    """What the corrections' mails say to whom, when somebody sends next."""
    office.post.arrived.clear()
    with newsroom(office.settings) as room:
        mail_corrections(room, FakeClock(datetime.now(UTC)), heard)
    told = [office.post.to(name) for name in ("grace@example.org", "linus@example.org")]
    assert all(str(one["Subject"]).startswith("Correction: ") for one in told)
    return [one.get_body(("plain",)).get_content() for one in told]  # type: ignore[union-attr]


@pytest.mark.parametrize(("width", "scripts"), [(375, False), (1280, True)])
def test_a_mistake_is_found_said_and_mailed(chromium: Any, desk: Office, width: int, scripts: bool) -> None:
    ada = Editor.enter(chromium, desk, width=width, scripts=scripts)
    page = ada.page
    page.get_by_role("link", name="Approve…").click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("Ada approved").first.wait_for()
    edition = desk.publish()

    page.get_by_role("link", name="Past", exact=True).click()
    page.get_by_role("link", name=edition.subject).click()
    assert "2 of 2 readers" in page.locator(".facts").inner_text()
    assert page.locator(".record li").count() == 2
    frame = page.frame_locator("iframe.sheet")
    page.locator("iframe.sheet").scroll_into_view_if_needed()
    frame.get_by_text(edition.stories[0].headline).first.wait_for()

    page.get_by_text("Correct a story").click()
    page.get_by_label("Story").select_option(index=1)
    page.get_by_label("What was wrong").fill(TEXT)
    page.get_by_label("Mail it to the 2 readers who have it").check()
    page.get_by_role("button", name="Look at what happens").click()
    page.get_by_role("button", name="Correct it and mail 2 readers").click()
    page.get_by_text("the mail is let out").wait_for()
    assert TEXT in page.locator(".amended").inner_text()

    assert all(TEXT in " ".join(text.split()) for text in mailed(desk))
    page.reload()
    assert "by mail: 2 of 2 sent" in page.locator(".amended").inner_text()
    assert ada.troubles == []
    page.context.close()
