"""`digest explain` and `digest replay`: why each story is in or out, and what would have been."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from digest.cli import told
from digest.cli.door import Door, door
from digest.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.models import Newsletter
    from digest.newsroom import ReadingRoom
    from digest.pipeline import Look
    from digest.selection import Candidate

MOST = 30
EARLIER = timedelta(hours=72)  # beyond the window, where a story is asked for: it may be too old
NO_TIME = timedelta()

Day = Annotated[str, typer.Argument(metavar="DAY", help="As 2026-08-13, or `today`, or `yesterday`.")]


def explain(
    context: typer.Context,
    day: Day = "today",
    story: Annotated[
        list[str] | None, typer.Argument(metavar="[STORY]", help="Words or the address of what you miss.")
    ] = None,
    most: Annotated[int, typer.Option(help="How many of those that are out are listed.")] = MOST,
    articles: Annotated[bool, typer.Option("--articles", help="List the reports not admitted, too.")] = False,
) -> None:
    """Why each story of a day is in or out.

    Drafts the day again out of the archive, as of the hour of its edition; fetches and saves nothing.
    With a few words or an address it shows what became of that one: why is it not in?
    """
    from digest.pipeline import difference, replay

    here, wanted = door(context), " ".join(story or ())
    with here.reading_room() as room:
        look = _look(here, room, day, EARLIER if wanted else NO_TIME)
        with here.screen.progress(logged=False) as tell:
            trial = replay(room, look, tell)
        stands = room.editions.find(room.newsletter.key, look.day)
    apart = difference(stands, trial.edition) if stands else None
    chosen = trial.about(wanted) if wanted else trial.candidates
    _say(here, told.heading(room.newsletter, trial, stands))
    if wanted:
        _say(here, told.found(room.newsletter, chosen[:most]))
        here.screen.say(_how_many(wanted, chosen, most))
    else:
        _say(here, told.edition(room.newsletter, trial, why=True))
        _say(here, _left(room.newsletter, chosen, most, articles=articles))
    if apart and not wanted:
        here.screen.say(f"\nAgainst the edition that stands: {told.summary(apart)}")
        _say(here, told.changes(room.newsletter, apart, trial))
    here.screen.answer(
        **told.answer(trial, [one for one in chosen if articles or wanted or not one.verdict.single]),
        stands=told.difference(apart, trial) if apart else None,
    )


def replay(
    context: typer.Context,
    day: Day = "today",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A setting to try, as section.africa.quota=6."),
    ] = None,
) -> None:
    """What a day's edition would have been, with other settings or changed rules.

    Nothing is fetched, saved or sent. KEY is newsletter.…, section.KEY.… or source.NAME.…; += and -=
    change a list, and source.NAME.pause=true leaves a source out. With --set it is compared with the
    present settings, else with the edition that stands.
    """
    from digest.pipeline import difference, replay
    from digest.settings import changed
    from digest.wiring import refurnished

    here = door(context)
    settings = changed(here.config, set_) if set_ else here.written
    with here.reading_room() as room:
        look = _look(here, room, day, NO_TIME)
        with here.screen.progress(logged=False) as tell:
            trial = replay(refurnished(room, settings), look, tell)
            present = replay(room, look, tell).edition if set_ else None
        stands = room.editions.find(room.newsletter.key, look.day)
    newsletter, before = settings.newsletter, present or stands
    apart = difference(before, trial.edition) if before else None
    _say(here, told.heading(newsletter, trial, stands))
    _say(here, told.edition(newsletter, trial, why=False))
    if apart:
        name = "what the present settings make" if present else "the edition that stands"
        here.screen.say(f"\nAgainst {name}: {told.summary(apart)}")
        _say(here, told.changes(newsletter, apart, trial))
    here.screen.answer(
        **told.answer(trial, trial.printed),
        set=set_ or [],
        against="settings" if present else "edition" if stands else None,
        difference=told.difference(apart, trial) if apart else None,
    )


def _look(here: Door, room: ReadingRoom, words: str, further: timedelta) -> Look:
    """The day, as of the hour of its edition; without one as of `--now`, or of the hour of preparing."""
    from digest.pipeline import Look

    day, now = _day(here, room.newsletter, words), here.clock.now()
    if stands := room.editions.find(room.newsletter.key, day):
        return Look(day, stands.created, known=True, further=further)
    if not here.clock.replays:
        prepare = time.fromisoformat(here.written.schedule.prepare)
        now = min(datetime.combine(day, prepare, ZoneInfo(room.newsletter.zone)).astimezone(UTC), now)
    return Look(day, now, further=further)


def _day(here: Door, newsletter: Newsletter, words: str) -> date:
    today = newsletter.day(here.clock.now())
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return named.get(words.casefold()) or date.fromisoformat(words)
    except ValueError:
        raise ConfigurationError(
            f"{words!r} is no day: write one as {today}, `today` or `yesterday`"
        ) from None


def _left(
    newsletter: Newsletter, candidates: Sequence[Candidate], most: int, *, articles: bool
) -> Sequence[str]:
    """What is out: the best of the events, how many ended where, and on demand every single report."""
    left = [one for one in candidates if not one.verdict.printed]
    events = [one for one in left if not one.verdict.single]
    lines = ["", "Out, best first", *told.out(newsletter, events[:most])]
    if len(events) > most:
        lines.append(
            f"    and {len(events) - most:,} more; --most lists them, a word after the day finds one"
        )
    lines += told.counts(left)
    if articles:
        lines += ["", *told.out(newsletter, (one for one in left if one.verdict.single))]
    return lines


def _how_many(wanted: str, found: Sequence[Candidate], most: int) -> str:
    if not found:
        return "\n" + told.wrapped(
            "", f"Nothing in the archive of these days has “{wanted}” in a title or as its address."
        )
    return f"\nand {len(found) - most:,} more; --most lists them" if len(found) > most else ""


def _say(here: Door, lines: Iterable[str]) -> None:
    for line in lines:
        here.screen.say(line)


COMMANDS = (explain, replay)
