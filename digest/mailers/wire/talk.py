"""What was said on a connection, whose answer is due, and what may be known of a message if it ends now.

Up to two messages are under way. The front one goes through its envelope, its body and the server's word.
The one behind has at most its commands out, in the same write as the dot of the front one where the server
offers PIPELINING (RFC 2920): whatever happens to the connection, it has surely not been taken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from digest.mailers.wire.channel import Channel
from digest.mailers.wire.envelope import Offers, envelope, travelling
from digest.mailers.wire.parcel import Parcel, Place, Step
from digest.mailers.wire.verdicts import CLOSING, Ended, answered, declined, uncertain, words
from digest.models import Outcome

_DOT = b".\r\n"


class Talk:
    """The commands and replies of one connection. `settle` is called with each outcome once it is known.

    Whatever it hears may raise Ended, or Unwanted when the server takes no mail from us.
    """

    def __init__(self, channel: Channel, offers: Offers, settle: Callable[[Outcome], None]) -> None:
        self.front: Place | None = None
        self.behind: Place | None = None
        self.ready = False  # the server waits for the body of the front message
        self._channel = channel
        self._offers = offers
        self._settle = settle
        self._due: deque[Step] = deque()
        self._dot_at = 0  # the channel's count when the dot of the front message has left

    @property
    def idle(self) -> bool:
        return not self.front and not self._due

    @property
    def has_room(self) -> bool:
        """Another message could be announced now."""
        if not self._offers.pipelining:
            return self.idle
        return not self.behind and (not self.front or self._awaits_word)

    @property
    def may_follow(self) -> bool:
        """Another message could be announced behind the body that the server waits for."""
        return self._offers.pipelining and not self.behind

    @property
    def in_doubt(self) -> bool:
        """The whole front message has left, and the server's word on it is due."""
        return self._awaits_word and self._channel.sent >= self._dot_at

    @property
    def waits(self) -> bool:
        """An answer is due, or the server waits for us."""
        return bool(self._due) or self.ready

    @property
    def after(self) -> str:
        """Where in the talk we are, for an error: ` after MAIL`."""
        return f" after {self._due[0]}" if self._due else ""

    def announce(self, parcel: Parcel) -> None:
        """Send the commands of this message. Raises Refused or ConfigurationError, and nothing has left."""
        self._channel.write(self._commands(parcel))

    def hand_over(self, following: Parcel | None) -> None:
        """Send the body of the front message, and in the same write the commands of the one that follows.

        Raises as `announce` does, for the one that follows: the body has left then.
        """
        body, commands = self._at_front.body, b""
        self._at_front.body, self.ready = b"", False
        self._due.append(Step.DOT)
        self._dot_at = self._channel.queued + len(body) + len(_DOT)
        try:
            if following:
                commands = self._commands(following)
        finally:
            self._channel.write(b"".join((body, _DOT, commands)))

    def quit(self) -> None:
        self._ask(Step.QUIT, b"QUIT\r\n")

    def hear(self, code: int, text: bytes) -> None:
        """Act on the next reply."""
        if not self._due:
            raise Ended(f"says {code} {words(text)} without being asked")
        _HEARING[self._due.popleft()](self, code, text)

    @property
    def _awaits_word(self) -> bool:
        return bool(self._due) and self._due[0] is Step.DOT

    @property
    def _at_front(self) -> Place:
        if self.front is None:
            raise Ended("answers what it was not asked")
        return self.front

    def _commands(self, parcel: Parcel) -> bytes:
        """What announces this message, which is under way from now on."""
        body, size = travelling(parcel.message.data)
        mail, rcpt = envelope(parcel.message, size, self._offers)
        place = Place(parcel, rcpt, body)
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
        self._channel.write(command)

    def _on_mail(self, code: int, text: bytes) -> None:
        if code // 100 != 2:
            self._decline(Step.MAIL, code, text)
        elif not self._offers.pipelining:
            self._ask(Step.RCPT, self._at_front.rcpt)

    def _on_rcpt(self, code: int, text: bytes) -> None:
        if code // 100 != 2:
            self._decline(Step.RCPT, code, text)
        elif not self._offers.pipelining:
            self._ask(Step.DATA, b"DATA\r\n")

    def _on_data(self, code: int, text: bytes) -> None:
        if not self._at_front.declined:
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
        place = self._at_front
        self._settle(declined(place.parcel.message, step, code, text))
        place.declined = True
        if step is Step.RCPT and self._offers.pipelining:
            return  # the reply to its DATA is still to come
        self._advance()
        self._ask(Step.RSET, b"RSET\r\n")

    def _on_dot(self, code: int, text: bytes) -> None:
        message = self._at_front.parcel.message
        early = self._channel.sent < self._dot_at
        if early and code // 100 == 2:
            self._settle(uncertain(message, f"an answer before its end: {code} {words(text)}"))
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
    Step.MAIL: Talk._on_mail,
    Step.RCPT: Talk._on_rcpt,
    Step.DATA: Talk._on_data,
    Step.DOT: Talk._on_dot,
    Step.RSET: Talk._on_rset,
    Step.VOID: Talk._on_void,
    Step.QUIT: Talk._on_quit,
}
