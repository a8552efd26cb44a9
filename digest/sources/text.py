"""What a source says, as plain text: no markup, no entities, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.entities import html5

TITLE, SUMMARY, BODY = 300, 2_000, 20_000

# Beyond this nobody's article goes on; it bounds the work that a hostile feed can ask for.
_MOST_MARKUP = 300_000
_MOST_PASSES = 10

_SILENT = "script|style|template|noscript|iframe|object|svg|math|head|select|textarea|button|form|audio|video"
_UNSEEN = re.compile(
    rf"<!--.*?(?:-->|\Z)|<[/!?](?!\[CDATA\[)(?![a-zA-Z])[^<>]*>|<({_SILENT})\b[^>]*(?<!/)>.*?(?:</\1\s*>|\Z)|<!\[CDATA\[|\]\]>",
    re.DOTALL | re.IGNORECASE,
)
_BREAKS = re.compile(
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]|header|hr|li"
    "|main|nav|ol|p|pre|section|table|tbody|thead|tr|ul"
)
_INLINE = re.compile("a|abbr|b|em|font|i|img|q|s|small|span|strong|su[bp]|t[dh]|u")
# A tag's quoted attributes may hold ">"; a tag whose quotes do not match ends at the first ">".
_TAG = re.compile(r"<[/!?]?([a-zA-Z][a-zA-Z0-9]*)(?:(?>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|[^<>]*>)")
_CUT_TAG = re.compile(r"<(?:[/!]-*\Z|/?([a-zA-Z][a-zA-Z0-9]*)[^<>]*\Z)")
_MORE = re.compile(r"<[/!?]?[a-zA-Z]|<[/!?][^<>]*>|&[#a-zA-Z]|<!--|<[/!]-*\Z|<!\[CDATA\[|\]\]>")

_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)+")
_ENTITY = re.compile(r"&(?:#(\d{1,8}|[xX][0-9a-fA-F]{1,7})|([a-zA-Z][a-zA-Z0-9]{1,31}));")

_BREAK = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_SPACES = re.compile(rf"[^\S{_BREAK} ][^\S{_BREAK}]*| [^\S{_BREAK}]+")
_LINES = re.compile(rf" [{_BREAK}]\s*|[{_BREAK}]\s+|[^\S \n]")
# Controls, private use, lone surrogates, noncharacters; marks of direction; fillers, tags and the like.
# The word joiners of Persian and Indian scripts (200C, 200D) are looked at below.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ud800-\udfff\ue000-\uf8ff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_JOINERS = re.compile(
    "(?<=[^\x00-\u02ff\u2000-\u206f\u3000\n])[\u200c\u200d](?=[^\x00-\u02ff\u2000-\u206f\u3000\n])"
)
_SELECTORS = re.compile("(?<![^\\s\ufe0e\ufe0f])[\ufe0e\ufe0f]+|(?<=[\ufe0e\ufe0f])[\ufe0e\ufe0f]+")
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


def plain(markup: str) -> str:
    """The text of HTML or of text: block elements and line ends as single line breaks, spaces folded, NFC.

    Escapes are decoded as often as a source has put them, so that what comes out holds neither tags nor
    entities; doing it again changes nothing.
    """
    text = markup[:_MOST_MARKUP]
    for _ in range(_MOST_PASSES):
        cleaner = _cleaned(text)
        if cleaner == text or not _MORE.search(cleaner):
            return cleaner
        text = cleaner
    return _cleaned(text.replace("<", " ").replace("&", " "))


def line(markup: str, most: int = TITLE) -> str:
    """Plain text on one line, of at most so many characters."""
    return clipped(" ".join(plain(markup).split()), most)


def clipped(text: str, most: int) -> str:
    """The text, cut between words when it is longer."""
    if len(text) <= most:
        return text
    head = text[:most]
    at = max(head.rfind(" "), head.rfind("\n"))
    return (head[:at] if at > most // 2 else head).rstrip()


def _cleaned(text: str) -> str:
    if "<" in text or "]]>" in text:
        text = _without_markup(text)
    if "&" in text:
        text = _ENTITY.sub(_character, _AMPERSANDS.sub("&", text))
    text = _INVISIBLE.sub("", text) if text.isascii() else _visible(text)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def _without_markup(text: str) -> str:
    text = _TAG.sub(_gap, _UNSEEN.sub(" ", text))
    last = text.rfind("<")
    cut = _CUT_TAG.match(text, last) if last >= 0 else None
    if cut is None or (
        cut[1] and not (_BREAKS.fullmatch(cut[1].lower()) or _INLINE.fullmatch(cut[1].lower()))
    ):
        return text
    return text[:last]


def _gap(tag: re.Match[str]) -> str:
    """What stands in a text in place of a tag."""
    name = tag[1].lower()
    return "\n" if _BREAKS.fullmatch(name) else " " if name in {"td", "th"} else ""


def _character(found: re.Match[str]) -> str:
    """What an entity stands for; as it was when it stands for nothing."""
    if found[2]:
        return html5.get(f"{found[2]};", found[0])
    return unescape(found[0])


def _visible(text: str) -> str:
    """Composed, and without what no eye can see; what is taken away may let more be composed."""
    while True:
        text = unicodedata.normalize("NFC", text)
        shorter = _INVISIBLE.sub("", text)
        if "\u200c" in shorter or "\u200d" in shorter:
            kept = {found.start() for found in _JOINERS.finditer(shorter)}
            shorter = "".join(c for at, c in enumerate(shorter) if c not in "\u200c\u200d" or at in kept)
        if "\ufe0e" in shorter or "\ufe0f" in shorter:
            shorter = _SELECTORS.sub("", shorter)
        shorter = _PILED_MARKS.sub(r"\1", shorter)
        if len(shorter) == len(text):
            return text
        text = shorter
