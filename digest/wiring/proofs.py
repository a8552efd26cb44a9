"""What `digest check` proves: each part that a run will need, tried for real, with nothing sent."""

from __future__ import annotations

from datetime import UTC, datetime

from digest import rendering
from digest.errors import ConfigurationError
from digest.models import Edition, Format, Reference, Story
from digest.settings import Settings, write_whole
from digest.wiring.room import database, mailer

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def prove_data_folder(settings: Settings) -> str:
    """Write and remove a file where everything is kept."""
    probe = settings.data / ".probe"
    write_whole(probe, "")
    probe.unlink()
    return str(settings.data)


def prove_database(settings: Settings) -> str:
    """Open the database and bring it to this program's shape."""
    with database(settings) as engine:
        return str(engine.url.render_as_string(hide_password=True))


def prove_templates(settings: Settings) -> str:
    """Render a sample edition in both formats and compile it to a message."""
    newsletter = settings.newsletter
    sections = [section.key for section in newsletter.sections] or ["top"]
    stories = tuple(_sample(number, key) for number, key in enumerate(sections))
    edition = Edition(newsletter.key, NOON.date(), "A sample subject", "A sample preheader.", stories, NOON)
    weights = []
    for form in Format:
        letter = rendering.letter(newsletter, edition, form, settings.own_templates)
        stencil = rendering.Stencil.of(letter, newsletter, edition, NOON)
        weights.append(f"{form} {rendering.weight(stencil)} bytes")
    return f"a sample edition of {len(stories)} stories renders ({', '.join(weights)})"


def prove_mailer(settings: Settings) -> str:
    """Ask the mailer to prove that a send could start."""
    kind = str(settings.mailer.get("kind", "folder"))
    mailer(settings).check()
    if kind != "folder" and ".example." in f"{settings.newsletter.sender}>":
        raise ConfigurationError("newsletter.sender is still an example address: real mail needs your own")
    return kind


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
