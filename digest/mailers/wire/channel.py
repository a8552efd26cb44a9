"""A socket that does not wait: what it has no room for is kept, and how much has left is known."""

from __future__ import annotations

import socket
import ssl
from collections import deque

_WAITS = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
_READ = 65_536


class Gone(Exception):  # noqa: N818  (it names what happened)
    """The other side has closed, or the network has; what it had said before that was read."""


class Channel:
    """Plain or TLS. `queued` and `sent` count the bytes that were to leave, and those that the system took.

    A byte beyond `sent` has surely not left: TLS seals a record only when it goes out whole.
    """

    def __init__(self, sock: socket.socket, early: bytes = b"") -> None:
        self.sock = sock
        self.queued = self.sent = 0
        self.broken = False
        self._early = early
        self._unsent: deque[memoryview] = deque()

    @property
    def waits_to_write(self) -> bool:
        """Is there something to `flush`? Nothing more leaves a broken one; `read` will tell of its end."""
        return bool(self._unsent) and not self.broken

    def write(self, data: bytes) -> None:
        """Send, or keep for `flush` what there is no room for."""
        self.queued += len(data)
        if self._unsent or self.broken:
            self._unsent.append(memoryview(data))
            return
        sent = self._send(data)
        if sent < len(data):
            self._unsent.append(memoryview(data)[sent:])

    def flush(self) -> None:
        """Go on with what was kept."""
        while self._unsent and not self.broken:
            kept = self._unsent[0]
            sent = self._send(kept)
            if sent < len(kept):
                self._unsent[0] = kept[sent:]
                return
            self._unsent.popleft()

    def read(self) -> bytes:
        """What has come in, perhaps nothing. Raises Gone."""
        early, self._early = self._early, b""
        try:
            data = self.sock.recv(_READ)
        except _WAITS:
            return early
        except OSError as error:
            raise Gone(str(error.strerror or error)) from error
        if not data and not early:
            raise Gone("connection closed")
        return early + data if early else data

    def close(self) -> None:
        """Close. Nothing leaves any more; how much has left stays known."""
        self.broken = True
        self.sock.close()

    def _send(self, data: bytes | memoryview) -> int:
        """A failure to write is left to `read`: the reply that explains it may still be there."""
        try:
            sent = self.sock.send(data)
        except _WAITS:
            return 0
        except OSError:
            self.broken = True
            return 0
        self.sent += sent
        return sent
