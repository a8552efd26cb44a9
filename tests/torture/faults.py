"""A fault at the Nth call to the world, planted in a process before it begins its work.

Counted are the calls to databases (connect, execute, commit), to sockets of the network (connect, send, recv)
and to files (open, write, fsync, rename, lock). At the Nth one the process is killed before the call (`die`),
or the call fails as it would fail in the world (`fail`): a database that is gone, a connection that is reset,
a full disk. `deaf` is for a commit: it is done, and the answer is lost.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import fcntl
import os
import signal
import socket
import sqlite3
import sqlite3.dbapi2
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

Call = Callable[..., Any]


class Trap:
    """Counts calls, and springs at the Nth."""

    def __init__(self, at: int, how: str, only: str) -> None:
        self.calls = 0
        self._at, self._how, self._only = at, how, only
        self._numbers = count(1)

    def around(self, call: Call, name: str, failure: Callable[..., Exception]) -> Call:
        """This call, counted; `failure` makes the exception, and whatever else is to be seen of the fault."""

        def trapped(*given: Any, **named: Any) -> Any:
            if self._only not in name or (name.startswith("socket") and given[0].family == socket.AF_UNIX):
                return call(*given, **named)
            self.calls = next(self._numbers)
            if self.calls != self._at:
                return call(*given, **named)
            if self._how == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if self._how == "deaf":
                call(*given, **named)
            raise failure(*given)

        return trapped


def plant(at: int, how: str = "fail", only: str = "", count: str = "") -> None:
    """Set the trap in this process. `only` counts the calls with this in their names; `count` is a file."""
    trap = Trap(at, how, only)
    _in_sqlite(trap)
    _in_postgresql(trap)
    for name in ("connect", "send", "recv", "recv_into"):
        setattr(socket.socket, name, trap.around(getattr(socket.socket, name), f"socket {name}", _reset))
    for name in ("open", "pwrite", "fsync", "truncate", "replace"):
        setattr(os, name, trap.around(getattr(os, name), f"file {name}", _full))
    fcntl.flock = trap.around(fcntl.flock, "file flock", _unlockable)
    _in_written_files(trap)
    if count:
        atexit.register(lambda: Path(count).write_text(str(trap.calls)))


def _in_sqlite(trap: Trap) -> None:
    class Cursor(sqlite3.Cursor):
        pass

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

    def broken(*_: Any) -> Exception:
        failure = sqlite3.OperationalError("disk I/O error")
        failure.sqlite_errorcode, failure.sqlite_errorname = sqlite3.SQLITE_IOERR, "SQLITE_IOERR"
        return failure

    for kind, names in ((Cursor, ("execute", "executemany")), (Connection, ("execute", "commit"))):
        for name in names:
            setattr(kind, name, trap.around(getattr(kind, name), f"database {name}", broken))
    connect = sqlite3.dbapi2.connect
    counted = trap.around(
        lambda *given, **named: connect(*given, factory=Connection, **named), "database connect", broken
    )
    sqlite3.dbapi2.connect = counted  # type: ignore[misc]


def _in_postgresql(trap: Trap) -> None:
    def gone(this: Any = None, *_: Any) -> Exception:
        if this is not None and not isinstance(this, str):  # at a connect there is nothing to close yet
            getattr(this, "connection", this).close()
        return psycopg.OperationalError("server closed the connection unexpectedly")

    for kind, names in ((psycopg.Cursor, ("execute", "executemany")), (psycopg.Connection, ("commit",))):
        for name in names:
            setattr(kind, name, trap.around(getattr(kind, name), f"database {name}", gone))
    psycopg.connect = trap.around(psycopg.connect, "database connect", gone)


def _in_written_files(trap: Trap) -> None:
    fdopen = os.fdopen

    class File:
        """What os.fdopen gives, with its writing counted."""

        def __init__(self, file: Any) -> None:
            self._file = file
            self.write = trap.around(file.write, "file write", _full)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

        def __enter__(self) -> File:
            return self

        def __exit__(self, *failure: object) -> None:
            self._file.close()

    def opened(descriptor: int, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = fdopen(descriptor, mode, *more, **named)
        return File(file) if "w" in mode else file

    os.fdopen = opened


def _reset(this: socket.socket, *_: Any) -> Exception:
    with contextlib.suppress(OSError):  # it may not be connected yet
        this.shutdown(socket.SHUT_RDWR)
    return ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))


def _full(*_: Any) -> Exception:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _unlockable(*_: Any) -> Exception:
    return OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
