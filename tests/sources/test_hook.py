"""The webhook: one POST, guarded, whose failure names the host and never the secret in its path."""

from __future__ import annotations

import time

import pytest

from digest.errors import Unavailable
from digest.sources.hook import Webhook
from digest.sources.posting import Poster
from tests.desk.receiver import Receiver
from tests.sources.web import LOOPBACK, Web, drip, redirect


def test_what_is_said_arrives_as_json() -> None:
    with Receiver() as receiver, Poster(LOOPBACK) as client:
        Webhook(receiver.url, client).post({"text": "Zwölf"})
        assert receiver.told == [{"text": "Zwölf"}]
        path, headers = receiver.asked[0]
        assert path == "/services/T0/canary"
        assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [302, 404, 410, 500])
def test_any_status_but_a_good_one_is_a_failure(web: Web, status: int) -> None:
    web.pages["/canary"] = redirect("/elsewhere", status)
    with Poster(LOOPBACK) as client, pytest.raises(Unavailable) as caught:
        Webhook(web.url("/canary"), client).post({})
    assert str(caught.value) == f"the webhook at 127.0.0.1 answered {status}"
    assert len(web.seen) == 1


def test_one_that_never_ends_is_left_in_time(web: Web) -> None:
    web.pages["/canary"] = drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x")
    began = time.monotonic()
    with Poster(LOOPBACK) as client, pytest.raises(Unavailable) as caught:
        Webhook(web.url("/canary"), client, 0.3).post({})
    assert time.monotonic() - began < 20  # it would drip for ever
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/canary", "http://169.254.169.254/canary", "http://nowhere.invalid/canary"]
)
def test_a_guarded_or_missing_host_is_a_failure_without_the_secret(url: str) -> None:
    for opened in ((), LOOPBACK):
        with Poster(opened) as client, pytest.raises(Unavailable) as caught:
            Webhook(url, client, 2.0).post({})
        assert "canary" not in str(caught.value)
        assert "canary" not in repr(Webhook(url, client))
