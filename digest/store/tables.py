"""The tables of the newsroom: sources, articles, editions, deliveries. The migrations make them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Computed,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from subscribers.dialects import BigKey, Moment, Words

metadata = MetaData()

sources = Table(
    "sources",
    metadata,
    Column("key", Words, nullable=False),
    Column("etag", Words, nullable=False),
    Column("modified", Words, nullable=False),
    Column("moved_to", Words, nullable=False),
    Column("checked", Moment),
    Column("succeeded", Moment),
    Column("failures", Integer, nullable=False),
    Column("ill", Words, nullable=False),
    Column("not_before", Moment),
    Column("retired", Boolean, nullable=False),
    Column("entries", Integer, nullable=False),
    PrimaryKeyConstraint("key", name="sources_pk"),
)

# `page` is what the article's own page says, apart from its feed: selection reads feeds alone.
# `seen` is when the source last listed the article: what it still lists is never forgotten.
# `found` is when it was first kept; NULL in rows older than that column.
# `changes` is how often what it or its page says has changed since.
articles = Table(
    "articles",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("source", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("published", Moment, nullable=False),
    Column("undated", Boolean, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("found", Moment),
    Column("outlet", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("rights", Words, nullable=False),
    Column("page", JSON),
    Column("changes", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("id", name="articles_pk"),
    UniqueConstraint("source", "url", name="articles_source_url"),
    Index("articles_source_published", "source", "published"),
    Index("articles_source_seen", "source", "seen"),
    Index("articles_url", "url"),
    sqlite_autoincrement=True,
)

# `listed` is the length of the frozen list: NULL until the deliveries are opened.
# `part_size` is how many ids a part of it spans: NULL until it is first sent in parts.
# `revision` is the number of the last entry of its record.
editions = Table(
    "editions",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("newsletter", Words, nullable=False),
    Column("day", Date, nullable=False),
    Column("status", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("form", Integer, nullable=False),
    Column("content", Words, nullable=False),
    Column("sanctioned_by", Words),
    Column("sanctioned_at", Moment),
    Column("sanctioned_fingerprint", Words),
    Column("listed", Integer),
    Column("part_size", Integer),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("id", name="editions_pk"),
    UniqueConstraint("newsletter", "day", name="editions_newsletter_day"),
    sqlite_autoincrement=True,
)

# No foreign key to subscriptions: who is erased leaves the count of the day as it was.
# A delivery is not tried before `due`, NULL being now: the index finds what may be claimed, in the order of
# claiming, beside any number of others that are settled or put off.
# PostgreSQL writes a changed row anew, and into every index, unless no index knows what was changed. So there
# the index holds only who `waits`, and a delivery is settled without it; and its unique constraint begins
# with the edition, whose rows stand together. See step 0007.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("edition", BigKey, nullable=False),
    Column("subscription", BigKey, nullable=False),
    Column("status", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reply", Words, nullable=False),
    Column("receipt", Words, nullable=False),
    Column("mailer", Words, nullable=False),
    Column("due", Moment),
    Column("at", Moment),
    Column("waits", Boolean, Computed("status = 'waiting'")),
    PrimaryKeyConstraint("id", name="deliveries_pk"),
    ForeignKeyConstraint(["edition"], ["editions.id"], name="deliveries_edition", ondelete="CASCADE"),
    UniqueConstraint("edition", "subscription", name="deliveries_subscription_edition"),
    Index("deliveries_claim", "edition", "status", "attempts", "due", "id", info={"only": "sqlite"}),
    Index("deliveries_waits", "edition", "attempts", "due", "id", info={"only": "postgresql"}),
    sqlite_autoincrement=True,
)

# What models answered, by a hash of the question; only the latest are kept.
answers = Table(
    "answers",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("key", Words, nullable=False),
    Column("text", Words, nullable=False),
    PrimaryKeyConstraint("id", name="answers_pk"),
    UniqueConstraint("key", name="answers_key"),
    sqlite_autoincrement=True,
)

# The record of an edition: who did what, when. `content` is what it said afterwards, compressed, and NULL
# where a deed changed nothing of it.
revisions = Table(
    "revisions",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("edition", BigKey, nullable=False),
    Column("number", Integer, nullable=False),
    Column("by", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("action", Words, nullable=False),
    Column("about", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("fingerprint", Words, nullable=False),
    Column("undoes", Integer),
    Column("form", Integer),
    Column("content", LargeBinary),
    Column("door", Words),
    PrimaryKeyConstraint("id", name="revisions_pk"),
    ForeignKeyConstraint(["edition"], ["editions.id"], name="revisions_edition", ondelete="CASCADE"),
    UniqueConstraint("edition", "number", name="revisions_edition_number"),
    sqlite_autoincrement=True,
)

# What sent editions got wrong. `carried` is the edition that printed it next, `mailed` that of its own mail.
corrections = Table(
    "corrections",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("newsletter", Words, nullable=False),
    Column("day", Date, nullable=False),
    Column("story", Words, nullable=False),
    Column("headline", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("carried", BigKey),
    Column("mailed", BigKey),
    PrimaryKeyConstraint("id", name="corrections_pk"),
    Index("corrections_newsletter_day", "newsletter", "day"),
    sqlite_autoincrement=True,
)

# What the newsroom is told of a day, so that it is told once. `left` are those whom it has not reached yet.
notices = Table(
    "notices",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("newsletter", Words, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("said", Words, nullable=False),
    Column("left", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("about", Words, nullable=False, server_default=""),
    PrimaryKeyConstraint("id", name="notices_pk"),
    UniqueConstraint("newsletter", "day", "kind", "about", name="notices_newsletter_day_kind_about"),
    sqlite_autoincrement=True,
)

# How often the locks of a send were taken inside PostgreSQL, alone and shared: who lost one alive learns here
# whether others had it meanwhile. The row of an edition, and of each of its parts, stays, as its deliveries
# do; a part has thousands of those. SQLite's locks are files, which nobody loses: it has no rows here.
fences = Table(
    "fences",
    metadata,
    Column("lock", Words, nullable=False),
    Column("alone", Integer, nullable=False),
    Column("shared", Integer, nullable=False),
    PrimaryKeyConstraint("lock", name="fences_pk"),
)

users = Table(
    "users",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("address", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("password", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment),
    PrimaryKeyConstraint("id", name="users_pk"),
    UniqueConstraint("address", name="users_address"),
    sqlite_autoincrement=True,
)

# Sessions, links by mail and tokens of programs: of each only a hash of what its bearer knows.
passes = Table(
    "passes",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("user", BigKey, nullable=False),
    Column("kind", Words, nullable=False),
    Column("secret", Words, nullable=False),
    Column("label", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
    Column("seen", Moment),
    Column("page", Words, nullable=False, server_default=""),
    PrimaryKeyConstraint("id", name="passes_pk"),
    ForeignKeyConstraint(["user"], ["users.id"], name="passes_user", ondelete="CASCADE"),
    UniqueConstraint("secret", name="passes_secret"),
    Index("passes_user", "user"),
    sqlite_autoincrement=True,
)

# Tries to sign in, by a hash of whose and from where, for as long as they count.
attempts = Table(
    "attempts",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("key", Words, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("id", name="attempts_pk"),
    Index("attempts_key_at", "key", "at"),
    sqlite_autoincrement=True,
)
