"""docs/desk.md says which door does which verb: every verb is in it, and every door it names is there."""

from __future__ import annotations

import re

import typer

from digest import desk
from digest.cli import app
from tests.nursery import CHECKOUT
from tests.web.desk.house import House, filled

ROW = re.compile(r"^\| `(\w+)`[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
BRACES = {"{key}": "KEY", "{day}": "DAY"}

NO_DEEDS = {
    *(
        "Standing",
        "Use",
        "as_configured",
        "findings",
        "grounds",
        "past",
        "record",
        "review",
        "standing",
        "standings",
    ),
    *("grounds", "told", "undoable"),  # they look
    *("enter_by_link", "sign_in", "sign_out", "ask_for_proof"),  # the door itself
    *("catch_up", "post", "remind", "tell_blocked", "tell_broken", "tell_drafted", "tell_quiet", "tell_sent"),
}
"""What of `digest.desk` nobody does to anything: it looks, lets in, or is the program's own word."""


def rows() -> list[tuple[str, ...]]:
    table = (CHECKOUT / "docs" / "desk.md").read_text("utf-8").partition("## What each door does")[2]
    return [tuple(one.strip().strip("`") for one in row) for row in ROW.findall(table.partition("\n## ")[0])]


def column(number: int) -> set[str]:
    return {row[number] for row in rows()} - {"–"}


def posted(house: House) -> set[str]:
    """What is posted to, with DAY and KEY for what is named; each deed of a story by its own name."""
    paths = {route.path for route in house.routes() if "POST" in route.methods}
    found = {filled(path.replace("{what}", "WHAT"), BRACES | {"{secret}": "SECRET"}) for path in paths}
    from digest.web.desk.deeds import DEEDS

    return found | {f"/story/KEY/{what}" for what in DEEDS}


def test_every_verb_of_the_desk_is_in_the_table() -> None:
    assert {row[0] for row in rows()} == set(desk.__all__) - NO_DEEDS
    assert not {one for one in NO_DEEDS if one not in desk.__all__}


def test_every_page_and_path_of_the_table_is_there_and_no_path_of_the_api_is_left_out(house: House) -> None:
    there = posted(house)
    assert column(1) <= there
    assert {f"/api/{path}" for path in column(3)} | {"/api/sources/KEY/remove"} == {
        path for path in there if path.startswith("/api/")
    }


def test_every_command_of_the_table_is_there() -> None:
    root = typer.main.get_command(app)
    for words in column(2):
        command = root
        for word in words.split():
            command = command.commands[word]  # type: ignore[attr-defined]


def test_a_dash_is_a_door_that_is_missing() -> None:
    """Where one is made, it is written into the table; where one is lost, it is no silent loss."""
    missing = {(row[0], number) for row in rows() for number in (1, 2, 3) if row[number] == "–"}
    users = {"admit", "give_role", "lock_out", "let_back", "change_password", "set_password", "link_for"}
    assert missing == {
        ("tend", 2),
        ("change_password", 2),
        ("set_password", 1),
        *((verb, 3) for verb in users),
    }
