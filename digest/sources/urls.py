"""One address for one article: canonical URLs, without what only tracks the reader."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

MOST_CHARACTERS = 2000
_CONTROLS = re.compile("[\x00-\x1f\x7f]")

_TRACKING = re.compile(
    r"(?:utm_|at_|ns_|mc_[ce]id$|hsa_|pk_|piwik_|matomo_|oly_|vero_|wt_z?mc|s_cid$|__twitter|fb_|mkt_tok$|_hs"
    r"|(?:fb|gc|dc|msc|yc|tt|tw|g|w)lid$|fbclid$|gbraid$|wbraid$|igshid$|_ga$|_gl$|xtor$|cmp$|cmpid$|icid$|ocid$"
    r"|ito$|smid$|emc$|traffic_source$|ref_src$|feedtype$|feedname$|ftag$|sr_share$|soc_src$|soc_trk$)",
    re.IGNORECASE,
)
# These name a thing on some sites, and merely the feed on others.
_FEED_MARK = re.compile(
    r"(?:ref|src|source|partner|mod|from|via|output|rss|campaign)=[^=]*(?:rss|feed)[^=]*", re.I
)


def canonical(url: str, base: str = "") -> str:
    """The address of an article as we store and link it, or "" when it is no http(s) address.

    Scheme, host and escapes in one form; no default port, credentials, tracking parameters or fragment
    (but for "#!", which some sites need to find the page). Doing it again changes nothing.
    """
    text = url.strip()
    if not text or len(text) > MOST_CHARACTERS or _CONTROLS.search(text):
        return ""
    try:
        parts = parse_url(urljoin(base, text) if base else text)
    except (LocationParseError, ValueError):
        return ""
    if parts.scheme not in {"http", "https"} or not _named(parts.host):
        return ""
    return Url(
        scheme=parts.scheme,
        host=parts.host,
        port=None if parts.port in {None, 80 if parts.scheme == "http" else 443} else parts.port,
        path=parts.path or "/",
        query=_query(parts.query),
        fragment=parts.fragment if (parts.fragment or "").startswith("!") else None,
    ).url


def _named(host: str | None) -> bool:
    return bool((host or "").strip("."))


def _query(query: str | None) -> str | None:
    """The query without tracking parameters, the others as they were and in their order."""
    pairs = [pair for pair in (query or "").split("&") if pair and not _tracks(pair)]
    return "&".join(pairs) or None


def _tracks(pair: str) -> bool:
    return bool(_TRACKING.match(pair.partition("=")[0]) or _FEED_MARK.fullmatch(pair))
