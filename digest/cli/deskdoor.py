"""`digest desk serve`: the pages on which editors work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.door import Door, door
from digest.errors import ConfigurationError

if TYPE_CHECKING:
    from digest.newsroom import Newsroom
    from digest.settings import Settings
    from digest.sockets import Accounts
    from digest.web.serving import Place

PORT = 8010


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Where to listen; behind a proxy, as it is.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = PORT,
) -> None:
    """Open the desk, until Ctrl-C or SIGTERM: on this machine, or behind a web server that brings https.

    Nothing is shown but to users, whom `digest users add` makes; see docs/desk.md.
    """
    from digest.web.serving import Place
    from digest.wiring import accounts

    here = door(context)
    here.require_real_clock()
    url = here.settings.desk.url
    place = Place(host, port, public=True, proxies=here.settings.web.trusted_proxies)
    if not place.loopback and not url:
        raise ConfigurationError(
            f"{host} can be reached from other machines: write desk.url, as https://desk.example.org, "
            f"into {here.config} first"
        )
    with here.newsroom() as room, accounts(here.settings) as users:
        somebody = bool(users.everyone())
        opened(here, room, users, here.settings, place, lambda at: _told(here, place, at, somebody=somebody))


def opened(
    here: Door,
    room: Newsroom,
    users: Accounts,
    settings: Settings,
    place: Place,
    ready: Callable[[str], None],
) -> None:
    """Serve the desk of this newsroom until it is closed."""
    from digest.settings import template_folder
    from digest.web.desk.app import desk, give_way
    from digest.web.serving import serve

    folder = template_folder() / "web" / "desk"
    app = desk(room, users, folder, here.clock.now, settings.desk.url)
    give_way()
    serve(app, place, ready)
    here.screen.say("The desk is closed.")


def _told(here: Door, place: Place, at: str, *, somebody: bool) -> None:
    url = here.settings.desk.url
    here.screen.say(f"The desk is at {at} (Ctrl-C ends it)")
    if url:
        here.screen.say(f"Editors reach it at {url}: let your web server, which brings https, pass that on.")
        here.screen.say("docs/desk.md has it for nginx and Caddy.")
    if url and not here.settings.web.trusted_proxies:
        here.screen.warn("web.trusted_proxies is empty: all who try to sign in are taken for one machine.")
    if not place.loopback:
        here.screen.warn(f"{place.host} can be reached from other machines: let only the web server do so.")
    if not somebody:
        here.screen.say("Nobody can sign in yet: digest users add NAME ADDRESS --role chief")
