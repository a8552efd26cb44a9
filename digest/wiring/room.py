"""Builds the newsroom: opens the database, fills every socket, and closes what it opened."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from time import sleep

from sqlalchemy import Engine

from digest.errors import ConfigurationError, DigestError
from digest.models import Rules, Setup
from digest.newsroom import Mailer, Newsroom, ReadingRoom
from digest.settings import MailerSettings, Settings, SourceSettings
from digest.sockets import Accounts, Source, Summariser
from digest.sources.fetch import Fetcher
from digest.sources.hook import Webhook
from digest.sources.parsing import Parser
from digest.sources.posting import Poster
from digest.sources.rounds import Rounds
from digest.store.accounts import Accounts as AccountsInStore
from digest.store.answers import Answers
from digest.store.articles import Archive
from digest.store.corrections import Corrections
from digest.store.database import open_database
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.locks import Locks
from digest.store.migrations import migrate
from digest.store.notices import Notices
from digest.summarisers.anthropic import Anthropic
from digest.summarisers.openai import OpenAI
from digest.wiring.configuration import HISTORY, ConfigFile
from digest.wiring.dkim import dkim_keys
from digest.wiring.keys import token_keys
from digest.wiring.plugs import MAILERS, SOURCES, SUMMARISERS, build
from subscribers.store import People
from subscribers.tokens import Signer


@contextmanager
def newsroom(settings: Settings, stamp: Callable[[], datetime] | None = None) -> Iterator[Newsroom]:
    """The newsroom of these settings, its database migrated; closed at the end.

    `stamp` is the real clock where a day is rehearsed at another hour: the record is kept by it. Raises
    ConfigurationError or StoreError before anything is done.
    """
    rules = _rules(settings)
    keys = token_keys(settings)  # the last and oldest marks the erased: a new one in front forgets nobody
    with (
        dkim_keys(settings) as signing,
        database(settings) as engine,
        Parser() as parser,
        guarded_client(settings) as fetcher,
        model_client(settings) as poster,
        webhook_client(settings) as hooks,
    ):
        yield Newsroom(
            newsletter=settings.newsletter,
            rules=rules,
            origins={one.key: one.origin for one in settings.awake},
            collector=Rounds(
                sources=[_source(one, fetcher, parser) for one in settings.awake],
                fetcher=fetcher,
                parser=parser,
                workers=settings.collecting.workers,
                pause=settings.collecting.pause,
            ),
            summariser=summariser(settings, poster, Answers(engine)),
            mailers=mailers(settings),
            archive=Archive(engine),
            editions=Editions(engine, stamp),
            ledger=Ledger(engine, tries=rules.tries),
            people=People(engine, keys[-1]),
            locks=Locks(engine),
            signer=Signer(keys),
            corrections=Corrections(engine),
            notices=Notices(engine),
            hook=Webhook(settings.desk.webhook, hooks) if settings.desk.webhook else None,
            configuration=ConfigFile(settings.path, settings.data / HISTORY),
            dkim=signing,
        )


def _rules(settings: Settings) -> Rules:
    return Rules(
        on_uncertain=settings.sending.on_uncertain,
        retry_pauses=settings.sending.retry_pauses,
        pace=settings.sending.pace,
        keep_days=settings.storage.keep_days,
        templates=settings.own_templates,
        bounce_domain=settings.sending.bounce_domain,
        desk_url=settings.desk.url.rstrip("/"),
        tell=settings.desk.tell,
    )


@contextmanager
def reading_room(settings: Settings) -> Iterator[ReadingRoom]:
    """The archive and the editions of these settings, to draft from again: without network or account.

    Makes nothing where nothing is: raises DigestError before the first collecting.
    """
    if not settings.storage.database and not (settings.data / "digest.db").exists():
        raise DigestError("nothing was collected yet: `digest collect` begins")
    with database(settings) as engine:
        yield ReadingRoom(
            newsletter=settings.newsletter,
            origins={one.key: one.origin for one in settings.awake},
            summariser=build(SUMMARISERS, "extractive", {}, {}),
            archive=Archive(engine),
            editions=Editions(engine),
        )


def refurnished(room: ReadingRoom, settings: Settings) -> ReadingRoom:
    """The same archive and editions, read by other settings."""
    origins = {one.key: one.origin for one in settings.awake}
    return replace(room, newsletter=settings.newsletter, origins=origins)


def trial_room(room: Newsroom, setup: Setup) -> ReadingRoom:
    """The room to draft a day again in, by settings that are not kept yet."""
    return ReadingRoom(
        newsletter=setup.newsletter,
        origins=setup.origins,
        summariser=build(SUMMARISERS, "extractive", {}, {}),
        archive=room.archive,
        editions=room.editions,
    )


@contextmanager
def database(settings: Settings) -> Iterator[Engine]:
    """The database, brought to this program's shape."""
    engine = open_database(settings.database)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def people(settings: Settings) -> Iterator[People]:
    """The subscribers alone, for the commands that are about nobody else."""
    with database(settings) as engine:
        yield People(engine, token_keys(settings)[-1])


