"""`digest demo`: the whole morning on the bundled newswire, without network, service or account."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from digest.cli import shown
from digest.cli.door import door


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps what it makes.")] = Path("demo-data"),
) -> None:
    """A whole morning on a bundled, invented newswire.

    Collects over loopback HTTP, drafts, approves, and sends to sample readers as files.
    """
    from digest.demo.morning import morning

    here = door(context)
    here.screen.say(f"A dozen invented outlets report on loopback HTTP; everything lands in {folder}/.")
    with here.screen.progress() as tell:
        made = morning(folder, here.clock, tell)
    files = shown.write_files(made.settings, made.edition)
    shown.stories(here.screen, made.edition)
    for outlet, why in made.ill.items():
        here.screen.say(f"  ill    {outlet}: {why}")
    shown.tally(here.screen, made.edition, made.tally, made.settings)
    shown.show_files(here.screen, files)
    called = sys.argv[0] if Path(sys.argv[0]).name == "digest" else "digest"
    here.screen.say(f"Look closer: {called} --config {folder}/config.toml preview")
    shown.answer(here.screen, made.edition, tally=made.tally, files=files)


COMMANDS = (demo,)
