"""`digest desk`: what the desk's pages do, in a terminal. Each command is one verb, done to today's edition.

Stories are named by the number that `digest desk show` gives them, spares too, or by their key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import edited
from digest.cli.day import current
from digest.cli.door import door
from digest.errors import ConfigurationError, Unlike

if TYPE_CHECKING:
    from digest.models import Edition, Hand
    from digest.newsroom import Newsroom

app = typer.Typer(no_args_is_help=True)

By = Annotated[str, typer.Option("--by", help="Who does it; kept in the record.")]
Named = Annotated[str, typer.Argument(metavar="STORY", help="Its number in `digest desk show`, or its key.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The number or key of the other story.")]
Within = Annotated[str | None, typer.Option("--section", help="A section's key; without it, its own.")]


@app.command()
def show(context: typer.Context, story: Annotated[str, typer.Argument(metavar="[STORY]")] = "") -> None:
    """Today's edition with its spares, numbered; or one story in full, with its reports."""
    here = door(context)
    with here.newsroom() as room:
        edition = current(here, room)
        if story:
            edited.story(here.screen, edition, edited.named(edition, story))
        else:
            edited.edition(here.screen, edition)


@app.command()
def findings(context: typer.Context) -> None:
    """What the checks find, numbered; what bars approval is marked."""
    from digest import desk

    here = door(context)
    with here.newsroom() as room:
        edition = current(here, room)
        edited.findings(here.screen, edition, desk.findings(room, edition))


@app.command()
def reword(
    context: typer.Context,
    story: Named,
    headline: Annotated[str | None, typer.Option(help="The new headline.")] = None,
    lead: Annotated[str | None, typer.Option(help="The new lead.")] = None,
    by: By = "",
) -> None:
    """Give a story another headline, lead or both."""
    from digest import desk

    if headline is None and lead is None:
        raise ConfigurationError("--headline or --lead: say what it becomes")
    act(
        context,
        by,
        lambda room, seen, hand: desk.reword(
            room, seen, edited.named(seen, story).key, hand, headline=headline, lead=lead
        ),
    )


@app.command()
def subject(
    context: typer.Context,
    line: Annotated[str | None, typer.Argument(help="The subject; '' makes it of the headlines.")] = None,
    preheader: Annotated[str | None, typer.Option(help="The line an inbox shows behind it.")] = None,
    by: By = "",
) -> None:
    """Write the subject line, the preheader or both."""
    from digest import desk

    if line is None and preheader is None:
        raise ConfigurationError("LINE or --preheader: say what it becomes")
    act(
        context,
        by,
        lambda room, seen, hand: desk.title(room, seen, hand, subject=line, preheader=preheader),
    )


@app.command()
def note(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="What stands above the stories; '' takes it away.")],
    by: By = "",
) -> None:
    """Write a note to readers."""
    from digest import desk

    act(context, by, lambda room, seen, hand: desk.annotate(room, seen, words, hand))


@app.command()
def move(
    context: typer.Context,
    story: Named,
    place: Annotated[int, typer.Argument(help="The place in its section, from 1.")],
    section: Within = None,
    by: By = "",
) -> None:
    """Put a story elsewhere in its section, or in another."""
    from digest import desk

    act(
        context,
        by,
        lambda room, seen, hand: desk.move(
            room, seen, edited.named(seen, story).key, hand, section=section, place=place - 1
        ),
    )


@app.command()
def drop(context: typer.Context, story: Named, by: By = "") -> None:
    """Take a story out; it becomes the first of the spares."""
    from digest import desk

    act(context, by, lambda room, seen, hand: desk.drop(room, seen, edited.named(seen, story).key, hand))


@app.command()
def swap(context: typer.Context, story: Named, spare: Other, by: By = "") -> None:
    """Let a spare take the place of a story."""
    from digest import desk

    act(
        context,
        by,
        lambda room, seen, hand: desk.swap(
            room, seen, edited.named(seen, story).key, edited.named(seen, spare).key, hand
        ),
    )


@app.command()
def take(context: typer.Context, spare: Named, section: Within = None, by: By = "") -> None:
    """Let a spare in; nobody leaves for it."""
    from digest import desk

    act(
        context,
        by,
        lambda room, seen, hand: desk.take(room, seen, edited.named(seen, spare).key, hand, section),
    )


@app.command()
def merge(
    context: typer.Context,
    story: Named,
    other: Other,
    yes: Annotated[bool, typer.Option("--yes", help="Also where they look like different events.")] = False,
    by: By = "",
) -> None:
    """Make one story of two that tell one event."""
    from digest import desk

    def deed(room: Newsroom, seen: Edition, hand: Hand) -> Edition:
        both = edited.named(seen, story).key, edited.named(seen, other).key
        try:
            return desk.merge(room, seen, *both, hand, sure=yes)
        except Unlike as doubt:
            if not edited.sure(door(context).screen, str(doubt), "Merge them all the same?"):
                raise Unlike(f"{doubt} (--yes merges them all the same)") from None
            return desk.merge(room, seen, *both, hand, sure=True)

    act(context, by, deed)


@app.command()
def split(
    context: typer.Context,
    story: Named,
    reports: Annotated[list[str], typer.Argument(help="Numbers in `digest desk show STORY`, or addresses.")],
    by: By = "",
) -> None:
    """Let reports leave a story for one of their own."""
    from digest import desk

    def deed(room: Newsroom, seen: Edition, hand: Hand) -> Edition:
        one = edited.named(seen, story)
        return desk.split(room, seen, one.key, [edited.report(one, word) for word in reports], hand)

    act(context, by, deed)


@app.command("rest-on")
def rest_on(
    context: typer.Context,
    story: Named,
    report: Annotated[str, typer.Argument(help="Its number in `digest desk show STORY`, or its address.")],
    by: By = "",
) -> None:
    """Write a story anew from another of its reports."""
    from digest import desk

    def deed(room: Newsroom, seen: Edition, hand: Hand) -> Edition:
        one = edited.named(seen, story)
        return desk.rest_on(room, seen, one.key, edited.report(one, report), hand)

    act(context, by, deed)


@app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of a page.")],
    section: Annotated[str, typer.Argument(help="The section's key.")],
    by: By = "",
) -> None:
    """Read a page, and add its story."""
    from digest import desk

    act(context, by, lambda room, seen, hand: desk.add(room, seen, url, section, hand))


def act(context: typer.Context, by: str, deed: Callable[[Newsroom, Edition, Hand], Edition]) -> None:
    """Do it to today's edition as it stands, and say what came of it."""
    here = door(context)
    with here.newsroom() as room:
        seen = current(here, room)
        edited.done(here.screen, room, seen, deed(room, seen, here.hand(by)))
