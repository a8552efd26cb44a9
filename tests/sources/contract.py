"""What every source must do: one class of tests, inherited by the tests of each plug and of the fake."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from digest.models import Condition

NOW = datetime(2031, 5, 6, 6, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Outlet:
    """A source whose outlet has at least two articles, and a way to make the outlet fail."""

    source: Any
    fail: Callable[[], None]


class SourceContract:
    """Inherit, and give a fixture `outlet`."""

    @pytest.fixture
    def outlet(self) -> Outlet:
        raise NotImplementedError

    def test_a_visit_brings_articles_of_this_source(self, outlet: Outlet) -> None:
        harvest = outlet.source.harvest(Condition(), NOW)
        assert harvest.healthy
        assert harvest.source == outlet.source.origin.key
        assert len(harvest.articles) >= 2
        assert {article.source for article in harvest.articles} == {harvest.source}
        assert all(article.outlet for article in harvest.articles)

    def test_each_article_has_an_address_of_its_own_on_the_web(self, outlet: Outlet) -> None:
        urls = [article.url for article in outlet.source.harvest(Condition(), NOW).articles]
        assert len(set(urls)) == len(urls)
        assert all(url.startswith(("http://", "https://")) for url in urls)

    def test_articles_stand_in_the_order_of_the_source(self, outlet: Outlet) -> None:
        positions = [article.position for article in outlet.source.harvest(Condition(), NOW).articles]
        assert positions == sorted(set(positions))
        assert min(positions) >= 0

    def test_times_are_aware_and_not_ahead(self, outlet: Outlet) -> None:
        for article in outlet.source.harvest(Condition(), NOW).articles:
            assert article.published.utcoffset() == timedelta(0)
            assert article.published <= NOW + timedelta(hours=1)
            assert not article.undated or article.published == NOW

    def test_everything_said_is_plain_text(self, outlet: Outlet) -> None:
        for article in outlet.source.harvest(Condition(), NOW).articles:
            assert article.title
            for text in (article.title, article.summary, article.body, *article.categories):
                assert "<p" not in text
                assert "&amp;" not in text
                assert not [sign for sign in text if unicodedata.category(sign) == "Cc" and sign != "\n"]
            assert "\n" not in article.title

    def test_a_good_visit_is_noted(self, outlet: Outlet) -> None:
        before = Condition(failures=3, ill="timed out", not_before=NOW - timedelta(hours=1))
        condition = outlet.source.harvest(before, NOW).condition
        assert (condition.checked, condition.succeeded, condition.failures) == (NOW, NOW, 0)
        assert (condition.ill, condition.not_before, condition.retired) == ("", None, False)

    def test_a_bad_visit_raises_nothing_and_says_what_is_wrong(self, outlet: Outlet) -> None:
        outlet.fail()
        harvest = outlet.source.harvest(Condition(failures=1, succeeded=NOW - timedelta(days=1)), NOW)
        assert not harvest.healthy
        assert harvest.articles == ()
        assert harvest.condition.ill.isprintable()
        assert harvest.condition.failures == 2
        assert harvest.condition.checked == NOW
        assert harvest.condition.succeeded == NOW - timedelta(days=1)
        assert harvest.condition.not_before is not None
        assert NOW < harvest.condition.not_before < NOW + timedelta(hours=24)
