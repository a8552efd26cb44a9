"""One connection as it stands: what was sent, whose answer is due, and what may be known if it ends now.

Up to two messages are on a line. The front one goes through its envelope, its body and the server's word.
The one behind has at most its commands out, in the same write as the dot of the front one where the server
offers PIPELINING (RFC 2920): whatever happens to the line, it has surely not been taken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic

from digest.mailers.wire.channel import Channel, Gone
from digest.mailers.wire.dialling import Dialled
from digest.mailers.wire.envelope import envelope, travelling
from digest.mailers.wire.parcel import Parcel, Place, Step, Terms
from digest.mailers.wire.replies import Endless, Replies
from digest.mailers.wire.verdicts import CLOSING, Ended, answered, declined, uncertain, words
from digest.models import Outcome

QUIT_SECONDS = 5.0
NEVER = float("inf")
_DOT = b".\r\n"


class Line:
    """One connection. `settle` is called with each outcome as it becomes known."""

    def __init__(self, dialled: Dialled, terms: Terms, settle: Callable[[Outcome], None]) -> None:
        self.channel = Channel(dialled.sock, dialled.early)
        self.front: Place | None = None
        self.behind: Place | None = None
        self.ready = False  # the server waits for the body of the front message
        self.leaving = False
        self.deadline = NEVER
        self._offers = dialled.offers
        self._terms = terms
        self._settle = settle
        self._carried = 0
        self._replies = Replies()
        self._due: deque[Step] = deque()
        self._dot_at = 0  # the channel's count when the dot of the front message has left

    def fileno(self) -> int:
        return self.channel.sock.fileno()

    @property
    def has_room(self) -> bool:
        """Another message could be announced now."""
        if self.leaving or self.behind or self.channel.broken or self._carried >= self._terms.messages:
            return False
        if not self._offers.pipelining:
            return self.idle
        return not self.front or self._awaits_word

    @property
    def may_follow(self) -> bool:
        """Another message could be announced behind the body that the server waits for."""
        return self._offers.pipelining and not self.behind and self._carried < self._terms.messages

    @property
    def idle(self) -> bool:
        return not self.front and not self._due

    @property
    def fresh(self) -> bool:
        """It has not carried a message yet."""
        return not self._carried

    @property
    def spent(self) -> bool:
        """It has carried as many messages as it may, and the last one is answered."""
        return self._carried >= self._terms.messages and self.idle

    @property
    def in_doubt(self) -> bool:
        """The whole front message has left, and the server's word on it is due."""
        return self._awaits_word and self.channel.sent >= self._dot_at

    @property
    def _awaits_word(self) -> bool:
        return bool(self._due) and self._due[0] is Step.DOT

    def announce(self, parcel: Parcel) -> None:
        """Send the commands of this message. Raises Refused or ConfigurationError, and nothing has left."""
        self._send(self._commands(parcel))

    def hand_over(self, following: Parcel | None) -> None:
        """Send the body of the front message, and in the same write the commands of the one that follows.

        Raises as `announce` does, for the one that follows: the body has left then.
        """
        body, commands = self._served.body, b""
        self._served.body, self.ready = b"", False
        self._due.append(Step.DOT)
        self._dot_at = self.channel.queued + len(body) + len(_DOT)
        try:
            if following:
                commands = self._commands(following)
        finally:
            self._send(b"".join((body, _DOT, commands)))

    def receive(self) -> None:
        """Act on what the server says. Raises Ended, or Unwanted when it takes no mail from us."""
        try:
            for code, text in self._replies.read(self.channel.read()):
                self._hear(code, text)
        except (Gone, Endless) as error:
            after = f" after {self._due[0]}" if self._due else ""
            raise Ended(f"ended the connection{after}: {error}") from error
        self._wait()

    def flush(self) -> None:
        """Go on sending what there was no room for."""
        self.channel.flush()
        self._wait()

    def leave(self) -> None:
        """Say QUIT. The line is to be closed at the answer, or at its deadline."""
        self.leaving = True
        self._due.append(Step.QUIT)
        self.channel.write(b"QUIT\r\n")
        self.deadline = monotonic() + min(self._terms.timeout, QUIT_SECONDS)

    def _commands(self, parcel: Parcel) -> bytes:
        """What announces this message, which is on the line from now on."""
        body, size = travelling(parcel.message.data)
        mail, rcpt = envelope(parcel.message, size, self._offers)
        place = Place(parcel, rcpt, body)
        self._carried += 1
        if self.front:
            self.behind = place
        else:
            self.front = place
        if not self._offers.pipelining:
            self._due.append(Step.MAIL)
            return mail
        self._due += (Step.MAIL, Step.RCPT, Step.DATA)
        return mail + rcpt + b"DATA\r\n"

    def _ask(self, step: Step, command: bytes) -> None:
        self._due.append(step)
        self.channel.write(command)

    def _send(self, data: bytes) -> None:
        self.channel.write(data)
        self._wait()

    def _wait(self) -> None:
        """Set how long the next sign of life may take."""
        if self.leaving:
            return
        if not self._due and not self.ready:
            self.deadline = NEVER
        else:
            self.deadline = monotonic() + (
                self._terms.final_timeout if self.in_doubt else self._terms.timeout
            )

    @property
    def _served(self) -> Place:
        if self.front is None:
            raise Ended("answers what it was not asked")
        return self.front

    # What the server says, step by step.

    def _hear(self, code: int, text: bytes) -> None:
        if not self._due:
            raise Ended(f"says {code} {words(text)} without being asked")
        _HEARING[self._due.popleft()](self, code, text)

    def _on_mail(self, code: int, text: bytes) -> None:
        if code // 100 != 2:
            self._decline(Step.MAIL, code, text)
        elif not self._offers.pipelining:
            self._ask(Step.RCPT, self._served.rcpt)

    def _on_rcpt(self, code: int, text: bytes) -> None:
        if code // 100 != 2:
            self._decline(Step.RCPT, code, text)
        elif not self._offers.pipelining:
            self._ask(Step.DATA, b"DATA\r\n")

    def _on_data(self, code: int, text: bytes) -> None:
        if not self._served.declined:
            if code // 100 == 3:
                self.ready = True
            else:
                self._decline(Step.DATA, code, text)
            return
        self._advance()
        if code == CLOSING:
            raise Ended(f"answered DATA with {code}")
        if code // 100 == 3:  # RFC 2920, 3.1: a server may go on though it declined every recipient
            self._ask(Step.VOID, _DOT)
        self._ask(Step.RSET, b"RSET\r\n")

    def _decline(self, step: Step, code: int, text: bytes) -> None:
        """Settle the front message by a reply to its envelope, and clear the ground for the next."""
        place = self._served
        self._settle(declined(place.parcel.message, step, code, text))
        place.declined = True
        if step is Step.RCPT and self._offers.pipelining:
            return  # the reply to its DATA is still to come
        self._advance()
        self._ask(Step.RSET, b"RSET\r\n")

    def _on_dot(self, code: int, text: bytes) -> None:
        message = self._served.parcel.message
        early = self.channel.sent < self._dot_at
        if early and code // 100 == 2:
            self._settle(uncertain(message, f"an answer before its end: {code}"))
        else:
            self._settle(answered(message, code, text))
        self._advance()
        if early:
            raise Ended("answered before the end of the message")

    def _on_rset(self, code: int, _text: bytes) -> None:
        if code != 250:
            raise Ended(f"answered RSET with {code}")

    def _on_void(self, code: int, _text: bytes) -> None:
        if code == CLOSING:
            raise Ended(f"answered an empty message with {code}")

    def _on_quit(self, code: int, _text: bytes) -> None:
        raise Ended(f"answered QUIT with {code}")

    def _advance(self) -> None:
        self.front, self.behind = self.behind, None


_HEARING = {
    Step.RSET: Line._on_rset,
    Step.MAIL: Line._on_mail,
    Step.RCPT: Line._on_rcpt,
    Step.DATA: Line._on_data,
    Step.DOT: Line._on_dot,
    Step.VOID: Line._on_void,
    Step.QUIT: Line._on_quit,
}
