"""The letter: the very bytes of the mail, in frames that can run nothing."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

from digest.models import Format
from digest.pipeline.press import letters
from tests.web.desk.morning import Morning


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
