"""A key stays between us and its server: never on an open line, never in an address, never in an error."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from digest.errors import ConfigurationError

_KEY = re.compile(r"[!-~]{1,4096}")


def require_private(key: str, url: str) -> None:
    """A key that a header can carry, and an address that may see it; or ConfigurationError without either."""
    if key and not _KEY.fullmatch(key):
        raise ConfigurationError("summariser.api_key: holds spaces, line ends or letters that no key has")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise ConfigurationError("summariser.base_url: is not an http(s) address")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ConfigurationError("summariser.base_url: holds more than host and path; the key is api_key's")
    if key and parts.scheme == "http" and not _near(host):
        raise ConfigurationError("summariser.base_url: a key is never sent over plain http; write https")


def _near(host: str) -> bool:
    """This machine, a private address, or a name without a dot, as containers call each other."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(".localhost")
