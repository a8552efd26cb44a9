"""Corrections and notices: each said once, on every database, and what is still to do with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.errors import StoreError
from digest.models import Action, Correction, Deed, EditionStatus, Hand, Notice, NoticeKind
from tests.store.rooms import NOW, TODAY, Stores, edition

ADA = Hand("Ada", NOW)


def correction(**given: object) -> Correction:
    said = Correction("morning", TODAY, "ferry", "Ferries cross again", "Nine days, not six.", "Ada", NOW)
    return replace(said, **given)  # type: ignore[arg-type]


def notice(**given: object) -> Notice:
    said = Notice("morning", TODAY, NoticeKind.DRAFTED, NOW, "Draft", "It is there.", "https://d.example/")
    return replace(said, headlines=("One", "Zwölf"), left=("ada@example.org", "webhook"), **given)  # type: ignore[arg-type]


class TestCorrections:
    def test_what_is_said_twice_stands_once_as_it_was_said_first(self, stores: Stores) -> None:
        first = stores.corrections.add(correction())
        again = stores.corrections.add(correction(by="Bo", at=NOW + timedelta(hours=1)))
        assert again == first == replace(correction(), id=first.id)
        assert stores.corrections.of("morning", TODAY) == [first]

    def test_each_edition_has_its_own_oldest_first(self, stores: Stores) -> None:
        yesterday = TODAY - timedelta(days=1)
        told = [
            stores.corrections.add(correction(text=text, **given))
            for text, given in (
                ("a", {}),
                ("b", {"story": "bridge"}),
                ("c", {"day": yesterday}),
                ("d", {"newsletter": "evening"}),
            )
        ]
        assert stores.corrections.of("morning", TODAY) == told[:2]
        assert stores.corrections.of("morning", yesterday) == [told[2]]
        assert stores.corrections.of("evening", TODAY) == [told[3]]
        assert stores.corrections.waiting("morning") == told[:3]

    def test_one_that_was_carried_waits_no_more(self, stores: Stores) -> None:
        first, second = stores.corrections.add(correction()), stores.corrections.add(correction(text="b"))
        for _ in range(2):
            stores.corrections.carried(first, 7)
        assert stores.corrections.waiting("morning") == [second]
        assert stores.corrections.of("morning", TODAY) == [first, second]
        assert stores.corrections.carriers("morning", TODAY) == {first.id: 7}
        assert stores.corrections.carriers("evening", TODAY) == {}

    def test_a_mail_is_unsent_from_its_approval_to_its_end(self, stores: Stores) -> None:
        said = stores.corrections.add(correction())
        mail = stores.editions.add(edition(newsletter="morning_correction-1"))
        stores.corrections.mailed(said, mail.id)
        assert stores.corrections.unsent("morning") == []
        mail = stores.editions.save(mail.approved("Ada", NOW))
        assert stores.corrections.unsent("morning") == [mail.id]
        mail = stores.editions.save(mail.moved(EditionStatus.SENDING))
        assert stores.corrections.unsent("morning") == [mail.id]
        assert stores.corrections.unsent("evening") == []
        stores.editions.save(mail.moved(EditionStatus.SENT))
        assert stores.corrections.unsent("morning") == []

    def test_what_was_never_stored_cannot_be_marked(self, stores: Stores) -> None:
        with pytest.raises(StoreError):
            stores.corrections.carried(correction(), 1)
        with pytest.raises(StoreError):
            stores.corrections.mailed(correction(), 1)

    def test_words_of_any_kind_come_back(self, stores: Stores) -> None:
        odd = stores.corrections.add(correction(text="'; DROP TABLE corrections -- \u202e <b> \U0001f5de"))
        assert stores.corrections.of("morning", TODAY) == [odd]


class TestTheRecord:
    def test_a_deed_that_changes_nothing_is_entered_in_any_status(self, stores: Stores) -> None:
        sent = stores.editions.add(edition())
        sent = stores.editions.save(sent.approved("Ada", NOW))
        sent = stores.editions.save(sent.moved(EditionStatus.SENDING))
        sent = stores.editions.save(sent.moved(EditionStatus.SENT))
        stands = stores.editions.enter(sent, Deed(ADA, Action.CORRECTED, "Ferries: nine days"))
        assert stands == sent == stores.editions.find("morning", TODAY)
        last = stores.editions.history(sent)[-1]
        assert (last.action, last.about, last.by, last.changes) == (
            Action.CORRECTED,
            "Ferries: nine days",
            "Ada",
            False,
        )
        assert last.fingerprint == sent.fingerprint()
        assert stands.revision == last.number == 2

    def test_whoever_saw_the_edition_before_can_still_change_it(self, stores: Stores) -> None:
        seen = stores.editions.add(edition())
        stores.editions.enter(seen, Deed(ADA, Action.CORRECTED))
        noted = stores.editions.revise(
            seen, replace(seen, note="No letter on Friday."), Deed(ADA, Action.NOTED)
        )
        assert noted.note
        assert noted.revision == 3


class TestNotices:
    def test_of_each_kind_there_is_one_a_day_and_the_first_stands(self, stores: Stores) -> None:
        first = stores.notices.add(notice())
        assert first == replace(notice(), id=first.id)
        assert stores.notices.add(notice(subject="Other")) == first
        other = stores.notices.add(notice(kind=NoticeKind.SENT))
        assert stores.notices.of("morning", TODAY) == [first, other]
        assert stores.notices.of("morning", TODAY - timedelta(days=1)) == []
        assert stores.notices.of("evening", TODAY) == []

    def test_what_is_about_something_else_is_another_notice(self, stores: Stores) -> None:
        first = stores.notices.add(notice(kind=NoticeKind.BROKEN, about="a"))
        other = stores.notices.add(notice(kind=NoticeKind.BROKEN, about="b"))
        assert stores.notices.add(notice(kind=NoticeKind.BROKEN, about="a", subject="Other")) == first
        stores.notices.save(replace(other, left=(), tries=1))
        assert [(one.about, one.tries) for one in stores.notices.of("morning", TODAY)] == [("a", 0), ("b", 1)]

    def test_who_is_left_and_how_often_it_failed_is_kept(self, stores: Stores) -> None:
        first = stores.notices.add(notice())
        stores.notices.save(replace(first, left=("webhook",), tries=2, text="not this"))
        stands = stores.notices.of("morning", TODAY)[0]
        assert (stands.left, stands.tries, stands.text) == (("webhook",), 2, first.text)
        assert stores.notices.add(notice()).left == ("webhook",)

    def test_one_that_was_never_stored_cannot_be_changed(self, stores: Stores) -> None:
        with pytest.raises(StoreError):
            stores.notices.save(notice())
