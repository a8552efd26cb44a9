"""Reading hostile bytes where it can be stopped: in child processes with little time and little memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any, cast

from digest.errors import SourceIll
from digest.models import Page
from digest.sources.child import HEAD, LENGTH

_LARGEST_ANSWER = 256 * 2**20
# A child may have to wait for a processor: it is given this many times its share of one.
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article, as plain text. `links` are its addresses as they stand, best first."""

    links: tuple[str, ...]
    title: str
    outlet: str
    summary: str
    body: str
    published: datetime | None
    language: str
    categories: tuple[str, ...]
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A feed that was read: its own title and language, and its entries in their order."""

    title: str
    language: str
    entries: tuple[Entry, ...]


@dataclass
class Parser:
    """Reads feeds and pages in child processes, which start when first needed and are replaced when killed.

    `seconds` of processor time per job, `memory` in bytes per child. Safe to share between threads.
    """

    seconds: int = 10
    memory: int = 512 * 2**20
    children: int = 2
    _turn: threading.Semaphore = field(init=False, repr=False)
    _idle: list[_Child] = field(init=False, repr=False, default_factory=list)

    def __post_init__(self) -> None:
        self._turn = threading.Semaphore(self.children)

    def feed(self, body: bytes, content_type: str = "") -> Reading:
        """The entries of a feed. Raises SourceIll when it is none, or too much to read."""
        said = self._read("reading", body, content_type)
        entries = tuple(_entry(one) for one in said["entries"])
        return Reading(said["title"], said["language"], entries)

    def page(self, body: bytes, content_type: str = "") -> Page:
        """What an article page says. Raises SourceIll when it has no text, or is too much to read."""
        said = self._read("page", body, content_type)
        return Page(said["text"], said["title"], tuple(said["trail"]), said["rights"])

    def close(self) -> None:
        """End the children. A later job starts new ones."""
        while self._idle:
            self._idle.pop().end()

    def __enter__(self) -> Parser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, kind: str, body: bytes, content_type: str) -> dict[str, Any]:
        job = json.dumps({"kind": kind, "content_type": content_type}).encode()
        with self._child() as child:
            answer = child.answer(job, body)
        if "ill" in answer:
            raise SourceIll(answer["ill"])
        return answer

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        """A child of one's own, for one job; only one that is sure to be well is used again."""
        with self._turn:
            try:
                child = self._idle.pop()
            except IndexError:
                child = _Child(self.seconds, self.memory)
            try:
                yield child
            except BaseException:
                child.end()
                raise
            if child.spent:
                child.end()
            else:
                self._idle.append(child)


class _Child:
    """One child process. It gets no environment but where to find modules, so no secret either."""

    def __init__(self, seconds: int, memory: int) -> None:
        self.spent = False
        self._seconds = seconds
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-m", "digest.sources.child", str(memory), str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"},
            start_new_session=True,  # Ctrl-C is for the parent, who then ends this one
        )

    def answer(self, job: bytes, body: bytes) -> dict[str, Any]:
        """What the child makes of a job. Raises SourceIll when it dies of it."""
        watch = threading.Timer(self._seconds * _PATIENCE, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            jobs, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
            jobs.write(HEAD.pack(len(job), len(body)) + job)
            jobs.write(body)
            jobs.flush()
            (length,) = LENGTH.unpack(_exactly(answers, LENGTH.size))
            if length > _LARGEST_ANSWER:
                raise SourceIll("said more than can be taken in")
            answer: dict[str, Any] = json.loads(_exactly(answers, length))
        except (OSError, EOFError) as error:
            raise SourceIll(self._death()) from error
        finally:
            watch.cancel()
        self.spent = bool(answer.pop("spent"))
        return answer

    def end(self) -> None:
        """Kill the process, whatever it is doing, and leave nothing open."""
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()

    def _death(self) -> str:
        self._process.kill()
        ended = -self._process.wait()
        if ended in {signal.SIGXCPU, signal.SIGKILL}:
            return f"needed more than {self._seconds} s to read"
        return "could not be read: it broke the parser"


def _exactly(answers: IO[bytes], length: int) -> bytes:
    read = answers.read(length)
    if len(read) < length:
        raise EOFError
    return read


def _entry(said: dict[str, Any]) -> Entry:
    return Entry(
        links=tuple(said["links"]),
        title=said["title"],
        outlet=said["outlet"],
        summary=said["summary"],
        body=said["body"],
        published=_moment(said["published"]),
        language=said["language"],
        categories=tuple(said["categories"]),
        rights=said["rights"],
    )


def _moment(seconds: int | None) -> datetime | None:
    """The time, or None where there is none, or none of our calendar."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
