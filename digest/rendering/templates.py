"""The template files of a letter: found, filled in a sandbox, and their mistakes named by file and line."""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateNotFound, select_autoescape
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digest.errors import ConfigurationError
from digest.models import Look
from digest.rendering.amending import Erratum
from digest.rendering.page import Entry, Page, Part

KNOWN = {entry.name for noun in (Page, Part, Entry, Erratum, Look) for entry in fields(noun)} | {
    "entry",
    "part",
    "loop",
    "one",
}  # what `for` binds in the shipped templates
KINDS = (".html", ".txt", ".css")
MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


def fill(name: str, page: Page, own: Path | None = None) -> str:
    """The text of a template for this page, or ConfigurationError naming file, line and cure.

    A template in the folder `own` goes before the shipped one of the same name.
    """
    if own is not None and not own.is_dir():
        raise ConfigurationError(f"templates: {own} is not a folder")
    try:
        template = environment(own).get_template(name)
        return template.render({entry.name: getattr(page, entry.name) for entry in fields(page)})
    except TemplateSyntaxError as mistake:
        place = f"{mistake.filename or name}, line {mistake.lineno}"
        raise ConfigurationError(f"{place}: {mistake.message}") from None
    except TemplateNotFound as mistake:
        raise ConfigurationError(f"{name}: there is no template {mistake.name}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{name}: is not UTF-8 text") from None
    except MISTAKES as mistake:
        raise ConfigurationError(f"{_place(mistake, name)}: {_advice(str(mistake))}") from None


@cache
def environment(own: Path | None) -> ImmutableSandboxedEnvironment:
    """One sandbox for each folder: it compiles a template once, and again when its file changes."""
    folders = ([own] if own else []) + [shipped()]
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def own_stamps(own: Path | None) -> tuple[tuple[str, int, int], ...]:
    """What changes when a letter's template in the folder `own` does; whatever else lies there."""
    return stamps(own / "email") if own else ()


def stamps(*folders: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file in these folders does."""
    return tuple(sorted(stamp for folder in folders for stamp in _stamps(folder)))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in [folder, *folder.rglob("*")]:
        try:
            stat = file.stat()
        except OSError:  # somebody is replacing it just now
            continue
        yield str(file), stat.st_mtime_ns, stat.st_size


def shipped() -> Path:
    """The templates of this checkout, or those packed with the installed package."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent
    return checkout / "templates" if (checkout / "pyproject.toml").is_file() else package / "templates"


def _place(mistake: BaseException, name: str) -> str:
    """The last template line on the way to the mistake: Jinja maps its own frames back to it."""
    frames = [f for f in traceback.extract_tb(mistake.__traceback__) if Path(f.filename).suffix in KINDS]
    return f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else name


def _advice(text: str) -> str:
    found = re.search(r"'(\w+)' is undefined|has no attribute '(\w+)'", text)
    if not found:
        return text
    wrong = found[1] or found[2]
    near = difflib.get_close_matches(wrong, sorted(KNOWN), n=1, cutoff=0.5)
    return f"there is no {wrong!r} here" + (f"; did you mean {near[0]!r}?" if near else "")
