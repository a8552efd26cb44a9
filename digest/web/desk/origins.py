"""Where the desk is: under which names it answers, and whose forms it takes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from digest.web.guard import LOOPBACK

LONGEST = 1000  # characters of a page's path that are kept


@dataclass(frozen=True, slots=True)
class Origins:
    """The desk is at loopback names and, where one is configured, at its `url`."""

    url: str = ""

    @property
    def secure(self) -> bool:
        """Is it reached by https?"""
        return self.url.lower().startswith("https://")

    def names(self, headers: Headers) -> bool:
        """Does the request name us? Another name that leads here is an attack by DNS (rebinding)."""
        host = headers.get("host", "")
        return bool(LOOPBACK.fullmatch(host)) or (bool(self.url) and _host(self.url) == _host(f"//{host}"))

    def from_us(self, headers: Headers) -> bool:
        """Does a page of ours ask? Browsers tell; who tells nothing at all is not believed."""
        if (origin := headers.get("origin")) is not None:
            return self._ours(origin, headers)
        if (site := headers.get("sec-fetch-site")) is not None:
            return site == "same-origin"
        origin, _ = _parted(headers.get("referer", ""))
        return self._ours(origin, headers)

    def page(self, headers: Headers) -> str:
        """The path of our page that a request comes from; the first page's where none of ours is named."""
        origin, path = _parted(headers.get("referer", ""))
        return path if self._ours(origin, headers) and len(path) < LONGEST else "/"

    def home(self, headers: Headers) -> str:
        """The address for links to us; a request that the gate let pass names us rightly."""
        return self.url.rstrip("/") or f"http://{headers.get('host', '')}"

    def _ours(self, origin: str, headers: Headers) -> bool:
        host = headers.get("host", "")
        if LOOPBACK.fullmatch(host) and origin.lower() == f"http://{host}".lower():
            return True
        return bool(self.url) and origin.lower() == self._origin

    @property
    def _origin(self) -> str:
        """As browsers write it: without the port that is understood."""
        own = self.url.rstrip("/").lower()
        return own.removesuffix(":443") if self.secure else own.removesuffix(":80")


def _parted(url: str) -> tuple[str, str]:
    """The origin of an address, and the path and query that it has there; both empty for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return f"{parts.scheme}://{parts.netloc}", parts.path + (f"?{parts.query}" if parts.query else "")


def _host(url: str) -> tuple[str, int | None]:
    """The host and port of an address, the ports that are understood left out."""
    try:
        parts = urlsplit(url.lower())
        port = parts.port
    except ValueError:
        return "", None
    return parts.hostname or "", None if port in (80, 443) else port
