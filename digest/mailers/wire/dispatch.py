"""Which message goes over which line, and what becomes of it when a line ends under it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.errors import ConfigurationError, DigestError, Refused, Unavailable
from digest.mailers.wire.line import Line
from digest.mailers.wire.parcel import Parcel
from digest.mailers.wire.switchboard import Denied, Lost, Switchboard
from digest.mailers.wire.verdicts import Ended, Unwanted, later, uncertain
from digest.models import DeliveryStatus, Message, Outcome

_SOON = 0.02  # seconds until a feed that had nothing for now is asked again
_LONG = 60.0
_END = object()


@dataclass
class Dispatch:
    """One `send`: takes from the feed what there is room for, and yields each outcome once it is known.

    A line that ends under a message is held against that message once: it is tried again, on a fresh line.
    When that ends too, either others are served meanwhile, and this one waits for a later hour, or nobody is.
    """

    server: str
    board: Switchboard
    feed: Iterator[Message | None]
    at_once: int
    _held: int = 0  # taken, and nothing known of it
    _known: list[Outcome] = field(default_factory=list)
    _waiting: deque[Parcel] = field(default_factory=deque)
    _again: deque[Parcel] = field(default_factory=deque)  # each for a fresh line
    _suspects: list[tuple[Parcel, str]] = field(default_factory=list)
    _served: int = 0
    _served_when_denied: int = -1
    _dry: bool = False
    _over: bool = False
    _failure: DigestError | None = None

    def outcomes(self) -> Iterator[Outcome]:
        """Raises Unavailable, or ConfigurationError for a sender no command can carry, when all is said."""
        self._learn(0)  # of lines that ended since they were last used
        try:
            while not self._at_end():
                self._dry = False
                if not self._failure:
                    self._fill()
                yield from (said := self._said())
                if self._held > len(self._suspects) or not (said or self._dry or self._over):
                    if not self._learn(_SOON if self._dry else _LONG):
                        self._look_up()
                    yield from self._said()
        finally:
            for line in [line for line in self.board.lines if line.talk.front]:
                self.board.drop(line)  # a QUIT in the middle of a message would become part of it
        if self._failure:
            raise self._failure

    def _said(self) -> list[Outcome]:
        known, self._known = self._known, []
        return known

    def _at_end(self) -> bool:
        if self._known:
            return False
        if self._failure or not self._suspects or self._held > len(self._suspects):
            return not self._held and (self._over or bool(self._failure))
        if self._over or self._dry:
            self._judge()
        return False

    # Taking from the feed.

    def _fill(self) -> None:
        """Give every line that has room its next message, and open one more where there are more messages."""
        for line in list(self.board.lines):
            if line.talk.ready:
                self._hand_over(line)
            elif line.spent:
                self.board.let_go(line)
            elif line.has_room:
                self._announce(line)
        if self.board.may_dial:
            if not (self._again or self._waiting) and (parcel := self._pulled()):
                self._waiting.append(parcel)
            if self._again or self._waiting:
                self.board.dial()

    def _hand_over(self, line: Line) -> None:
        following = self._next_for(line) if line.may_follow else None
        try:
            line.hand_over(following)
        except (Refused, ConfigurationError) as misfit:
            self._unfit(following, misfit)
        self.board.watch(line)

    def _announce(self, line: Line) -> None:
        while line.has_room and (parcel := self._next_for(line)):
            try:
                line.announce(parcel)
            except (Refused, ConfigurationError) as misfit:
                self._unfit(parcel, misfit)
        self.board.watch(line)

    def _next_for(self, line: Line) -> Parcel | None:
        if self._again and (line.fresh or self.board.held_off):
            return self._again.popleft()
        return self._waiting.popleft() if self._waiting else self._pulled()

    def _pulled(self) -> Parcel | None:
        """A message of the feed, where it has one and there is room for it."""
        if self._dry or self._over or self._failure or self._full:
            return None
        return self._next()

    @property
    def _full(self) -> bool:
        return self._held + len(self._known) >= self.at_once

    def _look_up(self) -> None:
        """Where all lines are full and silent the feed is asked, too: it may have come to its end."""
        if self._full and not (self._over or self._failure) and (parcel := self._next()):
            self._waiting.append(parcel)

    def _next(self) -> Parcel | None:
        message = next(self.feed, _END)
        if isinstance(message, Message):
            self._held += 1
            return Parcel(message)
        self._over, self._dry = message is _END, message is None
        return None

    # What becomes of them.

    def _learn(self, seconds: float) -> bool:
        """Wait for news, at the longest so many seconds, and draw the conclusions; was there any?"""
        heard = self.board.wait(seconds)
        for news in heard:
            match news:
                case Outcome():
                    self._heard(news)
                case Lost(line, why):
                    self._lost(line, why)
                case Denied(why):
                    self._denied(why)
        return bool(heard)

    def _settle(self, outcome: Outcome) -> None:
        self._held -= 1
        self._known.append(outcome)

    def _heard(self, outcome: Outcome) -> None:
        """What the server says of a message. It serves somebody: suspects are at fault themselves."""
        self._settle(outcome)
        if outcome.status is not DeliveryStatus.UNCERTAIN:
            self._served += 1
            if self._suspects:
                self._judge()

    def _unfit(self, parcel: Parcel | None, why: Refused | ConfigurationError) -> None:
        """No command can carry this recipient; or this sender, which is everybody's."""
        if parcel and isinstance(why, Refused):
            self._settle(Outcome(parcel.message.delivery, DeliveryStatus.REFUSED, str(why)))
        elif parcel:
            self._waiting.append(parcel)
            self._fail(why)

    def _lost(self, line: Line, why: Ended | Unwanted) -> None:
        """A line is gone: what was behind was not taken, and of what was in front its talk knows."""
        talk = line.talk
        if talk.behind:
            self._waiting.appendleft(talk.behind.parcel)
        if talk.front and talk.in_doubt:
            self._settle(uncertain(talk.front.parcel.message, f"no answer to the message: {why}"))
        elif talk.front and not talk.front.declined:
            self._blame(talk.front.parcel, why)
        elif line.fresh and (self._waiting or self._again):
            self._denied(Unavailable(f"{self.server} {why}"))
        if isinstance(why, Unwanted) or self._failure:
            self._fail(Unavailable(f"{self.server} {why}", retry_after=later(str(why))))

    def _blame(self, parcel: Parcel, why: Ended | Unwanted) -> None:
        if isinstance(why, Unwanted):
            self._waiting.append(parcel)
            return
        parcel.tries += 1
        if parcel.tries == 1:
            parcel.served = self._served
            self._again.append(parcel)
            return
        self._suspects.append((parcel, f"the connection ended twice: {why}"))
        if self._served > parcel.served:
            self._judge()
        elif len(self._suspects) > 1:
            self._fail(Unavailable(f"{self.server} {why}"))

    def _judge(self) -> None:
        """Of messages under which two lines ended: they wait where others were served, else nobody is."""
        if not self._served:
            self._fail(Unavailable(f"{self.server}: {self._suspects[0][1]}"))
        for parcel, why in self._suspects:
            self._settle(Outcome(parcel.message.delivery, DeliveryStatus.WAITING, why))
        self._suspects.clear()

    def _denied(self, why: DigestError) -> None:
        """No further line: the others go on, unless there are none, or none of them serves anybody."""
        self.board.hold_off()
        if not (self._waiting or self._again):
            return
        if not self.board.lines or self._served == self._served_when_denied:
            self._fail(why)
        self._served_when_denied = self._served

    def _fail(self, why: DigestError) -> None:
        """Nobody is served: keep only the lines on which a whole message awaits its answer."""
        self._failure = self._failure or why
        unsent = [*self._waiting, *self._again, *(parcel for parcel, _ in self._suspects)]
        for line in list(self.board.lines):
            front, behind = line.talk.front, line.talk.behind
            if behind:
                unsent.append(behind.parcel)
                line.talk.behind = None
            if front and not line.talk.in_doubt:
                if not front.declined:
                    unsent.append(front.parcel)
                self.board.drop(line)
        for parcel in unsent:
            self._settle(Outcome(parcel.message.delivery, DeliveryStatus.WAITING))
        self._waiting.clear()
        self._again.clear()
        self._suspects.clear()
