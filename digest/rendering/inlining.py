"""Styles into elements, once per letter: the only place that knows the inliner."""

from __future__ import annotations

import logging
import re

from premailer import Premailer

from digest.errors import ConfigurationError

WIDTH = 190  # columns of a line of HTML; a relay may re-encode what is over 998, and a person reads it too

_PIECES = re.compile(r"<!--.*?-->|<style.*?</style>|<[^<>]*>|[^<]+", re.DOTALL)
_BLOCKS = "!doctype|html|head|meta|title|style|body|div|h[1-6]|p|table|tr|td|br|hr|ul|ol|li"
_BLOCK = re.compile(rf" ?(<!--\[.*?-->|</?(?:{_BLOCKS})\b[^<>]*>) ?", re.IGNORECASE)
_STYLE = re.compile(r' style="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')


def inlined(html: str) -> str:
    """This document with its plain sheet in style attributes, as small as it can be written.

    Sheets marked `data-premailer="ignore"` stay as they are. Breaks lines at spaces between words only.
    """
    try:
        document = _premailed(_squeezed(html))
    except (ValueError, AttributeError, TypeError) as fault:
        raise ConfigurationError(f"email/style.css: the inliner cannot read it ({fault})") from None
    return _wrapped(_slimmed(document))


def _premailed(html: str) -> str:
    """The settings that keep the second sheet alive, odd attributes away and the network out."""
    return str(
        Premailer(
            html,
            keep_style_tags=False,
            strip_important=False,
            disable_validation=True,
            disable_leftover_css=False,
            disable_basic_attributes=["width", "height", "bgcolor", "align"],
            remove_classes=False,
            disable_link_rewrites=True,
            allow_network=False,
            allow_loading_external_files=False,
            cache_css_parsing=True,
            cssutils_logging_level=logging.CRITICAL,
        ).transform(pretty_print=False)
    )


def _squeezed(html: str) -> str:
    """No indentation and no line ends: around blocks nothing, between words one space."""
    return _BLOCK.sub(r"\1", re.sub(r"\s+", " ", html)).strip()


def _slimmed(html: str) -> str:
    """Without the spaces the inliner writes, and without classes that no remaining sheet names."""
    kept = " ".join(re.findall(r"<style.*?</style>", html, re.DOTALL))

    def slim(piece: re.Match[str]) -> str:
        tag = piece[0]
        if tag.startswith("<style"):
            return re.sub(r"\s*([{};,])\s*|(?<=:)\s+|\s+(?=!)", r"\1", tag).replace(";}", "}")
        if tag.startswith("<!") or not tag.startswith("<"):
            return tag
        tag = _STYLE.sub(lambda m: f' style="{_tight(m[1])}"', tag)
        return _CLASS.sub(lambda m: m[0] if any(f".{name}" in kept for name in m[1].split()) else "", tag)

    return _PIECES.sub(slim, html)


def _tight(css: str) -> str:
    return re.sub(r"\s*([:;,])\s*", r"\1", css).strip("; ")


def _wrapped(html: str) -> str:
    """Lines of at most WIDTH columns where spaces and blocks allow it; never inside a tag or a sheet."""
    lines, column = [""], 0
    for piece in _PIECES.findall(html):
        for word in _unbroken(piece):
            width = len(word.encode("ascii", "xmlcharrefreplace"))
            if column + width > WIDTH and (lines[-1].endswith((" ", "}")) or _BLOCK.fullmatch(word)):
                lines[-1] = lines[-1].removesuffix(" ")
                lines.append("")
                column = 0
            lines[-1] += word
            column += width
    return "\n".join(lines) + "\n"


def _unbroken(piece: str) -> list[str]:
    """What may not be broken: a tag or a comment, a rule of a sheet, a word with its space."""
    if piece.startswith("<style"):
        return re.split(r"(?<=\})", piece)
    return [piece] if piece.startswith("<") else re.split(r"(?<= )", piece)
