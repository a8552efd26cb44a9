"""`digest sources pause` and its kin: what the desk does to a source, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.door import door
from digest.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.models import Change, Listed, Setup
    from digest.newsroom import Newsroom

Name = Annotated[str, typer.Argument(help="A source's name, as `digest sources list` has it.")]


def pause(context: typer.Context, name: Name) -> None:
    """Neither visit nor use a source until `resume`."""
    from digest.models import Paused

    _tend(context, name, lambda source: Paused(source.key, paused=True))


def resume(context: typer.Context, name: Name) -> None:
    """Visit and use a paused source again."""
    from digest.models import Paused

    _tend(context, name, lambda source: Paused(source.key, paused=False))


def weight(
    context: typer.Context, name: Name, weight: Annotated[float, typer.Argument(help="As 1.2.")]
) -> None:
    """Set how much a source counts; 1 is usual."""
    from digest.models import Weighed

    _tend(context, name, lambda source: Weighed(source.key, weight))


def section(
    context: typer.Context,
    name: Name,
    section: Annotated[str, typer.Argument(help='The key of a section; "" for the places named.')],
) -> None:
    """Set the section to which all belongs that a source says."""
    from digest.models import Filed

    _tend(context, name, lambda source: Filed(source.key, section))


def remove(context: typer.Context, name: Name) -> None:
    """Take a source out of the configuration."""
    from digest.models import Removed

    _tend(context, name, lambda source: Removed(source.key))


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of a feed.")],
    name: Annotated[str, typer.Option(help="As readers see it; else the feed's own title.")] = "",
    section: Annotated[str, typer.Option(help="The key of a section; else by the places named.")] = "",
    weight: Annotated[float, typer.Option(help="How much it counts.")] = 1.0,
) -> None:
    """Look at a feed, and add it to the configuration where it can be read."""
    from digest import desk
    from digest.models import Added

    here = door(context)
    with here.newsroom() as room:
        offer = desk.look_at(room, url, here.clock.now())
        about = _kept(context, room, Added(name or offer.title, url, section, weight))
    for article in offer.articles[:5]:
        here.screen.say(f"  {article.published:%d %b %H:%M}  {article.title}")
    here.screen.answer(changed=list(about), articles=[one.title for one in offer.articles])


def _tend(context: typer.Context, name: str, change: Callable[[Listed], Change]) -> None:
    """Make one change of the source of this name, and say what it was."""
    here = door(context)
    with here.newsroom() as room:
        source = _named(room.configuration.setup(), name)
        about = _kept(context, room, change(source))
    here.screen.answer(changed=list(about))


def _kept(context: typer.Context, room: Newsroom, change: Change) -> tuple[str, ...]:
    from digest import desk

    here = door(context)
    about = desk.tend(room, [change], room.configuration.setup().seen, here.hand())
    for words in about or ("it is so already: nothing was changed",):
        here.screen.say(words)
    return about


def _named(setup: Setup, name: str) -> Listed:
    """The one source of this name. Raises ConfigurationError where there is none, or several."""
    wanted = name.casefold()
    found = [one for one in setup.sources if wanted in (one.name.casefold(), one.key)]
    if len(found) != 1:
        keys = ", ".join(one.key for one in found)
        words = f"several sources are called {name!r}: name one of {keys}" if found else ""
        raise ConfigurationError(words or f"no source is called {name!r}; `digest sources list` names them")
    return found[0]


COMMANDS = (pause, resume, weight, section, add, remove)
