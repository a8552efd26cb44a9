"""Connects, encrypts and logs in, and says in an operator's words why it cannot."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from dataclasses import dataclass, field

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.wire.envelope import Offers
from digest.mailers.wire.verdicts import words

_WAITS = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


@dataclass(frozen=True, slots=True)
class Dialled:
    """A connection that is logged in: its socket, which no longer blocks, and what was said beyond that."""

    sock: socket.socket
    offers: Offers
    early: bytes


@dataclass(frozen=True, slots=True)
class Dialler:
    """Where to connect and how. `timeout` is in seconds and per answer."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)
    cafile: str
    helo: str
    timeout: float

    def dial(self) -> Dialled:
        """One more connection. Raises Unavailable, or ConfigurationError for a file of authorities."""
        try:
            return _taken_over(self._connected())
        except OSError as error:  # smtplib's own exceptions are OSErrors too
            raise Unavailable(self._why(error)) from error

    def _connected(self) -> smtplib.SMTP:
        context = None if self.security == "plain" else self._context()
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


def _taken_over(connection: smtplib.SMTP) -> Dialled:
    """The socket out of smtplib's hands, with what its reader has read already."""
    sock, early = connection.sock, b""
    if sock is None:
        raise smtplib.SMTPServerDisconnected("ended the connection after the login")
    offers = Offers(
        pipelining=connection.has_extn("pipelining"),
        size=connection.has_extn("size"),
        eight_bit=connection.has_extn("8bitmime"),
        utf8=connection.has_extn("smtputf8"),
    )
    try:
        # Commands are small and wait for an answer: the system shall not wait for more of them (Nagle).
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        if connection.file:
            with contextlib.suppress(*_WAITS):
                early = connection.file.peek()
            connection.file.close()
    except BaseException:
        connection.close()
        raise
    return Dialled(sock, offers, early)
