"""A corrected edition in the browser: the reader's copy says what was wrong, and when that was found."""

from __future__ import annotations

import re

import pytest

from digest import desk
from digest.newsroom import Newsroom
from digest.pipeline import mail_corrections
from digest.web.policies import letter_policy
from tests.pipeline.room import ADA, FakeClock, heard, room
from tests.web.house import call, consents, post, sent, token
from tests.web.test_viewing import link, look, mail

TEXT = "The strike was of nine days, <b>not</b> of six."
SAID = "The strike was of nine days, &lt;b&gt;not&lt;/b&gt; of six."


def corrected(given: Newsroom, *, by_mail: bool = False) -> str:
    """The edition is sent and then corrected in its second story, whose headline this is."""
    edition = sent(given)
    desk.correct(given, edition, edition.stories[1].key, TEXT, ADA, mail=by_mail)
    return edition.stories[1].headline


@pytest.mark.parametrize("place", [0, 2], ids=["full", "lite"])
def test_the_copy_says_at_the_top_and_at_its_story_what_was_wrong(place: int) -> None:
    given = room()
    headline = corrected(given)
    page = " ".join(look(given, place).text.split())
    order = [page.rindex(words) for words in ("This edition was corrected.", headline, SAID)]
    assert order == sorted(order)
    assert re.search(r"Monday, 23 November 2026, 5:00\sam", page)
    assert "<b>not</b>" not in page


def test_the_browser_may_show_it_and_nothing_more() -> None:
    given = room()
    corrected(given)
    page = look(given)
    assert page.headers["content-security-policy"] == letter_policy(page.text)
    assert "'unsafe-inline'" not in page.headers["content-security-policy"]


def test_it_shows_as_soon_as_it_is_said_also_to_who_looked_before() -> None:
    given = room()
    edition = sent(given)
    assert "corrected" not in look(given).text
    desk.correct(given, edition, edition.stories[0].key, TEXT, ADA)
    assert SAID in " ".join(look(given).text.split())


def test_the_mails_that_went_out_have_none_of_it() -> None:
    given = room()
    corrected(given)
    assert "corrected" not in mail(given).get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_the_mail_of_a_correction_has_links_that_work() -> None:
    given = room()
    corrected(given, by_mail=True)
    mail_corrections(given, FakeClock(), heard)
    for place in (3, 5):
        page = look(given, place)
        assert page.status == 200
        assert SAID in " ".join(page.text.split())
        assert "This edition was corrected" not in page.text
    assert call(given, link(given, 3, "leave")).status == 200
    assert post(given, token(given, 1)).status == 200
    assert [str(one) for one in consents(given)].count("left") == 1
