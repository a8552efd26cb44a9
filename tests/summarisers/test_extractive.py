"""The extractive summariser and the fake keep the promises of the socket."""

from digest.sockets import Summariser
from digest.summarisers.extractive import Extractive
from tests.summarisers.contract import SummariserContract
from tests.summarisers.fake import TitleOnly
from tests.writing.events import FERRY, newsletter


class TestExtractive(SummariserContract):
    def summariser(self) -> Summariser:
        return Extractive()

    def test_its_lead_stands_word_for_word_in_the_source(self) -> None:
        story = Extractive().summarise(FERRY, newsletter(), top=False)
        assert story is not None
        source = next(a for a in FERRY.articles if a.url == story.source.url)
        assert story.lead in " ".join(source.summary.split())


class TestFake(SummariserContract):
    def summariser(self) -> Summariser:
        return TitleOnly()
