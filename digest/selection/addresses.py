"""What an address says: its host, its path, and whether two addresses are of one page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_SIDE_DOORS = re.compile(r"^(www|amp|m|mobile)\.")
_TRACKING = re.compile(
    r"(utm_|at_|ns_|mc_)\w*|ref(_src)?|fbclid|gclid|cmp|ocid|smid|syn|ito|rss|taid|partner|xtor|traffic_source|src",
    re.IGNORECASE,
)


def canonical(url: str) -> str:
    """An address without scheme, www, fragment, tracking and final slash: equal for equal pages."""
    parts = split(url)
    if not parts.netloc:
        return url
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k)))
    page = _SIDE_DOORS.sub("", parts.netloc.lower()) + parts.path.rstrip("/").removesuffix("/amp")
    return f"{page}?{query}" if query else page


def host(url: str) -> str:
    """The host of an address in lower case, or an empty string."""
    return split(url).netloc.lower().rpartition("@")[2].partition(":")[0]


def split(url: str) -> SplitResult:
    """The parts of an address; all empty where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")
