"""How pages are filed: the section that a breadcrumb, a category or an address names, if it names one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from digest.models import Article, Newsletter
from digest.selection.addresses import split
from digest.selection.places import places, regions

LONGEST_LABEL = 4
TOP = "top"

# What outlets call parts of the world, beside the keys of our own regions.
LABELS = MappingProxyType(
    {
        "africa": "africas afrique afrika áfrica afryka африка أفريقيا افريقيا 非洲 sub-saharan-africa",
        "americas": """
            america latin-america latinamerica north-america south-america central-america caribbean
            us-canada us-and-canada us-news usa amérique amériques amerika américa américas ameryka америка
            lateinamerika amérique-latine américa-latina أمريكا 美洲
        """,
        "asia": """
            asia-pacific asiapacific asia-and-pacific pacific oceania south-asia southeast-asia east-asia
            central-asia asie asien azja азия آسيا 亚洲 亚太
        """,
        "europe": "europa европа أوروبا 欧洲 uk-news uk eu balkans",
        "middle-east": """
            middleeast mideast mena gulf near-east moyen-orient proche-orient naher-osten nahost
            oriente-medio oriente-próximo bliski-wschód ближний-восток الشرق-الأوسط 中东
        """,
    }
)
_BY_LABEL = MappingProxyType({label: key for key, labels in LABELS.items() for label in labels.split()})
_NUMBERED = re.compile(r"^(?:world-)?(.+?)-\d{5,}$")


def trail(article: Article, newsletter: Newsletter) -> str:
    """The section that the page's breadcrumb names, by its most special word; empty where it names none."""
    return next(_sections(reversed(article.trail), article.language, newsletter), "")


def claims(article: Article, newsletter: Newsletter) -> set[str]:
    """The sections that the article's categories and the folders of its address name."""
    labels = [label for label in article.categories if len(label.split()) <= LONGEST_LABEL]
    folders = [part for part in split(article.url).path.lower().split("/") if part]
    numbered = _NUMBERED.match(folders[-1]) if folders else None
    filed = [*folders[:-1], *([numbered[1]] if numbered else [])]
    named = {key for folder in filed if (key := _own(folder, newsletter))}
    return named | set(_sections(labels, article.language, newsletter))


def _sections(labels: Iterable[str], language: str, newsletter: Newsletter) -> Iterator[str]:
    for label in labels:
        if len(label.split()) > LONGEST_LABEL:
            continue
        if key := _own(label, newsletter):
            yield key
        elif len(found := {regions()[code] for code in places(label, language).values()}) == 1:
            yield found.pop()


def _own(label: str, newsletter: Newsletter) -> str:
    """The section of this name, as the newsletter has it or as outlets name parts of the world."""
    plain = "-".join(label.casefold().replace("&", " and ").split())
    for section in newsletter.sections:
        if section.key != TOP and plain in (section.key, "-".join(section.title.casefold().split())):
            return section.key
    return plain if plain in _BY_LABEL.values() else _BY_LABEL.get(plain, "")
