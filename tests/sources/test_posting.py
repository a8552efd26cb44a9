"""Posting: the same guard as for reading, and what carries a key goes to one server alone."""

from __future__ import annotations

import time

import pytest

from digest.errors import Blocked, SourceIll
from digest.sources.posting import Poster
from tests.sources.web import LOOPBACK, Reply, Web, drip, redirect

HEADERS = {"Authorization": "Bearer canary"}


def post(url: str, seconds: float = 5.0, **options: object) -> object:
    with Poster(**{"allow_networks": LOOPBACK, **options}) as poster:  # type: ignore[arg-type]
        return poster.post(url, b'{"a": 1}', HEADERS, seconds)


def test_an_answer_comes_with_its_body_whatever_its_status(web: Web) -> None:
    """Why a server says no stands in the body."""
    for status in (200, 400, 429, 500):
        web.pages["/v1"] = Reply(b'{"error": "busy"}', status, {"Retry-After": "7"})
        answer = post(web.url("/v1"))
        assert (answer.status, answer.body, answer.retry_after) == (status, b'{"error": "busy"}', 7.0)
    assert web.seen[0][1]["Content-Type"] == "application/json"
    assert web.seen[0][1]["Authorization"] == "Bearer canary"


def test_no_redirect_is_followed(web: Web) -> None:
    """Nobody but the server that was named sees the key."""
    web.pages |= {"/v1": redirect("/elsewhere", 307), "/elsewhere": Reply(b"{}")}
    assert post(web.url("/v1")).status == 307
    assert [path for path, _ in web.seen] == ["/v1"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:11434/v1",
        "http://localhost/v1",
        "http://169.254.169.254/v1",
        "http://[::1]/v1",
        "http://10.0.0.1/v1",
        "file:///etc/passwd",
        "http:///v1",
        "http://a\nb/",
    ],
)
def test_only_public_addresses_are_open_by_default(url: str) -> None:
    """A model on this machine has to be named by its network."""
    with pytest.raises(Blocked):
        post(url, allow_networks=())


def test_a_deadline_and_a_limit_hold(web: Web) -> None:
    """A slow server is told apart from a broken one; a huge answer is not read to its end."""
    web.pages |= {"/slow": drip(b"HTTP/1.1 500 No\r\n\r\n", b"x"), "/huge": Reply(b"x" * 2000, 500)}
    began = time.monotonic()
    with pytest.raises(SourceIll, match=r"timed out after 0\.3 s") as slow:
        post(web.url("/slow"), 0.3)
    assert slow.value.late
    assert time.monotonic() - began < 20  # it would drip for ever
    with pytest.raises(SourceIll, match="more than") as huge:
        post(web.url("/huge"), most_bytes=1000)
    assert not huge.value.late


def test_an_error_names_no_address_and_no_key() -> None:
    with pytest.raises(SourceIll) as caught:
        post("http://127.0.0.1:9/canary?key=canary")
    assert str(caught.value) == "connection refused"
