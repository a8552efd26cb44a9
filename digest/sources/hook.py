"""A webhook: a program of the newsroom's is told in JSON, at an address that is a secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from digest.errors import Blocked, SourceIll, Unavailable
from digest.sources.posting import Poster


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts to one address, within `seconds`. Of the answer only the status is looked at."""

    url: str = field(repr=False)
    client: Poster = field(repr=False)
    seconds: float = 10.0

    def post(self, said: Mapping[str, object]) -> None:
        """Tell it once. Raises Unavailable, which names the host alone, where it does not answer well."""
        host = urlsplit(self.url).hostname
        try:
            answer = self.client.post(self.url, json.dumps(said).encode(), {}, self.seconds)
        except (SourceIll, Blocked) as failure:
            raise Unavailable(f"the webhook at {host} cannot be told: {failure}") from None
        if not 200 <= answer.status < 300:
            raise Unavailable(f"the webhook at {host} answered {answer.status}")
