"""What the options of every API mailer must be, and the words for it when they are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from digest.errors import ConfigurationError

_SECRET = re.compile(r"[!-~]+")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


def proper(mailer: Any, *, largest_batch: int = 1) -> None:
    """Raise ConfigurationError for an option with which no request can be made."""
    for option, fault in _faults(mailer, largest_batch):
        raise ConfigurationError(f"mailer.{option}: {fault}")


def _faults(mailer: Any, largest_batch: int) -> Iterable[tuple[str, str]]:
    if hasattr(mailer, "api_key") and not _SECRET.fullmatch(mailer.api_key):
        yield "api_key", "is empty or no key: it has only ASCII letters, digits and signs"
    if mailer.base_url and (fault := _misplaced(mailer.base_url)):
        yield "base_url", fault
    for option in ("timeout", "connections"):
        if getattr(mailer, option) <= 0:
            yield option, "must be more than 0"
    if not 1 <= getattr(mailer, "batch", 1) <= largest_batch:
        yield "batch", f"must be from 1 to {largest_batch}, which is what the provider takes in one request"
    domain = getattr(mailer, "domain", "")
    if domain and not _DOMAIN.fullmatch(domain):
        yield "domain", f"{domain!r} is no domain; write it like news.example.org"


def _misplaced(url: str) -> str:
    """What is wrong with the address of an API. A key goes over plain http to this machine alone."""
    try:
        place = urlsplit(url)
        host = place.hostname or ""
        odd = place.username is not None or place.query or place.fragment or url.endswith("/")
    except ValueError:
        return f"{url!r} is no web address"
    if place.scheme not in ("https", "http") or not host or odd:
        return "write it like https://api.example.org, without a name, a question or a slash at its end"
    if place.scheme == "http" and not _loopback(host):
        return "a key is never sent over plain http; use https"
    return ""


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
