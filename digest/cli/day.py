"""The day's commands: collect, prepare, preview, approve, hold, release, publish, run, schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import edited, shown
from digest.cli.door import Door, door
from digest.errors import ConfigurationError, DigestError, Unavailable
from digest.models import Approval, EditionStatus, OnUncertain

if TYPE_CHECKING:
    from digest.models import Edition, Tally
    from digest.newsroom import Newsroom


def collect(context: typer.Context) -> None:
    """Visit every source that is due and keep what is new."""
    from digest.pipeline import collect, healthy_sources

    here = door(context)
    with here.newsroom() as room, here.screen.progress() as tell:
        new = collect(room, here.clock.now(), tell)
        healthy = len(healthy_sources(room, here.clock.now()))
    here.screen.say(f"{new} new articles; {healthy} of {len(room.origins)} sources are healthy.")
    here.screen.answer(new_articles=new, sources=len(room.origins), healthy=healthy)


def prepare(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Draft anew what nobody has approved.")] = False,
) -> None:
    """Draft today's edition; sends nothing.

    Collects, selects, writes and renders. Where the edition is there, it stays as it is.
    """
    from digest.cli.noticing import drafted, noticed
    from digest.pipeline import prepare

    here = door(context)
    with here.newsroom() as room:
        now = here.clock.now()
        with noticed(here, room), here.screen.progress() as tell:
            edition = prepare(room, room.newsletter.day(now), now, tell, again=again)
        drafted(here, room, edition)
        shown.ill(here.screen, room)
        shown.edition(here.screen, edition, shown.write_files(here.settings, edition))


def preview(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port on the loopback address.")] = 8008,
) -> None:
    """Show today's edition in a browser, as readers will see it.

    Phone and desktop, light and dark, the text part, the inbox line, the weight and every score.
    Follows changes of templates and stylesheets while it is open.
    """
    from digest.cli.looking import draft
    from digest.web.preview import preview
    from digest.web.serving import Place, serve

    here = door(context)
    with here.newsroom() as room:
        today = current(here, room)
        app = preview(draft(here.settings, room, today))
        serve(app, Place(port=port), lambda url: here.screen.say(f"Preview at {url} (Ctrl-C ends it)"))


def approve(
    context: typer.Context,
    by: Annotated[str, typer.Option(help="Who approves; kept with the edition.")] = "",
) -> None:
    """Let today's draft out, sealed.

    What is approved, and nothing else, is what will be sent.
    """
    from digest.desk import approve

    here = door(context)
    with here.newsroom() as room:
        edition = approve(room, current(here, room), here.hand(by))
        here.screen.say(
            f"Edition {edition.key} is approved by {edition.sanction.by if edition.sanction else by}."
        )
        shown.answer(here.screen, edition)


def hold(context: typer.Context) -> None:
    """Keep today's edition in until it is released."""
    from digest.desk import hold

    here = door(context)
    with here.newsroom() as room:
        edition = hold(room, current(here, room), here.hand())
        here.screen.say(f"Edition {edition.key} is held: `digest release` lets it go on.")
        shown.answer(here.screen, edition)


def release(context: typer.Context) -> None:
    """End the hold: unchanged, it is approved as before; otherwise it is a draft."""
    from digest.desk import release

    here = door(context)
    with here.newsroom() as room:
        edition = release(room, current(here, room), here.hand())
        approved = edition.status is EditionStatus.APPROVED
        what = "goes out as it was approved" if approved else "is a draft again and needs its approval"
        here.screen.say(f"Edition {edition.key} {what}.")
        shown.answer(here.screen, edition)


