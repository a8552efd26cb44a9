"""Nothing unseen, nothing unsafe: text, links and styles before they reach a letter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError
from digest.models import Look
from digest.rendering import BLANKS
from digest.rendering.cleaning import link, plain, require_style


@given(st.text())
def test_plain_text_is_one_line_without_anything_unseen(text):
    cleaned = plain(text)
    assert cleaned.splitlines() in ([], [cleaned])
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in cleaned)
    assert not any(blank in cleaned for blank in BLANKS)
    assert plain(cleaned) == cleaned


def test_joiners_that_belong_to_spelling_stay():
    assert plain("می‌رود") == "می‌رود"


def test_overrides_that_reorder_what_is_read_go():
    assert plain("invoice\u202efdp.exe") == "invoicefdp.exe"


@pytest.mark.parametrize("blank", BLANKS)
def test_a_story_cannot_spell_a_blank(blank):
    half = len(blank) // 2
    assert blank not in plain(f"see {blank[:half]}{blank}{blank[half:]} now")


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://outlet.example/a?b=1&c=2#d", "https://outlet.example/a?b=1&c=2#d"),
        ("https://outlet.example:8443/a%20b", "https://outlet.example:8443/a%20b"),
        ("https://zeitung.example/straße", "https://zeitung.example/stra%C3%9Fe"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ('https://outlet.example/"><script>', "https://outlet.example/%22%3E%3Cscript%3E"),
        ("https://outlet.example/a b'c", "https://outlet.example/a%20b%27c"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_a_link_becomes_what_mail_can_carry(url, safe):
    assert link(url) == safe


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//outlet.example/",
        "/relative",
        "mailto:a@b.example",
        "https://",
        "https://[",
        "https://a b/",
        "https://outlet.example:port/",
        *BLANKS,
        "",
    ],
)
def test_what_is_no_web_address_is_no_link(url):
    assert link(url) == ""


@given(st.text() | st.text().map("https://outlet.example/".__add__) | st.text().map("http://".__add__))
def test_a_link_is_safe_in_any_attribute(url):
    safe = link(url)
    assert safe == "" or (safe.startswith(("http://", "https://")) and safe.isascii())
    assert not set(safe) & set("\"'<>`{}| \t\r\n\\")


def test_the_default_look_is_fit_for_a_style():
    require_style(Look())
    require_style(replace(Look(), accent="rgb(10, 20, 30)", headline_font="'Iowan Old Style',Georgia,serif"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accent", "red;background:url(//x)"),
        ("ink", "#12345"),
        ("paper", "url(javascript:1)"),
        ("body_font", "Arial}*{display:none"),
        ("body_font", "'Arial"),
        ("headline_font", "</style><script>"),
        ("headline_font", 'Arial" onload="x'),
    ],
)
def test_a_look_cannot_leave_its_rule(name, value):
    with pytest.raises(ConfigurationError, match=f"newsletter.look.{name}"):
        require_style(replace(Look(), **{name: value}))
