"""The desk while an edition goes out from the same SQLite file: `python -m benchmarks.desk`.

Fifty requests a second, at their own hour and whether or not the one before was answered: today's page, a
story's, the frame of the letter, the edition by the API, and one reword a second. Sends of 10,000 are
measured in turn with and without them. What a page weighs on the wire, and how long it takes the server to
draw it, is measured first, alone.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.mailers.sink import SINK, sink

RATE = 50  # requests a second
MIX = {"today": 20, "story": 10, "letter": 9, "edition": 10, "reword": 1}  # of each second
GOAL_P99, GOAL_DRAWN, GOAL_WEIGHT, GOAL_SLOWED = 0.5, 0.2, 60_000, 0.1  # s, s, bytes, a share
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
FILES = ("/assets/desk.css", "/assets/desk.js")


@dataclass
class Visitor:
    """Asks the desk as a browser and as a program would, over one connection for each thread."""

    home: str
    session: str
    token: str
    story: str
    process: int
    revision: int = 1
    times: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    writing: threading.Lock = field(default_factory=threading.Lock)
    lines: threading.local = field(default_factory=threading.local)

    def spent(self) -> float:
        """Seconds of processor time that the desk has had so far; 0 where the system does not tell."""
        told = Path(f"/proc/{self.process}/stat")
        ticks = told.read_text().rpartition(")")[2].split()[11:13] if told.exists() else ()
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def ask(self, what: str, due: float) -> None:
        """The time counts from the moment at which it was due, not from that at which a thread was free."""
        try:
            status, body = self.answer(what)
        except OSError as fault:
            status, body = 0, str(fault).encode()
            self.lines.there = None
        self.times.append((what, time.perf_counter() - due))
        if status != 200:
            self.errors.append(f"{what}: {status} {body[:100]!r}")

    def answer(self, what: str) -> tuple[int, bytes]:
        if what == "reword":
            return self.reword()
        path = {
            "today": "/",
            "story": f"/story/{self.story}",
            "letter": "/letter/mail.html",
            "edition": "/api/editions/today",
        }.get(what, what)
        return self.call("GET", path)

    def reword(self) -> tuple[int, bytes]:
        with self.writing:  # one hand: what it changes next, it has seen
            return self._reword()

    def _reword(self) -> tuple[int, bytes]:
        said = {"seen": self.revision, "headline": f"Version {self.revision} of a headline of the day"}
        path = f"/api/editions/today/stories/{self.story}/reword"
        status, body = self.call("POST", path, json.dumps(said))
        if status == 200:
            self.revision = json.loads(body)["revision"]
        return status, body

    def call(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        line = getattr(self.lines, "there", None)
        if line is None:
            line = self.lines.there = Line(urlsplit(self.home).netloc)
        headers = {"Cookie": f"desk={self.session}", "Accept-Encoding": "gzip"}  # as browsers do
        if path.startswith("/api/"):
            headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return line.call(method, path, headers, body.encode())


class Line:
    """A connection that is kept, and does as little as can be: what is measured has the same processors."""

    def __init__(self, there: str) -> None:
        host, _, port = there.partition(":")
        self.there, self._socket = there, socket.create_connection((host, int(port)), timeout=30)

    def call(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and body of the answer. Raises OSError where none comes."""
        said = [f"{method} {path} HTTP/1.1", f"Host: {self.there}", f"Content-Length: {len(body)}"]
        said += [f"{name}: {value}" for name, value in headers.items()]
        self._socket.sendall("\r\n".join((*said, "", "")).encode() + body)
        head, _, came = self._until(b"\r\n\r\n").partition(b"\r\n\r\n")
        length = int(LENGTH.search(head)[1])  # type: ignore[index]  # the desk says it of every answer
        while len(came) < length:
            came += self._more()
        return int(head[9:12]), came

    def _until(self, mark: bytes) -> bytes:
        came = b""
        while mark not in came:
            came += self._more()
        return came

    def _more(self) -> bytes:
        if not (came := self._socket.recv(262_144)):
            raise ConnectionError("the desk hung up")
        return came


def main() -> int:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    wish.add_argument("--people", type=int, default=10_000)
    wish.add_argument("--rounds", type=int, default=10)
    given = wish.parse_args()
    if not SINK:
        print("smtp-sink is not on this machine; on Debian: apt install postfix")
        return 2
    with (
        tempfile.TemporaryDirectory() as folder,
        sink(Path(folder)) as port,
        served(folder) as visitor,
    ):
        alone = drawn(visitor)
        quiet, busy, before = [], [], visitor.spent()
        for number in range(given.rounds):
            quiet.append(sent(folder, port, given.people, f"quiet{number}"))
            busy.append(sent(folder, port, given.people, f"busy{number}", visitor))
            print(f"  round {number + 1}: {given.people / quiet[-1]:,.0f} messages/s alone, ", end="")
            print(f"{given.people / busy[-1]:,.0f} beside the desk", flush=True)
        each = (visitor.spent() - before) / max(len(visitor.times), 1)
        missed = report(visitor, quiet, busy, given.people)
        print(f"  the desk took {each * 1e3:.1f} ms of processor time a request: {each * RATE:.0%} of a core")
        return missed or alone


