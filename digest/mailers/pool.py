"""Several requests at once: messages are pulled in the iterating thread, requests run on a few others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from time import monotonic

from digest.errors import Refused, Unavailable
from digest.mailers.http import Line, Unanswered, Unsent
from digest.mailers.verdicts import UNCERTAIN, WAITING, Nobody, Said, Slower
from digest.models import DeliveryStatus, Message, Outcome
from digest.rendering.headers import mailable

_LOOK_SECONDS = 0.1  # how long nothing is heard of what is held before the feed is asked again
_LAST_SECONDS = 1.0  # that the end waits for connections to be closed
_LOST_IN_A_ROW = 3  # requests without a usable answer, after which nobody else is put into doubt

Deliver = Callable[[Line, Sequence[Message]], Sequence[Said]]


@dataclass(frozen=True, slots=True)
class Pool:
    """Sends through `connections` requests at once, each for at most `batch` messages and `most_bytes`.

    `deliver` hands over one group and says what became of each in it. It raises Unsent, Unanswered or
    Unavailable, and then nothing else is known of any of them.
    """

    name: str
    deliver: Deliver
    line: Callable[[], Line]
    connections: int
    batch: int = 1
    most_bytes: int = 2**24

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """What became of each message, as soon as it is known. Raises Unavailable after the last of them."""
        crew = _Crew(self)
        try:
            yield from self._sent(iter(feed), crew)
        finally:
            crew.dismiss()

    def _sent(self, feed: Iterator[Message | None], crew: _Crew) -> Iterator[Outcome]:
        groups = _Groups(self.batch, self.most_bytes)
        ended, trouble, lost, silent = False, None, 0, False
        while True:
            paused = False
            # A full pool that hears nothing asks, too: the feed has no message then, but may have an end.
            while not (ended or paused or trouble) and (silent or crew.held + groups.held < self._most):
                silent, message = False, next(feed, ...)
                if isinstance(message, Message):
                    if refused := _unreachable(message):
                        yield refused
                    else:
                        crew.take(groups.add(message))
                ended, paused = message is ..., message is None
            crew.take(groups.rest())
            if not crew.held:
                if trouble:
                    raise trouble
                if ended:
                    return
                continue
            silent = True
            for report in crew.reports(None if ended or trouble else _LOOK_SECONDS):
                silent = False
                yield from report.outcomes
                lost = lost + 1 if report.lost else 0
                trouble = trouble or report.trouble or self._doubt(report, lost)
                crew.idle = trouble is not None

    @property
    def _most(self) -> int:
        return self.connections * self.batch

    def _doubt(self, report: _Report, lost: int) -> Unavailable | None:
        if lost < _LOST_IN_A_ROW:
            return None
        said = report.outcomes[0].reply
        return Unavailable(f"{self.name}: {lost} requests in a row without a usable answer: {said}")


@dataclass(frozen=True, slots=True)
class _Report:
    """What became of a group, and the trouble that ends the sending. One that is `lost` left all in doubt."""

    size: int
    outcomes: list[Outcome]
    trouble: Exception | None = None
    lost: bool = False


@dataclass
class _Groups:
    """Messages on their way into one request."""

    most: int
    most_bytes: int
    _group: list[Message] = field(default_factory=list)

    @property
    def held(self) -> int:
        return len(self._group)

    def add(self, message: Message) -> list[list[Message]]:
        """The groups that are full now that this one has come."""
        full = []
        if self._group and sum(len(m.data) for m in (*self._group, message)) > self.most_bytes:
            full += self.rest()
        self._group.append(message)
        return full + (self.rest() if len(self._group) >= self.most else [])

    def rest(self) -> list[list[Message]]:
        group, self._group = self._group, []
        return [group] if group else []


class _Crew:
    """The threads of one sending. `held` counts messages without a report; an `idle` crew begins nothing."""

    def __init__(self, pool: Pool) -> None:
        self.held, self.idle = 0, False
        self._pool = pool
        self._jobs: SimpleQueue[list[Message] | None] = SimpleQueue()
        self._reports: SimpleQueue[_Report] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def take(self, groups: list[list[Message]]) -> None:
        for group in groups:
            self.held += len(group)
            self._jobs.put(group)
            if len(self._threads) < self._pool.connections:
                # A daemon: a program that was told to stop does not wait for a provider that is silent.
                name, line = f"{self._pool.name}-api", self._pool.line()
                thread = threading.Thread(target=self._work, args=(line,), daemon=True, name=name)
                self._threads.append(thread)
                thread.start()

    def reports(self, seconds: float | None) -> Iterator[_Report]:
        """The next report, awaited so long, and all that are there besides."""
        try:
            while True:
                report = self._reports.get(timeout=seconds)
                self.held -= report.size
                yield report
                seconds = 0.0
        except Empty:
            return

    def dismiss(self) -> None:
        """Let everyone go. What is in a request goes on without us; nothing else begins."""
        self.idle = True
        for _ in self._threads:
            self._jobs.put(None)
        if not self.held:  # all hang up at once; a process that ends while OpenSSL is at work may crash
            until = monotonic() + _LAST_SECONDS
            for thread in self._threads:
                thread.join(max(until - monotonic(), 0.0))

    def _work(self, line: Line) -> None:
        while (group := self._jobs.get()) is not None:
            self._reports.put(self._delivered(line, group))
        line.close()

    def _delivered(self, line: Line, group: list[Message]) -> _Report:
        if self.idle:
            return _all(group, WAITING)
        try:
            return self._told(group, self._pool.deliver(line, group))
        except Unsent as error:
            return _all(group, WAITING, trouble=Unavailable(str(error)))
        except Unanswered as error:
            return _all(group, UNCERTAIN, str(error))
        except Unavailable as error:
            return _all(group, UNCERTAIN if error.sent_maybe else WAITING, trouble=error)
        except Exception as error:  # noqa: BLE001  (carried over to the thread that iterates)
            return _Report(len(group), [], error)

    def _told(self, group: list[Message], said: Sequence[Said]) -> _Report:
        if len(said) != len(group):
            return _all(group, UNCERTAIN, f"an answer for {len(said)} of {len(group)} messages")
        outcomes, trouble = [], None
        for message, word in zip(group, said, strict=True):
            if isinstance(word.verdict, Nobody):
                outcomes.append(Outcome(message.delivery, WAITING))
                text = f"{self._pool.name}: {word.reply} ({word.verdict.cure})"
                trouble = trouble or Unavailable(text, retry_after=word.wait)
            elif isinstance(word.verdict, Slower):
                slower = Outcome(message.delivery, WAITING, retry_after=word.wait, slower=word.reply)
                outcomes.append(slower)
            else:
                wait = word.wait if word.verdict is WAITING else None
                outcomes.append(Outcome(message.delivery, word.verdict, word.reply, word.receipt, wait))
        lost = all(word.verdict is UNCERTAIN and not word.repeated for word in said)
        return _Report(len(group), outcomes, trouble, lost)


def _all(
    group: list[Message], status: DeliveryStatus, reply: str = "", trouble: Exception | None = None
) -> _Report:
    outcomes = [Outcome(m.delivery, status, reply) for m in group]
    return _Report(len(group), outcomes, trouble, lost=status is UNCERTAIN)


def _unreachable(message: Message) -> Outcome | None:
    """REFUSED where the address is none that mail could reach: no provider is bothered with it."""
    try:
        mailable(message.recipient)
    except Refused as refused:
        return Outcome(message.delivery, DeliveryStatus.REFUSED, str(refused))
    return None