@contextmanager
def accounts(settings: Settings) -> Iterator[Accounts]:
    """Who works at the desk."""
    with database(settings) as engine:
        yield AccountsInStore(engine)


def guarded_client(settings: Settings) -> Fetcher:
    """The one HTTP client through which anything is read."""
    return Fetcher(
        allow_networks=[ipaddress.ip_network(network) for network in settings.collecting.allow_networks],
        user_agent=settings.collecting.user_agent,
        deadline=settings.collecting.deadline,
    )


@contextmanager
def source(one: SourceSettings, fetcher: Fetcher) -> Iterator[Source]:
    """One source alone, for a look at what it gives."""
    with Parser() as parser:
        yield _source(one, fetcher, parser)


def _source(one: SourceSettings, fetcher: Fetcher, parser: Parser) -> Source:
    given = {"origin": one.origin, "url": one.url, "fetcher": fetcher, "parser": parser}
    plug: Source = build(SOURCES, one.kind, one.options, given)
    return plug


def summariser(settings: Settings, client: Poster, memory: Answers | None) -> Summariser:
    """The configured summariser; the one that needs no account where none is named."""
    options = {name: value for name, value in settings.summariser.items() if name != "kind"}
    kind = str(settings.summariser.get("kind", "extractive"))
    dialect = {"openai": OpenAI, "anthropic": Anthropic}.get(kind, OpenAI)()
    given = {"dialect": dialect, "client": client, "memory": memory, "pause": sleep}
    plug: Summariser = build(SUMMARISERS, kind, options, given)
    return plug


def model_client(settings: Settings) -> Poster:
    """The guarded client of models: besides what sources may reach, what the summariser names itself."""
    own = settings.summariser.get("allow_networks", ())
    try:
        opened = [ipaddress.ip_network(network) for network in (*settings.collecting.allow_networks, *own)]
    except (ValueError, TypeError):
        raise ConfigurationError(
            f'{settings.path}: summariser.allow_networks: write networks like ["127.0.0.0/8"]'
        ) from None
    return Poster(allow_networks=opened, user_agent=settings.collecting.user_agent)


def webhook_client(settings: Settings) -> Poster:
    """The guarded client of the newsroom's webhook, under the rules of the sources' own."""
    opened = [ipaddress.ip_network(network) for network in settings.collecting.allow_networks]
    return Poster(allow_networks=opened, user_agent=settings.collecting.user_agent, most_bytes=2**16)


def mailers(settings: Settings) -> tuple[Mailer, ...]:
    """The configured mailers, in the order in which they take over from one another."""
    return tuple(_mailer(one, alone=len(settings.mailers) == 1) for one in settings.mailers)


def _mailer(one: MailerSettings, *, alone: bool) -> Mailer:
    try:
        plug: Mailer = build(MAILERS, one.kind, one.options, {})
    except ConfigurationError as fault:
        raise (fault if alone else ConfigurationError(f"{fault} (of the mailer {one.name})")) from None
    plug.name = one.name
    return plug
