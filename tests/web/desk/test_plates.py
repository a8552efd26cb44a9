"""Pages in pieces: put together they are what was drawn, plain or as gzip, and nobody's secret is packed."""

from __future__ import annotations

import gzip
import random
import threading

import pytest
from markupsafe import Markup

from digest.web.desk import plates
from digest.web.desk.kept import Keeper, Kept
from digest.web.desk.plates import Blanks, Plate

TOKEN = 128
BLANKS = Blanks.of("token", "name", "list")
LIST = Markup("<ol><li>one</li></ol>") * 10


def drawing(lines: int) -> str:
    """A page with its token on many of its lines, nearer to each other and farther than deflate sees."""
    chance = random.Random(lines)
    words = [f"word{chance.randrange(900)}" for _ in range(40 * lines)]
    told = []
    for number in range(lines):
        told.append(" ".join(words[40 * number : 40 * number + 40]))
        told += [f'<input value="{BLANKS["token"]}">'] if chance.random() < 0.6 else []
        told += [f"<b>{BLANKS['name']}</b>"] if chance.random() < 0.1 else []
    return "\n".join([*told, BLANKS["list"], "the end: über, 終"])


def fills(token: str = "a" * TOKEN, name: str = "Ada") -> dict[str, str]:
    return {"token": token, "name": name, "list": LIST}


@pytest.mark.parametrize("lines", [1, 8, 300])
@pytest.mark.parametrize("name", ["", "Ada", "<Öß & “Co”>", "N" * 5000, LIST * 3000])
def test_unpacked_it_is_the_page(lines: int, name: str) -> None:
    drawn = drawing(lines)
    plate = BLANKS.plate(drawn, {"token": TOKEN})
    for token in ("0" * TOKEN, "deadbeef" * 16):
        given = fills(token, name)
        whole = plate.filled(given)
        assert gzip.decompress(plate.squeezed(given)) == whole
        page = whole.decode()
        assert page.count(f'value="{token}"') == drawn.count("<input")
        assert BLANKS.secret not in page


def test_what_is_not_markup_is_escaped() -> None:
    plate = BLANKS.plate(f"<p>{BLANKS['name']}</p>")
    assert plate.filled({"name": "<script>"}) == b"<p>&lt;script&gt;</p>"
    assert plate.filled({"name": Markup("<br>")}) == b"<p><br></p>"


def test_a_plate_without_blanks_is_the_page() -> None:
    plate = Plate((b"always the same " * 500,))
    assert plate.filled({}) == gzip.decompress(plate.squeezed({})) == b"always the same " * 500


def test_the_length_tells_nothing_of_the_token() -> None:
    """A token that the page repeats elsewhere packs no better than any other (BREACH)."""
    guess = "0123456789abcdef" * 8
    plate = BLANKS.plate(f"<p>{guess} {guess[:64]}</p>{BLANKS['token']} {guess}", {"token": TOKEN})
    other = "".join(random.Random(1).choices("0123456789abcdef", k=TOKEN))
    sizes = {len(plate.squeezed({"token": token})) for token in (guess, other, "0" * TOKEN)}
    assert len(sizes) == 1


def test_packed_pieces_are_hardly_more_than_the_page_packed_whole() -> None:
    plate = BLANKS.plate("\n".join(f"<li>story {n} of the day</li>" for n in range(2000)) + BLANKS["name"])
    whole = plate.filled(fills())
    assert len(plate.squeezed(fills())) < 1.1 * len(gzip.compress(whole, plates.LEVEL)) + 100


def test_who_asks_meanwhile_waits_for_the_same_answer() -> None:
    kept: Kept[str, object] = Kept()
    begun, go_on, found = threading.Event(), threading.Event(), []

    def find() -> object:
        begun.set()
        go_on.wait()
        return object()

    threads = [threading.Thread(target=lambda: found.append(kept.of("this", find))) for _ in range(8)]
    for one in threads:
        one.start()
    begun.wait()
    go_on.set()
    for one in threads:
        one.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_another_version_takes_the_place_of_the_last() -> None:
    kept: Kept[int, str] = Kept()
    assert [kept.of(n, lambda n=n: f"of {n}") for n in (1, 1, 2, 1)] == ["of 1", "of 1", "of 2", "of 1"]


def test_a_keeper_forgets_what_was_asked_longest_ago() -> None:
    keeper: Keeper[int, str] = Keeper(3)
    found: list[str] = []

    def ask(question: str, this: int = 0) -> None:
        keeper.of(question, this, lambda: found.append(question) or question)

    for question in ("a", "b", "c", "a", "d", "a", "c", "b"):
        ask(question)
    assert found == ["a", "b", "c", "d", "b"]
    ask("a", 1)
    assert found[-1] == "a"
    assert len(keeper._kept) == 3
