"""Serves an app until someone stops it: on loopback, unless it is made for the public."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

import uvicorn
from starlette.types import ASGIApp

from digest.errors import ConfigurationError
from digest.web.logs import bound

LAST_ANSWERS = 5  # seconds that requests under way have left after SIGTERM


@dataclass(frozen=True, slots=True)
class Place:
    """Where an app is served. Only a `public` one, which needs no login, may be reached by others.

    `proxies` are the addresses and networks of web servers whose X-Forwarded-For is believed: it becomes
    `request.client`, and there is no other place that reads it. Nobody else's is.
    """

    host: str = "127.0.0.1"
    port: int = 0
    public: bool = False
    proxies: Sequence[str] = ()

    @property
    def loopback(self) -> bool:
        with contextlib.suppress(ValueError):
            return ip_address(self.host).is_loopback
        return self.host == "localhost"


def serve(app: ASGIApp, place: Place, ready: Callable[[str], None] = lambda _: None) -> None:
    """Serve until Ctrl-C or SIGTERM. `ready` is told the address once it is open; port 0 takes any free one.

    Raises ConfigurationError, before anything is served, for a port that cannot be had.
    """
    with listening(place) as listener, _ended_by_sigterm():
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # paths hold tokens
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=bool(place.proxies),
            forwarded_allow_ips=list(place.proxies),
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
        bound()
        name = f"[{place.host}]" if ":" in place.host else place.host
        address = f"http://{name}:{listener.getsockname()[1]}/"
        _Server(config, lambda: ready(address)).run(sockets=[listener])


class _Server(uvicorn.Server):
    """uvicorn's, which says when it listens: from then on a signal ends it in order."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def listening(place: Place) -> socket.socket:
    """An open socket, on loopback unless `public`, or ConfigurationError with the cure."""
    host, port = place.host, place.port
    if not place.public and not place.loopback:
        raise ConfigurationError(f"{host} is open to others: the preview has no login; use --host 127.0.0.1")
    if not 0 <= port < 65_536:
        raise ConfigurationError(f"port {port} is none: choose one up to 65535 with --port")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConfigurationError(f"port {port} is in use: choose another with --port") from error
        raise ConfigurationError(
            f"port {port} of {host} cannot be opened ({error}): choose another with --host or --port"
        ) from error
    # What it accepts inherits this. asyncio sets it by itself only where a socket names its protocol; without
    # it, small pages wait 40 ms for the client's acknowledgement of their headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


@contextlib.contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does, quietly: what was opened around it is closed in order.

    uvicorn catches both, finishes, and then raises them once more for whoever stood there before it.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)