def publish(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say who would get what, when and through whom; send nothing.")
    ] = False,
    alone: Annotated[
        bool, typer.Option("--here", help="Send from this process, whatever workers there are.")
    ] = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Hand the edition to the workers, and leave.")
    ] = False,
) -> None:
    """Send to everyone who has not had the edition yet, and then what is left of mailed corrections.

    With workers.broker, through workers, and waits until they are done.
    """
    from digest.cli.correcting import finishing
    from digest.cli.noticing import noticed
    from digest.cli.rehearsal import rehearsed
    from digest.cli.workers import handed_over, sender

    here = door(context)
    if alone and no_wait:
        raise ConfigurationError(
            "--here sends from this process, and --no-wait leaves it to others: choose one"
        )
    with here.newsroom() as room:
        if dry_run:
            rehearsed(here, room, current(here, room))
            return
        if no_wait:
            with noticed(here, room):
                handed_over(here, room, current(here, room))
            return
        send = sender(here, alone=alone)
        with finishing(here, room, send) as tell:
            edition = current(here, room)
            with noticed(here, room):
                tally = send(room, edition, here.clock, tell)
        _sent(here, room.editions.find(edition.newsletter, edition.day) or edition, tally)


def run(context: typer.Context) -> None:
    """The whole day, for cron; safe to repeat.

    Drafts today's edition, approves it if newsletter.approval allows, and sends it to everyone who
    has not had it. Exit codes: 0 done, 2 configuration, 3 too few stories or sources, 4 mailer
    unavailable, 1 anything else, as a finding that bars approval by rule.
    """
    from digest.cli.noticing import noticed, ran
    from digest.cli.workers import sender
    from digest.pipeline import run

    here = door(context)
    with here.newsroom() as room:
        today = room.newsletter.day(here.clock.now())
        fresh = room.editions.find(room.newsletter.key, today) is None
        with noticed(here, room), here.clock.listening(), here.screen.progress() as tell:
            edition, tally = run(room, here.clock, tell, sender(here))
        ran(here, room, edition, tally, fresh=fresh)
        files = shown.write_files(here.settings, edition)
        shown.stories(here.screen, edition)
        shown.show_files(here.screen, files)
        shown.ill(here.screen, room)
        if tally is None:
            here.screen.say(f"Edition {edition.key} is {edition.status} and waits for `digest approve`.")
            barred = _barred(here, room, edition)
            shown.answer(here.screen, edition, files=files, barred=barred)
            if barred and room.newsletter.approval is not Approval.EDITOR:
                raise DigestError(
                    f'newsletter.approval = "{room.newsletter.approval}" lets nothing out that is barred: '
                    "`digest desk findings` lists what was found, and an editor has to look at it"
                )
        else:
            _sent(here, edition, tally)


def schedule(context: typer.Context) -> None:
    """Run as a service, at the configured hours."""
    from digest.cli.service import serve_until_stopped

    serve_until_stopped(door(context))


def current(here: Door, room: Newsroom) -> Edition:
    """Today's edition, or an error that says how to get one."""
    edition = room.editions.find(room.newsletter.key, room.newsletter.day(here.clock.now()))
    if edition is None:
        raise DigestError("there is no edition of today yet: `digest prepare` drafts it")
    return edition


def _barred(here: Door, room: Newsroom, edition: Edition) -> int:
    """How many findings keep a waiting draft from being approved, by anybody or by rule; says so."""
    from digest.pipeline import doubtful

    found = doubtful(room, edition)
    if found:
        here.screen.say(edited.barred(len(found)))
    return len(found)


def _sent(here: Door, edition: Edition, tally: Tally) -> None:
    shown.tally(here.screen, edition, tally, here.settings)
    shown.answer(here.screen, edition, tally=tally)
    if tally.uncertain:
        here.screen.warn(
            f"{tally.uncertain} deliveries may or may not have gone out, and nobody knows; they are not sent "
            f"again ({_why_not(here)}): `digest deliveries --status uncertain` lists them"
        )
    if edition.status is EditionStatus.HELD:
        here.screen.say(f"It was held on the way: {tally.waiting} people wait for its release.")
    elif not tally.finished:
        raise Unavailable(
            f"{tally.waiting} of {tally.listed} people are still to be mailed: run `digest publish` again"
        )


def _why_not(here: Door) -> str:
    if here.settings.sending.on_uncertain is OnUncertain.HOLD:
        return 'sending.on_uncertain = "hold"'
    return "as often as may be they were"


COMMANDS = (collect, prepare, preview, approve, hold, release, publish, run, schedule)
