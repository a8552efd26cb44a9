"""Learned weights: what they may hold, what they decide, and the rules without them."""

import json
from pathlib import Path

import pytest

from digest.writing.drafts import Judge, Limits, drafts
from digest.writing.features import Features
from digest.writing.headline import headlines
from digest.writing.ranker import SHIPPED, Ranker, headline_case, lead_case, shipped
from digest.writing.reading import Reading
from digest.writing.titling import Titling
from tests.writing.events import FERRY, article, event, newsletter

SHORT, LONG = Limits((20, 40), 2, 250), Limits((40, 110), 3, 1320)


def features(limits: Limits = LONG) -> list[dict[str, float]]:
    """Of every draft of the ferry."""
    judge = Judge(Reading(FERRY.articles, "en"), limits, Ranker({}))
    counted = Features(judge.reading)
    return [counted.of(run) for run in judge.by_rule()]


def test_the_shipped_weights_know_every_case_and_every_feature() -> None:
    """A feature that is renamed without training again would silently count for nothing."""
    ranker = shipped()
    for reports in (1, 5):
        for words in (40, 110):
            assert set(ranker.cases[lead_case(reports, words)]) == set(features()[0])
    titles = Titling(["Ferry sinks", "Ferry lost"], FERRY.articles[:2], "en")
    assert set(ranker.cases[headline_case(2)]) == set(titles.of(0))


def test_the_shipped_weights_are_a_small_file_of_names_and_numbers() -> None:
    held = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert SHIPPED.stat().st_size < 30_000
    assert all(isinstance(value, float) for weights in held["cases"].values() for value in weights.values())


def test_every_draft_has_the_same_features() -> None:
    found = features()
    assert len(found) > 3
    assert all(set(one) == set(found[0]) for one in found)
    assert {one["sentences"] for one in found} >= {1, 2}


def test_features_count_and_hold_no_word() -> None:
    assert all(isinstance(value, int | float) for one in features() for value in one.values())


@pytest.mark.parametrize(
    "text", [None, "", "no json", "[]", '{"form": 1}', '{"form": 99, "cases": {}}', '{"form": 1, "cases": 3}']
)
def test_without_a_readable_file_the_ranker_knows_nothing(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "weights.json"
    if text is not None:
        path.write_text(text)
    assert not shipped(path).knows(lead_case(3, 40))


def test_without_weights_the_rules_write_from_one_report() -> None:
    ruled = drafts(FERRY, newsletter(), top=True, ranker=Ranker({}))
    assert ruled
    assert all(draft.second is None for draft in ruled)
    assert headlines(FERRY, newsletter(), Ranker({}))


def test_weights_decide_where_they_are() -> None:
    """A ranker that wants few words gets the shortest draft, one that wants many the longest."""
    case = lead_case(len(FERRY.articles), 40)
    lengths = [
        len(drafts(FERRY, newsletter(), top=False, ranker=Ranker({case: {"words": weight}}))[0].text)
        for weight in (-10.0, 10.0)
    ]
    assert lengths[0] < lengths[1]


def test_short_and_long_leads_are_different_cases() -> None:
    assert lead_case(1, 40) != lead_case(1, 110) != lead_case(2, 110)


def test_titles_of_equal_worth_stand_in_the_order_of_their_reports() -> None:
    one, two = (
        article("Ferry sinks off Port Sorrow at noon", outlet="A"),
        article("Ferry sinks off Port Sorrow at noon", outlet="B"),
    )
    found = headlines(event(one, two), newsletter())
    assert [headline.article for headline in found] == [one, two]
