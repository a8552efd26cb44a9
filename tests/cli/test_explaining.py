"""`digest explain` and `digest replay` as an editor meets them, on the bundled newswire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.cli import told
from digest.cli.told import COLUMNS
from digest.demo.server import Newswire
from digest.settings import load
from digest.wiring import newsroom
from tests.cli.conftest import Installation, installed


def words(said: str) -> str:
    """What was said, as one line."""
    return " ".join(said.split())


def test_every_story_says_why_it_is_in_and_the_rest_why_it_is_out(drafted: Installation) -> None:
    """Where, score, each factor with its value and reason; then every rule that kept something out."""
    edition = drafted.answer("prepare")
    said = drafted.digest("explain").stdout

    for story in edition["stories"]:
        assert story["headline"] in words(said)
        for factor in story["factors"]:
            assert words(f"{factor['name']} {factor['value']:.2f} {factor['why']}") in words(said)
    assert "in: one of the 3 best that 3 outlets or more report" in said
    for rule in (
        "its section is full: at most 4 in",
        "a horoscope",
        "a live blog",
        "in a language that is not",
    ):
        assert rule in words(said)
    assert "Against the edition that stands: no difference" in said
    assert not [line for line in said.splitlines() if len(line) > COLUMNS]


def test_programs_get_every_candidate_and_its_verdict(drafted: Installation) -> None:
    """The same account as JSON; single reports only on demand."""
    edition = drafted.answer("prepare")
    answer = drafted.answer("explain")
    chosen = [one for one in answer["candidates"] if one["in"]]

    assert [one["headline"] for one in chosen] == [story["headline"] for story in edition["stories"]]
    assert [one["factors"] for one in chosen] == [story["factors"] for story in edition["stories"]]
    assert all(one["why"] and one["reports"] for one in answer["candidates"])
    assert answer["stands"] == {"in": [], "out": [], "moved": [], "reworded": []}
    refused = answer["counts"]["not admitted"]
    assert len(drafted.answer("explain", "--articles")["candidates"]) == len(answer["candidates"]) + refused


def test_the_editors_question_why_is_it_not_in(drafted: Installation) -> None:
    """By a word of any report, or by an address; with the reasons and who reported it."""
    answer = drafted.answer("explain", "today", "--articles")
    missed = next(one for one in answer["candidates"] if one["step"] == "its section is full")
    horoscope = next(one for one in answer["candidates"] if one["why"] == "a horoscope")

    by_words = drafted.digest("explain", "today", *missed["headline"].split()[:3]).stdout
    by_address = drafted.answer("explain", "today", horoscope["reports"][0]["url"] + "?utm_source=x")

    assert missed["headline"] in words(by_words)
    assert "out: its section is full" in by_words
    assert missed["reports"][0]["outlet"] in by_words
    assert [one["why"] for one in by_address["candidates"]] == ["a horoscope"]
    assert "Nothing in the archive" in drafted.digest("explain", "today", "submarine", "opera").stdout


def test_what_an_editor_changed_is_told_from_what_would_be_drafted(drafted: Installation) -> None:
    """A swap by hand shows as the difference it is, with the reason the story was out for."""
    with newsroom(load(drafted.folder / "config.toml")) as room:
        day = room.newsletter.day(datetime.now(UTC))
        edition = room.editions.find("morning", day)
        assert edition
        spare, dropped = edition.spares[0], edition.stories[-1]
        room.editions.save(replace(edition, stories=(*edition.stories[:-1], spare)))

    stands = drafted.answer("explain")["stands"]

    assert [story["headline"] for story in stands["in"]] == [dropped.headline]
    assert [story["headline"] for story in stands["out"]] == [spare.headline]
    assert stands["out"][0]["why"].startswith("out: ")


def test_a_replay_shows_what_would_have_been_and_the_difference(drafted: Installation) -> None:
    """A quota, a blocked word, a source left out: each story that changes is named with its reason."""
    edition = drafted.answer("prepare")
    asia = [story["headline"] for story in edition["stories"] if story["section"] == "asia"]
    most = len(asia) - 1

    said = words(drafted.digest("replay", "--set", f"section.asia.quota={most}").stdout)
    answer = drafted.answer("replay", "--set", f"section.asia.quota={most}")
    paused = drafted.answer("replay", "--set", "source.meridian-wire.pause=true")

    assert "Against what the present settings make: " in said
    assert f"out: its section is full: at most {most} in asia" in said
    assert answer["against"] == "settings"
    gone = answer["difference"]["out"]  # of other sections, too: their shares of the places are others now
    assert [story["headline"] for story in gone if story["section"] == "asia"] == asia[-1:]
    assert all(story["why"].startswith("out: ") for story in gone)
    assert "Meridian Wire" not in {
        report["outlet"] for one in paused["candidates"] for report in one["reports"]
    }


def test_looking_back_fetches_nothing_and_writes_nothing(drafted: Installation) -> None:
    """Not a byte of the data folder is another, and with every network closed it works as well."""
    drafted.configure("collecting", allow_networks=[])

    def bytes_of(folder: Path) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    before = bytes_of(drafted.folder)
    drafted.digest("explain")
    drafted.digest("replay", "--set", "newsletter.stories=8")
    assert bytes_of(drafted.folder) == before


def test_a_changed_rule_is_seen_against_the_edition_that_stands(drafted: Installation) -> None:
    """Change a word or a number, then one command shows what it does to a day that was drafted."""
    edition = drafted.answer("prepare")
    word = next(
        factor["why"].partition(" in ")[0].split(",")[0]
        for story in edition["stories"]
        for factor in story["factors"]
        if factor["name"] == "interest"
    )
    drafted.configure("newsletter", interest={"raise_words": [], "block_words": [word]})

    answer = drafted.answer("replay")

    assert answer["against"] == "edition"
    assert f"out: the word {word!r} is kept out".casefold() in {
        story["why"].casefold() for story in answer["difference"]["out"]
    }


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        (("explain", "2026-13-01"), "'2026-13-01' is no day: write one as "),
        (("replay", "--set", "section.afrika.quota=6"), "there is no `afrika`; did you mean `africa`?"),
        (("replay", "--set", "newsletter.storys=6"), "unknown key; did you mean `stories`?"),
    ],
)
def test_a_wrong_day_or_key_is_exit_code_2(
    drafted: Installation, asked: tuple[str, ...], complaint: str
) -> None:
    """One line that says what is valid."""
    assert complaint in drafted.digest(*asked, code=2).stderr


def test_without_an_archive_the_words_say_how_to_begin(fresh: Installation) -> None:
    """And nothing is made."""
    assert "`digest collect` begins" in fresh.digest("explain", code=1).stderr
    assert not (fresh.folder / "data").exists()


def test_a_day_that_the_archive_does_not_hold_is_named(drafted: Installation) -> None:
    """A day long past."""
    assert "storage.keep_days" in drafted.digest("explain", "2001-02-03", code=1).stderr


def test_a_day_without_an_edition_is_drafted_from_the_archive(tmp_path: Path, newswire: Newswire) -> None:
    """As of `--now`; an installation that sends by SMTP may look, for nobody is mailed."""
    there = installed(tmp_path, newswire)
    there.digest("collect")
    there.rewrite('kind = "folder"', 'kind = "smtp"\nhost = "localhost"')
    hour = (datetime.now(UTC) - timedelta(minutes=1)).replace(microsecond=0)

    answer = there.answer("--now", hour.strftime("%Y-%m-%dT%H:%M:%S"), "replay")

    assert timedelta() <= datetime.fromisoformat(answer["as_of"]) - hour < timedelta(minutes=5)
    assert len([one for one in answer["candidates"] if one["in"]]) >= 6
    assert answer["difference"] is None


def test_yesterday_is_a_day_too(tmp_path: Path) -> None:
    """The demo's two days: what was sent yesterday is out today, and says in which edition it was."""
    there = Installation(tmp_path)
    there.digest("demo")
    config = ("--config", "demo-data/config.toml")
    today = there.answer(*config, "explain", "today")
    yesterday = there.answer(*config, "explain", "yesterday")

    assert today["edition"] > yesterday["edition"]
    sent = [one for one in today["candidates"] if one["step"] == "already sent"]
    assert sent
    assert all(f"sent in {yesterday['edition']} as: " in one["why"] for one in sent)
    assert [one for one in today["candidates"] if one["in"] and one["update"]]
    assert today["stands"] == {"in": [], "out": [], "moved": [], "reworded": []}


def test_lines_keep_their_indent_and_their_width() -> None:
    """A long headline does not run under its number."""
    said = told.wrapped("  1   2.00  ", "word " * 40).splitlines()
    assert len(said) > 2
    assert all(len(line) <= COLUMNS for line in said)
    assert all(line.startswith(" " * 12 + "word") for line in said[1:])
