"""What must never reach a letter: control characters, forged line ends, unsafe links, escaping styles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from urllib.parse import quote, urlsplit, urlunsplit

from digest.errors import ConfigurationError
from digest.models import Look
from digest.rendering.links import OURS

# Directional overrides and embeddings reorder what a reader sees; marks and joiners are part of spelling.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\u00ad\\u200b\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffd"
    "\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff\\U000e0000-\\U000e0fff]"
)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}|[a-zA-Z]{3,30}|(?:rgb|hsl)a?\([0-9.,% ]+\)")
_FONTS = re.compile(r"(?:[\w ,-]|'[\w -]+')+", re.ASCII)
_FURNITURE = re.compile(r"^[=*#>|\s-]+(?=[^\d])")
_URL_SAFE = "!$&'()*+,-./:;=?@_~%#"


def plain(text: str) -> str:
    """The text on one line, without anything a reader cannot see and without the blanks for our links."""
    text = " ".join(_UNSEEN.sub("", text).split())
    while OURS in text:
        text = text.replace(OURS, "")
    return unicodedata.normalize("NFC", text)


def bare(text: str) -> str:
    """Plain, without marks in front that would pass for furniture of ours: a rule, a heading, a quote."""
    return _FURNITURE.sub("", plain(text))


def link(url: str) -> str:
    """The address as mail can carry it (http or https, ASCII, no quotes or spaces), or nothing."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.-]+|\[?[0-9a-f:.]+\]?", host):
        return ""
    host = f"[{host}]" if ":" in host else host
    rest = (
        quote(_UNSEEN.sub("", part), safe=_URL_SAFE) for part in (parts.path, parts.query, parts.fragment)
    )
    address = urlunsplit((parts.scheme, host + port, *rest)).replace("'", "%27")
    # Anywhere in it, a blank would become the reader's own link, and tell the site its token.
    return "" if OURS in address.casefold() else address


def require_style(look: Look) -> None:
    """Every colour is a colour and every font a list of names, or ConfigurationError: CSS cannot be left."""
    for entry in fields(look):
        value = getattr(look, entry.name)
        kind, shape = ("font names", _FONTS) if entry.name.endswith("font") else ("colour", _COLOUR)
        if not shape.fullmatch(value):
            raise ConfigurationError(f"newsletter.look.{entry.name} = {value!r} is not a {kind} for a style")
