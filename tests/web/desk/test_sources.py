"""The pages of sources, sections and words: what they show, keep, try and refuse."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from digest.desk import as_configured, entering
from digest.desk.wishes import LONGEST_WORD, MOST_WORDS
from digest.models import Condition, Harvest, Listed, Offer, Origin, Paused, Quota, Wish
from digest.pipeline import prepare
from digest.settings import load, shipped_config
from digest.wiring.configuration import ConfigFile
from tests.fakes import FakeArchive
from tests.pipeline.room import ADA, DAY, MORNING, articles, heard
from tests.web.browser import Answer
from tests.web.desk.house import Browser, House

HOSTILE = "\"><script>alert(1)</script>' onload=x {{7*7}} </textarea>"
FEED = "https://fir.example/feed"


@pytest.fixture
def ben(house: House) -> Browser:
    """An editor, signed in: no chief is needed for any of this."""
    browser = Browser(house)
    browser.sign_in("ben@example.org")
    return browser


def seen(house: House) -> str:
    return house.room.configuration.setup().seen


def post(ben: Browser, path: str, **fields: str) -> Answer:
    return ben.post(path, {"seen": seen(ben.house)} | fields)


def hidden(answer: Answer) -> dict[str, str]:
    """What the form of a page sends along."""
    fields = re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', answer.text.partition("<main")[2])
    return {name: unescape(value) for name, value in fields}


def kept(house: House) -> list[str]:
    return [one.about for one in house.room.configuration.kept(20)]


def test_every_source_stands_in_the_table_with_how_it_is(house: House, ben: Browser) -> None:
    prepare(house.room, DAY, MORNING, heard)
    house.room.archive.keep(Harvest("birch", (), Condition(checked=MORNING, ill="answered 503")))

    page = ben.get("/sources").text

    assert [name in page for name in ("Alder Post", "Birch Times", "Elm Observer")] == [True] * 3
    assert "ill: answered 503" in page
    assert "5 sources" in page
    assert 'aria-current="page"' in page


def test_a_source_has_a_page_with_its_last_entries(house: House, ben: Browser) -> None:
    prepare(house.room, DAY, MORNING, heard)
    latest = house.room.archive.latest("alder", 20)

    page = ben.get("/sources/alder").text

    assert latest
    assert all(one.url in page for one in latest)
    assert ben.get("/sources/nobody").status == 404


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"do": "keep", "weight": "0,5", "section": ""}, ["Alder Post: weight 0.5 instead of 1"]),
        ({"do": "keep", "weight": "1", "section": "africa"}, ["Alder Post: section Africa"]),
        ({"do": "pause"}, ["Alder Post: paused"]),
        ({"do": "remove", "sure": "yes"}, ["Alder Post: removed"]),
        ({"do": "keep", "weight": "1", "section": ""}, []),
    ],
)
def test_an_editor_changes_a_source_and_is_told(
    house: House, ben: Browser, fields: dict[str, str], about: list[str]
) -> None:
    ben.get("/sources/alder")

    answer = post(ben, "/sources/alder", **fields)

    assert answer.status == 303
    assert kept(house) == about
    page = ben.get(answer.headers["location"]).text
    assert ("Kept. " in page) == bool(about)
    assert all(words in page for words in about)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "keep", "weight": "heavy"}, "A weight is a number"),
        ({"do": "keep", "weight": "nan"}, "A weight is a number"),
        ({"do": "keep", "weight": "0"}, "A weight is a number above 0"),
        ({"do": "keep", "weight": "\N{FULLWIDTH DIGIT ONE}"}, "A weight is a number"),
        ({"do": "remove"}, "say that you are sure"),
    ],
)
def test_what_is_no_good_is_said_and_nothing_is_kept(
    house: House, ben: Browser, fields: dict[str, str], words: str
) -> None:
    answer = post(ben, "/sources/alder", **fields)
    assert answer.status == 422
    assert words in answer.text
    assert kept(house) == []


def test_what_was_refused_stays_in_its_form_and_so_does_what_its_page_had_seen(ben: Browser) -> None:
    """Who mends a slip loses nothing, and still hears of it when another hand was first."""
    answer = ben.post("/tuning", {"do": "keep", "most-asia": "7", "block": "x" * 61, "seen": "long ago"})
    assert answer.status == 422
    assert ["x" * 61 in answer.text, 'value="7"' in answer.text] == [True, True]
    assert hidden(answer)["seen"] == "long ago"


def test_the_second_of_two_editors_is_told(house: House, ben: Browser) -> None:
    """With what theirs would change now; one button keeps it all the same."""
    before = seen(house)
    post(ben, "/sources/birch", do="pause")

    answer = post(ben, "/sources/alder", do="keep", weight="2", section="", seen=before)

    assert answer.status == 409
    assert "Somebody was first" in answer.text
    assert "Birch Times: paused" in answer.text
    assert "Alder Post: weight 2 instead of 1" in answer.text
    assert kept(house) == ["Birch Times: paused"]
    assert ben.post("/sources/alder", hidden(answer)).status == 303
    assert kept(house) == ["Alder Post: weight 2 instead of 1", "Birch Times: paused"]


def test_who_asked_for_what_is_so_already_is_told(house: House, ben: Browser) -> None:
    before = seen(house)
    for _ in range(2):
        answer = post(ben, "/sources/birch", do="pause", seen=before)
    assert answer.status == 303
    assert kept(house) == ["Birch Times: paused"]


def test_a_feed_is_looked_at_before_it_is_added(house: House, ben: Browser) -> None:
    offer = Offer("Fir Weekly", "en", (articles()[0],))
    house.room.collector.offers[FEED] = offer  # type: ignore[attr-defined]

    page = ben.post("/sources/look", {"url": FEED}).text
    assert "1 entry" in page
    assert offer.articles[0].title in page
    assert kept(house) == []
    answer = post(ben, "/sources/add", url=FEED, name="Fir Weekly", section="africa", weight="1")

    assert answer.status == 303
    assert kept(house) == ["Fir Weekly: added, from fir.example"]
    assert "Fir Weekly" in ben.get("/sources").text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "env:HOME", "file:///etc/passwd", "", FEED])
def test_what_cannot_be_looked_at_is_said_in_words(ben: Browser, url: str) -> None:
    answer = ben.post("/sources/look", {"url": url})
    assert answer.status == 422
    assert ("Answered 404" if url == FEED else "no address of a feed") in answer.text


def test_quotas_and_words_are_kept_together(house: House, ben: Browser) -> None:
    quotas = {f"most-{one.key}": str(one.most) for one in house.room.newsletter.sections}

    answer = post(
        ben,
        "/tuning",
        do="keep",
        pin="Sudan\r\n\r\n El  Niño \nSudan",
        block="",
        **{**quotas, "most-asia": "6"},
    )

    assert answer.headers["location"] == "/tuning?kept=2"
    interest = house.room.configuration.setup().newsletter.interest
    assert interest.pin_words == ("Sudan", "El Niño")
    assert kept(house) == [
        "pinned words: + Sudan, + El Niño",
        "Asia: at most 6 stories instead of 4",
    ]
    page = ben.get("/tuning?kept=2").text
    assert "Kept. Asia: at most 6 stories instead of 4; pinned words: + Sudan, + El Niño." in page
    assert "Sudan\nEl Niño</textarea>" in page
    assert "Asia: at most 6 stories" in page
    assert ">Ben<" in page


def test_a_program_is_told_what_would_go_and_why(house: House) -> None:
    edition = prepare(house.room, DAY, MORNING, heard)
    victim = edition.stories[0]
    word = victim.headline.split()[0]
    user = house.accounts.find("ben@example.org")
    assert user
    bearer = {"authorization": f"Bearer {entering.token(house.accounts, user, 'x', house.now)}"}
    said = json.dumps({"block_words": [word]}).encode()
    sent = bearer | {"content_type": "application/json"}

    trial = json.loads(Browser(house).ask("/api/tuning/preview", "POST", said, sent).text)

    (gone,) = (one for one in trial["gone"] if one["url"] == victim.source.url)
    assert gone["why"] == f"the word {word!r} is kept out"
    assert (gone["headline"], gone["section"]) == (victim.headline, victim.section)
    assert kept(house) == []


def test_settings_are_tried_and_carried_on_to_be_kept(house: House, ben: Browser) -> None:
    """What goes says why; then one button keeps what was tried."""
    edition = prepare(house.room, DAY, MORNING, heard)
    victim = edition.stories[0]
    word = victim.headline.split()[0]

    answer = post(ben, "/tuning", do="try", block=word)
    page = answer.text

    assert "Would be out" in page
    assert victim.source.outlet in page
    assert kept(house) == []
    assert house.room.editions.find("morning", DAY) == edition
    fields = hidden(answer)
    assert fields["block"] == word
    assert ben.post("/tuning", fields | {"do": "keep"}).status == 303
    assert kept(house) == [f"blocked words: + {word}"]


def test_the_lists_of_the_page_are_as_long_as_a_program_may_make_them(house: House, ben: Browser) -> None:
    """In letters of which each takes twelve bytes of a form."""
    words = [f"{number:04}{'𝔄' * (LONGEST_WORD - 4)}" for number in range(MOST_WORDS)]
    answer = post(ben, "/tuning", do="keep", **dict.fromkeys(Wish, "\r\n".join(words)))
    assert (answer.status, answer.headers.get("location")) == (303, "/tuning?kept=3")
    interest = house.room.configuration.setup().newsletter.interest
    assert all(getattr(interest, f"{kind}_words") == tuple(words) for kind in Wish)


def test_a_form_of_a_stranger_is_no_longer_for_its_path(house: House) -> None:
    assert Browser(house).post("/tuning", {"block": "x" * 70_000}).status == 413


def test_a_source_is_tried_without_its_weight_being_kept(house: House, ben: Browser) -> None:
    prepare(house.room, DAY, MORNING, heard)
    page = post(ben, "/sources/alder", do="try", weight="1", section="").text
    assert "it would be the same edition" in page


def test_a_day_without_articles_is_said_in_words(ben: Browser) -> None:
    answer = post(ben, "/tuning", do="try", block="x")
    assert answer.status == 422
    assert "The archive holds no article" in answer.text


def test_nothing_that_came_from_outside_is_markup(house: House, ben: Browser) -> None:
    """Names of the configuration, titles of feeds, words, and what was wrong with a source."""
    archive = house.room.archive
    assert isinstance(archive, FakeArchive)
    evil = replace(articles()[0], title=HOSTILE, summary=HOSTILE)
    archive.keep(Harvest("alder", (evil,), Condition(checked=MORNING, ill=HOSTILE)))
    configuration = house.room.configuration
    setup = configuration.setup()
    named = Listed(HOSTILE, HOSTILE, Origin("alder", HOSTILE))
    configuration.stands = replace(setup, sources=(named,), fault=HOSTILE)  # type: ignore[attr-defined]
    configuration.history.clear()  # type: ignore[attr-defined]
    configuration.keep([Quota("asia", 3)], setup.seen, replace(ADA, name=HOSTILE), [HOSTILE])
    house.room.collector.offers[FEED] = Offer(HOSTILE, "en", (evil,))  # type: ignore[attr-defined]

    pages = [ben.get(path) for path in ("/sources?kept=1", "/sources/alder", "/tuning")]
    pages.append(ben.post("/sources/look", {"url": FEED}))
    pages.append(post(ben, "/tuning", do="keep", block=HOSTILE * 3))

    for page in pages:
        assert "<script>alert" not in page.text
        assert HOSTILE not in page.text
        assert "{{7*7}}" in page.text or page.status == 422


def test_a_broken_configuration_is_said_and_the_last_good_one_shown(house: House, ben: Browser) -> None:
    configuration = house.room.configuration
    broken = replace(configuration.setup(), fault="config.toml: newsletter.stories: must be 1 or more")
    configuration.stands = broken  # type: ignore[attr-defined]
    for path in ("/sources", "/sources/alder", "/tuning"):
        page = ben.get(path).text
        assert "The configuration has a fault" in page
        assert "must be 1 or more" in page


def test_the_real_file_is_changed_and_seen_by_the_newsroom(
    house: House, ben: Browser, tmp_path: Path
) -> None:
    """From a form to config.toml and back, with a name that looks like more settings."""
    path = tmp_path / "config.toml"
    path.write_text(shipped_config().read_text(encoding="utf-8"), encoding="utf-8")
    house.room = replace(house.room, configuration=ConfigFile(path, tmp_path / "tuning.jsonl", {}))
    house.apps.clear()
    name = 'Fir"] [mailer] kind = "smtp'

    answer = post(ben, "/sources/add", url=FEED, name=name, weight="0.8")

    assert answer.status == 303
    settings = load(path, {})
    assert (settings.sources[-1].name, settings.sources[-1].weight) == (name, 0.8)
    assert settings.mailers[0].kind == "folder"
    assert settings.sources[-1].key in as_configured(house.room).origins
    path.chmod(0o444)
    refused = post(ben, f"/sources/{settings.sources[0].key}", do="pause")
    assert refused.status == 422
    assert "read-only" in refused.text


def test_pages_are_small(house: House, ben: Browser) -> None:
    """Forty-five sources and a hundred words."""
    many = tuple(f"Outlet{number} Post" for number in range(45))
    configuration = type(house.room.configuration)(house.room.newsletter, many)  # type: ignore[call-arg]
    house.room = replace(house.room, configuration=configuration)
    house.apps.clear()
    configuration.keep([Paused("outlet1", paused=True)], "version 0", ADA, ["Outlet1 Post: paused"])
    for path in ("/sources", "/tuning"):
        assert len(ben.get(path).body) < 60_000
