"""The letter: the very bytes of the mail, in frames that can run nothing."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from pathlib import Path

from digest.models import Format, Rules
from digest.pipeline.press import letters
from digest.rendering.letters import FOLDER
from tests.web.desk.house import House
from tests.web.desk.morning import Morning, alerts
from tests.web.desk.morning import morning as prepared


def test_the_frame_holds_the_mail_as_it_will_be_sent(morning: Morning) -> None:
    answer = morning.ada.get("/letter/mail.html")
    message = message_from_bytes(morning.ada.get("/letter/message.eml").body, policy=policy.default)
    assert answer.text == message.get_body(("html",)).get_content()
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_both_widths_stand_in_sandboxes_in_both_shades(morning: Morning) -> None:
    for shade in ("light", "dark"):
        page = morning.page(f"/letter?view={shade}")
        frames = re.findall(r"<iframe [^>]*>", page)
        assert [re.search(r'class="(\w+)"', frame)[1] for frame in frames] == ["phone", "desktop"]
        assert all('sandbox=""' in frame and f"?shade={shade}" in frame for frame in frames)
    dark, light = (morning.ada.get(f"/letter/mail.html?shade={shade}").text for shade in ("dark", "light"))
    assert dark != light


def test_text_part_and_lite_stand_as_they_are(morning: Morning) -> None:
    made = letters(morning.room.newsletter, morning.edition(), None)
    for view, form in (("text", Format.FULL), ("lite", Format.LITE)):
        shown = re.search(r"<pre[^>]*>(.*?)</pre>", morning.page(f"/letter?view={view}"), re.DOTALL)
        assert shown[1].strip().splitlines()[0] in made[form].text


def test_the_inbox_line_and_the_weights(morning: Morning) -> None:
    page = morning.page("/letter")
    assert morning.room.newsletter.name in page
    assert morning.edition().preheader in page
    assert len(re.findall(r"of (?:20|9),000 bytes", page)) == 2


def test_the_message_as_a_file_is_the_mail_that_it_says(morning: Morning) -> None:
    answer = morning.ada.get("/letter/message.eml")
    message = message_from_bytes(answer.body, policy=policy.default)
    assert message["To"] == "ada@example.org"
    assert message["Subject"] == morning.edition().subject
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_a_view_that_is_none_is_refused(morning: Morning) -> None:
    assert morning.ada.get("/letter?view=pdf").status == 422
    assert morning.ada.get("/letter/mail.html?shade=red").status == 422


def test_a_letter_that_cannot_be_made_is_told_and_bars_approval(house: House, tmp_path: Path) -> None:
    """Templates of the newsroom's own: what is wrong with them stands where one looks, with file and line."""
    template = tmp_path / FOLDER / "body.html"
    template.parent.mkdir(parents=True)
    template.write_text("\n{{ no_such_word }}")
    morning = prepared(house.engine, rules=Rules(templates=tmp_path))
    today, question = morning.page(), morning.page("/approve")
    for page in (today, question):
        assert '<a href="/letter">Edition</a> the letter cannot be made: ' in page
        assert "body.html" in page
    assert re.search(r"<button[^>]* disabled>Approve", question)
    assert "body.html" in morning.page("/letter")
    refused = morning.do("/approve")
    assert refused.status == 422
    assert "the letter cannot be made" in alerts(refused.text)
    assert morning.edition().sanction is None
    template.write_text('<p>Everything is well</p><a href="{{ leave }}">Leave</a>')
    assert "the letter cannot be made" not in morning.page("/approve")
    assert "Everything is well" in morning.ada.get("/letter/mail.html").text
    morning.tell(morning.do("/approve"))
