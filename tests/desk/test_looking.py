"""Looking back: past editions page by page, what each deed changed, and the record of human review."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest import desk
from digest.desk.exporting import COLUMNS, as_csv, as_json
from digest.models import (
    MACHINE,
    Action,
    Approval,
    Aspect,
    Deed,
    Doorway,
    Edition,
    EditionStatus,
    Hand,
    Outcome,
    Role,
)
from digest.models import DeliveryStatus as To
from digest.newsroom import Newsroom
from digest.pipeline import mail_corrections, publish
from digest.pipeline.day import let_out as by_rule
from digest.store.database import open_database
from tests.databases import fresh
from tests.desk.draft import ADA, BEN, desk_room
from tests.pipeline.room import DAY, MORNING, FakeClock, heard, let_out, room
from tests.store.rooms import real, want

TEXT = "The strike was of nine days, not of six."


@pytest.fixture(params=["memory", "database"])
def given(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Newsroom]:
    """A room with a draft, everything in memory or on SQLite."""
    made, edition = desk_room()
    if request.param == "memory":
        yield made
        return
    engine = open_database(fresh(request, "sqlite", tmp_path))
    stores = real(engine)
    made = replace(made, editions=stores.editions, ledger=stores.ledger, corrections=stores.corrections)
    made.editions.add(replace(edition, id=None, revision=0))
    yield made
    engine.dispose()


def today(given: Newsroom) -> Edition:
    found = given.editions.find("morning", DAY)
    assert found
    return found


def sent(given: Newsroom) -> Edition:
    """Today's edition, reworded, approved and sent."""
    story = today(given).stories[1]
    desk.reword(given, today(given), story.key, BEN, headline=f"{story.headline} again")
    desk.approve(given, today(given), ADA)
    publish(given, today(given), FakeClock(), heard)
    return today(given)


def cells(given: Newsroom) -> list[dict[str, str]]:
    sheet = as_csv(desk.review(given, today(given)))
    return list(csv.DictReader(io.StringIO(sheet, newline="")))


class TestTheList:
    def test_page_by_page_the_latest_first(self) -> None:
        given = room()
        days = [let_out(given, MORNING + timedelta(days=number)).day for number in range(5)]
        pages = [desk.past(given, page, most=2) for page in (1, 2, 3, 4)]
        told = [([one.edition.day for one in glances], more) for glances, more in pages]
        newest = days[::-1]
        assert told == [(newest[:2], True), (newest[2:4], True), (newest[4:], False), ([], False)]

    def test_each_with_its_counts_and_corrections(self, given: Newsroom) -> None:
        edition = sent(given)
        desk.correct(given, edition, edition.stories[0].key, TEXT, ADA)
        (glance,), more = desk.past(given)
        assert (glance.edition.status, glance.tally.sent, glance.corrections) == (EditionStatus.SENT, 3, 1)
        assert more is False


class TestTheStanding:
    def test_to_how_many_through_whom_and_that_it_is_what_was_approved(self, given: Newsroom) -> None:
        stands = desk.standing(given, sent(given))
        assert (stands.tally.sent, stands.reached, stands.edition.sealed) == (3, 3, True)
        assert sum(stands.mailers.values()) == 3
        assert stands.amendments == ()

    def test_refused_and_uncertain_are_counted(self) -> None:
        given = room()
        edition = let_out(given)
        given.ledger.open(edition, [1, 2, 3])
        one, two, three = given.ledger.turn(edition, [], want(3, now=MORNING))
        fates = zip((one, two, three), (To.SENT, To.REFUSED, To.UNCERTAIN), strict=True)
        given.ledger.turn(edition, [Outcome(each.id, fate) for each, fate in fates], want(0, now=MORNING))
        stands = desk.standing(given, edition)
        assert (stands.tally.sent, stands.tally.refused, stands.tally.uncertain) == (1, 1, 1)
        assert stands.reached == 2

    def test_what_became_of_a_correction(self, given: Newsroom) -> None:
        """It waits, is mailed, is carried by the next edition, or is left out of it."""
        edition = sent(given)
        said = desk.correct(given, edition, edition.stories[0].key, TEXT, ADA, mail=True)
        (waits,) = desk.standing(given, edition).amendments
        assert (waits.correction, waits.dealt) == (said, None)
        assert waits.mail
        assert waits.mail.waiting == 3
        mail_corrections(given, FakeClock(), heard)
        later = replace(edition, day=DAY + timedelta(days=1), status=EditionStatus.DRAFT, sanction=None)
        draft = given.editions.add(replace(later, id=None, revision=0))
        carried = desk.carry(given, draft, said.id or 0, ADA)
        given.corrections.carried(said, carried.id or 0)
        (told,) = desk.standing(given, edition).amendments
        assert (told.dealt and told.dealt.day, told.printed) == (later.day, True)
        assert told.mail
        assert told.mail.sent == 3
        desk.leave_out(given, carried, said.id or 0, ADA)
        assert desk.standing(given, edition).amendments[0].printed is False


