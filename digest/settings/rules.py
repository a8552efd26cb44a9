"""What types alone cannot say about settings: one small rule per function, all faults at once."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from digest.settings.shape import WEEKDAYS, Settings, SourceSettings

Place = tuple[str | int, ...]
Broken = Iterator[tuple[Place, str]]

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
FONTS = re.compile(r"[A-Za-z0-9 ,\-']+")
HEAVIEST = 100
LONGEST_RIGHTS = 300  # characters, as digest.writing prints at most
LONGEST_QUOTE = 60  # longer values may be secrets put into the wrong place
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+")  # as mail carries it, in ASCII
SELECTOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
BROKERS = ("redis", "rediss", "redis+socket", "sentinel", "amqp", "amqps")
DESK = re.compile(
    r"(?:https://[a-z0-9.-]+|http://(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?/?", re.IGNORECASE
)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def broken_rules(settings: Settings) -> list[tuple[Place, str]]:
    """Every fault, as the place of the setting and words that say what to write instead."""
    checks = (
        *(_identity, _zone, _language, _look, _numbers, _sections),
        *(_schedule, _sources, _networks, _mailers, _sending, _dkim, _bounces, _workers, _desk, _told),
    )
    return [fault for check in checks for fault in check(settings)]


def _identity(settings: Settings) -> Broken:
    letter = settings.newsletter
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?", letter.key):
        yield ("newsletter", "key"), "must be 1 to 30 of a-z, 0-9 and - (it stands in List-Id for good)"
    for name in ("sender", "reply_to"):
        value = getattr(letter, name)
        if (value or name == "sender") and not _mailable(value):
            yield (
                ("newsletter", name),
                f"{_quoted(value)} is not a mail address; write `Name <name@example.org>`",
            )
    if not letter.postal_address.strip():
        yield ("newsletter", "postal_address"), "must not be empty: the law asks for it in every mail"
    if not _web(letter.public_url):
        yield ("newsletter", "public_url"), f"{_quoted(letter.public_url)} is not an http(s) address"


def _mailable(value: str) -> bool:
    _, address = parseaddr(value)
    name, at, domain = address.rpartition("@")
    return bool(at and name and "." in domain and not re.search(r"[\s<>()]", address)) and value.isprintable()


def _web(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and value.isprintable()
    except ValueError:
        return False


def _zone(settings: Settings) -> Broken:
    try:
        ZoneInfo(settings.newsletter.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = settings.newsletter.zone
        yield ("newsletter", "zone"), f"{_quoted(zone)} is not a time zone; write one like `Europe/London`"


def _language(settings: Settings) -> Broken:
    try:
        Locale.parse(settings.newsletter.language, sep="-")
    except (UnknownLocaleError, ValueError):
        yield (
            ("newsletter", "language"),
            f"{_quoted(settings.newsletter.language)} is not a language tag like `en`",
        )


def _look(settings: Settings) -> Broken:
    look = settings.newsletter.look
    for name in look.__dataclass_fields__:
        value = getattr(look, name)
        if name.endswith("font"):
            if not FONTS.fullmatch(value) or value.count("'") % 2:
                yield ("newsletter", "look", name), f"{_quoted(value)} is not a list of font names"
        elif not COLOUR.fullmatch(value):
            yield ("newsletter", "look", name), f"{_quoted(value)} is not a colour like `#8a1c1c`"


def _numbers(settings: Settings) -> Broken:
    letter = settings.newsletter
    for name in ("stories", "fewest_stories", "fewest_sources", "window_hours"):
        if getattr(letter, name) < 1:
            yield ("newsletter", name), "must be 1 or more"
    for name in ("headline_words", "top_words", "lead_words"):
        least, most = getattr(letter.form, name)
        if not 0 < least <= most:
            yield ("newsletter", "form", name), f"[{least}, {most}] is not [fewest, most]"
    if letter.fewest_stories > letter.stories:
        yield ("newsletter", "fewest_stories"), f"is more than stories = {letter.stories}"


def _sections(settings: Settings) -> Broken:
    keys = [section.key for section in settings.newsletter.sections]
    for number, key in enumerate(keys):
        if keys.index(key) != number:
            yield ("newsletter", "sections", number, "key"), f"{_quoted(key)} stands twice"
    for number, section in enumerate(settings.newsletter.sections):
        if section.most < 0:
            yield ("newsletter", "sections", number, "most"), "must be 0 or more"
    for number, source in enumerate(settings.sources):
        if source.section and source.section not in keys:
            known = ", ".join(keys) or "none is configured"
            yield ("sources", number, "section"), f"{_quoted(source.section)} is no section; known: {known}"


def _schedule(settings: Settings) -> Broken:
    schedule = settings.schedule
    for name in ("prepare", "publish"):
        if not CLOCK.fullmatch(getattr(schedule, name)):
            yield ("schedule", name), f"{_quoted(getattr(schedule, name))} is not a time like `06:00`"
    for day in schedule.weekdays:
        if day not in WEEKDAYS:
            yield ("schedule", "weekdays"), f"{_quoted(day)} is no weekday; known: {', '.join(WEEKDAYS)}"
    if not schedule.weekdays:
        yield ("schedule", "weekdays"), "names no day: nothing would ever be sent"
    if schedule.prepare >= schedule.publish:
        yield ("schedule", "publish"), f"{schedule.publish} is not later than prepare = {schedule.prepare}"


def _sources(settings: Settings) -> Broken:
    seen: dict[str, int] = {}
    for number, source in enumerate(settings.sources):
        if not _web(source.url):
            yield ("sources", number, "url"), f"{_host(source.url)}is not an http(s) address"
        if not 0 < source.weight <= HEAVIEST:
            words = f"must be more than 0, and at most {HEAVIEST}; pause the source to silence it"
            yield ("sources", number, "weight"), words
        yield from (((("sources", number, *place)), words) for place, words in _terms(source))
        if source.url in seen:
            yield ("sources", number, "url"), f"is the address of sources[{seen[source.url] + 1}] already"
        seen.setdefault(source.url, number)


def _terms(source: SourceSettings) -> Broken:
    words = type(source.quote) is int and source.quote > 0  # bool is an int in Python, and no number here
    if not words and source.quote not in ("none", "free"):
        yield ("quote",), f'{_quoted(str(source.quote))} is not "none", "free" or a number of words like 40'
    if len(source.rights) > LONGEST_RIGHTS or not source.rights.isprintable():
        yield ("rights",), f"is not one line of at most {LONGEST_RIGHTS} characters, to print with a story"


def _networks(settings: Settings) -> Broken:
    opened, proxies = settings.collecting.allow_networks, settings.web.trusted_proxies
    for place, networks in (
        (("collecting", "allow_networks"), opened),
        (("web", "trusted_proxies"), proxies),
    ):
        for network in networks:
            try:
                ipaddress.ip_network(network)
            except ValueError:
                yield place, f"{_quoted(network)} is not a network like `127.0.0.0/8`"


def _mailers(settings: Settings) -> Broken:
    if not settings.mailer:
        yield ("mailer",), "names none: leave it out for a folder, or write `[mailer]`"
    names = [mailer.name for mailer in settings.mailers]
    for number, name in enumerate(names):
        if names.index(name) != number:
            yield ("mailer", number), f'{_quoted(name)} stands twice: give each a name, as `name = "backup"`'
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", name):
            yield ("mailer", number, "name"), f"{_quoted(name)} is not 1 to 40 of A-Z, a-z, 0-9, _, . and -"


def _sending(settings: Settings) -> Broken:
    sending = settings.sending
    if any(pause < 0 for pause in sending.retry_pauses):
        yield ("sending", "retry_pauses"), "a pause is a number of seconds, 0 or more"
    if sending.per_minute < 0:
        yield ("sending", "per_minute"), "must be 1 or more, or 0 for no limit"
    if any(most < 1 for most in sending.warm_up):
        yield ("sending", "warm_up"), "each day's most is 1 or more; [] warms nothing up"
    seen: set[str] = set()
    for limit in sending.pace.domains:
        place = ("sending", "domains", limit.domains[0])
        if limit.per_minute < 1:
            yield place, "must be 1 or more messages a minute; remove it to set no limit"
        for domain in map(str.lower, limit.domains):
            if not DOMAIN.fullmatch(domain):
                yield place, f"{_quoted(domain)} is not a domain like `gmail.com`"
            if domain in seen:
                yield place, f"{_quoted(domain)} has a limit already"
            seen.add(domain)


def _dkim(settings: Settings) -> Broken:
    _, sender = parseaddr(settings.newsletter.sender)
    home = sender.rpartition("@")[2].lower()
    for number, one in enumerate(settings.dkim):
        if not SELECTOR.fullmatch(one.selector):
            yield ("dkim", number, "selector"), f"{_quoted(one.selector)} is not a name like `digest2026`"
        if one.domain and not f".{home}".endswith(f".{one.domain.lower()}"):
            words = (
                f"{_quoted(one.domain)} is not the sender's domain or one above it: DMARC would not count it"
            )
            yield ("dkim", number, "domain"), words


def _bounces(settings: Settings) -> Broken:
    domain = settings.sending.bounce_domain
    if domain and not DOMAIN.fullmatch(domain.lower()):
        yield ("sending", "bounce_domain"), f"{_quoted(domain)} is not a domain like `bounces.example.org`"


def _workers(settings: Settings) -> Broken:
    workers = settings.workers
    if workers.broker and workers.broker.partition("://")[0] not in BROKERS:
        yield ("workers", "broker"), f"is no broker's address; write one of {', '.join(BROKERS)} before ://"
    if workers.broker and settings.database.startswith("sqlite"):
        words = "workers need PostgreSQL, not SQLite: set storage.database, or leave the broker empty"
        yield ("workers", "broker"), words
    for name in ("count", "part_size"):
        if getattr(workers, name) < 1:
            yield ("workers", name), "must be 1 or more"


def _told(settings: Settings) -> Broken:
    desk = settings.desk
    for number, address in enumerate(desk.tell):
        if "@" not in address or not _mailable(address) or parseaddr(address)[1] != address:
            words = f"{_quoted(address)} is not a mail address; write one like `desk@example.org`"
            yield ("desk", "tell", number), words
    if desk.webhook and not _web(desk.webhook):
        yield ("desk", "webhook"), "is not an http(s) address"  # it is not quoted: it is a secret
    if desk.remind_minutes < 0:
        yield ("desk", "remind_minutes"), "must be 1 or more, or 0 to remind nobody"


def _desk(settings: Settings) -> Broken:
    url = settings.desk.url
    if url and not DESK.fullmatch(url):
        words = "write it as `https://desk.example.org`: with https, and without a path"
        yield ("desk", "url"), f"{_host(url)}is not where a desk may be; {words}"


def _quoted(value: str) -> str:
    return repr(value) if len(value) <= LONGEST_QUOTE else f"this value of {len(value)} characters"


def _host(url: str) -> str:
    """Scheme and host of a source, quoted, or nothing where they cannot be told from a secret."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if not (parts.scheme and parts.hostname) or "@" in parts.path + parts.query + parts.fragment:
        return ""
    return f"{_quoted(f'{parts.scheme}://{parts.hostname}')} "
