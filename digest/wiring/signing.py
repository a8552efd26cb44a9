"""RSA signatures made beside the send, in processes: `cryptography` holds the interpreter while it signs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock, RLock

from digest.wiring.signing_child import LENGTH

_PROGRAM = Path(__file__).with_name("signing_child.py")
_WORTH = 200  # signatures: for fewer no process is started
_MOST_DUE = 200  # of a child: its answers must fit into the pipe while nobody reads them
_MOST_CHILDREN = 4

Sign = Callable[[bytes], bytes]


class Signers:
    """Signs digests with one key. `own` signs here: the first ones, and whatever a child that died owes.

    One thread may begin a signature that another fetches, and several may do either at once.
    """

    def __init__(self, own: Sign, key: bytes, length: int) -> None:
        self._own, self._key, self._length = own, key, length
        self._asked = 0
        self._children: list[_Child] = []
        self._hiring = Lock()

    def begin(self, digest: bytes) -> Callable[[], bytes]:
        """Begin the signature of this digest; a call of what is returned waits for it."""
        with self._hiring:
            self._asked += 1
            if self._asked <= _WORTH:
                return partial(self._own, digest)
            while len(self._children) < min(os.cpu_count() or 1, _MOST_CHILDREN):
                self._children.append(_Child(self._key, self._length))
            child = min(self._children, key=_Child.owes)
        return child.begin(digest, self._own)

    def close(self) -> None:
        """End the children."""
        while self._children:
            self._children.pop().close()


class _Signature:
    """One that a child is making, or has made."""

    __slots__ = ("_child", "_digest", "_own", "made")

    def __init__(self, child: _Child, digest: bytes, own: Sign) -> None:
        self._child, self._digest, self._own = child, digest, own
        self.made = b""

    def __call__(self) -> bytes:
        self._child.collect(self)
        if not self.made:
            self.made = self._own(self._digest)
        return self.made


class _Child:
    """A process that signs; it answers in the order in which it is asked."""

    def __init__(self, key: bytes, length: int) -> None:
        command = [sys.executable, "-P", str(_PROGRAM)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0)
        self._length = length
        self._due: deque[_Signature] = deque()
        self._turn = RLock()  # of whoever talks with it: what is asked first is answered first
        self._write(LENGTH.pack(len(key)) + key)

    def owes(self) -> int:
        return len(self._due)

    def begin(self, digest: bytes, own: Sign) -> _Signature:
        signature = _Signature(self, digest, own)
        with self._turn:
            if len(self._due) >= _MOST_DUE:
                self.collect(self._due[0])
            if self._write(digest):
                self._due.append(signature)
        return signature

    def collect(self, wanted: _Signature) -> None:
        """Read answers until this signature is there; where the child has died, it stays unmade."""
        with self._turn:
            while self._due and not wanted.made:
                answer = self._read()
                if not answer:
                    self._due.clear()
                    return
                self._due.popleft().made = answer

    def close(self) -> None:
        self._due.clear()
        with self._process:  # closes the pipes, at whose end the child leaves, and waits for that
            pass

    def _read(self) -> bytes:
        """The next answer; empty where the child has died."""
        assert self._process.stdout  # noqa: S101  (a pipe was asked for)
        answer = b""
        while len(answer) < self._length:
            part = self._process.stdout.read(self._length - len(answer))
            if not part:
                return b""
            answer += part
        return answer

    def _write(self, data: bytes) -> bool:
        assert self._process.stdin  # noqa: S101
        try:
            self._process.stdin.write(data)
        except OSError:
            return False
        return True
