"""An SMTP server of few words that takes everything, fast: `python -m tests.torture.sink`.

Each line on standard input names a log. Once no connection is open any more, what is accepted from then on is
logged there, and the server's port is the answer. A message stands in the log, as recipient and Message-ID,
before its 250 leaves. It offers PIPELINING.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

GREETING = b"220 sink.example.org ESMTP\r\n"
OFFERS = b"250-sink.example.org\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 33554432\r\n"
REPLIES = {b"QUIT": b"221 2.0.0 bye\r\n", b"DATA": b"354 go ahead\r\n", b"EHLO": OFFERS}
OK = b"250 2.0.0 Ok\r\n"
END = b"\r\n.\r\n"
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
RECIPIENT = re.compile(rb"<(.*)>")


class Book:
    """What was accepted, and how many connections are open."""

    def __init__(self) -> None:
        self.accepted = 0
        self.idle = asyncio.Event()
        self.idle.set()
        self._open = 0
        self._log = -1

    def begin(self, log: Path) -> None:
        if self._log >= 0:
            os.close(self._log)
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def keep(self, recipient: bytes, body: bytes) -> None:
        found = MESSAGE_ID.search(body)
        os.write(self._log, recipient + b"\t" + (found.group(1) if found else b"") + b"\n")
        self.accepted += 1

    def count(self, change: int) -> None:
        self._open += change
        if self._open:
            self.idle.clear()
        else:
            self.idle.set()


class Connection(asyncio.Protocol):
    """One client: commands until DATA, a body until its dot, and again."""

    transport: asyncio.Transport

    def __init__(self, book: Book) -> None:
        self._book = book
        self._heard = b""
        self._recipient = b""
        self._in_body = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._book.count(+1)
        transport.write(GREETING)

    def connection_lost(self, error: Exception | None) -> None:
        self._book.count(-1)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        replies = []
        while (reply := self._message() if self._in_body else self._command()) is not None:
            replies.append(reply)
        self.transport.write(b"".join(replies))
        if replies and replies[-1] == REPLIES[b"QUIT"]:
            self.transport.close()

    def _command(self) -> bytes | None:
        line, end, rest = self._heard.partition(b"\r\n")
        if not end:
            return None
        self._heard = rest
        verb = line[:4].upper()
        if verb == b"RCPT":
            found = RECIPIENT.search(line)
            self._recipient = found.group(1) if found else b""
        if verb == b"DATA":
            self._in_body, self._heard = True, b"\r\n" + rest  # so that a dot in the first line ends it, too
        return REPLIES.get(verb, OK)

    def _message(self) -> bytes | None:
        body, end, rest = self._heard.partition(END)
        if not end:
            return None
        self._in_body, self._heard = False, rest
        self._book.keep(self._recipient, body)
        return b"250 2.0.0 Ok: queued as S%d\r\n" % self._book.accepted


async def serve() -> None:
    """Take mail until standard input ends."""
    book = Book()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(book), "127.0.0.1", 0)
    while log := await asyncio.to_thread(sys.stdin.readline):
        await book.idle.wait()
        book.begin(Path(log.rstrip("\n")))
        print(server.sockets[0].getsockname()[1], flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
