"""What every summariser must do: subclass it and give it `summariser()`."""

from __future__ import annotations

from dataclasses import replace

from digest.errors import DigestError
from digest.sockets import Summariser
from digest.writing import faults, ungrounded
from digest.writing.style import hard
from tests.writing.events import FERRY, article, event, newsletter


class SummariserContract:
    """The promises of the Summariser socket, shown on an invented event."""

    def summariser(self) -> Summariser:
        raise NotImplementedError

    def test_it_writes_a_story_of_the_event(self) -> None:
        story = self.summariser().summarise(FERRY, newsletter(), top=False)
        assert story is not None
        assert story.headline
        assert (story.section, story.factors, story.score) == (FERRY.section, FERRY.factors, FERRY.score)
        assert story.source.url in {a.url for a in FERRY.articles}

    def test_same_input_same_story(self) -> None:
        stories = {self.summariser().summarise(FERRY, newsletter(), top=True) for _ in range(2)}
        assert len(stories) == 1

    def test_it_invents_no_name_number_or_quotation(self) -> None:
        story = self.summariser().summarise(FERRY, newsletter(), top=True)
        assert story is not None
        assert ungrounded(f"{story.headline}\n{story.lead}", FERRY.articles) == ()

    def test_it_invents_no_link(self) -> None:
        story = self.summariser().summarise(FERRY, newsletter(), top=False)
        assert story is not None
        assert {r.url for r in (story.source, *story.also)} <= {a.url for a in FERRY.articles}

    def test_a_lead_breaks_no_hard_rule(self) -> None:
        story = self.summariser().summarise(FERRY, newsletter(), top=False)
        assert story is not None
        assert not story.lead or not hard(faults(story.lead, story.language, story.headline))

    def test_an_update_stays_marked(self) -> None:
        story = self.summariser().summarise(
            replace(FERRY, update="two more outlets"), newsletter(), top=False
        )
        assert story is not None
        assert story.update == "two more outlets"

    def test_it_says_none_when_nothing_can_be_printed(self) -> None:
        assert self.summariser().summarise(event(article("Ferry…")), newsletter(), top=False) is None

    def test_other_words_are_grounded_too_or_there_are_none(self) -> None:
        """It may have none, and say so by an error of ours."""
        stands = self.summariser().summarise(FERRY, newsletter(), top=False)
        assert stands is not None
        try:
            other = self.summariser().another(FERRY, newsletter(), stands)
        except DigestError:
            return
        assert other is None or ungrounded(f"{other.headline}\n{other.lead}", FERRY.articles) == ()
