"""The shape of config.toml, as frozen dataclasses whose defaults are the shipped defaults."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator

from digest.models import QUOTE, DomainLimit, Newsletter, OnUncertain, Origin, Pace

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the service works: local times of the newsletter's zone, weekdays by name."""

    prepare: str = "04:30"
    publish: str = "06:00"
    weekdays: tuple[str, ...] = WEEKDAYS[:5]
    catch_up_hours: int = 12


@dataclass(frozen=True, slots=True)
class Storage:
    """Where things are kept. An empty `database` is SQLite in the data folder; else a URL."""

    data: str = "data"
    database: str = field(default="", repr=False)
    keep_days: int = 30
    token_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Collecting:
    """How the guarded client reads the world. `allow_networks` opens private addresses (CIDR)."""

    workers: int = 16
    deadline: float = 20.0
    pause: float = 0.2
    user_agent: str = "morning-digest"
    allow_networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """The most messages per minute to a domain, and to the others that its provider has."""

    per_minute: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """How fast deliveries go, and how they behave when a server hesitates.

    `retry_pauses` in seconds, one for each further try. Rates are messages per minute; 0 sets none.
    With a `bounce_domain` every message has a return path of its own there, which names its delivery.
    """

    on_uncertain: OnUncertain = OnUncertain.HOLD
    retry_pauses: tuple[float, ...] = (60, 300, 900)
    bounce_domain: str = ""
    per_minute: int = 0
    warm_up: tuple[int, ...] = ()
    warm_up_since: date | Literal[""] = ""
    domains: dict[str, int | Limit] = field(default_factory=dict)

    @property
    def pace(self) -> Pace:
        limits = {name: Limit(one) if isinstance(one, int) else one for name, one in self.domains.items()}
        return Pace(
            per_minute=self.per_minute,
            domains=tuple(DomainLimit((name, *one.also), one.per_minute) for name, one in limits.items()),
            warm_up=self.warm_up,
            warm_up_since=self.warm_up_since or None,
        )


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Who else sends. An empty `broker` is nobody; `count` workers share the rates of `[sending]`.

    `part_size` is the most people whom a worker takes at a time.
    """

    broker: str = field(default="", repr=False)
    count: int = 4
    part_size: int = 2000


@dataclass(frozen=True, slots=True)
class MailerSettings:
    """One mailer: which plug, what it is called, and the plug's own options."""

    kind: str
    name: str
    options: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Dkim:
    """One key that signs the messages: a PEM, or the path of one. The domain is the sender's unless named."""

    selector: str
    key: str = field(repr=False)
    domain: str = ""


def _listed(value: Any) -> Any:
    """One table stands for a list of one."""
    return [value] if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class Web:
    """How the pages are served. X-Forwarded-For of `trusted_proxies` (addresses or CIDR) is believed."""

    trusted_proxies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where editors work, and who is told how the day goes. An empty `url` is that of `digest desk serve`.

    `tell` are mail addresses; `remind_minutes` before the hour of sending they are told what still waits.
    """

    url: str = ""
    tell: tuple[str, ...] = ()
    webhook: str = field(default="", repr=False)
    remind_minutes: int = 30


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source: what it is called, where it is, what it covers, how much it counts, and its terms.

    `quote` is "none", "free", or the words in a row that may be taken of its text. A paused source is
    neither visited nor used.
    """

    name: str
    url: str = field(repr=False)
    section: str = ""
    weight: float = 1.0
    language: str = ""
    outlet: str = ""
    quote: Any = QUOTE
    rights: str = ""
    paused: bool = False
    kind: str = "feed"
    options: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def key(self) -> str:
        """A stable, readable name for the database: the name, told apart by its address."""
        return f"{self.slug[:40] or 'source'}-{hashlib.sha256(self.url.encode()).hexdigest()[:6]}"

    @property
    def slug(self) -> str:
        """The name as one types it: `bbc-news`."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def origin(self) -> Origin:
        quote = {"none": 0, "free": None}.get(self.quote, self.quote)
        name = self.outlet or self.name
        return Origin(self.key, name, self.section, self.weight, self.language, quote, self.rights)


def masked(url: str) -> str:
    """The address without what may be a secret: who asks, and the values of the query."""
    parts = urlsplit(url)
    _, at, host = parts.netloc.rpartition("@")
    asked = (part.partition("=") for part in parts.query.split("&") if part)
    query = "&".join(f"{name}=***" if equals else "***" for name, equals, _ in asked)
    return parts._replace(netloc=f"***@{host}" if at else host, query=query).geturl()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator decides. `path` is the file it was read from.

    `mailer` holds the tables as they were written, in the order in which they take over from one another.
    """

    newsletter: Newsletter
    schedule: Schedule = field(default_factory=Schedule)
    storage: Storage = field(default_factory=Storage, repr=False)
    collecting: Collecting = field(default_factory=Collecting)
    mailer: tuple[dict[str, Any], ...] = field(default=({"kind": "folder"},), repr=False)
    summariser: dict[str, Any] = field(default_factory=lambda: {"kind": "extractive"}, repr=False)
    sending: Sending = field(default_factory=Sending)
    dkim: Annotated[tuple[Dkim, ...], BeforeValidator(_listed)] = ()
    web: Web = field(default_factory=Web)
    desk: Desk = field(default_factory=Desk)
    workers: WorkerSettings = field(default_factory=WorkerSettings)
    sources: tuple[SourceSettings, ...] = ()
    templates: str = ""
    path: Path = Path("config.toml")

    @property
    def awake(self) -> tuple[SourceSettings, ...]:
        """The sources that are visited and used."""
        return tuple(one for one in self.sources if not one.paused)

    @property
    def data(self) -> Path:
        """The data folder; a relative one stands beside the configuration file."""
        return (self.path.parent / self.storage.data).resolve()

    @property
    def database(self) -> str:
        """The database's address: the configured URL, or SQLite in the data folder."""
        return self.storage.database or f"sqlite:///{self.data / 'digest.db'}"

    @property
    def mailers(self) -> tuple[MailerSettings, ...]:
        """The mailers in the order in which they are tried, each called by its name, or else by its kind."""
        return tuple(self._mailer(table) for table in self.mailer)

    @property
    def own_templates(self) -> Path | None:
        return (self.path.parent / self.templates).resolve() if self.templates else None

    def _mailer(self, table: dict[str, Any]) -> MailerSettings:
        kind = str(table.get("kind", "folder"))
        options = {name: value for name, value in table.items() if name not in ("kind", "name")}
        if kind == "folder":  # a relative folder stands beside the configuration
            options["path"] = str(self.path.parent / options.get("path", self.data / "outbox"))
        return MailerSettings(kind, str(table.get("name", kind)), options)
