"""The fingerprint of what was approved: older editions keep theirs when a story can say more."""

import json
from dataclasses import replace

from digest.models import Reference
from digest.models.editions import _read
from tests.store.rooms import edition, story


def test_a_quoted_report_is_part_of_what_was_approved() -> None:
    """An edition approved before reports could be marked keeps its fingerprint; a mark changes it."""
    said = Reference("Le Quai", "https://quai.example/1")
    plain, marked = (
        edition(stories=(replace(story(), also=(replace(said, quoted=quoted),)),)) for quoted in (False, True)
    )
    assert plain.fingerprint() != marked.fingerprint()
    assert "quoted" not in json.dumps(_read(plain.stories[0]))
