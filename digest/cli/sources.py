"""`digest sources`: list, import from OPML, export to OPML, test one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.door import door
from digest.cli.status import since
from digest.errors import ConfigurationError, SourceIll

app = typer.Typer(no_args_is_help=True)


@app.command("list")
def list_(context: typer.Context) -> None:
    """Every configured source: section, weight, how it is and what it gave last."""
    from digest.settings import masked

    here = door(context)
    with here.newsroom() as room:
        conditions = room.archive.conditions()
    rows = []
    for source in here.settings.sources:
        condition = conditions.get(source.key)
        state = "not visited yet"
        if source.paused:
            state = "paused"
        elif condition:
            state = condition.ill or f"{condition.entries} entries, {since(condition, here.clock.now())}"
        rows.append((source.name, source.section or "by place", source.weight, state, masked(source.url)))
    here.screen.table(("Source", "Section", "Weight", "State", "Address"), rows)
    here.screen.answer(
        sources=[
            {"name": name, "section": section, "weight": weight, "state": state, "url": url}
            for name, section, weight, state, url in rows
        ]
    )


@app.command("import")
def import_(
    context: typer.Context,
    opml: Annotated[str, typer.Argument(help="A file or an http(s) address of an OPML list.")],
    replace: Annotated[bool, typer.Option("--replace", help="In place of all sources there are.")] = False,
) -> None:
    """Add the feeds of an OPML list to the configuration.

    Comments and order stay; what is there already is left alone.
    """
    from digest.settings import SourceSettings, add_sources
    from digest.sources.opml import read_opml
    from digest.wiring import guarded_client

    here = door(context)
    sections = {section.key: section for section in here.settings.newsletter.sections}
    if opml.startswith(("http://", "https://")):
        with guarded_client(here.settings) as client:
            data = client.get(opml).body
    else:
        data = _bytes(Path(opml))
    found = [
        SourceSettings(
            name=outline.title,
            url=outline.url,
            section=outline.section if outline.section in sections else "",
            language=outline.language,
        )
        for outline in read_opml(data)
    ]
    added = add_sources(here.config, found, replace=replace)
    here.screen.say(f"{added} sources added to {here.config}; {len(found) - added} were there already.")
    here.screen.answer(added=added, there_already=len(found) - added)


@app.command("export")
def export(context: typer.Context) -> None:
    """Write the configured sources as OPML to the standard output."""
    from digest.settings import masked
    from digest.sources.opml import write_opml

    here = door(context)
    telling = sum(masked(source.url) != source.url for source in here.settings.sources)
    if telling:
        here.screen.warn(
            f"{telling} addresses hold user:password@ or ?query values: look for secrets before sharing"
        )
    print(write_opml([(source.origin, source.url) for source in here.settings.sources]))


@app.command("test")
def test(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A source's name, or any http(s) address.")],
) -> None:
    """Visit one source now and show what it gives; stores nothing."""
    from digest.models import Condition
    from digest.settings import SourceSettings
    from digest.wiring import guarded_client, source

    here = door(context)
    wanted = [one for one in here.settings.sources if name.casefold() in (one.name.casefold(), one.url)]
    if not wanted and not name.startswith(("http://", "https://")):
        raise ConfigurationError(f"no source is called {name!r}; `digest sources list` names them")
    one = wanted[0] if wanted else SourceSettings(name=name, url=name)
    with guarded_client(here.settings) as client, source(one, client) as plug:
        harvest = plug.harvest(Condition(), here.clock.now())
    if not harvest.healthy:
        raise SourceIll(f"{one.name}: {harvest.condition.ill}")
    here.screen.say(f"{one.name}: {len(harvest.articles)} articles")
    rows = [(f"{a.published:%d %b %H:%M}", a.title, a.summary[:80]) for a in harvest.articles[:20]]
    here.screen.table(("Published", "Title", "Summary"), rows)
    here.screen.answer(source=one.name, articles=[a.title for a in harvest.articles])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from None
