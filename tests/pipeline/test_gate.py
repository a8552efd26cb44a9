"""Approval by rule: what bars an editor's approval bars the machine's, too."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from digest import desk
from digest.models import Approval, Edition, EditionStatus
from digest.newsroom import Newsroom
from digest.pipeline import let_out, run
from tests.pipeline.room import ADA, MORNING, FakeClock, drafted, heard, room

RULES = (Approval.DEADLINE, Approval.AUTOMATIC)


def _doubtful(given: Newsroom) -> Edition:
    edition = drafted(given)
    return desk.reword(
        given, edition, edition.stories[0].key, ADA, headline="Lisbon strike ends after 77 days"
    )


@pytest.mark.parametrize("rule", RULES)
def test_an_unsupported_claim_waits_for_an_editor(rule: Approval, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody is mailed, the edition stays a draft, and the log says why."""
    given = room(rule)
    _doubtful(given)

    with caplog.at_level(logging.WARNING):
        edition, tally = run(given, FakeClock(), heard)

    assert (edition.status, tally) == (EditionStatus.DRAFT, None)
    assert given.mailers[0].sent == []
    assert "waits for an editor, 1 of its findings bar it: 77: no source has it" in caplog.text


@pytest.mark.parametrize("rule", RULES)
def test_what_was_overruled_goes_out(rule: Approval) -> None:
    given = room(rule)
    edition = _doubtful(given)
    found = next(one for one in desk.findings(given, edition) if one.blocks)
    desk.overrule(given, edition, found, "I counted the days", ADA)

    edition, tally = run(given, FakeClock(), heard)

    assert edition.status is EditionStatus.SENT
    assert tally is not None
    assert tally.sent == 3


def test_a_draft_whose_reports_are_lost_goes_out() -> None:
    """What cannot be checked is said, and stops nothing."""
    given = room(Approval.AUTOMATIC)
    drafted(given)
    given.archive.kept.clear()  # type: ignore[attr-defined]
    given = replace(given, newsletter=replace(given.newsletter, fewest_sources=0))

    edition, _ = run(given, FakeClock(), heard)

    assert edition.status is EditionStatus.SENT


def test_an_editor_who_saves_at_the_very_moment_is_heard() -> None:
    """Their words go out, and the run does not fail over them."""
    given = room(Approval.DEADLINE)
    seen = drafted(given)
    desk.annotate(given, seen, "Good morning.", ADA)

    stands = let_out(given, seen, MORNING)

    assert (stands.status, stands.note) == (EditionStatus.APPROVED, "Good morning.")
