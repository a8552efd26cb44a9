"""Grounding: what no source holds is found."""

import pytest

from digest.writing import ungrounded
from tests.writing.events import article

SOURCE = article(
    "Ferry sinks off Port Sorrow",
    "A ferry with 1,200 passengers sank, Ada Reed said. “Nobody saw it coming,” she "
    "added. Damage is 3.5 million; "
    "fourteen are missing.",
)


@pytest.mark.parametrize(
    "text",
    [
        "A ferry with 1,200 passengers sank off Port Sorrow.",
        "A ferry with 1200 passengers sank on Wednesday.",
        "“Nobody saw it coming,” Ada Reed said; fourteen are missing.",
        "Damage is 3.5 million.",
    ],
)
def test_what_a_source_says_is_grounded(text: str) -> None:
    assert ungrounded(text, [SOURCE]) == ()


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("A ferry with 1,300 passengers sank.", "1,300"),
        ("Damage is 35 million.", "35"),
        ("The ferry sank, Tom Oak said.", "Tom Oak"),
        ("“Somebody saw it coming,” Ada Reed said.", "“Somebody saw it coming,”"),
        ("Twelve ferries sank.", "Twelve"),
    ],
)
def test_a_foreign_number_name_or_quotation_is_found(text: str, piece: str) -> None:
    assert piece in ungrounded(text, [SOURCE])
