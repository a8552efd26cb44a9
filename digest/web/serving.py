"""Serves an app until someone stops it: on loopback, unless it is made for the public."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Callable
from ipaddress import ip_address

import uvicorn
from starlette.types import ASGIApp

from digest.errors import ConfigurationError


def serve(
    app: ASGIApp,
    host: str,
    port: int,
    ready: Callable[[str], None] = lambda _: None,
    *,
    public: bool = False,
) -> None:
    """Serve until Ctrl-C. `ready` is told the address once it is open; port 0 takes any free one.

    Only a `public` app, which needs no login, may be served where others can reach it.

    Raises ConfigurationError, before anything is served, for a port that cannot be had.
    """
    with listening(host, port, public=public) as listener:
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, lifespan="off", ws="none", server_header=False
        )
        name = f"[{host}]" if ":" in host else host
        ready(f"http://{name}:{listener.getsockname()[1]}/")
        with contextlib.suppress(KeyboardInterrupt):  # the usual way to end it
            uvicorn.Server(config).run(sockets=[listener])


def listening(host: str, port: int, *, public: bool = False) -> socket.socket:
    """An open socket, on loopback unless `public`, or ConfigurationError with the cure."""
    if not public and not _loopback(host):
        raise ConfigurationError(f"{host} is open to others: the preview has no login; use --host 127.0.0.1")
    if not 0 <= port < 65_536:
        raise ConfigurationError(f"port {port} is none: choose one up to 65535 with --port")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConfigurationError(f"port {port} is in use: choose another with --port") from error
        raise ConfigurationError(
            f"port {port} of {host} cannot be opened ({error}): choose another with --host or --port"
        ) from error


def _loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
