"""The archive: what sources said, and how they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, bindparam, delete, func, or_, select, update

from digest.models import Article, Condition, Harvest, Page
from digest.store.tables import articles, sources
from subscribers.dialects import chunks, insert_missing, reading

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_STORED = tuple(name for name in Article.__slots__ if name != "trail")  # which pages alone say
_REPORTS = (
    select(articles.c.page, *(articles.c[name] for name in _STORED))
    .where(articles.c.url.in_(bindparam("some", expanding=True)))
    .order_by(articles.c.id.desc())
)
_MARK = select(func.count(), func.max(articles.c.id), func.sum(articles.c.changes)).where(
    articles.c.url.in_(bindparam("some", expanding=True))
)
"""What comes raises the last id, what goes lowers the number, and changes are only ever more."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Articles and the condition of their sources, in one database."""

    engine: Engine

    def conditions(self) -> dict[str, Condition]:
        """How every source is that was ever visited, by its key."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(sources)).mappings().all()
        return {row["key"]: Condition(**{name: row[name] for name in row if name != "key"}) for row in rows}

    def keep(self, harvest: Harvest) -> int:
        """Store the articles and the source's condition, in one transaction; the number of new articles.

        An article is one per source and URL. What is there keeps its first date and the longer body,
        and takes the latest title, summary and place. Keeping the same harvest twice changes nothing.
        """
        said = {article.url: article for article in reversed(harvest.articles)}
        seen = harvest.condition.checked or LONG_AGO
        with self.engine.begin() as connection:
            _note(connection, harvest.source, harvest.condition)
            there = _there(connection, harvest.source, sorted(said))
            _refresh(connection, [(id_, old, latest(old, said[old.url])) for id_, old in there], seen)
            known = {old.url for _, old in there}
            fresh = [said[url] for url in sorted(said) if url not in known]
            new = [_row(article, harvest.source, seen) | {"found": seen} for article in fresh]
            return connection.execute(insert_missing(connection, articles), new).rowcount if new else 0

    def fill(self, url: str, page: Page) -> None:
        """Store what the page of an article says, whichever sources brought it, beside what the feed said."""
        named = select(articles).where(articles.c.url == url).order_by(articles.c.id).with_for_update()
        with self.engine.begin() as connection:
            for row in connection.execute(named).all():
                old = None if row.page is None else _page(row.page)
                said = page if old is None else old.and_then(page)
                changes = articles.c.changes + int(said != old)
                told = update(articles).where(articles.c.id == row.id)
                connection.execute(told.values(page=asdict(said), changes=changes))

    def pages(self, urls: Sequence[str]) -> dict[str, Page]:
        """The pages of these addresses that were read before."""
        found: dict[str, Page] = {}
        with reading(self.engine) as connection:
            for some in chunks(sorted(set(urls))):
                kept = select(articles.c.url, articles.c.page).where(articles.c.url.in_(some))
                rows = connection.execute(kept.order_by(articles.c.id)).all()
                found |= {row.url: _page(row.page) for row in rows if row.page is not None}
        return found

    def articles(
        self,
        sources: Sequence[str],
        since: datetime,
        until: datetime | None = None,
        known: datetime | None = None,
    ) -> list[Article]:
        """The articles of these sources by when they were published, latest first.

        With `known`, only those that were kept by that hour.
        """
        wanted = and_(articles.c.source.in_(sources), articles.c.published >= since)
        if until is not None:
            wanted = and_(wanted, articles.c.published <= until)
        if known is not None:
            wanted = and_(wanted, or_(articles.c.found.is_(None), articles.c.found <= known))
        found = select(articles).where(wanted).order_by(articles.c.published.desc(), articles.c.id)
        with reading(self.engine) as connection:
            return [_article(row) for row in connection.execute(found)]

    def reports(self, urls: Sequence[str]) -> list[Article]:
        """The articles at these addresses, each with what its page says, as far as they are kept.

        Of one that several sources brought, the first that was kept.
        """
        found: dict[str, Article] = {}
        with reading(self.engine) as connection:
            for some in chunks(sorted(set(urls))):
                for page, *said in connection.execute(_REPORTS, {"some": some}):
                    article = _said(said)
                    found[article.url] = article if page is None else article.read(_page(page))
        return [found[url] for url in dict.fromkeys(urls) if url in found]

    def mark(self, urls: Sequence[str]) -> object:
        """Equal as long as the `reports` at these addresses say the same, and cheaper to ask for."""
        with reading(self.engine) as connection:
            some = chunks(sorted(set(urls)))
            return [tuple(connection.execute(_MARK, {"some": few}).one()) for few in some]

    def latest(self, source: str, most: int) -> list[Article]:
        """The last articles of a source, latest first."""
        own = select(articles).where(articles.c.source == source)
        found = own.order_by(articles.c.published.desc(), articles.c.id).limit(most)
        with reading(self.engine) as connection:
            return [_article(row) for row in connection.execute(found)]

    def bringers(self, urls: Sequence[str]) -> dict[str, frozenset[str]]:
        """The sources that brought each of these addresses, as far as they are kept."""
        found: dict[str, frozenset[str]] = {}
        with reading(self.engine) as connection:
            for some in chunks(sorted(set(urls))):
                kept = select(articles.c.url, articles.c.source).where(articles.c.url.in_(some))
                for row in connection.execute(kept):
                    found[row.url] = found.get(row.url, frozenset()) | {row.source}
        return found

    def prune(self, before: datetime) -> int:
        """Forget articles published and last seen before then; how many.

        What a source listed on its last visit stays: a dateless article that is still in its feed
        would come back as news.
        """
        listing = articles.alias()
        last = select(func.max(listing.c.seen)).where(listing.c.source == articles.c.source)
        old = delete(articles).where(
            articles.c.published < before,
            articles.c.seen < before,
            articles.c.seen < last.scalar_subquery(),
        )
        with self.engine.begin() as connection:
            return connection.execute(old).rowcount


def latest(old: Article, new: Article) -> Article:
    """The article as it stands after its source listed it again.

    The first date stays: a source that dates an old article anew does not make it news. A date of
    the source's own replaces one that we had to set.
    """
    if old.undated and not new.undated:
        published = new.published
    elif new.undated:
        published = old.published
    else:
        published = min(old.published, new.published)
    return replace(
        new,
        source=old.source,
        published=published,
        undated=old.undated and new.undated,
        summary=new.summary or old.summary,
        body=max(old.body, new.body, key=len),
        rights=new.rights or old.rights,
    )


def _note(connection: Connection, source: str, condition: Condition) -> None:
    stands = {name: getattr(condition, name) for name in Condition.__slots__}
    connection.execute(insert_missing(connection, sources).values(key=source, **stands))
    connection.execute(update(sources).where(sources.c.key == source).values(stands))


def _there(connection: Connection, source: str, urls: Sequence[str]) -> list[tuple[int, Article]]:
    """The stored articles of these URLs with their ids, in order of id and kept from other writers."""
    rows: list[Row[Any]] = []
    for some in chunks(urls):
        found = select(articles).where(articles.c.source == source, articles.c.url.in_(some))
        rows += connection.execute(found.order_by(articles.c.id).with_for_update())
    return [(row.id, _article(row)) for row in rows]


def _refresh(connection: Connection, known: Sequence[tuple[int, Article, Article]], seen: datetime) -> None:
    """Store how each of these articles stands now, which was another before."""
    if known:
        count = articles.c.changes + bindparam("news")
        connection.execute(
            update(articles).where(articles.c.id == bindparam("known")).values(changes=count),
            [
                {"known": id_, "news": int(_differ(old, new)), **_row(new, new.source, seen)}
                for id_, old, new in known
            ],
        )


def _differ(old: Article, new: Article) -> bool:
    """Does it say something else? Its place in its feed is another at every visit."""
    return replace(new, position=old.position) != old


def _row(article: Article, source: str, seen: datetime) -> dict[str, Any]:
    said = {name: value for name, value in asdict(article).items() if name in _STORED}
    return said | {"source": source, "seen": seen, "categories": list(article.categories)}


def _article(row: Row[Any]) -> Article:
    return _said([getattr(row, name) for name in _STORED])


def _said(values: Sequence[Any]) -> Article:
    """The article of what is stored of one, in the order of _STORED."""
    kept = dict(zip(_STORED, values, strict=True))
    kept["categories"] = tuple(kept["categories"])
    return Article(**kept)


def _page(said: dict[str, Any]) -> Page:
    return Page(**said | {"trail": tuple(said["trail"])})
