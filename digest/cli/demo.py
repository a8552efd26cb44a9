"""`digest demo`: the whole morning on the bundled newswire, without network, service or account."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from digest.cli import shown
from digest.cli.deskdoor import PORT
from digest.cli.door import Door, door

YOU = "The editor"


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps what it makes.")] = Path("demo-data"),
    at_desk: Annotated[
        bool, typer.Option("--desk", help="Stop at the draft, and open the desk on it.")
    ] = False,
    port: Annotated[int, typer.Option(help="Of the desk, on the loopback address; 0 takes any.")] = PORT,
) -> None:
    """A whole morning on a bundled, invented newswire.

    Collects over loopback HTTP, drafts, approves, and sends to sample readers as files. With --desk, you
    are the editor.
    """
    from digest.demo.morning import morning

    here = door(context)
    if at_desk:
        _edited(here, folder, port)
        return
    here.screen.say(f"A dozen invented outlets report on loopback HTTP; everything lands in {folder}/.")
    with here.screen.progress() as tell:
        made = morning(folder, here.clock, tell)
    files = shown.write_files(made.settings, made.edition)
    shown.stories(here.screen, made.edition)
    for outlet, why in made.ill.items():
        here.screen.say(f"  ill    {outlet}: {why}")
    shown.tally(here.screen, made.edition, made.tally, made.settings)
    shown.show_files(here.screen, files)
    here.screen.say(f"Look closer: {_called()} --config {folder}/config.toml preview")
    shown.answer(here.screen, made.edition, tally=made.tally, files=files)


def _edited(here: Door, folder: Path, port: int) -> None:
    """The draft of the demo's morning at the desk, for a chief who is let in by a link."""
    from digest.cli.deskdoor import opened
    from digest.demo.morning import draft
    from digest.desk import admit, entering, linking
    from digest.models import Role
    from digest.web.serving import Place
    from digest.wiring import accounts

    with ExitStack() as held:
        with here.screen.progress() as tell:
            settings, room = held.enter_context(draft(folder, here.clock, tell))
        known = held.enter_context(accounts(settings))
        you = admit(known, YOU, "editor@demo.example.org", Role.CHIEF, here.clock.now())
        secret = entering.link(known, you, here.clock.now())

        def ready(at: str) -> None:
            here.screen.say("A finished draft waits. This link lets you in once, within 15 minutes:")
            here.screen.say(linking.address_of(at, secret))
            here.screen.say(f"What you approve: {_called()} --config {folder}/config.toml publish")
            here.screen.say("sends it to the sample readers. Ctrl-C ends the desk.")

        opened(here, room, known, settings, Place(port=port), ready)


def _called() -> str:
    return sys.argv[0] if Path(sys.argv[0]).name == "digest" else "digest"


COMMANDS = (demo,)
