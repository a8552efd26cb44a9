"""`digest users`: who works at the desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.deskdoor import PORT
from digest.cli.door import Door, door
from digest.errors import ConfigurationError, DigestError
from digest.models import Role

if TYPE_CHECKING:
    from digest.models import User
    from digest.sockets import Accounts

app = typer.Typer(no_args_is_help=True)

FromPipe = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@app.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="As the record of each edition will have it.")],
    address: str,
    role: Annotated[Role, typer.Option(help="A chief also lets editions out and looks after users.")] = (
        Role.EDITOR
    ),
    piped: FromPipe = False,
    by_link: Annotated[bool, typer.Option("--link", help="Ask for no password, and print a link.")] = False,
) -> None:
    """Add somebody who may sign in at the desk: with a password, or by a link that is printed."""
    from digest.desk import staffing
    from digest.wiring import accounts

    here = door(context)
    asked = not by_link and (piped or sys.stdin.isatty())
    password = _password(piped=piped) if asked else ""
    with accounts(here.settings) as known:
        user = staffing.admit(known, name, address, role, here.clock.real(), password=password)
        here.screen.say(f"{user.name} is {'a chief' if role is Role.CHIEF else 'an editor'} now.")
        link = "" if password else _link(here, known, user)
    here.screen.answer(user=user.id, name=user.name, address=user.address, role=user.role, link=link)


@app.command("list")
def list_(context: typer.Context) -> None:
    """Everybody who works at the desk."""
    from digest.wiring import accounts

    here = door(context)
    with accounts(here.settings) as known:
        everyone = known.everyone()
    rows = [
        (
            *(user.name, user.address, user.role, "yes" if user.active else "no"),
            "yes" if user.password else "no",
            f"{user.seen:%Y-%m-%d %H:%M}" if user.seen else "never",
        )
        for user in everyone
    ]
    here.screen.table(("Name", "Address", "Role", "May come in", "Password", "Last in (UTC)"), rows)
    columns = ("name", "address", "role", "active", "password", "seen")
    here.screen.answer(users=[dict(zip(columns, row, strict=True)) for row in rows])


@app.command("role")
def role(context: typer.Context, address: str, role: Role) -> None:
    """Say what somebody may do."""
    from digest.desk import staffing

    with _user(context, address) as (here, known, user):
        staffing.give_role(known, user, role)
    here.screen.say(f"{user.name} is {'a chief' if role is Role.CHIEF else 'an editor'} now.")
    here.screen.answer(address=user.address, role=role)


@app.command("password")
def password(context: typer.Context, address: str, piped: FromPipe = False) -> None:
    """Set a new password; whatever let them in before ends."""
    from digest.desk import staffing

    with _user(context, address) as (here, known, user):
        staffing.set_password(known, user, _password(piped=piped))
    here.screen.say(f"{user.name} has a new password, and is signed in nowhere.")
    here.screen.answer(address=user.address)


@app.command("remove")
def remove(context: typer.Context, address: str) -> None:
    """Let somebody in no more; what they did stays in the record under their name."""
    from digest.desk import staffing

    with _user(context, address) as (here, known, user):
        staffing.lock_out(known, user)
    here.screen.say(f"{user.name} comes in no more. `digest users restore {user.address}` takes it back.")
    here.screen.answer(address=user.address, active=False)


@app.command("restore")
def restore(context: typer.Context, address: str) -> None:
    """Let somebody in again who was removed."""
    from digest.desk import staffing

    with _user(context, address) as (here, known, user):
        staffing.let_back(known, user)
    here.screen.say(f"{user.name} may come in again.")
    here.screen.answer(address=user.address, active=True)


@app.command("link")
def link(
    context: typer.Context,
    address: str,
    port: Annotated[int, typer.Option(help="Of the desk, where desk.url is empty.")] = PORT,
) -> None:
    """Print a link that lets somebody in once, within 15 minutes."""
    with _user(context, address) as (here, known, user):
        here.screen.answer(address=user.address, link=_link(here, known, user, port))


@app.command("token")
def token(
    context: typer.Context,
    address: str,
    label: Annotated[str, typer.Argument(help="What it is for.")] = "A program",
) -> None:
    """Print a token with which a program does at /api what this user may, for a year."""
    from digest.desk import entering

    with _user(context, address) as (here, known, user):
        secret = entering.token(known, user, label, here.clock.real())
    here.screen.say("Keep it now, it is not shown again. Send it as `Authorization: Bearer ...`:")
    here.screen.say(secret)
    here.screen.answer(address=user.address, token=secret)


@contextmanager
def _user(context: typer.Context, address: str) -> Iterator[tuple[Door, Accounts, User]]:
    """Somebody who works here, with the door and the accounts that know them."""
    from digest.wiring import accounts

    here = door(context)
    with accounts(here.settings) as known:
        user = known.find(address)
        if user is None:
            raise DigestError(f"nobody with the address {address} works here: `digest users list` names all")
        yield here, known, user


def _link(here: Door, known: Accounts, user: User, port: int = PORT) -> str:
    """A link, printed with what it does."""
    from digest.desk import entering, linking

    if not user.active:
        raise DigestError(f"{user.name} may not come in: `digest users restore {user.address}`")
    home = here.settings.desk.url or f"http://127.0.0.1:{port}"
    address = linking.address_of(home, entering.link(known, user, here.clock.real()))
    here.screen.say(f"This link lets {user.name} in once, within 15 minutes, while the desk is open:")
    here.screen.say(address)
    return address


def _password(*, piped: bool) -> str:
    """What was typed, twice and unseen, or the first line of standard input."""
    if not piped and sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise ConfigurationError("no password was given on standard input")
    return given
