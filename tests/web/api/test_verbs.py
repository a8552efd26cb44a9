"""What programs do to an edition: each verb once, and who is told that somebody was first."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from digest.desk.wishes import LONGEST_WORD, MOST_WORDS
from digest.models import Wish
from digest.web.api.asked import MOST_BYTES
from tests.web.api.house import YESTERDAY, Served


def do(api: Served, what: str, status: int = 200, token: str = "", **said: Any) -> dict[str, Any]:
    """Do it to today's edition as it stands, unless `seen` says otherwise."""
    said = {"seen": api.today()["revision"]} | said
    answer = api.post(f"editions/today/{what}", said, token)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def keys(edition: dict[str, Any], where: str = "stories") -> list[str]:
    return [one["key"] for one in edition[where]]


def test_stories_are_arranged_reworded_and_brought_back(api: Served) -> None:
    first = api.today()
    one, two = keys(first)[:2]
    spare = keys(first, "spares")[0]
    assert do(api, f"stories/{one}/reword", lead="Other words.")["stories"][0]["hand"] == "Ada"
    assert keys(do(api, f"stories/{one}/drop"), "spares")[0] == one
    assert one in keys(do(api, f"stories/{one}/take"))
    assert spare in keys(do(api, f"stories/{two}/swap", spare=spare))
    assert keys(do(api, f"stories/{one}/move", place=0, section="global"))[-1] == one
    doubted = api.post(
        f"editions/today/stories/{one}/merge", {"seen": api.today()["revision"], "other": spare}
    )
    assert (doubted.status_code, "different events" in doubted.json()["detail"]) == (422, True)
    merged = do(api, f"stories/{one}/merge", other=spare, sure=True)
    assert spare not in keys(merged)
    story = next(other for other in merged["stories"] if other["key"] == one)
    also = [other["url"] for other in story["also"]]
    assert len(do(api, f"stories/{one}/split", urls=also[:1])["stories"]) == len(merged["stories"]) + 1
    if also[1:]:
        rested = do(api, f"stories/{one}/rest-on", url=also[1])
        assert also[1] in {other["source"]["url"] for other in rested["stories"]}
    assert do(api, "note", note="Good morning.")["note"] == "Good morning."
    assert do(api, "undo")["note"] == ""
    assert keys(do(api, "restore", number=1)) == keys(first)
    assert api.get("editions/today/versions/1").json()["fingerprint"] == first["fingerprint"]


def test_whoever_was_first_is_named_and_nothing_is_overwritten(api: Served) -> None:
    seen = api.today()["revision"]
    do(api, "title", token=api.editor, subject="Ben's own subject")
    for what, said in (
        ("title", {"subject": "Ada's"}),
        ("approve", {}),
        ("undo", {}),
        ("restore", {"number": 1}),
    ):
        answer = do(api, what, 409, seen=seen, **said)
        assert (answer["by"], answer["done"]) == ("Ben", "wrote the subject Ben's own subject"), what
    assert api.today()["subject"] == "Ben's own subject"
    assert "no revision 9999" in do(api, "undo", 422, seen=9999)["detail"]


def test_a_program_that_saw_less_than_it_did_itself_is_told_so(api: Served) -> None:
    seen = api.today()["revision"]
    do(api, "note", note="Aside")
    answer = do(api, "note", 409, seen=seen, note="Another")
    assert (answer["by"], "your own last change (wrote the note" in answer["detail"]) == ("Ada", True)
    assert do(api, "undo")["note"] == ""


def test_a_hold_is_never_too_late_and_whoever_did_not_see_it_lets_nothing_out(api: Served) -> None:
    seen = api.today()["revision"]
    assert do(api, "note", note="x")["status"] == "draft"
    assert do(api, "hold", seen=seen, token=api.editor)["status"] == "held"
    assert do(api, "approve", 409, seen=seen + 1)["by"] == "Ben"
    assert do(api, "release")["status"] == "draft"
    assert do(api, "undo")["note"] == ""


