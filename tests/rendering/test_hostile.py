"""Whatever a source says, the letter holds words and links: no script, no handler, no second header."""

import email
import email.policy
import html
import json
import re
from dataclasses import replace

import lxml.html
import pytest

from digest import rendering
from digest.models import Format, Reference, Story
from tests.rendering import editions
from tests.rendering.editions import ADDRESS, LINKS, NEWSLETTER, SENT, TOKEN
from tests.rendering.test_stencil import PLANNED
from tests.shared import shared

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3", "a", "b", "i", "br", "bdi"),
}
ATTRIBUTES = {
    *("lang", "dir", "charset", "name", "content", "class", "role", "aria-roledescription", "aria-label"),
    *("style", "href"),
}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "--><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ words.__init__.__globals__ }} {% for x in y %}",
    "https://ok.example/\"onmouseover='alert(1)'",
    "https://ok.example/'><script>",
    "\x00<scr\x00ipt>",
    "%(name)s %s {0}",
    '" style="background:url(javascript:alert(1))',
]


def edition_of(payloads):
    stories = tuple(
        Story(
            key=str(number),
            section=payload if number % 7 == 0 else "africa",
            headline=payload,
            lead=f"Before {payload} after",
            source=Reference(payload, payload, language=payload),
            also=(Reference(f"The {payload}", payload, language=payload),),
            update=payload,
            language=payload,
        )
        for number, payload in enumerate(payloads)
    )
    return replace(editions.edition(1), stories=stories, subject=payloads[0], preheader=payloads[-1])


def require_harmless(made):
    tree = lxml.html.document_fromstring(made.html)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            assert element.text.startswith("[if mso]>"), element.text
            continue
        assert element.tag in ALLOWED, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        assert re.match(r"https?://", element.get("href", "https://")), element.get("href")
        assert not re.search(r"url\(|expression|javascript", element.get("style", ""))
    assert made.html.count("<style") == made.html.count("</style") == 1


def require_planned(edition, made):
    stencil = rendering.Stencil.of(made, NEWSLETTER, edition, SENT)
    data = stencil.message(1, ADDRESS, LINKS, TOKEN).data
    assert email.message_from_bytes(data, policy=email.policy.default).keys() == PLANNED


def test_markup_in_every_field_stays_words():
    edition = edition_of(PAYLOADS)
    made = rendering.letter(NEWSLETTER, edition, Format.FULL)
    require_harmless(made)
    require_planned(edition, made)
    assert html.escape("<script>alert(1)</script>") in made.html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_the_newsletters_own_fields_stays_words(payload):
    newsletter = replace(NEWSLETTER, name=payload, tagline=payload, postal_address=payload)
    require_harmless(rendering.letter(newsletter, editions.edition(2), Format.FULL))


def payloads(*parts):
    lines = shared("corpora", *parts).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["payload"] for line in lines]


@pytest.mark.parametrize("name", ["titles", "crlf", "ssti", "blns"])
def test_recorded_hostile_titles_add_neither_header_nor_markup(name):
    found = payloads("hostile", f"{name}.jsonl")
    edition = edition_of(found)
    require_harmless(rendering.letter(NEWSLETTER, edition, Format.FULL))
    for title in found:
        small = replace(editions.edition(1), subject=title, preheader=title)
        newsletter = replace(NEWSLETTER, name=title if title.strip() else "x")
        made = rendering.letter(newsletter, small, Format.LITE)
        stencil = rendering.Stencil.of(made, newsletter, small, SENT)
        data = stencil.message(1, ADDRESS, LINKS, TOKEN).data
        names = email.message_from_bytes(data, policy=email.policy.default).keys()
        assert [name for name in names if name != "Content-Transfer-Encoding"] == PLANNED


def test_recorded_attacks_on_pages_leave_words_and_links():
    found = payloads("xss", "payloads.jsonl")
    for start in range(0, len(found), 400):
        edition = edition_of(found[start : start + 400])
        made = rendering.letter(NEWSLETTER, edition, Format.FULL)
        require_harmless(made)
