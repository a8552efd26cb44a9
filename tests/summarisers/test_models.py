"""Models of both protocols keep the promises of the socket, and print what passes the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from digest.sockets import Summariser
from digest.summarisers.extractive import Extractive
from tests.summarisers.contract import SummariserContract
from tests.summarisers.server import HEADLINE, SENTENCES, ModelServer, said, story
from tests.writing.events import FERRY, article, event, newsletter


class TestOpenAI(SummariserContract):
    """A model behind chat completions."""

    @pytest.fixture(autouse=True)
    def up(self) -> Iterator[None]:
        with ModelServer("openai") as self.server:
            yield

    def summariser(self) -> Summariser:
        return self.server.summariser()


class TestAnthropic(SummariserContract):
    """A model behind messages."""

    @pytest.fixture(autouse=True)
    def up(self) -> Iterator[None]:
        with ModelServer("anthropic") as self.server:
            yield

    def summariser(self) -> Summariser:
        return self.server.summariser()


class TestAModelThatIsDown(SummariserContract):
    """Nobody answers at its address."""

    def summariser(self) -> Summariser:
        with ModelServer("openai") as server:
            return server.summariser()


def test_the_story_is_the_models_and_says_so(server: ModelServer) -> None:
    """An editor sees whose words these are."""
    written = server.summariser().summarise(FERRY, newsletter(), top=False)

    assert written is not None
    assert (written.headline, written.lead) == (HEADLINE, " ".join(SENTENCES))
    assert written.writer == "model small-1, checked"


def test_it_rests_on_the_report_most_of_it_was_written_from(server: ModelServer) -> None:
    """The reader finds behind the link what the letter says; the other outlets stay named."""
    server.model = lambda _: story(uses=(2, 5, 6))
    written = server.summariser().summarise(FERRY, newsletter(), top=False)
    extracted = Extractive().summarise(FERRY, newsletter(), top=False)

    assert written is not None
    assert extracted is not None
    assert (extracted.source.outlet, written.source.outlet) == ("Coast Herald", "Daily Anchor")
    assert {one.url for one in (written.source, *written.also)} == {
        one.url for one in (extracted.source, *extracted.also)
    }


def test_it_never_sees_a_link_an_outlet_or_the_key(server: ModelServer) -> None:
    """Only sentences leave the house: what it has not seen it cannot print."""
    server.summariser().summarise(FERRY, newsletter(), top=False)
    path, headers, body = server.seen[0]

    sent = f"{path} {body}"
    assert not any(one.url in sent or one.outlet in sent for one in FERRY.articles)
    assert "http" not in sent
    assert "canary" not in sent
    assert "canary" in str(headers)


def test_an_extracted_story_is_nobodys_but_the_sources(server: ModelServer) -> None:
    """The mark stands only where it is true."""
    server.model = lambda _: story("Ferry sinks off Port Sorrow after a shark attack, 14 missing")
    written = server.summariser().summarise(FERRY, newsletter(), top=False)
    extracted = Extractive().summarise(FERRY, newsletter(), top=False)

    assert written == extracted
    assert written is not None
    assert written.writer == ""


def test_a_top_story_falls_back_to_its_long_form(server: ModelServer) -> None:
    """A story at the top is not shorter because a model failed."""
    server.model = lambda _: "no JSON"
    draft = Extractive().summarise(FERRY, newsletter(), top=False)
    long = Extractive().summarise(FERRY, newsletter(), top=True)

    assert server.summariser().summarise(FERRY, newsletter(), top=True, draft=draft) == long


def test_the_form_and_the_language_are_told(server: ModelServer) -> None:
    """A model can only keep a form it knows."""
    server.summariser().summarise(FERRY, newsletter(), top=False)
    sent = str(server.seen[0][2])

    for words in ("English (en)", "6 to 12 words", "at most 80", "at most 2 sentences", "20 to 40 words"):
        assert words in sent


def test_reports_in_another_language_are_not_asked_about(server: ModelServer) -> None:
    """What is made of them could not be checked, so nothing is paid for it."""
    foreign = replace(
        FERRY,
        articles=tuple(replace(one, language="de") for one in FERRY.articles),
    )
    summariser = server.summariser()

    written = summariser.summarise(foreign, newsletter(), top=False)
    assert written is not None
    assert written.writer == ""
    assert server.seen == []
    assert summariser.account().endswith(
        "fell back: 1 nothing to write from; 0 tokens, 0 answers kept from before"
    )


def test_the_answer_may_come_in_a_fence_or_after_thoughts(server: ModelServer) -> None:
    """Small models think aloud; what counts is the object at the end."""
    for words in (f"```json\n{story()}\n```", f"<think>{{hm}} two lines?</think>\n{story()}\nDone."):
        server.script.append(said(server.kind, words))
        written = server.summariser().summarise(FERRY, newsletter(), top=False)
        assert written is not None
        assert written.headline == HEADLINE


def test_a_newsletter_in_german_is_written_from_german_lines(server: ModelServer) -> None:
    """The house form is one, the language is the newsletter's."""
    told = (
        "Nach dem Untergang einer Fähre vor Port Sorrow haben Retter am Donnerstag 106 Menschen aus dem "
        "Wasser geholt, wie die Küstenwache mitteilte."
    )
    happened = event(article("Fähre vor Port Sorrow gesunken: 106 Menschen gerettet", told, language="de"))
    server.model = lambda _: story(
        "Fähre vor Port Sorrow gesunken, Retter holen 106 Menschen aus dem Wasser",
        "Retter haben nach dem Untergang einer Fähre vor Port Sorrow am Donnerstag 106 Menschen aus dem "
        "Wasser geholt, teilte die Küstenwache mit.",
        uses=(1, 2),
    )

    written = server.summariser().summarise(happened, newsletter(language="de", reads=("de",)), top=False)
    assert written is not None
    assert (written.writer, written.language) == ("model small-1, checked", "de")