@contextmanager
def served(folder: str) -> Iterator[Visitor]:
    """The desk in a process of its own."""
    with spoken("serve", folder) as process:
        assert process.stdout
        home, session, token, story, stories = process.stdout.readline().split()
        print(f"a recorded day of {stories} stories", flush=True)
        yield Visitor(home, session, token, story, process.pid)


@contextmanager
def spoken(*words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "benchmarks.newsdesk", *words]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def drawn(visitor: Visitor) -> int:
    """How long each page takes, after a change and again, when nobody else is there; and what it weighs."""
    files = sum(len(visitor.call("GET", name)[1]) for name in FILES)
    print(f"\n  {'':12}{'anew, ms':>10}{'again, ms':>10}{'kB':>8}{'+ css, js':>10}")
    missed = False
    for what in ("today", "story", "letter", "edition", "/letter", "/approve"):
        fresh, again, size = [], [], 0
        for _ in range(5):
            visitor.reword()
            for times in (fresh, again):
                began = time.perf_counter()
                size = len(visitor.answer(what)[1])
                times.append(time.perf_counter() - began)
        anew, page = statistics.median(fresh), what not in ("letter", "edition")
        print(f"  {what:12}{anew * 1e3:10.0f}{statistics.median(again) * 1e3:10.0f}{size / 1e3:8.1f}", end="")
        print(f"{(size + files) / 1e3:10.1f}" if page else "")
        missed |= anew > GOAL_DRAWN or (page and size + files > GOAL_WEIGHT)
    print(f"  goals: {GOAL_DRAWN * 1e3:g} ms, {GOAL_WEIGHT / 1e3:g} kB{'   NOT REACHED' if missed else ''}\n")
    return int(missed)


def sent(folder: str, port: int, people: int, name: str, visitor: Visitor | None = None) -> float:
    """Seconds that a send took; with a visitor, while they ask."""
    with spoken("send", folder, str(port), str(people), name) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        over = threading.Event()
        asking = threading.Thread(target=asked, args=(visitor, over)) if visitor else None
        if asking:
            asking.start()
            time.sleep(1)  # under way before the send begins
        process.stdin.write("go\n")
        process.stdin.flush()
        took = float(process.stdout.readline())
        over.set()
        if asking:
            asking.join()
        return took


def asked(visitor: Visitor, over: threading.Event) -> None:
    """Requests at their own hour until it is over."""
    turns = sorted((at / count, what) for what, count in MIX.items() for at in range(count))
    began, number = time.perf_counter(), 0
    with ThreadPoolExecutor(RATE) as threads:
        while not over.is_set():
            due = began + number / RATE
            time.sleep(max(due - time.perf_counter(), 0))
            threads.submit(visitor.ask, turns[number % RATE][1], due)
            number += 1


def report(visitor: Visitor, quiet: list[float], busy: list[float], people: int) -> int:
    print(f"\n  {'':12}{'requests':>10}{'p50, ms':>10}{'p95':>8}{'p99':>8}{'most':>8}")
    p99 = 0.0
    for what in ("", *MIX):
        times = sorted(time for name, time in visitor.times if what in ("", name))
        marks = [times[min(int(len(times) * share), len(times) - 1)] * 1e3 for share in (0.5, 0.95, 0.99, 1)]
        print(
            f"  {what or 'all':12}{len(times):10,}{marks[0]:10.0f}" + "".join(f"{m:8.0f}" for m in marks[1:])
        )
        p99 = marks[2] if not what else p99
    alone, beside = people / statistics.median(quiet), people / statistics.median(busy)
    slowed = 1 - beside / alone
    print(f"\n  errors: {len(visitor.errors)}", *visitor.errors[:3])
    print(f"  p99 {p99:.0f} ms (goal {GOAL_P99 * 1e3:g}){'   NOT REACHED' if p99 > GOAL_P99 * 1e3 else ''}")
    print(
        f"  the send: {alone:,.0f} messages/s alone, {beside:,.0f} beside it, slowed by {slowed:.0%}", end=""
    )
    print(f" (goal at most {GOAL_SLOWED:.0%}){'   NOT REACHED' if slowed > GOAL_SLOWED else ''}")
    return int(bool(visitor.errors) or p99 > GOAL_P99 * 1e3 or slowed > GOAL_SLOWED)


if __name__ == "__main__":
    sys.exit(main())