class TestTheRecord:
    def test_every_deed_tells_what_it_changed(self, given: Newsroom) -> None:
        first, second = today(given).stories[:2]
        desk.reword(given, today(given), second.key, BEN, headline=f"{second.headline} again")
        desk.drop(given, today(given), first.key, ADA)
        desk.undo(given, today(given), ADA)
        desk.annotate(given, today(given), "Good morning", ADA)
        desk.approve(given, today(given), ADA)
        entries = desk.record(given, today(given))
        told = [(one.deed.by, one.deed.action, [each.aspect for each in one.differences]) for one in entries]
        assert told[0] == ("Morning Digest", Action.DRAFTED, [])
        assert [one[:2] for one in told[1:]] == [
            ("Ben", Action.REWORDED),
            ("Ada", Action.DROPPED),
            ("Ada", Action.UNDID),
            ("Ada", Action.NOTED),
            ("Ada", Action.APPROVED),
        ]
        assert (told[1][2][0], told[4][2], told[5][2]) == (Aspect.HEADLINE, [Aspect.NOTE], [])
        (gone,) = (one for one in entries[2].differences if one.aspect is Aspect.STORY)
        (back,) = (one for one in entries[3].differences if one.aspect is Aspect.STORY)
        assert (gone.before, gone.after) == (back.after, back.before) == (first.headline, "")

    def test_an_edition_from_before_records_were_kept_has_none(self, given: Newsroom) -> None:
        old = replace(today(given), id=999, revision=0)
        assert desk.record(given, old) == ()
        assert desk.review(given, old).stories[0].changes == ()


class TestTheReview:
    def test_who_worded_changed_and_let_out_each_story(self, given: Newsroom) -> None:
        edition = sent(given)
        told = desk.review(given, edition)
        story = told.stories[1]
        assert (story.number, story.drafted, story.worded, story.hand) == (
            2,
            "extraction",
            "extraction",
            "Ben",
        )
        (change,) = story.changes
        assert (change.by, change.at, change.of) == ("Ben", BEN.at, "headline")
        assert change.after == f"{change.before} again" == story.headline
        assert told.approved == edition.sanction
        assert told.approved
        assert told.approved.fingerprint == told.fingerprint
        assert (told.by_rule, told.sealed, told.deliveries.sent) == (False, True, 3)
        assert told.stories[0].changes == ()

    def test_a_model_is_named_also_after_a_hand(self, given: Newsroom) -> None:
        edition = today(given)
        worded = replace(edition.stories[0], writer="model owl-7, checked")
        others = edition.stories[1:]
        given.editions.revise(
            edition, replace(edition, stories=(worded, *others)), Deed(ADA, Action.RESTORED)
        )
        desk.reword(
            given, today(given), worded.key, ADA, headline="Words of a hand stand above those of a model"
        )
        story = desk.review(given, today(given)).stories[0]
        assert (story.worded, story.hand) == ("model owl-7", "Ada")

    def test_a_story_that_was_dropped_keeps_its_record(self, given: Newsroom) -> None:
        first = today(given).stories[0]
        desk.drop(given, today(given), first.key, ADA)
        told = desk.review(given, today(given))
        last = told.stories[-1]
        assert (last.key, last.number) == (first.key, None)
        assert [(one.action, one.before, one.after) for one in last.changes] == [
            (Action.DROPPED, first.headline, "")
        ]

    def test_what_was_overruled_has_its_reason(self, given: Newsroom) -> None:
        story = today(given).stories[0]
        desk.reword(given, today(given), story.key, ADA, lead="Some 987,654 people of Quito saw it.")
        doubted = [one for one in desk.findings(given, today(given)) if one.blocks]
        assert doubted
        for one in doubted:
            desk.overrule(given, today(given), one, "I was there", ADA)
        ruled = desk.review(given, today(given)).stories[0].overruled
        assert {(one.reason, one.by) for one in ruled} == {("I was there", "Ada")}
        assert {(one.role, one.door) for one in ruled} == {(Role.CHIEF, Doorway.PAGE)}
        assert any(row["what"] == "overruled" and row["after"] == "I was there" for row in cells(given))

    def test_a_rule_that_approved_is_no_hand(self) -> None:
        given = room()
        publish(given, let_out(given), FakeClock(), heard)
        assert desk.review(given, today(given)).by_rule is False
        given, edition = desk_room(Approval.AUTOMATIC)
        told = desk.review(given, by_rule(given, edition, MORNING))
        assert told.by_rule is True
        assert told.approved
        assert told.approved.by == "automatic"
        assert told.approval
        assert (told.approval.role, told.approval.door) == (None, Doorway.SERVICE)

    def test_a_name_given_in_a_terminal_is_no_signed_in_user(self) -> None:
        """Nor is it the program itself, whatever it says."""
        for name in ("Ada", MACHINE):
            given, edition = desk_room(Approval.AUTOMATIC)
            hand = Hand(name, MORNING, door=Doorway.TERMINAL)
            worded = desk.reword(
                given, edition, edition.stories[0].key, hand, headline=edition.stories[0].headline.upper()
            )
            desk.approve(given, worded, hand)
            told = desk.review(given, today(given))
            assert not told.by_rule
            assert told.approval
            assert {
                (one.role, one.door) for one in (told.approval, *told.stories[0].changes, told.record[1])
            } == {(None, Doorway.TERMINAL)}
            rows = [one for one in cells(given) if one["by"] == name and "drafted" not in one["what"]]
            assert len(rows) > 4
            assert {(one["role"], one["door"]) for one in rows} == {("", "terminal")}


