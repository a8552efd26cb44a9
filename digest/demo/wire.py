"""The bundled newswire: invented outlets and what they report on two days, dated relative to a given now.

Day one ends at `now` of day one; on day two its articles are a day older and still listed. In the texts
`{today}`, `{yesterday}` and `{tomorrow}` stand for weekdays.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal

Day = Literal[1, 2]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SLUG = 5  # words of a title in an address

# The texts of a day span 22 hours; the weekday at the start of the span is nobody's future.
SPAN = timedelta(hours=22)


# Where outlets file what is no report.
FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "live": "live",
        "sport": "sport",
        "sponsored": "sponsored",
        "gallery": "gallery",
        "horoscope": "horoscopes",
        "crossword": "puzzles",
        "recipe": "food-and-drink",
        "opinion": "opinion",
        "podcast": "podcasts",
        "newsletter": "newsletters",
    }
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One invented outlet and its manners: which feed it serves, and the dirt and faults in it.

    `feed` is rss, atom, rdf or json; `text` is titles, summary or full; `fault` is empty, slow, moved,
    cut or down. `cut` is the number of words after which summaries break off, 0 for never.
    """

    key: str
    name: str
    section: str
    weight: float = 1.0
    language: str = "en"
    publisher: str = ""
    feed: str = "rss"
    text: str = "summary"
    fault: str = ""
    title: str = "{title}"
    dateline: str = ""
    byline: str = ""
    tail: str = ""
    cut: int = 0
    markup: bool = False


@dataclass(frozen=True, slots=True)
class WireArticle:
    """One article as its author wrote it. `event`, `kind` and `change` are for measuring and never served.

    `path` is where a feed links it, `canonical` where it says it lives; they differ for a duplicate.
    """

    outlet: str
    day: int
    path: str
    canonical: str
    title: str
    summary: str
    published: datetime
    section: str
    body: tuple[str, ...] = ()
    author: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()
    kind: str = "report"
    event: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """All outlets, and all articles that are listed on a day, newest first within an outlet."""

    outlets: tuple[Outlet, ...]
    articles: tuple[WireArticle, ...]

    def listed(self, outlet: Outlet) -> tuple[WireArticle, ...]:
        """The articles in the feed of this outlet, newest first."""
        return tuple(article for article in self.articles if article.outlet == outlet.key)


def load(now: datetime, day: Day) -> Wire:
    """The newswire as it stands at `now` of day one or two; the same for the same arguments."""
    outlets: list[Outlet] = []
    articles: list[WireArticle] = []
    for key, sheet in _sheets():
        outlet = Outlet(key=key, **sheet["outlet"])
        rows = [row for row in sheet.get("article", ()) if row["day"] <= day]
        listed = [article for row in rows for article in _listed(row, outlet, now - _age(row, day))]
        outlets.append(outlet)
        articles += sorted(listed, key=lambda article: article.published, reverse=True)
    return Wire(tuple(outlets), tuple(articles))


def events() -> dict[str, dict[str, str]]:
    """The events of the two days by id: `section` where an edition should put each, and `what` it is."""
    return tomllib.loads(_folder().joinpath("events.toml").read_text("utf-8"))


def _folder() -> Traversable:
    return files("digest.demo").joinpath("newswire")


def _sheets() -> Iterator[tuple[str, dict[str, Any]]]:
    known = events()
    for file in sorted(_folder().iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and file.name != "events.toml":
            sheet = tomllib.loads(file.read_text("utf-8"))
            for row in sheet.get("article", ()):
                if "event" in row:
                    row["section"] = known[row["event"]]["section"]
            yield file.name.removesuffix(".toml"), sheet


def _age(row: dict[str, Any], day: Day) -> timedelta:
    return timedelta(days=day - row["day"])


def _listed(row: dict[str, Any], outlet: Outlet, end: datetime) -> Iterator[WireArticle]:
    """One row as the article it is, and once more under its second path where it has one."""
    article = _article(row, outlet, end)
    yield article
    if "twice" in row:
        path = f"/{outlet.key}/{row['twice']}/{_slug(article.title)}"
        yield replace(article, path=path, kind="duplicate")


def _article(row: dict[str, Any], outlet: Outlet, end: datetime) -> WireArticle:
    section = row.get("section", outlet.section)
    kind = row.get("kind", "report")
    path = f"/{outlet.key}/{FOLDERS.get(kind, section)}/{_slug(row['title'])}"
    return WireArticle(
        outlet=outlet.key,
        day=row["day"],
        path=path,
        canonical=path,
        title=row["title"],
        summary=_dated(row["summary"], end),
        published=end - timedelta(hours=row["hours"]),
        section=section,
        body=tuple(_dated(line.strip(), end) for line in row.get("body", "").splitlines() if line.strip()),
        author=row.get("author", ""),
        place=row.get("dateline", ""),
        categories=tuple(row.get("categories", ())),
        kind=kind,
        event=row.get("event", ""),
        change=row.get("change", ""),
    )


def _slug(title: str) -> str:
    """The first words of a title, as an address has them."""
    plain = unicodedata.normalize("NFKD", title.replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())[:SLUG])


def _dated(text: str, end: datetime) -> str:
    today = (end - SPAN).weekday()
    for word, step in (("{yesterday}", -1), ("{today}", 0), ("{tomorrow}", 1)):
        text = text.replace(word, WEEKDAYS[(today + step) % 7])
    return text
