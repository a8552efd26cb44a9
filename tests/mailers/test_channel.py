"""A channel whose socket fails to send: nothing is tried on it again, and what comes in is still read."""

from __future__ import annotations

import errno
import os
import socket

from digest.mailers.wire.channel import Channel


class Failing(socket.socket):
    """A connection on which nothing can be sent, though it is up."""

    def send(self, data: object, flags: int = 0) -> int:
        raise OSError(errno.ENOBUFS, os.strerror(errno.ENOBUFS))


def test_a_broken_channel_is_not_watched_for_room_to_write() -> None:
    """It would be found writable at once, for ever, and its deadline put off each time."""
    ours, theirs = socket.socketpair()
    with theirs, Failing(ours.family, ours.type, fileno=ours.detach()) as sock:
        sock.setblocking(False)
        channel = Channel(sock)
        channel.write(b"MAIL FROM:<letter@news.example.org>\r\n")
        theirs.sendall(b"421 4.3.2 closing\r\n")

        assert channel.broken
        assert not channel.waits_to_write
        assert channel.read() == b"421 4.3.2 closing\r\n"
