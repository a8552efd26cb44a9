"""How an edition looks in a terminal: its stories with score and reason, its files, its tally."""

from __future__ import annotations

from dataclasses import asdict
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.cli.screen import Screen
from digest.models import Edition, EditionStatus, Format, Story, Tally

if TYPE_CHECKING:
    from digest.newsroom import Newsroom
    from digest.settings import Settings


def edition(screen: Screen, edition: Edition, files: dict[str, Path]) -> None:
    """A draft: its stories and where to look."""
    stories(screen, edition)
    show_files(screen, files)
    if edition.status is EditionStatus.DRAFT:
        screen.say(
            f"Edition {edition.key} is a draft: `digest preview` shows it, `digest approve` lets it out."
        )
    else:
        screen.say(f"Edition {edition.key} is {edition.status}.")
    answer(screen, edition, files=files)


def stories(screen: Screen, edition: Edition) -> None:
    """The chosen stories with section, score, outlets and the reasons for the score."""
    screen.say()
    screen.say(f"{edition.subject}")
    rows = [
        (story.section, story.headline, f"{story.score:.2f}", 1 + len(story.also), reason(story))
        for story in edition.stories
    ]
    screen.table(("Section", "Headline", "Score", "Outlets", "Why"), rows)


def reason(story: Story) -> str:
    """The two reasons that moved a story's score most, in one line; before them, who worded it."""
    moved = sorted(story.factors, key=lambda factor: -abs(log(factor.value)) if factor.value > 0 else 0.0)
    update = [f"update ({story.update})"] if story.update else []
    writer = [f"written by {story.writer}"] if story.writer else []
    return "; ".join([*update, *writer, *(factor.why for factor in moved[:2])])


def write_files(settings: Settings, edition: Edition) -> dict[str, Path]:
    """The letter as files to look at: HTML, text and lite, in the data folder."""
    from digest.pipeline import letters
    from digest.settings import write_whole

    folder = settings.data / "editions"
    made = letters(settings.newsletter, edition, settings.own_templates)
    parts = {
        "html": (f"{edition.key}.html", made[Format.FULL].html),
        "text": (f"{edition.key}.txt", made[Format.FULL].text),
        "lite": (f"{edition.key}-lite.txt", made[Format.LITE].text),
    }
    for name, content in parts.values():
        write_whole(folder / name, content)
    return {kind: folder / name for kind, (name, _) in parts.items()}


def show_files(screen: Screen, files: dict[str, Path]) -> None:
    """Where to look."""
    for kind, path in files.items():
        screen.say(f"  {kind:<6} {path}")


def ill(screen: Screen, room: Newsroom) -> None:
    """How many sources are ill, where any is, and who says more."""
    conditions = room.archive.conditions()
    count = sum(1 for key in room.origins if key in conditions and conditions[key].ill)
    if count:
        screen.say(f"{count} of {len(room.origins)} sources are ill: `digest status` says why.")


def tally(screen: Screen, edition: Edition, tally: Tally, settings: Settings) -> None:
    """What became of everyone on the list, in one line."""
    if tally.listed == 0:
        screen.say("Nobody subscribes yet: `digest subscribers add name@example.org` adds a reader.")
        return
    told = [f"{count} {name}" for name, count in asdict(tally).items() if count]
    screen.say(f"Edition {edition.key} is {edition.status}: {', '.join(told)} of {tally.listed}.")
    if folder := mail_folder(settings):
        screen.say(f"  mails  {folder}")


def mail_folder(settings: Settings) -> Path | None:
    """Where the first mailer puts its mails, if it is a folder."""
    first = settings.mailers[0]
    return Path(first.options["path"]) if first.kind == "folder" else None


def answer(screen: Screen, edition: Edition, **more: Any) -> None:
    """The edition as one JSON object."""
    if isinstance(more.get("tally"), Tally):
        more["tally"] = asdict(more["tally"])
    screen.answer(
        edition=edition.key,
        status=edition.status,
        subject=edition.subject,
        stories=[
            {
                "key": story.key,
                "section": story.section,
                "headline": story.headline,
                "lead": story.lead,
                "source": asdict(story.source),
                "also": [reference.outlet for reference in story.also],
                "score": round(story.score, 4),
                "factors": [asdict(factor) for factor in story.factors],
                "update": story.update,
                "writer": story.writer,
                "hand": story.hand,
            }
            for story in edition.stories
        ],
        **more,
    )