def test_a_release_keeps_the_approval_where_a_chief_says_so_and_nothing_changed(api: Served) -> None:
    do(api, "restore", number=1)
    for token, status in ((api.chief, "approved"), (api.editor, "draft")):
        assert do(api, "approve")["status"] == "approved"
        assert do(api, "hold")["status"] == "held"
        assert do(api, "release", token=token)["status"] == status
        do(api, "hold")
        do(api, "note", note=f"so that it is a draft: {status}")
        assert do(api, "release")["status"] == "draft"


def test_a_finding_bars_approval_until_it_is_overruled(api: Served) -> None:
    key = keys(do(api, "restore", number=1))[0]
    do(api, f"stories/{key}/reword", headline="Clinic treats 98,765 patients")
    assert "98,765" in do(api, "approve", 422)["detail"]
    found = [one for one in api.get("editions/today/findings").json()["findings"] if one["blocks"]]
    for one in found:
        named = {name: one[name] for name in ("story", "spot", "text")}
        after = do(api, "overrule", **named, reason="The ministry said so")
    assert {one["by"] for one in after["overrulings"]} == {"Ada"}
    assert do(api, "approve")["sanction"]["by"] == "Ada"
    record = api.get("editions/today/record").json()
    reasons = {ruling["reason"] for story in record["stories"] for ruling in story["overruled"]}
    assert reasons == {"The ministry said so"}
    assert record["record"][-1]["action"] == "approved"
    assert record["sealed"]
    assert record["approved"]["fingerprint"] == record["fingerprint"]
    assert {one["hand"] for one in record["stories"]} == {"", "Ada"}
    rows = list(csv.DictReader(StringIO(api.get("editions/today/record.csv").text)))
    assert [row["by"] for row in rows if row["what"] == "approved"] == ["Ada"]
    assert do(api, "undo")["status"] == "draft"


def test_a_sent_edition_is_corrected_and_changed_no_more(api: Served) -> None:
    path = f"editions/{YESTERDAY.date()}"
    edition = api.get(path).json()
    key, seen = keys(edition)[0], edition["revision"]
    assert (edition["status"], api.get(f"{path}/tally").json()["sent"]) == ("sent", 3)
    refused = api.post(f"{path}/stories/{key}/drop", {"seen": seen})
    assert (refused.status_code, "correct it instead" in refused.json()["detail"]) == (422, True)
    said = {"seen": seen, "text": "It was 12, not 212."}
    correction = api.post(f"{path}/stories/{key}/correct", said, api.editor).json()
    assert correction["by"] == "Ben"
    assert api.get("corrections").json()["corrections"] == [correction]
    assert do(api, "carry", correction=correction["id"])["corrections"] == [correction]
    assert do(api, "leave-out", correction=correction["id"])["corrections"] == []
    corrected = [one for story in api.get(f"{path}/record").json()["stories"] for one in story["corrected"]]
    assert [one["text"] for one in corrected] == ["It was 12, not 212."]


def test_past_editions_are_listed(api: Served) -> None:
    listed = api.get("editions").json()["editions"]
    assert [one["status"] for one in listed] == ["draft", "sent"]
    assert api.get("editions?before=2026-11-23").json()["editions"] == listed[1:]
    assert api.get("editions?most=1").json()["editions"] == listed[:1]
    assert api.get("editions?page=2").status_code == 422


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("editions/2026-01-01/undo", {"seen": 1}, 404),
        ("editions/2026-02-31/undo", {"seen": 1}, 404),
        ("editions/today/stories/none/drop", {}, 404),
        ("editions/today/undo", {"seen": "1"}, 422),
        ("editions/today/undo", {"seen": True}, 422),
        ("editions/today/note", {"note": "x" * 601}, 422),
        ("editions/today/note", {"note": "a\x00b"}, 422),
        ("editions/today/note", {"note": "\ud800"}, 422),
        ("editions/today/note", {"note": "x", "more": 1}, 422),
        ("editions/today/note", {"note": "x" * MOST_BYTES}, 413),
        ("editions/today/add", {"url": "https://example.org/none", "section": "africa"}, 422),
    ],
)
def test_what_cannot_be_is_refused(api: Served, path: str, said: dict[str, Any], status: int) -> None:
    seen = {"seen": api.today()["revision"]}
    answer = api.post(path, seen | said)
    assert (answer.status_code, answer.json()["status"]) == (status, status), answer.text


