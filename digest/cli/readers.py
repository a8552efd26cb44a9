"""`digest serve`: the pages behind the links of the mails."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.door import door


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Where to listen; behind a proxy, as it is.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8009,
) -> None:
    """Answer the links to leave, until Ctrl-C.

    Stands behind a web server that brings https; see docs/running-it.md.
    """
    from digest.settings import template_folder
    from digest.web.readers import readers
    from digest.web.serving import serve

    here = door(context)
    with here.newsroom() as room:
        app = readers(room, here.clock.now, template_folder() / "web")
        told = f"for {room.newsletter.public_url} (Ctrl-C ends it)"
        serve(app, host, port, lambda url: here.screen.say(f"Readers' pages at {url} {told}"), public=True)


COMMANDS = (serve,)
