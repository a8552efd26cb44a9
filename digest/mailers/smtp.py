"""Hands each message to an SMTP server, and knows at every moment whether the server may have it."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.transaction import Ended, Unwanted, transact, words
from digest.models import DeliveryStatus, Message, Outcome

_QUIT_SECONDS = 5.0


@dataclass
class Smtp:
    """One connection, reused for many messages and replaced when it ends.

    `timeout` is in seconds and per answer. `final_timeout` is for the answer to a whole message: RFC 5321
    asks for ten minutes, because whoever gives up earlier does not know whether the message was taken.
    """

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "plain"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    cafile: str = ""
    helo: str = ""
    timeout: float = 60.0
    final_timeout: float = 600.0
    messages_per_connection: int = 100
    name: str = field(default="smtp", init=False)
    at_once: int = field(default=1, init=False)
    _connection: smtplib.SMTP | None = field(default=None, init=False, repr=False)
    _carried: int = field(default=0, init=False, repr=False)

    def __post_init__(self) -> None:
        for option, fault in self._faults():
            raise ConfigurationError(f"mailer.{option}: {fault}")

    def __enter__(self) -> Smtp:
        return self

    def __exit__(self, *failure: object) -> None:
        self._leave()

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send one after the other. A message is tried twice only when the server surely has not taken it."""
        for message in filter(None, feed):
            yield self._deliver(message)

    def check(self) -> None:
        """Connect, log in and leave, or raise."""
        self._leave()
        self._open()
        self._leave()

    def _deliver(self, message: Message) -> Outcome:
        with contextlib.suppress(Ended):  # an idle connection ends without a word; a fresh one tells more
            return self._attempt(message)
        try:
            return self._attempt(message)
        except Ended as ended:
            raise Unavailable(f"{self.host}:{self.port} {ended}") from ended

    def _attempt(self, message: Message) -> Outcome:
        """One try. Raises Ended, or Unavailable when nobody is served."""
        connection = self._open()
        self._carried += 1
        try:
            outcome = transact(connection, message, self.final_timeout)
            sound = outcome.status is not DeliveryStatus.UNCERTAIN and _reset(connection, outcome)
        except BaseException as failure:
            self._drop()  # also after Ctrl-C: a QUIT in the middle of a message would become part of it
            if isinstance(failure, Unwanted):
                raise Unavailable(f"{self.host}:{self.port} {failure}") from failure
            raise
        if not sound:
            self._drop()
        return outcome

    def _open(self) -> smtplib.SMTP:
        if self._connection and self._carried >= self.messages_per_connection:
            self._leave()
        if self._connection is None:
            try:
                self._connection, self._carried = self._connected(), 0
            except OSError as error:  # smtplib's own exceptions are OSErrors too
                raise Unavailable(self._why(error)) from error
        return self._connection

    def _connected(self) -> smtplib.SMTP:
        context = self._context()
        helo = self.helo or None
        connection: smtplib.SMTP
        if self.security == "tls":
            connection = smtplib.SMTP_SSL(self.host, self.port, helo, timeout=self.timeout, context=context)
        else:
            connection = smtplib.SMTP(self.host, self.port, helo, timeout=self.timeout)
        try:
            if self.security == "starttls":
                connection.starttls(context=context)
            connection.ehlo_or_helo_if_needed()
            if self.username:
                connection.login(self.username, self.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.cafile or None)
        except OSError as error:
            raise ConfigurationError(
                f"mailer.cafile: {self.cafile} cannot be read as PEM certificates"
            ) from error

    def _leave(self) -> None:
        """End the connection with a QUIT; a server that does not answer is left alone."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                if self._connection.sock:
                    self._connection.sock.settimeout(min(self.timeout, _QUIT_SECONDS))
                self._connection.quit()
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _why(self, error: OSError) -> str:
        """Why the server cannot be used, and the option to look at."""
        server = f"{self.host}:{self.port}"
        match error:
            case smtplib.SMTPAuthenticationError():
                return f"{self.host} refused the login of user {self.username}: {self._reply(error)}"
            case smtplib.SMTPResponseException():
                return f"{server} turned us away: {self._reply(error)}"
            case smtplib.SMTPNotSupportedError():
                return f"{server} does not offer it: {error} (look at mailer.security and mailer.username)"
            case ssl.SSLCertVerificationError():
                return (
                    f"the certificate of {server} is not trusted: {error.verify_message} "
                    "(name a private authority in mailer.cafile)"
                )
            case ssl.SSLError():
                return f"{server} does not speak TLS like this: {error.reason} (look at mailer.security)"
            case _:
                why = error.strerror or error
                return f"{server} cannot be reached: {why} (look at mailer.host and mailer.port)"

    def _reply(self, error: smtplib.SMTPResponseException) -> str:
        said = words(error.smtp_error)
        return f"{error.smtp_code} {said.replace(self.password, '***') if self.password else said}"

    def _faults(self) -> Iterator[tuple[str, str]]:
        if not self.host:
            yield "host", "is empty; name the server that takes the mail"
        if not 0 < self.port < 65536:
            yield "port", f"{self.port} is no port; 587 goes with starttls, 465 with tls"
        if self.security not in ("starttls", "tls", "plain"):
            yield "security", "is one of starttls, tls, plain"
        for option in ("timeout", "final_timeout", "messages_per_connection"):
            if getattr(self, option) <= 0:
                yield option, "must be more than 0"
        if bool(self.username) != bool(self.password):
            yield ("password", "is missing") if self.username else ("username", "is missing")
        if not (self.username + self.password).isascii():
            yield "password", "a login with letters beyond ASCII cannot be sent"
        if self.password and self.security == "plain" and not _loopback(self.host):
            yield "security", "a password is never sent over a plain connection; use starttls or tls"


def _reset(connection: smtplib.SMTP, outcome: Outcome) -> bool:
    """Clear the ground for the next message; False when the connection is of no more use."""
    try:
        return outcome.status is DeliveryStatus.SENT or connection.docmd("RSET")[0] == 250
    except smtplib.SMTPException:
        return False


def _loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
