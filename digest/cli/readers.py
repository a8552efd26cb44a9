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
    """Answer the links of the mails, until Ctrl-C or SIGTERM: the way out, the edition in the browser.

    Stands behind a web server that brings https; see docs/running-it.md.
    """
    from digest.settings import template_folder
    from digest.web.readers import PATHS, readers
    from digest.web.serving import Place, serve

    here = door(context)
    place = Place(host, port, public=True, proxies=here.settings.web.trusted_proxies)

    def ready(url: str) -> None:
        public = room.newsletter.public_url.rstrip("/")
        paths = ", ".join(f"/{path}/" for path in PATHS)
        if not place.loopback:
            here.screen.warn(f"{host} can be reached from other machines: let only the web server do so.")
        here.screen.say(f"Readers' pages at {url} (Ctrl-C ends it)")
        here.screen.say(f"Your web server brings https: let it pass {paths} below {public} on to here.")
        here.screen.say("docs/running-it.md has it for nginx and Caddy.")

    with here.newsroom() as room:
        serve(readers(room, here.clock.now, template_folder() / "web"), place, ready)
        here.screen.say("The readers' pages are closed.")


COMMANDS = (serve,)
