"""What the desk changes of config.toml: exactly that, every comment where it stood; or nothing at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from digest.errors import ConfigurationError, IllegalChange
from digest.models import Added, Filed, Listing, Paused, Quota, Removed, Weighed, Wish
from digest.settings import SourceSettings, load, shipped_config, tuned

SHIPPED = shipped_config()
TEXT = SHIPPED.read_text(encoding="utf-8")
SHORT = """\
[newsletter]
key = "a"
name = "A"
sender = "a@example.org"
postal_address = "1 Street"
public_url = "https://a.example"

# Africa

[[sources]]                     # the first
name = "Hill Gazette"           # a daily
url = "https://hill.example/feed"
weight = 0.5                    # since May

# Asia

[[sources]]
name = "Bay Post"
url = "https://bay.example/feed"
[sources.options]
most_entries = 20

# the end of the sources
[web]
"""


def key(name: str, path: Path = SHIPPED) -> str:
    return next(one.key for one in load(path, {}).sources if one.name == name)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(SHORT, encoding="utf-8")
    return path


def lines_apart(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are in one text alone."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_each_change_is_one_line_and_all_else_stays_byte_for_byte() -> None:
    """The shipped file, every comment in it."""
    changes = (
        Weighed(key("BBC News"), 0.5),
        Filed(key("NPR"), "americas"),
        Paused(key("UN News Africa"), paused=True),
        Quota("africa", 6),
    )

    text = tuned(SHIPPED, changes, {}).text

    gone, new = lines_apart(TEXT, text)
    assert gone == []  # each of these lines stands elsewhere, too
    assert sorted(new) == ["most = 6", "paused = true", "weight = 0.5"]
    assert len(text.splitlines()) == len(TEXT.splitlines()) + 2
    settings = tuned(SHIPPED, changes, {}).settings
    assert {one.name: one.weight for one in settings.sources}["BBC News"] == 0.5
    assert [one.name for one in settings.sources if one not in settings.awake] == ["UN News Africa"]


def test_a_value_keeps_its_comment_and_a_new_one_stands_with_its_own_table(short: Path) -> None:
    """Not behind the comment that heads the next sources, nor among the options of a plug."""
    changes = (
        Weighed(key("Hill Gazette", short), 2.0),
        Paused(key("Hill Gazette", short), paused=True),
        Weighed(key("Bay Post", short), 3.0),
    )

    text = tuned(short, changes, {}).text

    assert "weight = 2.0                    # since May\npaused = true\n\n# Asia\n" in text
    assert 'url = "https://bay.example/feed"\nweight = 3.0\n[sources.options]\n' in text


def test_a_source_goes_alone(short: Path) -> None:
    """What heads the others stays; what was said within it goes with it."""
    first = tuned(short, [Removed(key("Hill Gazette", short))], {}).text
    assert '# Africa\n\n# Asia\n\n[[sources]]\nname = "Bay Post"' in first

    last = tuned(short, [Removed(key("Bay Post", short))], {}).text
    assert "# Asia\n\n# the end of the sources\n[web]\n" in last

    both = tuned(short, [Removed(key(name, short)) for name in ("Hill Gazette", "Bay Post")], {})
    assert both.settings.sources == ()
    assert "# Africa" in both.text


def test_every_source_of_the_shipped_file_can_go_and_takes_no_comment_with_it() -> None:
    """Removed one by one, in any order, nothing but its own lines is missing."""
    comments = [line for line in TEXT.splitlines() if line.startswith("#")]
    for source in load(SHIPPED, {}).sources:
        text = tuned(SHIPPED, [Removed(source.key)], {}).text
        assert [line for line in text.splitlines() if line.startswith("#")] == comments
        assert len(tomllib.loads(text)["sources"]) == len(load(SHIPPED, {}).sources) - 1


def test_a_source_is_added_with_what_was_said_of_it() -> None:
    """At the end, as `digest sources import` does."""
    added = Added("Hill Gazette", "https://hill.example/feed", "asia", 0.5, "en")

    draft = tuned(SHIPPED, [added], {})

    assert draft.text.startswith(TEXT.rstrip())
    assert draft.settings.sources[-1] == SourceSettings(
        "Hill Gazette", "https://hill.example/feed", "asia", 0.5, "en"
    )


def test_words_come_and_go_and_the_others_keep_their_lines() -> None:
    """A long list stays the long list it is."""
    interest = load(SHIPPED, {}).newsletter.interest
    blocked = (*(word for word in interest.block_words if word != "jackpot"), "raffle")
    changes = [Listing(Wish.BLOCK, blocked), Listing(Wish.PIN, ("Sudan", "El Niño"))]

    draft = tuned(SHIPPED, changes, {})

    assert draft.settings.newsletter.interest.block_words == blocked
    assert draft.settings.newsletter.interest.pin_words == ("Sudan", "El Niño")
    assert draft.settings.newsletter.interest.raise_words == interest.raise_words
    gone, _ = lines_apart(TEXT, draft.text)
    assert len(gone) <= 4
    assert '    "massacre", "atrocity", "genocide"' in draft.text


def test_a_list_that_the_file_leaves_out_is_made(short: Path) -> None:
    """A short file has its defaults."""
    draft = tuned(short, [Listing(Wish.PIN, ("Sudan",))], {})
    assert draft.settings.newsletter.interest.pin_words == ("Sudan",)
    assert "# Africa" in draft.text


HOSTILE = (
    'Evil"\npaused = true\n[mailer]\nkind = "smtp"',
    "Evil\\",
    "'''",
    '"""',
    "[[sources]]",
    "# nothing",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnorw",
    "a\u2028b\x85c",
    "\N{GRINNING FACE} = {a = 1}",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_words_whatever_they_look_like(words: str) -> None:
    """What came from a form or a feed brings no settings of its own."""
    changes = [Added(words, "https://evil.example/feed"), Listing(Wish.BLOCK, (words,))]

    draft = tuned(SHIPPED, changes, {})

    table, before = tomllib.loads(draft.text), tomllib.loads(TEXT)
    assert table["sources"][-1] == {"name": words, "url": "https://evil.example/feed"}
    assert table["newsletter"]["interest"]["block_words"] == [words]
    assert table["mailer"] == before["mailer"]
    assert table["sources"][:-1] == before["sources"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Weighed(key("NPR"), 0.0), "NPR: weight: must be more than 0"),
        (Weighed(key("NPR"), float("nan")), "NPR: weight: must be more than 0"),
        (Weighed(key("NPR"), float("inf")), "NPR: weight: must be more than 0"),
        (Filed(key("NPR"), "afrika"), "NPR: section: 'afrika' is no section; known: top, africa"),
        (Quota("africa", -1), "Africa: most: must be 0 or more"),
        (Added("Other", "https://feeds.npr.org/1004/rss.xml"), "Other: url: is the address of sources[5]"),
        (Added("Other", "javascript:alert(1)"), "begins with http:// or https://"),
        (Added("Other", "env:HOME"), "begins with http:// or https://"),
    ],
)
def test_what_is_no_good_is_said_by_its_name(change: object, words: str) -> None:
    """As an editor knows it, without a line of a file."""
    with pytest.raises(ConfigurationError) as caught:
        tuned(SHIPPED, [change], {"HOME": "https://secret.example"})  # type: ignore[list-item]
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("change", [Weighed("bbc-000000", 1.0), Removed("bbc-000000"), Quota("moon", 3)])
def test_what_is_not_there_cannot_be_changed(change: object) -> None:
    """Another hand took it out meanwhile."""
    with pytest.raises(IllegalChange, match="any more"):
        tuned(SHIPPED, [change], {})  # type: ignore[list-item]