class TestTheFiles:
    def test_json_holds_all_of_it(self, given: Newsroom) -> None:
        edition = sent(given)
        desk.correct(given, edition, edition.stories[0].key, TEXT, ADA)
        told = json.loads(as_json(desk.review(given, today(given))))
        assert told["approved"]["by"] == "Ada"
        assert told["deliveries"]["sent"] == 3
        (corrected,) = told["stories"][0]["corrected"]
        assert (corrected["text"], corrected["role"], corrected["door"]) == (TEXT, "chief", "desk page")
        assert [(one["role"], one["door"]) for one in told["record"]] == [
            (None, "service"),
            ("editor", "API"),
            ("chief", "desk page"),
            ("chief", "desk page"),
        ]
        assert [one["action"] for one in told["record"]] == ["drafted", "reworded", "approved", "corrected"]

    def test_csv_has_a_line_for_each_thing(self, given: Newsroom) -> None:
        edition = sent(given)
        rows = cells(given)
        assert tuple(rows[0]) == COLUMNS
        reworded = [one for one in rows if one["what"] == "reworded" and one["story"]]
        assert [(one["story"], one["of"], one["by"]) for one in reworded] == [("2", "headline", "Ben")]
        (stands,) = (
            one for one in rows if (one["story"], one["what"], one["of"]) == ("2", "stands", "headline")
        )
        (approved,) = (one for one in rows if one["what"] == "approved")
        whence = [(one["by"], one["role"], one["door"]) for one in (*reworded, stands, approved)]
        assert whence == [("Ben", "editor", "API")] * 2 + [("Ada", "chief", "desk page")]
        assert (approved["by"], approved["of"]) == ("Ada", "as it stands")
        assert approved["fingerprint"] == edition.fingerprint()
        assert {"what": "sent", "of": "deliveries", "after": "3"}.items() <= rows[-2].items()

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
    def test_no_cell_is_a_formula(self, given: Newsroom, start: str) -> None:
        """Neither words of sources and editors, nor the names of those who wrote them."""
        evil = f'{start}HYPERLINK("https://evil.example","x")'
        hand = Hand(evil, MORNING, Role.EDITOR)
        edition = today(given)
        desk.reword(given, edition, edition.stories[0].key, hand, headline=evil, lead=f"{evil}\n,{evil}")
        desk.annotate(given, today(given), evil, hand)
        rows = cells(given)
        assert all(cell[:1] not in "=+-@\t\r＝" or not cell for row in rows for cell in row.values())
        assert sum(evil.strip() in cell for row in rows for cell in row.values()) > 4
