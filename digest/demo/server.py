"""Serves the demo newswire on loopback HTTP, with validators, and says which sources to subscribe to."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import tomlkit

from digest.demo.answers import Answer, Site
from digest.demo.wire import Day, Wire, load

HOST = "127.0.0.1"


class Newswire:
    """The newswire of a day on a loopback port, from `with` to the end of it.

    Port 0 takes any free one. Serve both days on one port, so that addresses stay what they were.
    """

    def __init__(self, now: datetime, day: Day, port: int = 0) -> None:
        self.wire: Wire = load(now, day)
        self._server = ThreadingHTTPServer((HOST, port), BaseHTTPRequestHandler)
        self.port: int = self._server.server_address[1]
        self.url = f"http://{HOST}:{self.port}"
        self._site = Site(self.wire, self.url)
        self._server.RequestHandlerClass = partial(_Visit, self._site)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Newswire:
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def sources(self) -> list[dict[str, str | float]]:
        """Every outlet as a source of the configuration: name, url, section, weight, language."""
        return [
            {
                "name": outlet.name,
                "url": self._site.source(outlet),
                "section": outlet.section,
                "weight": outlet.weight,
                "language": outlet.language,
            }
            for outlet in self.wire.outlets
        ]


def sources_toml(wire: Newswire) -> str:
    """The sources of the newswire as `[[sources]]` tables, to append to a configuration."""
    return tomlkit.dumps({"sources": wire.sources()})


class _Visit(BaseHTTPRequestHandler):
    """One request. The standard library asks for this subclass; everything decided is in Site."""

    disable_nagle_algorithm = True
    timeout = 5

    def __init__(self, site: Site, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        answer = self._answer()
        if answer.delay:
            time.sleep(answer.delay)
        if answer.status == 200 and self._unchanged(answer):
            self._head(Answer(304), answer)
            return
        self._head(answer, answer)
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demo shows progress of its own."""

    def _answer(self) -> Answer:
        return self.site.answer(urlsplit(self.path).path)

    def _unchanged(self, answer: Answer) -> bool:
        known = self.headers.get("If-None-Match")
        if known is not None:
            return answer.etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]
        since = self.headers.get("If-Modified-Since")
        return bool(since and answer.modified and answer.modified.replace(microsecond=0) <= _moment(since))

    def _head(self, sent: Answer, full: Answer) -> None:
        self.send_response(sent.status)
        if sent.status != 304:
            self.send_header("Content-Type", full.kind)
            self.send_header("Content-Length", str(len(full.body)))
        if full.status == 200:
            self.send_header("ETag", full.etag)
        if full.modified:
            self.send_header("Last-Modified", format_datetime(full.modified.astimezone(UTC), usegmt=True))
        if full.location:
            self.send_header("Location", full.location)
        self.end_headers()


def _moment(header: str) -> datetime:
    """The time in a header; the beginning of time for what cannot be read."""
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
