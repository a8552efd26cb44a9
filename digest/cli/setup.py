"""Before the first day: init writes a configuration, check names every fault before a run meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.door import Door, door
from digest.errors import ConfigurationError, DigestError


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where to write config.toml.")] = Path(),
) -> None:
    """Write a complete, commented config.toml.

    Never over one that is there.
    """
    from digest.settings import shipped_config, write_whole

    target = folder / "config.toml"
    if target.exists():
        raise ConfigurationError(f"{target}: exists already and is left as it is")
    write_whole(target, shipped_config().read_text(encoding="utf-8"))
    here = door(context)
    here.screen.say(f"Wrote {target}. Next: `digest check`, then `digest run`.")
    here.screen.answer(config=target)


def check(context: typer.Context) -> None:
    """Name every fault before a run would meet it.

    Configuration, data folder, database, DKIM, templates, summariser, mailer, notices and broker are each
    tried; nothing is sent.
    """
    here = door(context)
    faults = []
    for name, prove in _proofs(here):
        try:
            words = prove()
        except DigestError as error:
            faults.append((name, error))
            here.screen.say(f"  fault  {name}: {error}")
        else:
            here.screen.say(f"  ok     {name}" + (f": {words}" if words else ""))
    here.screen.answer(ok=not faults, faults={name: str(error) for name, error in faults})
    if faults:
        kinds = [type(error) for _, error in faults]
        raise kinds[0](f"{len(faults)} of the checks failed: {', '.join(name for name, _ in faults)}")


def _proofs(here: Door) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each thing to prove, in the order in which a run would meet it."""
    from digest.wiring import proofs
    from digest.workers import broker

    def configuration() -> str:
        return f"{here.config}, {len(here.settings.sources)} sources"

    yield "configuration", configuration
    try:
        settings = here.settings
    except ConfigurationError:
        return
    yield "data folder", lambda: proofs.prove_data_folder(settings)
    yield "database", lambda: proofs.prove_database(settings)
    yield "reading", lambda: proofs.prove_reading(settings)
    yield "dkim", lambda: proofs.prove_dkim(settings)
    yield "templates", lambda: proofs.prove_templates(settings)
    yield "summariser", lambda: proofs.prove_summariser(settings)
    yield "mailer", lambda: proofs.prove_mailer(settings)
    yield "notices", lambda: proofs.prove_notices(settings)
    if settings.workers.broker:
        yield "broker", lambda: broker(settings).check()


COMMANDS = (init, check)
