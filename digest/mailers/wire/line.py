"""One connection: its talk, how many messages it has carried, and how long it may be silent."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from digest.mailers.wire.channel import Channel, Gone
from digest.mailers.wire.dialling import Dialled
from digest.mailers.wire.parcel import Parcel, Terms
from digest.mailers.wire.replies import Endless, Replies
from digest.mailers.wire.talk import Talk
from digest.mailers.wire.verdicts import Ended
from digest.models import Outcome

QUIT_SECONDS = 5.0
NEVER = float("inf")


class Line:
    """`settle` is called with each outcome once it is known. What a method raises is said in `Talk`."""

    def __init__(self, dialled: Dialled, terms: Terms, settle: Callable[[Outcome], None]) -> None:
        self.channel = Channel(dialled.sock, dialled.early)
        self.talk = Talk(self.channel, dialled.offers, settle)
        self.leaving = False
        self.deadline = NEVER
        self._terms = terms
        self._carried = 0
        self._replies = Replies()

    def fileno(self) -> int:
        return self.channel.sock.fileno()

    @property
    def fresh(self) -> bool:
        """It has not carried a message yet."""
        return not self._carried

    @property
    def spent(self) -> bool:
        """It has carried as many messages as it may, and the last one is answered."""
        return self._carried >= self._terms.messages and self.talk.idle

    @property
    def has_room(self) -> bool:
        """Another message could be announced now."""
        usable = not (self.leaving or self.channel.broken)
        return usable and self._carried < self._terms.messages and self.talk.has_room

    @property
    def may_follow(self) -> bool:
        """Another message could be announced behind the body that the server waits for."""
        return self._carried < self._terms.messages and self.talk.may_follow

    def announce(self, parcel: Parcel) -> None:
        self.talk.announce(parcel)
        self._carried += 1
        self._wait()

    def hand_over(self, following: Parcel | None) -> None:
        try:
            self.talk.hand_over(following)
            self._carried += following is not None
        finally:
            self._wait()

    def receive(self) -> None:
        """Act on what the server says."""
        try:
            for code, text in self._replies.read(self.channel.read()):
                self.talk.hear(code, text)
        except (Gone, Endless) as error:
            raise Ended(f"ended the connection{self.talk.after}: {error}") from error
        self._wait()

    def flush(self) -> None:
        """Go on sending what there was no room for."""
        self.channel.flush()
        self._wait()

    def leave(self) -> None:
        """Say QUIT. The line is to be closed at the answer, or at its deadline."""
        self.leaving = True
        self.talk.quit()
        self.deadline = monotonic() + min(self._terms.timeout, QUIT_SECONDS)

    def _wait(self) -> None:
        """Set how long the next sign of life may take."""
        if self.leaving:
            return
        if self.talk.in_doubt:
            self.deadline = monotonic() + self._terms.final_timeout
        else:
            self.deadline = monotonic() + self._terms.timeout if self.talk.waits else NEVER
