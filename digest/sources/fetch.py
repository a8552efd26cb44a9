"""The one guarded HTTP client: everything this program reads from the web comes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from types import TracebackType
from urllib.parse import urljoin, urlsplit

from urllib3.util import Url

from digest.errors import SourceIll
from digest.sources.addresses import IPNetwork
from digest.sources.ailments import unanswered
from digest.sources.connection import Guard, GuardedAdapter, Network
from digest.sources.exchange import Exchange, Response, bare, parsed, prepared

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
# All that a server we were sent to may see; other headers may hold what only the first may know.
_HARMLESS = frozenset({"accept", "if-none-match", "if-modified-since"})


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
            place, permanent = target, bare(target) if lasting else permanent
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
        own = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        request = prepared("GET", url, {**own, **headers})
        answer = Exchange(self._adapter, self.deadline, self.most_bytes).ask(request, until)
        return replace(answer, url=bare(url))


def _target(url: str, response: Response) -> str:
    """Where a redirect leads. Credentials go along only to the same server, and never onto plain http."""
    text = response.headers.get("Location", "")
    if not text:
        raise SourceIll(f"answered {response.status} without saying where to")
    try:
        target = urljoin(url, text.encode("latin-1", "replace").decode("utf-8", "replace"))
    except ValueError:
        raise SourceIll("redirects to something that is not a web address") from None
    login, new = parsed(url).auth, parsed(target)
    if login and not new.auth and _same_server(url, target):
        scheme, rest = target.split("://", 1)
        target = f"{scheme}://{login}@{rest}"
    if login and urlsplit(url).scheme.lower() == "https" and new.scheme == "http":
        raise SourceIll("redirects from https to http, where its password would be read on the way")
    return target


def _same_server(url: str, other: str) -> bool:
    """Same host and port, or the same host's way from plain http up to https."""
    old, new = parsed(url), parsed(other)
    if old.host != new.host:
        return False
    before, after = (old.scheme, _port(old)), (new.scheme, _port(new))
    return before == after or (before, after) == (("http", 80), ("https", 443))


def _port(parts: Url) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
