"""The guarded client against servers that do everything a server should not."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from digest.errors import SourceGone, SourceIll
from digest.sources.connection import Network
from tests.sources.web import Handler, Reply, Web, complaint, drip, fetcher, redirect

OK = b"HTTP/1.1 200 OK\r\n"


def test_an_answer_comes_with_status_headers_and_body(web: Web) -> None:
    web.pages["/feed"] = Reply(b"hello", headers={"ETag": '"a"'})
    with fetcher() as client:
        response = client.get(web.url("/feed"))
    assert (response.status, response.body, response.url) == (200, b"hello", web.url("/feed"))
    assert response.headers["etag"] == '"a"'
    assert response.permanent == ""


def test_a_connection_is_used_again(web: Web) -> None:
    ports: set[int] = set()

    def page(handler: Handler) -> None:
        ports.add(handler.client_address[1])
        Reply(b"x" * 70_000)(handler)

    web.pages["/"] = page
    with fetcher() as client:
        for _ in range(5):
            client.get(web.url())
    assert len(ports) == 1


def test_packed_answers_are_unpacked(web: Web) -> None:
    bare = zlib.compressobj(wbits=-15)
    for path, body, name in (
        ("/g", gzip.compress(b"hello"), "gzip"),
        ("/d", zlib.compress(b"hello"), "deflate"),
        ("/r", bare.compress(b"hello") + bare.flush(), "deflate"),
    ):
        web.pages[path] = Reply(body, headers={"Content-Encoding": name})
    with fetcher() as client:
        assert {client.get(web.url(path)).body for path in ("/g", "/d", "/r")} == {b"hello"}


# ------------------------------------------------------------------ too slow, too much, cut off


@pytest.mark.parametrize(
    "page",
    [
        drip(b"", b""),
        drip(OK, b"X-Slow: 1\r\n"),
        drip(b"HTTP/1.1 200", b" "),
        drip(OK + b"Content-Length: 100000\r\n\r\n", b"x"),
        drip(OK + b"\r\n", b"x"),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n1", b"0"),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silence", "headers", "status line", "body", "body to the end", "chunks", "chunk size", "continue"],
)
def test_the_deadline_holds_however_slowly_a_server_speaks(web: Web, page: Any) -> None:
    web.pages["/"] = page
    began = time.monotonic()
    assert str(complaint(web.url(), deadline=0.3)) == "timed out after 0.3 s"
    assert time.monotonic() - began < 20  # it would drip for ever


def test_the_deadline_counts_all_redirects_together(web: Web) -> None:
    def slowly(handler: Handler) -> None:
        time.sleep(0.15)
        redirect("/")(handler)

    web.pages["/"] = slowly
    assert str(complaint(web.url(), deadline=0.3)) == "timed out after 0.3 s"


def test_the_deadline_holds_for_a_name_server_that_does_not_answer() -> None:
    over = threading.Event()

    class Deaf(Network):
        def resolve(self, host: str, port: int) -> list[str]:
            over.wait(5)
            return []

    assert "timed out" in str(complaint("http://outlet.example/", deadline=0.2, network=Deaf()))
    over.set()


def test_the_deadline_holds_inside_a_secure_connection(secure: tuple[str, Path]) -> None:
    url, certificate = secure
    client = fetcher(deadline=0.5)
    client._adapter.secure.load_verify_locations(certificate)
    with client, pytest.raises(SourceIll, match=r"timed out after 0\.5 s"):
        client.get(url)


def test_the_deadline_holds_for_a_handshake_that_never_comes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        assert str(complaint(url, deadline=0.3)) == "timed out after 0.3 s"


def test_a_certificate_nobody_signed_is_refused(secure: tuple[str, Path]) -> None:
    assert "certificate" in str(complaint(secure[0]))


@pytest.mark.parametrize("packer", ["gzip", "deflate", ""])
def test_more_than_the_limit_is_refused_while_it_is_unpacked(web: Web, packer: str) -> None:
    bomb = zlib.compressobj(9, wbits=31 if packer == "gzip" else 15)
    body = b"".join(bomb.compress(b"\0" * 2**20) for _ in range(64)) + bomb.flush()
    headers = {"Content-Encoding": packer} if packer else {}
    web.pages["/"] = Reply(body if packer else b"\0" * 2**20, headers=headers)
    assert str(complaint(web.url(), most_bytes=2**19)) == "more than 0.5 MB"


def test_a_body_without_end_is_refused_at_the_limit(web: Web) -> None:
    web.pages["/"] = drip(OK + b"\r\n", b"x" * 2**16, 0)
    assert str(complaint(web.url(), most_bytes=2**20)) == "more than 1 MB"


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "1e3", "²", "10, 10"])
def test_odd_lengths_do_no_harm(web: Web, length: str) -> None:
    web.pages["/"] = Reply(b"hello", headers={"Content-Length": length, "Connection": "close"})
    with fetcher(deadline=0.5) as client, suppress(SourceIll):
        client.get(web.url())


def test_a_body_of_exactly_the_limit_is_taken(web: Web) -> None:
    web.pages["/"] = Reply(b"x" * 1000)
    with fetcher(most_bytes=1000) as client:
        assert len(client.get(web.url()).body) == 1000


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (OK + b"Content-Length: 100\r\n\r\nhello", "answer was cut off"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel", "answer was cut off"),
        (
            OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
            "answer was damaged: it does not unpack",
        ),
        (
            OK + b"Content-Encoding: \x1b[31mrot\r\n\r\nhello",
            "answer was packed in a way nobody asked for (an unknown encoding)",
        ),
        (OK + b"Content-Encoding: rot13\r\n\r\nhello", "answer was packed in a way nobody asked for (rot13)"),
        (b"SSH-2.0-quarry\r\n", "answer was not HTTP as we know it"),
        (b"", "connection cut by the server"),
    ],
)
def test_broken_answers_are_named(web: Web, said: bytes, words: str) -> None:
    def page(handler: Handler) -> None:
        handler.wfile.write(said)
        handler.close_connection = True

    web.pages["/"] = page
    assert str(complaint(web.url())) == words


def test_a_closed_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert str(complaint(f"http://127.0.0.1:{taken.getsockname()[1]}/")) == "connection refused"


def test_a_name_that_does_not_exist_is_named() -> None:
    class Nameless(Network):
        def resolve(self, host: str, port: int) -> list[str]:
            raise socket.gaierror(socket.EAI_NONAME, "no")

    assert str(complaint("http://outlet.example/", network=Nameless())) == "name not found"


# ------------------------------------------------------------------ statuses


def test_statuses_become_words(web: Web) -> None:
    web.pages |= {f"/{status}": Reply(status=status) for status in (403, 404, 500, 410)}
    assert str(complaint(web.url("/404"))) == "answered 404"
    assert str(complaint(web.url("/500"))) == "answered 500"
    assert isinstance(complaint(web.url("/410")), SourceGone)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "Tue, 06 May 2031 06:10:00 GMT", "Date": "Tue, 06 May 2031 06:00:00 GMT"}, 600.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "9" * 400}, 999999999.0),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_may_say_when_to_come_back(
    web: Web, status: int, headers: dict[str, str], seconds: Any
) -> None:
    def page(handler: Handler) -> None:
        handler.send_response_only(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()

    web.pages["/"] = page
    failure = complaint(web.url())
    assert isinstance(failure, SourceIll)
    assert failure.retry_after == seconds


def test_validators_are_sent_and_304_comes_back(web: Web) -> None:
    web.pages["/"] = Reply(status=304)
    with fetcher() as client:
        assert client.get(web.url(), headers={"If-None-Match": '"a"'}).status == 304
    assert web.seen[0][1]["If-None-Match"] == '"a"'


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A TLS server that answers with silence, and its certificate."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not on this machine")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -keyout {key} "
        f"-out {certificate} -subj /CN=quarry -addext subjectAltName=IP:127.0.0.1".split(),
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Web({"/": drip(OK, b"X-Slow: 1\r\n")}) as web:
        web._server.socket = context.wrap_socket(web._server.socket, server_side=True)
        yield web.url().replace("http:", "https:"), certificate
