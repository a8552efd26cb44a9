"""The terminal's door: `digest COMMAND`. Parses, calls one verb, shows what came of it.

Nothing heavy is imported before a command runs, so that `digest --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from digest.cli import (
    carrying,
    correcting,
    day,
    deciding,
    deliveries,
    demo,
    desk,
    deskdoor,
    explaining,
    past,
    people,
    readers,
    setup,
    sources,
    status,
    tending,
    users,
    workers,
)
from digest.cli.clock import SystemClock
from digest.cli.door import Door
from digest.cli.screen import Screen, printable
from digest.errors import ConfigurationError, DigestError, NotEnough, Unavailable
from subscribers.errors import SubscriberError

EXIT_CODES = ((ConfigurationError, 2), (NotEnough, 3), (Unavailable, 4))

app = typer.Typer(
    help="From the feeds of the night to an edition in the inbox.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[Path, typer.Option("--config", "-c", envvar="DIGEST_CONFIG")] = Path("config.toml"),
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what is decided, and why.")] = False,
    now: Annotated[
        datetime | None, typer.Option(help="Replay a past day, as if it were this hour (UTC); sends nothing.")
    ] = None,
) -> None:
    """Options that stand before the command."""
    context.obj = Door(config, Screen(as_json=json), SystemClock(now), verbose=verbose)


for room in (setup, day, workers, deliveries, explaining, readers, status, demo):
    for command in room.COMMANDS:
        app.command()(command)
for name, command in (*deciding.COMMANDS.items(), *carrying.COMMANDS.items()):
    desk.app.command(name)(command)
desk.app.command()(correcting.correct)
for command in past.COMMANDS:
    desk.app.command()(command)
desk.app.command()(deskdoor.serve)
app.add_typer(desk.app, name="desk", help="Edit today's edition, or open the pages where editors do.")
for command in tending.COMMANDS:
    sources.app.command()(command)
app.add_typer(sources.app, name="sources", help="Where articles come from.")
app.add_typer(people.app, name="subscribers", help="Who receives the newsletter.")
app.add_typer(users.app, name="users", help="Who works at the desk.")


def main() -> None:
    """Run a command; every failure is one line that names the place and the cure, and an exit code."""
    # Programs write `digest status --json`, people `digest --json status`: both are heard.
    words = sys.argv[1:]
    if "--json" in words:
        words = ["--json", *(word for word in words if word != "--json")]
    try:
        app(words, prog_name="digest")
    except DigestError as error:
        fail(str(error), next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1))
    except SubscriberError as error:
        fail(str(error), 2)
    except KeyboardInterrupt:
        fail("stopped; nothing is lost, and the same command goes on from here", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("DIGEST_DEBUG"):
            raise
        fail(f"unexpected {type(error).__name__}: {error} (DIGEST_DEBUG=1 shows where)", 1)


def fail(words: str, code: int) -> None:
    """Say why on the error stream, and leave with this code."""
    for line in words.splitlines():
        print(printable(f"digest: {line}"), file=sys.stderr)
    sys.exit(code)