def test_a_file_written_otherwise_is_left_alone_with_words(tmp_path: Path) -> None:
    """Sources in one line are good TOML; to change them is for whoever wrote them so."""
    head = SHORT.partition("# Africa")[0]
    path = tmp_path / "config.toml"
    path.write_text(f'sources = [{{name = "Bay", url = "https://bay.example"}}]\n{head}', encoding="utf-8")

    with pytest.raises(ConfigurationError, match="change it by hand"):
        tuned(path, [Weighed(key("Bay", path), 2.0)], {})

    added = tuned(path, [Added("Hill", "https://hill.example/feed")], {})
    assert [one.name for one in added.settings.sources] == ["Bay", "Hill"]


def test_a_secret_named_in_the_file_stays_a_name(short: Path) -> None:
    """The variable is read, and never written down."""
    text = SHORT.replace('"https://hill.example/feed"', '"env:HILL"')
    short.write_text(text, encoding="utf-8")
    environment = {"HILL": "https://anna:secret@hill.example/feed?key=secret"}
    known = next(one.key for one in load(short, environment).sources if one.name == "Hill Gazette")

    draft = tuned(short, [Weighed(known, 2.0)], environment)

    assert draft.settings.sources[0].weight == 2.0
    assert '"env:HILL"' in draft.text
    assert "secret" not in draft.text
