"""What strangers wrote is shown by a terminal, and never obeyed."""

from __future__ import annotations

import pytest

from digest.cli import fail
from digest.cli.screen import Screen, printable

HOSTILE = "News\x1b]0;owned\x07 \x9b31mred\x7f\rover"


def test_controls_are_dropped_and_all_other_text_stays() -> None:
    assert printable(HOSTILE) == "News]0;owned 31mredover"
    assert printable("Zürich — 東京\n\tשלום 👋") == "Zürich — 東京\n\tשלום 👋"


@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_said_to_a_person_holds_a_control(capsys: pytest.CaptureFixture[str], terminal: bool) -> None:
    screen = Screen(as_json=False)
    screen.terminal = terminal
    screen.say(HOSTILE)
    screen.warn(HOSTILE)
    screen.table(("Title",), [(HOSTILE,)])
    with pytest.raises(SystemExit):
        fail(HOSTILE, 1)
    said = capsys.readouterr()
    assert "owned" in said.out
    assert said.err.count("owned") == 2
    assert not set("\x1b\x07\x9b\x7f\r") & set(said.out + said.err)


def test_a_cell_cannot_forge_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(as_json=False)
    screen.terminal = False
    screen.table(("Name", "State"), [("A\nB\tgood", "ill")])
    assert capsys.readouterr().out == "Name\tState\nA B good\till\n"
