"""`digest desk` as an editor without a browser has it: every verb, on the real store and the real command."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from digest.cli import edited
from digest.cli.screen import Screen
from tests.cli.conftest import Installation


def shown(there: Installation) -> Any:
    return there.answer("desk", "show")


def test_an_editors_morning_in_a_terminal(drafted: Installation) -> None:
    """Words, order and a note; every deed is in the record under its hand; approved is what stands."""
    before = shown(drafted)
    first = before["stories"][0]
    spare = len(before["stories"]) + 1

    drafted.digest("desk", "reword", "2", "--headline", first["headline"].upper(), "--by", "Ada")
    refused = drafted.digest("desk", "undo", "--by", "Ben", code=1).stderr
    assert "Ada did that" in refused
    assert "--yes takes it back all the same" in refused
    said = drafted.digest("desk", "undo", "--by", "Ben", "--yes").stdout
    assert f"Ben undid reworded: {first['headline'].upper()}" in said
    drafted.digest("desk", "note", "Good morning", "--by", "Ada")
    drafted.digest("desk", "move", first["key"], "2", "--by", "Ada")
    swapped = drafted.answer("desk", "swap", "1", str(spare), "--by", "Ada")

    assert swapped["stories"][0]["key"] == before["spares"][0]["key"]
    assert swapped["stories"][1]["key"] == first["key"]
    record = drafted.answer("desk", "history")["history"]
    assert [(one["by"], one["action"]) for one in record[1:]] == [
        ("Ada", "reworded"),
        ("Ben", "undid"),
        ("Ada", "wrote the note"),
        ("Ada", "moved"),
        ("Ada", "swapped"),
    ]
    assert "Nothing changed" in drafted.digest("desk", "note", "Good morning").stdout
    assert drafted.answer("approve", "--by", "Ada")["status"] == "approved"
    assert drafted.answer("desk", "restore", "1")["status"] == "draft"
    assert shown(drafted)["stories"] == before["stories"]


def test_an_invention_bars_approval_by_hand_and_by_rule(drafted: Installation) -> None:
    """The words say which; whoever overrules it says why, and then it goes out."""
    drafted.digest("desk", "reword", "1", "--lead", "Some 987,654 people of Quito saw it, said Zebulon Quix.")

    refused = drafted.digest("approve", code=1).stderr
    waiting = drafted.digest("run", code=1)
    found = drafted.answer("desk", "findings")["findings"]

    assert "from being approved" in refused
    assert "findings bar its approval: `digest desk findings` lists what was found" in waiting.stdout
    assert "waits for an editor" in waiting.stderr
    barred = json.loads(drafted.digest("run", "--json", code=1).stdout)["barred"]
    assert barred == sum(one["blocks"] for one in found) > 0
    shown = drafted.digest("desk", "findings").stdout
    assert "bars approval" in shown
    assert "Whether it happened so was not" in " ".join(shown.split())
    for number, one in enumerate(found, start=1):
        if one["blocks"]:
            drafted.digest("desk", "overrule", str(number), "I was there", "--by", "Ada")
    assert drafted.answer("run")["status"] in ("approved", "sent")


def test_reports_are_gathered_and_parted(drafted: Installation) -> None:
    before = shown(drafted)
    story = drafted.answer("desk", "show", "1")["story"]
    beside = [one["url"] for one in story["also"]]

    parted = drafted.answer("desk", "split", "1", "2")
    rested = drafted.answer("desk", "rest-on", "1", "2")
    merged = drafted.answer("desk", "merge", "1", "2")
    dropped = drafted.answer("desk", "drop", "1")
    taken = drafted.answer("desk", "take", str(len(dropped["stories"]) + 1))

    assert parted["stories"][1]["source"]["url"] == beside[0]
    assert rested["stories"][0]["source"]["url"] == beside[1]
    assert len(merged["stories"]) == len(before["stories"])
    assert len(dropped["stories"]) == len(before["stories"]) - 1
    assert sorted(one["key"] for one in taken["stories"]) == sorted(one["key"] for one in merged["stories"])


def test_strangers_are_merged_by_who_says_so(drafted: Installation) -> None:
    """Where nobody can be asked, the command says how."""
    before = shown(drafted)
    last = str(len(before["stories"]))

    refused = drafted.digest("desk", "merge", "1", last, code=1).stderr
    assert "look like different events" in refused
    assert "--yes merges them all the same" in refused
    assert shown(drafted) == before
    merged = drafted.answer("desk", "merge", "1", last, "--yes")
    assert len(merged["stories"]) == len(before["stories"]) - 1


def test_whoever_sits_at_a_terminal_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(as_json=False)
    asked = []
    monkeypatch.setattr(edited.typer, "confirm", lambda words: asked.append(words) or True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert not edited.sure(screen, "they differ", "Merge?")
    screen.terminal = True
    assert edited.sure(screen, "they differ", "Merge?")
    assert asked == ["Merge?"]


def test_a_page_is_read_and_its_story_added(drafted: Installation) -> None:
    """A page of the wire that the edition does not hold; what is no page is said in words."""
    edition = shown(drafted)
    there = {one["source"]["url"] for one in edition["stories"]}
    horoscope = drafted.answer("explain", "today", "--articles")["candidates"]
    url = next(
        report["url"]
        for one in horoscope
        if one["why"] == "a horoscope"
        for report in one["reports"]
        if report["url"] not in there
    )

    added = drafted.answer("desk", "add", url, "global")
    assert added["stories"][-1]["source"]["url"] == url
    assert "is there already" in drafted.digest("desk", "add", url, "global", code=1).stderr
    assert (
        "no address of a page" in drafted.digest("desk", "add", "file:///etc/passwd", "global", code=1).stderr
    )


def test_a_proof_lies_in_the_folder_of_the_mails(drafted: Installation) -> None:
    answer = drafted.answer("desk", "proof", "ada@example.org")

    mails = [path for path in drafted.folder.rglob("*.eml") if path.name.startswith("ada@example.org")]
    mail = message_from_bytes(Path(mails[0]).read_bytes(), policy=policy.default)
    assert mail["Subject"].startswith("[Proof] ")
    assert mail["Message-ID"] == answer["message_id"]


def test_what_cannot_be_done_is_one_line(drafted: Installation) -> None:
    for words, why in (
        (("drop", "999"), "there is no story '999'"),
        (("suggest", "1"), "no model is configured"),
        (("overrule", "99", "why not"), "there is no finding 99"),
        (("continue",), "only a held one can go on"),
        (("undo",), "nothing was changed"),
        (("restore", "7"), "has no version 7"),
        (("proof", "nobody"), "not one that mail can be sent to"),
    ):
        said = drafted.digest("desk", *words, code=1).stderr
        assert said.startswith("digest: ")
        assert why in said
    assert "say what it becomes" in drafted.digest("desk", "reword", "1", code=2).stderr
