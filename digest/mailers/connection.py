"""Connections that know whether a request has left whole, and words for what went wrong with one."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from typing import Any

from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException

from digest.mailers.wire.verdicts import words


class Watched(HTTPAdapter):
    """The transport of requests, which knows whether the last request has `left` whole."""

    left = False

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Build the pools as usual, with connections that tell when they have written everything."""
        super().init_poolmanager(*args, **options)
        pools = self.poolmanager.pool_classes_by_scheme
        self.poolmanager.pool_classes_by_scheme = {
            scheme: type(pool.__name__, (pool,), {"ConnectionCls": self._telling(pool.ConnectionCls)})
            for scheme, pool in pools.items()
        }

    def _telling(self, kind: Any) -> Any:
        adapter = self

        class Telling(kind):  # type: ignore[misc]  # one of two classes of urllib3, known only here
            def request(self, *args: Any, **options: Any) -> None:
                super().request(*args, **options)
                adapter.left = True

        return Telling


def why(error: BaseException) -> str:
    """What went wrong, in words; libraries hide the cause in reasons, arguments and causes."""
    chain = list(_chain(error))
    for cause in chain:
        match cause:
            case ssl.SSLCertVerificationError():
                return f"its certificate is not trusted: {cause.verify_message}"
            case socket.gaierror():
                return "its name was not found"
            case TimeoutError():
                return "it took too long"
    # What requests and urllib3 say themselves is long and names objects; the socket's own word is short.
    said = [
        c.strerror or str(c) for c in chain if isinstance(c, OSError) and not isinstance(c, RequestException)
    ]
    return words(said[-1]) if said else "the connection ended"


def _chain(error: BaseException) -> Iterator[BaseException]:
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = (getattr(cause, "reason", None), *cause.args, cause.__cause__, cause.__context__)
        waiting += [each for each in inner if isinstance(each, BaseException)]
