"""Every path that is none, every forgery, every fault: the same page, the same headers, nothing told."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from dataclasses import replace

import pytest
from hypothesis import given as supposing
from hypothesis import settings
from hypothesis import strategies as st

from digest.newsroom import Newsroom
from digest.reception import Wish, copy, leave
from digest.web.readers import readers
from subscribers.models import Consent
from subscribers.tokens import Signer
from tests.pipeline.room import MORNING, room
from tests.web.browser import ask
from tests.web.house import ONE_CLICK, TEMPLATES, call, consents, post, token

DOORS = {"leave": ("GET", "POST"), "unsubscribe": ("GET", "POST"), "view": ("GET",), "return": ("POST",)}


def forged(given: Newsroom) -> list[str]:
    """Tokens that are nearly right, each in its own way."""
    good = token(given)
    flipped = [good[:at] + ("a" if good[at] != "a" else "b") + good[at + 1 :] for at in range(len(good))]
    others = [token(given, 1, purpose) for purpose in ("message", "confirm", "bounce")]
    stranger = Signer([b"another key of thirty-two bytes."]).token("leave", 1)
    odd = ["1", "..", ".", "%2e%2e", "\0", f"{good}\0", f"{good}\n", f" {good}", f"{good};x=1", "a" * 10_000]
    wide = good.translate({ord("a") + place: 0xFF41 + place for place in range(26)})
    odd += [wide, "ſ" + good[1:], "🦆" * 36, "ß" * 36, good.upper(), good.title(), good[:-1], good + "a"]
    return [*flipped, *others, stranger, *odd]


def test_every_wrong_token_on_every_door_is_the_answer_of_a_path_that_is_none() -> None:
    given = room()
    app = readers(given, lambda: MORNING, TEMPLATES)
    nothing = ask(app, "/nowhere")
    assert nothing.status == 404
    for door, methods in DOORS.items():
        for link in forged(given):
            for method in methods:
                assert ask(app, f"/{door}/{link}", method=method, body=ONE_CLICK) == nothing, link
    assert set(consents(given)) == {Consent.GIVEN}


def test_a_wrong_token_asks_no_database() -> None:
    given = replace(room(), people=None, ledger=None, editions=None)  # type: ignore[arg-type]
    app = readers(given, lambda: MORNING, TEMPLATES)
    for link in forged(given):
        assert leave(given, [Wish(link, MORNING, "")]) == [None]
        assert copy(given, link) is None
        assert ask(app, f"/leave/{link}").status == ask(app, f"/view/{link}").status == 404


@settings(max_examples=60, deadline=None)
@supposing(st.text(min_size=1, max_size=300), st.sampled_from(["GET", "POST"]))
def test_no_answer_holds_anything_of_the_question(text: str, method: str) -> None:
    given = room()
    marked = f"x{text}zq7yx"
    answer = call(
        given, f"/leave/{marked}", method, b"List-Unsubscribe=zq7yx", headers=[(b"x-zq7yx", b"zq7yx")]
    )
    assert answer.status == 404
    assert "zq7yx" not in answer.text + repr(answer.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/leave",
        "/leave/",
        "/leave//{}",
        "//leave/{}",
        "/leave/{}/",
        "/leave/{}/x",
        "/leave/./{}",
        "/leave/x/../{}",
        "/LEAVE/{}",
        "/leave\\{}",
        "/leave/{}?next=https://evil.example",
        "http://evil.example/leave/{}",
        "/view/{}",
        "/x/{}",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/static/readers.css",
        "/favicon.ico",
        "/robots.txt",
    ],
)
def test_a_path_that_is_nearly_one_leads_nowhere_else(path: str) -> None:
    given = room()
    answer = call(given, path.format(token(given)))
    if "?" in path:  # a question is no part of a path, and changes nothing
        assert answer == call(given, f"/leave/{token(given)}")
    else:
        assert answer == call(given, "/nowhere")
    assert "location" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"])
@pytest.mark.parametrize("path", ["/leave/{}", "/leave/wrong", "/view/wrong", "/return/wrong"])
def test_another_method_is_refused_plainly(method: str, path: str) -> None:
    given = room()
    answer = call(given, path.format(token(given)), method)
    assert (answer.status, answer.text) == (405, "Method Not Allowed\n")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert set(consents(given)) == {Consent.GIVEN}


@pytest.mark.parametrize(
    "headers",
    [
        [(b"host", b"evil.example")],
        [(b"x-forwarded-host", b"evil.example"), (b"x-forwarded-proto", b"javascript")],
        [(b"x-original-url", b"/leave/other"), (b"x-http-method-override", b"DELETE")],
        [(b"forwarded", b"for=1.2.3.4;host=evil.example")],
        [(b"cookie", b"session=1"), (b"authorization", b"Basic eDp5")],
        [(b"origin", b"https://evil.example"), (b"sec-fetch-site", b"cross-site")],
        [(b"accept", b"application/json"), (b"accept-language", b"xx")],
    ],
)
def test_headers_change_no_answer(headers: list[tuple[bytes, bytes]]) -> None:
    given = room()
    path = f"/leave/{token(given)}"
    assert call(given, path, headers=headers) == call(given, path)
    assert "evil" not in call(given, path, headers=headers).text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
        (b"multipart/form-data; boundary=", b"List-Unsubscribe=One-Click"),
        (b"multipart/form-data; boundary=x", b"--y\r\n\r\nOne-Click"),
        (b"application/json", b'{"List-Unsubscribe": "One-Click"}'),
        (b"application/json", b"{" * 4000),
        (b"text/plain; charset=utf-16", b"\xff\xfe\0\0"),
        (b"", b""),
    ],
)
def test_whatever_is_posted_leaves(kind: bytes, body: bytes) -> None:
    """The method and the address are the wish: no parser of a body stands between it and a reader."""
    given = room()
    assert post(given, token(given), body, headers=[(b"content-type", kind)]).status == 200
    assert consents(given)[0] is Consent.LEFT


@pytest.mark.parametrize("path", ["/leave/{}", "/leave/wrong", "/view/wrong", "/nowhere"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_every_answer_is_strict(path: str, method: str) -> None:
    given = room()
    headers = call(given, path.format(token(given)), method).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "'unsafe" not in headers["content-security-policy"]
    assert "set-cookie" not in headers


def test_the_policy_lets_the_sheet_of_the_page_through() -> None:
    given = room()
    answer = call(given, f"/leave/{token(given)}")
    sheet = re.search(r"<style>(.*)</style>", answer.text, re.DOTALL)
    assert sheet
    seal = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{seal}'" in answer.headers["content-security-policy"]


def test_no_log_line_holds_a_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    given = room()
    links = [token(given, 1, purpose) for purpose in ("leave", "return", "view-full", "confirm")]
    for door in DOORS:
        for link in links:
            call(given, f"/{door}/{link}", "POST")
            call(given, f"/{door}/{link}")
    assert "subscription 1 left" in caplog.text
    assert not any(link in caplog.text for link in links)
