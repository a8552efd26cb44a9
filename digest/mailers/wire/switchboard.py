"""The lines that are open, the one that is being dialled, and when each of them has something to say."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from time import monotonic

from digest.errors import DigestError
from digest.mailers.wire.dialling import Dialled, Dialler
from digest.mailers.wire.line import QUIT_SECONDS, Line
from digest.mailers.wire.parcel import Terms
from digest.mailers.wire.verdicts import Ended, Unwanted
from digest.models import Outcome

HEARS, SPEAKS = selectors.EVENT_READ, selectors.EVENT_WRITE
LAST_CALL = 1.0  # seconds that the end waits for a line that is being dialled still
HOLD_OFF = 30.0  # seconds without another try, where a further line was denied


@dataclass(frozen=True, slots=True)
class Lost:
    """A line has ended; what was on it can still be read off it."""

    line: Line
    why: Ended | Unwanted


@dataclass(frozen=True, slots=True)
class Denied:
    """A further line could not be opened."""

    why: DigestError


class Switchboard:
    """At most `most` lines, and all the talk on them in the thread that waits here.

    Only the dialling is done beside it, one line at a time: connecting, TLS and the login take many round
    trips, during which the other lines must not fall silent.
    """

    def __init__(self, dialler: Dialler, most: int, terms: Terms) -> None:
        self.lines: list[Line] = []
        self.dialling = False
        self._dialler, self._most, self._terms = dialler, most, terms
        self._leaving: list[Line] = []
        self._news: list[Outcome | Lost | Denied] = []
        self._blocked: set[Line] = set()
        self._tick = min(1.0, terms.timeout / 4, terms.final_timeout / 4)
        self._next_look = self._not_before = 0.0
        self._calls: SimpleQueue[Dialled | Exception] = SimpleQueue()
        self._closed = False
        self._caller: threading.Thread | None = None
        self._selector = selectors.DefaultSelector()
        self._bell, self._button = socket.socketpair()
        self._selector.register(self._bell, HEARS)

    @property
    def held_off(self) -> bool:
        """A further line was denied not long ago."""
        return monotonic() < self._not_before

    @property
    def may_dial(self) -> bool:
        room = len(self.lines) + len(self._leaving) < self._most
        return room and not self.dialling and not (self.lines and self.held_off)

    def dial(self) -> None:
        """Begin to open one more line; `wait` learns of it."""
        self.dialling = True
        self._caller = threading.Thread(target=self._call, name="smtp-dialling", daemon=True)
        self._caller.start()

    def hold_off(self) -> None:
        self._not_before = monotonic() + HOLD_OFF

    def add(self, dialled: Dialled) -> None:
        """Take this connection among the lines."""
        line = Line(dialled, self._terms, self._news.append)
        self.lines.append(line)
        self._selector.register(line, HEARS)
        if dialled.early:
            self._attend(line)

    def watch(self, line: Line) -> None:
        """To be called after something was sent: look out for room where there was too little."""
        if line.channel.waits_to_write:
            if line not in self._blocked:
                self._blocked.add(line)
                self._selector.modify(line, HEARS | SPEAKS)
        elif line in self._blocked:
            self._blocked.discard(line)
            self._selector.modify(line, HEARS)

    def wait(self, seconds: float) -> list[Outcome | Lost | Denied]:
        """What is new, in its order, after at the longest so many seconds."""
        for key, _ in self._selector.select(min(seconds, self._tick)):
            if key.fileobj is self._bell:
                self._pick_up()
            elif isinstance(line := key.fileobj, Line):
                self._attend(line)
        now = monotonic()
        if now >= self._next_look:
            self._next_look = now + self._tick
            for line in [*self.lines, *self._leaving]:
                if line.deadline < now:
                    self._lose(line, Ended(f"timed out{line.talk.after}"))
        news = list(self._news)
        self._news.clear()
        return news

    def let_go(self, line: Line) -> None:
        """Take leave of the server; the line is closed as soon as it has answered."""
        self.lines.remove(line)
        self._leaving.append(line)
        line.leave()

    def drop(self, line: Line) -> None:
        """Close without a word."""
        self._blocked.discard(line)
        self._selector.unregister(line)
        line.channel.close()
        (self._leaving if line.leaving else self.lines).remove(line)

    def close(self) -> None:
        """Take leave on every line that is idle, and wait for the answers a little; drop the others."""
        self._closed = True
        for line in list(self.lines):
            self.let_go(line) if line.talk.idle else self.drop(line)
        until = monotonic() + QUIT_SECONDS
        while self._leaving and monotonic() < until:
            self.wait(QUIT_SECONDS)
        for line in list(self._leaving):
            self.drop(line)
        if self._caller:  # a process that ends while OpenSSL is at work in a thread may crash
            self._caller.join(LAST_CALL)
        self._hang_up()
        self._selector.close()
        self._bell.close()
        self._button.close()

    def _attend(self, line: Line) -> None:
        try:
            line.receive()
            if line.channel.waits_to_write:
                line.flush()
        except (Ended, Unwanted) as why:
            self._lose(line, why)
        else:
            self.watch(line)

    def _lose(self, line: Line, why: Ended | Unwanted) -> None:
        self.drop(line)
        if not line.leaving:
            self._news.append(Lost(line, why))

    def _call(self) -> None:
        """In a thread of its own: connect, and ring."""
        try:
            answer: Dialled | Exception = self._dialler.dial()
        except Exception as error:  # noqa: BLE001  (it is raised again where `wait` picks it up)
            answer = error
        self._calls.put(answer)
        with contextlib.suppress(OSError):
            self._button.send(b"!")
        if self._closed:
            self._hang_up()

    def _hang_up(self) -> None:
        """Close what was dialled for nobody."""
        with contextlib.suppress(Empty):
            while True:
                answer = self._calls.get_nowait()
                if isinstance(answer, Dialled):
                    answer.sock.close()

    def _pick_up(self) -> None:
        self._bell.recv(1)
        self.dialling = False
        if self._closed:
            return
        match self._calls.get():
            case Dialled() as dialled:
                self.add(dialled)
            case DigestError() as why:
                self._news.append(Denied(why))
            case error:
                raise error
