"""An SMTP server's replies out of the bytes it sends, however these are cut."""

from __future__ import annotations

from digest.errors import DigestError

Reply = tuple[int, bytes]  # the code, and the words of all lines

NONSENSE = -1  # the code of a line that carries none
LONGEST = 65_536  # bytes without an end of a reply, after which nobody waits for one


class Endless(DigestError):  # noqa: N818  (it says what the reply is)
    """The server talks without coming to the end of a reply."""


class Replies:
    """Keeps what is not whole yet; an answer of several lines is one reply."""

    def __init__(self) -> None:
        self._part = b""
        self._lines: list[bytes] = []
        self._kept = 0

    def read(self, data: bytes) -> list[Reply]:
        """The replies that these bytes complete. Raises Endless."""
        *lines, self._part = (self._part + data if self._part else data).split(b"\n")
        found: list[Reply] = []
        for line in lines:
            code, mark = line[:3], line[3:4]
            if mark == b" " and code.isdigit():
                found.append((int(code), self._whole(line[4:]) if self._lines else line[4:]))
            elif mark == b"-" and code.isdigit():
                self._lines.append(line[4:])
                self._kept += len(line)
            else:
                bare = code.isdigit() and not line[3:].strip()
                found.append((int(code), self._whole(b"")) if bare else (NONSENSE, self._whole(line)))
        if len(self._part) + self._kept > LONGEST:
            raise Endless("talks without coming to an end")
        return found

    def _whole(self, last: bytes) -> bytes:
        if not self._lines:
            return last
        text = b"\n".join([*self._lines, last])
        self._lines, self._kept = [], 0
        return text
