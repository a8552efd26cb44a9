"""The switchboard's end: nobody is left dialling."""

from __future__ import annotations

import ssl
import threading
import time
from typing import Any

import pytest

from digest.errors import Unavailable
from digest.mailers.wire.dialling import Dialled, Dialler
from digest.mailers.wire.parcel import Terms
from digest.mailers.wire.switchboard import Switchboard


class Slow:
    """A server to which TLS takes its time, and then fails."""

    def dial(self) -> Dialled:
        time.sleep(0.2)
        raise Unavailable("not today")


def test_a_line_that_is_dialled_still_is_waited_for_a_little() -> None:
    """A process that ends while a thread is within OpenSSL may crash, although everybody was served."""
    before = set(threading.enumerate())  # another test's server may be silent still
    board = Switchboard(Slow(), 2, Terms(timeout=60.0, final_timeout=60.0, messages=0))  # type: ignore[arg-type]
    board.dial()
    board.close()
    assert {*threading.enumerate()} <= before


def test_without_encryption_no_authorities_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(**_: Any) -> None:
        pytest.fail("they were read")

    monkeypatch.setattr(ssl, "create_default_context", read)
    with pytest.raises(Unavailable, match="cannot be reached"):
        Dialler("127.0.0.1", 9, "plain", "", "", "", "", 1.0).dial()
