"""Serving: on loopback, at a port that can be had, until Ctrl-C."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from digest.errors import ConfigurationError
from digest.web.serving import Place, listening

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = """
from digest.web.serving import Place, serve
from digest.web.preview import preview
from tests.web.test_preview import draft
serve(preview(draft()), Place(), lambda address: print(address, flush=True))
print("ended", flush=True)
"""
ECHO = """
from digest.web.serving import Place, serve
from starlette.responses import PlainTextResponse

async def echo(scope, receive, send):
    await PlainTextResponse(scope["client"][0])(scope, receive, send)

serve(echo, Place(proxies=PROXIES), lambda address: print(address, flush=True))
"""


def test_a_port_that_is_taken_is_named_with_the_cure() -> None:
    with listening(Place()) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"port {port} is in use: choose another with --port"):
            listening(Place(port=port))


@pytest.mark.parametrize("port", [-1, 70_000])
def test_a_port_that_is_none_is_named(port: int) -> None:
    with pytest.raises(ConfigurationError, match=f"port {port} is none: choose one"):
        listening(Place(port=port))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "news.example", "::"])
def test_an_address_that_others_can_reach_is_not_served(host: str) -> None:
    with pytest.raises(ConfigurationError, match="is open to others"):
        listening(Place(host))


def test_the_older_and_the_newer_loopback_are_served() -> None:
    with listening(Place()) as listener:
        assert listener.family is socket.AF_INET
    if socket.has_ipv6:
        with listening(Place("::1")) as listener:
            assert listener.family is socket.AF_INET6


@pytest.mark.parametrize(
    ("proxies", "said", "seen"),
    [
        ([], "203.0.113.9", "127.0.0.1"),
        (["10.0.0.0/8"], "203.0.113.9", "127.0.0.1"),
        (["127.0.0.1"], "203.0.113.9", "203.0.113.9"),
        (["127.0.0.0/8"], "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (["127.0.0.1", "10.0.0.0/8"], "203.0.113.9, 10.1.2.3", "203.0.113.9"),
        (["127.0.0.1"], "", "127.0.0.1"),
    ],
)
def test_a_forwarded_address_is_believed_of_configured_proxies_alone(
    proxies: list[str], said: str, seen: str
) -> None:
    """Whoever writes X-Forwarded-For themselves is seen where their proxy saw them."""
    program = ECHO.replace("PROXIES", repr(proxies))
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=CHECKOUT, text=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(address, headers={"X-Forwarded-For": said}, timeout=10)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert answer.text == seen


def test_a_browser_is_answered_until_ctrl_c_ends_it_quietly() -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=CHECKOUT, text=True, **pipes) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        with requests.Session() as session:
            session.trust_env = False
            page = session.get(address, timeout=10)
            evil = session.get(address, headers={"Host": "evil.example"}, timeout=10)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=20)
    assert (page.status_code, evil.status_code) == (200, 421)
    assert (output, errors, process.returncode) == ("ended\n", "", 0)
