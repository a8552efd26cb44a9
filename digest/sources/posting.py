"""The guarded client's other half: posts JSON to a server that the operator named, and to no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from types import TracebackType

from digest.sources.addresses import IPNetwork
from digest.sources.ailments import retry_after
from digest.sources.connection import Guard, GuardedAdapter, Network
from digest.sources.exchange import Exchange, Response, prepared


@dataclass
class Poster:
    """Posts over http and https under the rules of the Fetcher: guarded addresses, a deadline, a size limit.

    It follows no redirect: what it sends may carry a key, which is for one server alone. Safe to share
    between threads; connections are kept and reused until `close`.
    """

    allow_networks: Sequence[IPNetwork] = ()
    user_agent: str = "MorningDigest/0.1"
    most_bytes: int = 2**20
    network: Network = field(default_factory=Network)
    _adapter: GuardedAdapter = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._adapter = GuardedAdapter(Guard(tuple(self.allow_networks), self.network))

    def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Response:
        """The answer, whatever its status, with its body. Raises SourceIll, or Blocked for the address."""
        own = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip, deflate"}
        own |= {"Accept": "application/json", "Content-Type": "application/json"}
        request = prepared("POST", url, {**own, **headers}, body)
        exchange = Exchange(self._adapter, seconds, self.most_bytes, failures=True)
        answer = exchange.ask(request, monotonic() + seconds)
        return replace(answer, retry_after=retry_after(answer.headers))

    def close(self) -> None:
        """Close the connections that are kept for reuse."""
        self._adapter.close()

    def __enter__(self) -> Poster:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()
