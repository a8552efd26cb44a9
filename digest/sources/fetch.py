"""The one guarded HTTP client: everything this program reads from the web comes through here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from types import TracebackType
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from urllib3 import HTTPResponse, Timeout
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

from digest.errors import Blocked, SourceIll
from digest.sources.addresses import IPNetwork
from digest.sources.ailments import diagnosis, unanswered
from digest.sources.connection import Guard, GuardedAdapter, Network

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
# All that a server we were sent to may see; other headers may hold what only the first may know.
_HARMLESS = frozenset({"accept", "if-none-match", "if-modified-since"})
_PIECE = 2**14
_PLAIN = re.compile(r"[a-z0-9-]{1,20}")


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, read to its end. `url` is where it came from, without credentials.

    `permanent` is the last address reached by nothing but permanent redirects (301, 308), or empty.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    permanent: str = ""


@dataclass
class Fetcher:
    """Fetches over http and https: one deadline over everything, a size limit, no private addresses.

    `deadline` is in seconds and covers look-up, connection, every redirect and the body; `most_bytes` counts
    after decompression. Safe to share between threads; connections are kept and reused until `close`.
    """

    allow_networks: Sequence[IPNetwork] = ()
    user_agent: str = "MorningDigest/0.1 (feed reader)"
    deadline: float = 20.0
    most_bytes: int = 10 * 2**20
    most_redirects: int = 5
    network: Network = field(default_factory=Network)
    _adapter: GuardedAdapter = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._adapter = GuardedAdapter(Guard(tuple(self.allow_networks), self.network))

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """The answer to a GET: 2xx, or 304 when `headers` hold validators.

        Raises Blocked for an address it must not visit, SourceGone for 410, SourceIll for all else.
        """
        until = monotonic() + self.deadline
        sent, place, permanent, lasting = dict(headers or {}), url, "", True
        for _ in range(self.most_redirects + 1):
            response = self._ask(place, sent, until)
            if response.status not in _REDIRECTS:
                if response.status >= 300 and response.status != 304:
                    raise unanswered(response.status, response.headers)
                return replace(response, permanent=permanent)
            target = _target(place, response)
            if not _same_server(place, target):
                sent = {name: value for name, value in sent.items() if name.lower() in _HARMLESS}
            lasting = lasting and response.status in _PERMANENT and "@" not in urlsplit(url).netloc
            place, permanent = target, _bare(target) if lasting else permanent
        raise SourceIll(f"more than {self.most_redirects} redirects")

    def close(self) -> None:
        """Close the connections that are kept for reuse."""
        self._adapter.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _ask(self, url: str, headers: Mapping[str, str], until: float) -> Response:
        """One request, without following redirects."""
        request = self._request(url, headers)
        left = until - monotonic()
        if left <= 0:
            raise SourceIll(f"timed out after {self.deadline:g} s")
        try:
            # requests hands it through as it is, though its annotations know only numbers
            answer = self._adapter.send(request, stream=True, timeout=Timeout(total=left))  # type: ignore[arg-type]
        except (requests.RequestException, HTTPError, OSError) as error:
            raise SourceIll(diagnosis(error, self.deadline)) from None  # its own words hold the address
        raw: HTTPResponse = answer.raw
        try:
            body = b"" if answer.status_code >= 300 else self._body(raw)
        except (HTTPError, OSError) as error:
            raise SourceIll(diagnosis(error, self.deadline)) from None
        finally:
            if not raw.closed:  # not read to its end: no other answer may come on this connection
                raw.close()
            raw.release_conn()
        return Response(answer.status_code, _bare(url), answer.headers, body)

    def _request(self, url: str, headers: Mapping[str, str]) -> requests.PreparedRequest:
        _parsed(url)
        own = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        try:
            return requests.Request("GET", url.strip(), headers={**own, **headers}).prepare()
        except (requests.RequestException, ValueError):
            raise Blocked("not a web address") from None

    def _body(self, raw: HTTPResponse) -> bytes:
        """The whole body, unpacked; stops while reading when there is too much."""
        length = raw.headers.get("Content-Length", "")
        packed = {word.strip().lower() for word in raw.headers.get("Content-Encoding", "").split(",")}
        if strange := packed - {"", "identity", *raw.CONTENT_DECODERS}:
            name = min(strange)
            name = name if _PLAIN.fullmatch(name) else "an unknown encoding"  # it may reach a terminal
            raise SourceIll(f"answer was packed in a way nobody asked for ({name})")
        if length.isdecimal() and int(length[:20]) > self.most_bytes:
            raise SourceIll(f"more than {self.most_bytes / 2**20:g} MB")
        body = bytearray()
        for piece in raw.stream(_PIECE, decode_content=True):
            body += piece
            if len(body) > self.most_bytes:
                raise SourceIll(f"more than {self.most_bytes / 2**20:g} MB")
        return bytes(body)


def _target(url: str, response: Response) -> str:
    """Where a redirect leads. Credentials go along only to the same server, and never onto plain http."""
    text = response.headers.get("Location", "")
    if not text:
        raise SourceIll(f"answered {response.status} without saying where to")
    try:
        target = urljoin(url, text.encode("latin-1", "replace").decode("utf-8", "replace"))
    except ValueError:
        raise SourceIll("redirects to something that is not a web address") from None
    login, new = _parsed(url).auth, _parsed(target)
    if login and not new.auth and _same_server(url, target):
        scheme, rest = target.split("://", 1)
        target = f"{scheme}://{login}@{rest}"
    if login and urlsplit(url).scheme.lower() == "https" and new.scheme == "http":
        raise SourceIll("redirects from https to http, where its password would be read on the way")
    return target


def _same_server(url: str, other: str) -> bool:
    """Same host and port, or the same host's way from plain http up to https."""
    old, new = _parsed(url), _parsed(other)
    if old.host != new.host:
        return False
    before, after = (old.scheme, _port(old)), (new.scheme, _port(new))
    return before == after or (before, after) == (("http", 80), ("https", 443))


def _parsed(url: str) -> Url:
    if any(ord(character) < 32 or ord(character) == 127 for character in url.strip()):
        raise Blocked("an address with control characters in it")
    try:
        parts = parse_url(url.strip())
    except (LocationParseError, ValueError):
        raise Blocked("not a web address") from None
    if parts.scheme not in {"http", "https"}:
        raise Blocked("only http and https are fetched")
    if not parts.host:
        raise Blocked("not a web address: it names no server")
    return parts


def _port(parts: Url) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _bare(url: str) -> str:
    """The address without user and password."""
    parts = urlsplit(url.strip())
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
