"""The fake source keeps the contract of the real ones."""

from __future__ import annotations

import pytest

from digest.errors import SourceIll
from digest.models import Article, Origin
from tests.sources.contract import NOW, Outlet, SourceContract
from tests.sources.fake import FakeSource


class TestFakeSource(SourceContract):
    @pytest.fixture
    def outlet(self) -> Outlet:
        articles = tuple(
            Article(f"https://slate.example/{n}", f"Story {n}", NOW, "slate", "The Slate", position=n)
            for n in range(3)
        )
        source = FakeSource(Origin("slate", "The Slate"), articles=articles)
        return Outlet(source, lambda: setattr(source, "failure", SourceIll("answered 500")))
