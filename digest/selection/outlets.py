"""Who speaks: one registered domain, or one house under several domains, is one outlet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import tldextract

from digest.models import Article
from digest.selection.addresses import host

# Pages of others: the address says nothing about who wrote them.
CARRIERS = frozenset(
    {"google.com", "msn.com", "yahoo.com", "aol.com", "newsbreak.com", "smartnews.com", "t.co"}
)

# Houses that publish under several domains. One outlet, one voice.
HOUSES: Mapping[str, str] = MappingProxyType(
    {
        "bbc.co.uk": "bbc.com",
        "guardian.co.uk": "theguardian.com",
        "nyti.ms": "nytimes.com",
        "reut.rs": "reuters.com",
        "aljazeera.net": "aljazeera.com",
        "skynews.com": "sky.com",
        "thesun.ie": "thesun.co.uk",
        "the-sun.com": "thesun.co.uk",
        "dailymail.com": "dailymail.co.uk",
        "mirror.co.uk": "reachplc.com",
        "express.co.uk": "reachplc.com",
        "dailystar.co.uk": "reachplc.com",
        "dailyrecord.co.uk": "reachplc.com",
        "manchestereveningnews.co.uk": "reachplc.com",
        "liverpoolecho.co.uk": "reachplc.com",
        "svobodaeuropa.bg": "rferl.org",
        "svoboda.org": "rferl.org",
        "radiosvoboda.org": "rferl.org",
        "azattyq.org": "rferl.org",
        "ria.ru": "rossiyasegodnya",
        "sputniknews.com": "rossiyasegodnya",
        "sputnikglobe.com": "rossiyasegodnya",
    }
)


def outlet(article: Article) -> str:
    """The house that speaks in this article: its registered domain, or its name where that says nothing."""
    domain = _registered(host(article.url))
    if not domain or domain in CARRIERS:
        return " ".join(article.outlet.casefold().split())
    return HOUSES.get(domain, domain)


def house(url: str) -> str:
    """Whose page an address is: the house of its registered domain, or its host where it has none."""
    domain = _registered(host(url)) or host(url)
    return HOUSES.get(domain, domain)


@cache
def _registered(host: str) -> str:
    return _suffixes()(host).top_domain_under_public_suffix


@cache
def _suffixes() -> tldextract.TLDExtract:
    # the snapshot that comes with the library: a pure room fetches nothing and writes no cache
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
