"""What `digest check` proves: each part that a run will need, tried for real, with nothing sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urlsplit

from digest import rendering
from digest.errors import ConfigurationError, DigestError, Refused
from digest.models import Edition, Format, Reference, Story
from digest.newsroom import Mailer
from digest.rendering import Memo, memo
from digest.settings import Settings, write_whole
from digest.sources.parsing import Parser
from digest.store.database import name_of
from digest.wiring.dkim import dkim_keys, dkim_records
from digest.wiring.room import database, mailers, model_client, summariser

SAMPLE_FEED = b"""<rss version="2.0"><channel><title>Sample</title><link>https://news.example.org/</link>
<item><title>A sample headline</title><link>https://news.example.org/sample</link></item></channel></rss>"""
SAMPLE_PAGE = b"<html><body><article><h1>A sample headline</h1>%b</article></body></html>" % (
    b"<p>This sample sentence stands where a paragraph of an article will stand, and is as long.</p>" * 4
)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def prove_data_folder(settings: Settings) -> str:
    """Write and remove a file where everything is kept."""
    with suppress(OSError):  # the probe meets it again, and names it
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    probe = settings.data / ".probe"
    write_whole(probe, "")
    probe.unlink()
    return str(settings.data)


def prove_database(settings: Settings) -> str:
    """Open the database and bring it to this program's shape."""
    with database(settings) as engine:
        return name_of(engine.url)


def prove_reading(settings: Settings) -> str:
    """Read a sample feed and a sample page in the process that will read real ones."""
    with Parser() as parser:
        feed = parser.feed(SAMPLE_FEED, settings.newsletter.public_url)
        page = parser.page(SAMPLE_PAGE, "text/html; charset=utf-8")
    if len(feed.entries) != 1 or "sample sentence" not in page.text:
        raise DigestError("a sample feed and page were not read as they should: reinstall morning-digest")
    return "a sample feed and a sample page"


def prove_templates(settings: Settings) -> str:
    """Render a sample edition in both formats and compile it to a message."""
    newsletter = settings.newsletter
    sections = [section.key for section in newsletter.sections] or ["top"]
    stories = tuple(_sample(number, key) for number, key in enumerate(sections))
    edition = Edition(newsletter.key, NOON.date(), "A sample subject", "A sample preheader.", stories, NOON)
    weights = []
    with dkim_keys(settings) as keys:
        for form in Format:
            letter = rendering.letter(newsletter, edition, form, settings.own_templates)
            stencil = rendering.Stencil.of(letter, newsletter, edition, NOON, keys)
            weights.append(f"{form} {rendering.weight(stencil)} bytes")
    return f"a sample edition of {len(stories)} stories renders ({', '.join(weights)})"


def prove_dkim(settings: Settings) -> str:
    """Read each key that signs, and say what has to stand in the DNS for its signatures to count."""
    records = dkim_records(settings)
    if not records:
        return "messages are not signed here"
    own = [mailer.name for mailer in mailers(settings) if getattr(mailer, "rewrites", False)]
    said = "the DNS must hold\n" + "\n".join(f"           {record}" for record in records)
    return said + (
        f"\n           {' and '.join(own)} write messages anew: only their own sign them" if own else ""
    )


def prove_mailer(settings: Settings) -> str:
    """Ask every mailer to prove that a send could start: the second is needed when the first has failed."""
    faults: list[DigestError] = []
    row = mailers(settings)
    for mailer in row:
        try:
            mailer.check()
        except DigestError as fault:
            faults.append(type(fault)(f"{mailer.name}: {fault}") if len(settings.mailers) > 1 else fault)
    if faults:
        raise type(faults[0])("; ".join(map(str, faults)))
    reaches_people = any(one.kind != "folder" for one in settings.mailers)
    if reaches_people and ".example." in f"{settings.newsletter.sender}>":
        raise ConfigurationError("newsletter.sender is still an example address: real mail needs your own")
    return ", then ".join(one.name for one in settings.mailers) + _bounces(settings, row)


def _bounces(settings: Settings, row: Sequence[Mailer]) -> str:
    """Where a provider keeps bounces to itself, whatever sending.bounce_domain says."""
    own = [mailer.name for mailer in row if getattr(mailer, "own_return", False)]
    if not (own and settings.sending.bounce_domain):
        return ""
    return f"; bounces go to {' and '.join(own)}, and not to sending.bounce_domain"


def prove_notices(settings: Settings) -> str:
    """Write a notice to each address of the newsroom, as one would be mailed, and say who is told."""
    desk, newsletter = settings.desk, settings.newsletter
    for address in desk.tell:
        try:
            memo(newsletter, Memo(address, "A sample", "A sample notice.", "sample"), NOON)
        except Refused as refusal:
            raise ConfigurationError(f"desk.tell: {address}: {refusal}") from None
    told = [*desk.tell, *([f"the webhook at {urlsplit(desk.webhook).hostname}"] if desk.webhook else [])]
    return f"{', '.join(told)} are told how the day goes" if told else "nobody is told how the day goes"


def prove_summariser(settings: Settings) -> str:
    """Ask the summariser to prove that stories could be written; a model gets one tiny question."""
    with model_client(settings) as client:
        return summariser(settings, client, None).check()


def _sample(number: int, section: str) -> Story:
    return Story(
        key=f"sample-{number}",
        section=section,
        headline=f"A sample headline of seven words, number {number + 1}",
        lead="This sentence stands where the lead of a story will stand, and is as long as most leads are.",
        source=Reference("Sample Outlet", f"https://news.example.org/sample/{number}"),
        also=(Reference("Another Outlet", "https://news.example.net/sample"),),
        published=NOON,
    )
