"""Plugs by name: built-ins in a table, others by entry point, imported on first use, filled from config."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from digest.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Socket:
    """A place that plugs fit. `setting` is where config.toml names the kind, `group` where packages do."""

    setting: str
    group: str
    built_in: Mapping[str, str]


MAILERS = Socket(
    "mailer",
    "digest.mailers",
    {
        "folder": "digest.mailers.folder:Folder",
        "smtp": "digest.mailers.smtp:Smtp",
        "ses": "digest.mailers.ses:Ses",
        "mailgun": "digest.mailers.mailgun:Mailgun",
        "postmark": "digest.mailers.postmark:Postmark",
        "sendgrid": "digest.mailers.sendgrid:SendGrid",
        "resend": "digest.mailers.resend:Resend",
        "brevo": "digest.mailers.brevo:Brevo",
    },
)
SOURCES = Socket("sources", "digest.sources", {"feed": "digest.sources.feed:Feed"})
SUMMARISERS = Socket(
    "summariser",
    "digest.summarisers",
    {
        "extractive": "digest.summarisers.extractive:Extractive",
        "openai": "digest.summarisers.model:Model",
        "anthropic": "digest.summarisers.model:Model",
    },
)


def build(socket: Socket, kind: str, options: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    """A plug of this kind, filled with `options` from the settings and with what we hand it, `given`.

    Of what we hand out it gets what it has a field for. The others are its options.
    Its fit is checked where the caller names the type. Raises ConfigurationError for an unknown kind,
    and for an option that is unknown, missing or ill-typed.
    """
    plug = _plug(socket, kind)
    fields = {field.name: field for field in dataclasses.fields(plug) if field.init}
    own = {name: field for name, field in fields.items() if name not in given}
    given = {name: value for name, value in given.items() if name in fields}
    for name in options:
        if name not in own:
            known = ", ".join(own) or "none"
            words = f"unknown option of {kind}{_nearest(name, own)} (there are: {known})"
            raise ConfigurationError(f"{socket.setting}.{name}: {words}")
    for name, field in own.items():
        if name not in options and _needed(field):
            raise ConfigurationError(f"{socket.setting}.{name}: {kind} needs this option")
    types = get_type_hints(plug) if options else {}
    typed = {name: _typed(socket, name, types[name], value) for name, value in options.items()}
    return plug(**given, **typed)


def _plug(socket: Socket, kind: str) -> type[Any]:
    """The class of this kind. A built-in name cannot be taken over by an installed package."""
    if kind in socket.built_in:
        return _loaded(socket, kind, socket.built_in[kind])
    plugs = {point.name: point for point in entry_points(group=socket.group)}
    if kind not in plugs:
        names = {**plugs, **socket.built_in}
        raise ConfigurationError(
            f"{socket.setting}.kind: there is no {kind!r}{_nearest(kind, names)} "
            f"(there are: {', '.join(sorted(names))})"
        )
    return _loaded(socket, kind, plugs[kind])


def _loaded(socket: Socket, kind: str, place: str | EntryPoint) -> type[Any]:
    try:
        if isinstance(place, EntryPoint):
            plug = place.load()
        else:
            module, _, name = place.partition(":")
            plug = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(f"{socket.setting}.kind: {kind} cannot be loaded: {error}") from error
    if not (isinstance(plug, type) and dataclasses.is_dataclass(plug)):
        raise ConfigurationError(f"{socket.setting}.kind: {kind} is no dataclass: its options have no names")
    return plug


def _needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _typed(socket: Socket, name: str, kind: Any, value: object) -> object:
    """The value as its field wants it. The value itself stays out of the error: it may be a secret."""
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        words = error.errors(include_input=False, include_url=False)[0]["msg"]
    raise ConfigurationError(f"{socket.setting}.{name}: {words[:1].lower()}{words[1:]}")


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""