def test_tuning_is_looked_at_tried_and_kept(api: Served) -> None:
    stands = api.get("tuning").json()
    section = stands["sections"][0]
    wish = {
        "quotas": [{"section": section["key"], "most": section["most"] + 1}],
        "block_words": ["ferry", "ferry"],
    }

    trial = api.post("tuning/preview", wish).json()
    assert trial == {"came": [], "gone": [], "moved": [], "reworded": []}  # all of it was told yesterday
    assert api.get("tuning").json() == stands
    kept = api.post("tuning/keep", wish | {"seen": stands["seen"]}, api.editor).json()

    assert (kept["sections"][0]["most"], kept["block_words"]) == (section["most"] + 1, ["ferry"])
    assert kept["pin_words"] == stands["pin_words"]
    assert {one["by"] for one in kept["kept"][:2]} == {"Ben"}
    late = api.post("tuning/keep", {"pin_words": ["dam"], "seen": stands["seen"]})
    assert late.status_code == 409
    assert api.get("tuning").json() == kept


def test_sources_are_looked_at_added_tended_and_removed(api: Served) -> None:
    stands = api.get("sources").json()
    assert {one["key"] for one in stands["sources"]} >= {"alder", "birch"}
    feed = {"url": "https://fir.example/feed"}
    assert api.post("sources/look", feed).json()["detail"]
    added = api.post("sources/new", feed | {"name": "Fir Weekly", "seen": stands["seen"]}, api.editor).json()
    (fir,) = (one for one in added["sources"] if one["name"] == "Fir Weekly")
    assert (fir["weight"], fir["state"], fir["paused"]) == (1.0, "new", False)
    wish = {"weight": 2, "section": "africa", "paused": True}
    late = api.post(f"sources/{fir['key']}/tend", wish | {"seen": stands["seen"]})
    assert late.status_code == 409
    tended = api.post(f"sources/{fir['key']}/tend", wish | {"seen": added["seen"]}).json()
    (fir,) = (one for one in tended["sources"] if one["name"] == "Fir Weekly")
    assert {name: fir[name] for name in wish} == wish
    gone = api.post(f"sources/{fir['key']}/remove", {"seen": tended["seen"]}).json()
    assert [one["key"] for one in gone["sources"]] == [one["key"] for one in stands["sources"]]
    kept = [(one["by"], one["about"]) for one in api.get("tuning").json()["kept"]]
    assert ("Ben", "Fir Weekly: added, from fir.example") in kept
    assert kept[0] == ("Ada", "Fir Weekly: removed")
    for what in ("tend", "remove"):
        assert api.post(f"sources/nobody/{what}", {"seen": gone["seen"]}).status_code == 404


@pytest.mark.parametrize(
    "wish",
    [
        *({"pin_words": [word]} for word in ("", " ", "x" * 61, "a\nb", 3)),
        {"pin_words": ["x"] * 501},
        *({"quotas": [{"section": "africa", "most": most}]} for most in (-1, 51, 2.5, "3")),
        *({"quotas": [one]} for one in ({"section": "africa"}, {"section": "a\nb", "most": 3}, 3)),
        {"stories": 12},
    ],
)
def test_what_no_editor_can_wish_for_is_refused(api: Served, wish: dict[str, Any]) -> None:
    seen = api.get("tuning").json()["seen"]
    for what, said in (("preview", wish), ("keep", wish | {"seen": seen})):
        answer = api.post(f"tuning/{what}", said)
        assert (answer.status_code, answer.json()["status"]) == (422, 422), (what, wish)


def test_as_much_may_be_wished_for_as_the_bounds_allow(api: Served) -> None:
    """Lists of the longest words, in letters that are the longest in JSON."""
    stands = api.get("tuning").json()
    wish = {
        f"{kind}_words": [f"{number:04}{'𝔄' * (LONGEST_WORD - 4)}" for number in range(MOST_WORDS)]
        for kind in Wish
    }
    assert api.post("tuning/preview", wish).status_code == 200
    kept = api.post("tuning/keep", wish | {"seen": stands["seen"]})
    assert kept.status_code == 200, kept.text[:200]
    assert {name: kept.json()[name] for name in wish} == wish
