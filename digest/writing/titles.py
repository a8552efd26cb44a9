"""A title as it should stand in print: outlet, labels and leftovers off, capitals mended, never cut."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from digest.models import Article
from digest.writing.passage import WORD
from digest.writing.teasers import (
    LABEL,
    LABEL_BARE,
    LABEL_BRACKETED,
    LIVE_KICKER,
    PAGE_END,
    PAGE_KICKER,
    TEASER_END,
)
from digest.writing.vocabulary import listed

AGGREGATOR = frozenset({"googlenews"})  # signs every title with the name of its outlet
READ = 600  # characters of a title; what is longer is none
WRITERS = 20  # reports of an event that are asked how they write a word
TOLD = 4  # words that must be left of a title
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_PICTURES = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\ufe0f\u25a0-\u25ff]+")
_BREAK = re.compile(r"\s+[-|–—·•»«/~]+\s+|\s*\|\s*|\s+::\s+")
_SECTIONS = listed(
    "politik politica política politics politique economia economía economy wirtschaft "
    "business panorama kultur "
    "cultura culture cronaca mondo monde mundo welt world sport sports opinion technology"
)
_SITE_WORDS = listed(
    "news online com org net tv radio live world international uk us english the breaking latest "
    "homepage newspaper "
    "nieuws nachrichten actualités actualité actu noticias notizie wiadomości новости info "
    "magazine sport sports business opinion politics in india africa europe asia middleeast "
    "edition www rss feed"
)


def cleaned(article: Article, event: Sequence[Article] = ()) -> str:
    """The title of an article in print form; `event` are all reports of its event."""
    title = unmarked(article.title)
    title = _without_outlet(title, outlet_names(article), _repeated_ends(tuple(a.title for a in event)))
    title = _without_labels(title)
    title = _quieted(title, tuple(event[:WRITERS]) or (article,))
    return re.sub(r"(?<=\w)\.$", "", title) if title.count(". ") == 0 else title


def unmarked(title: str) -> str:
    """The title as one line of plain letters: no markup, entities, invisible letters or pictures."""
    title = html.unescape(html.unescape(title[:READ]))
    title = _PICTURES.sub(" ", _INVISIBLE.sub("", _TAG.sub("", title)))
    title = title.replace("``", "“").replace("''", "”") if "``" in title else title
    return " ".join(title.split())


def outlet_names(article: Article) -> frozenset[str]:
    """Every way a title may sign this outlet: its name, its key, its host; letters and figures only."""
    host = (urlsplit(article.url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    names = {article.outlet, article.source, host, *labels[:-1], "".join(labels[:2])}
    names |= {re.sub(r"\s*\(.*", "", article.outlet)}
    return frozenset(key for name in names if len(key := _key(name)) > 1)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _without_outlet(title: str, names: frozenset[str], ends: frozenset[str]) -> str:
    """The title without a last (or first) part that only names who published it."""
    for _ in range(3):
        breaks = list(_BREAK.finditer(title))
        if not breaks:
            return _unsigned(title, names)
        head, tail = title[: breaks[-1].start()], title[breaks[-1].end() :]
        start, rest = title[: breaks[0].start()], title[breaks[0].end() :]
        if head and (_signs(tail, names) or _key(tail) in ends | _SECTIONS):
            title = head.strip()
        elif rest and _signs(start, names):
            title = rest.strip()
        else:
            return title
    return title


def _unsigned(title: str, names: frozenset[str]) -> str:
    """The title without "(Outlet)" at its end."""
    match = re.search(r"\s*\(([^()]{2,40})\)$", title)
    return title[: match.start()] if match and _signs(match.group(1), names) else title


def _signs(part: str, names: frozenset[str]) -> bool:
    """Whether this part of a title is an outlet's name, alone or with words like News or Online."""
    if AGGREGATOR & names and len(part.split()) <= 5:
        return True
    if _key(part) in names or re.fullmatch(r"[\w-]+\.(?:com|org|net|de|fr|it|nl|pl|es|ch|at|co\.uk)", part):
        return True
    first = re.match(r"[\w'’]+(?: \d+)?", part)
    if first and _key(first.group(0)) in names and len(part.split()) <= 5 and not re.search(r"\s[a-z]", part):
        return True
    rest = [word for word in re.split(r"[\W_]+", part.lower()) if word and word not in _SITE_WORDS]
    return bool(rest) and len(part.split()) <= 5 and "".join(rest) in {_bare(name) for name in names} | names


def _bare(name: str) -> str:
    return re.sub(r"^the|news$|online$|com$", "", name)


@lru_cache(maxsize=64)
def _repeated_ends(titles: tuple[str, ...]) -> frozenset[str]:
    """Last parts that several titles of the event share word for word: a signature, not news."""
    ends: Counter[str] = Counter()
    for title in {unmarked(title) for title in titles}:
        parts = _BREAK.split(title)
        if len(parts) > 1 and len(parts[-1].split()) <= 4:
            ends[_key(parts[-1])] += 1
    return frozenset(end for end, count in ends.items() if count > 1 and end)


def _without_labels(title: str) -> str:
    for _ in range(3):
        shorter = LABEL_BARE.sub("", LABEL_BRACKETED.sub("", _ends_told(LABEL.sub("", title)))).strip(" |»›>")
        if shorter == title or not shorter:
            break
        title = shorter
    return title[:1].upper() + title[1:] if title[:1].islower() and title[1:2].islower() else title


def _ends_told(title: str) -> str:
    """The title without a teaser behind what it tells, when enough is told."""
    shorter = PAGE_END.sub("", PAGE_KICKER.sub("", TEASER_END.sub("", LIVE_KICKER.sub("", title))))
    return shorter if len(shorter.split()) >= TOLD else title


def _quieted(title: str, articles: Sequence[Article]) -> str:
    """A title set in capitals, in lower case; names and acronyms as the event's other texts write them."""
    letters = [c for c in title if c.isalpha() and (c.isupper() or c.islower())]
    if len(title.split()) < 3 or sum(map(str.isupper, letters)) < 0.7 * max(1, len(letters)):
        return title
    written = _writings(tuple(articles))
    unknown = any(len(w) > 3 and w.lower() not in written for w in WORD.findall(title))
    quiet = WORD.sub(lambda m: _calm(m.group(0), written, capital=unknown), title)
    return quiet[:1].upper() + quiet[1:]


def _calm(word: str, written: dict[str, str], *, capital: bool) -> str:
    low = word.lower()
    if low in written:
        return written[low]
    if len(word) <= 3 and not re.search("[aeiouy]", low):
        return word
    return low.capitalize() if capital and len(word) > 3 else low


@lru_cache(maxsize=4)
def _writings(articles: tuple[Article, ...]) -> dict[str, str]:
    """How running text writes each word: its commonest form, capitals at sentence starts left out."""
    forms: dict[str, Counter[str]] = {}
    for article in articles:
        for match in WORD.finditer(f"{article.summary[:3000]}\n{article.body[:3000]}"):
            word, before = match.group(0), match.string[: match.start()].rstrip()[-1:]
            if before and before not in '.!?:“"\n' and not (word.isupper() and len(word) > 5):
                forms.setdefault(word.lower(), Counter())[word] += 1
    return {low: forms_of.most_common(1)[0][0] for low, forms_of in forms.items()}
