"""A model's server that misbehaves costs no edition: the extracted story stands, and it is said why."""

from __future__ import annotations

import json
import logging
import socket
import time
from typing import Any

import pytest

from digest.models import Story
from digest.sources.posting import Poster
from digest.summarisers.extractive import Extractive
from digest.summarisers.model import Model
from tests.sources.web import Reply, drip, redirect
from tests.summarisers.server import HEADLINE, KEY, LOOPBACK, ModelServer, envelope, error, reply, said, story
from tests.writing.events import FERRY, newsletter

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def written(summariser: Model) -> Story:
    found = summariser.summarise(FERRY, newsletter(), top=False)
    assert found is not None
    return found


def fell_back(summariser: Model) -> str:
    """Why the story is the extracted one, in the words of the account."""
    assert written(summariser) == Extractive().summarise(FERRY, newsletter(), top=False)
    return summariser.account().split("fell back: 1 ")[1].split(";")[0]


# ------------------------------------------------------------------ late


@pytest.mark.parametrize(
    "page",
    [
        drip(b"", b""),
        drip(OK, b"X-Slow: 1\r\n"),
        drip(OK + b"Content-Length: 100000\r\n\r\n", b" "),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    ],
    ids=["silence", "headers", "body", "chunks"],
)
def test_a_server_that_is_late_is_not_waited_for(server: ModelServer, page: Any) -> None:
    """However slowly it speaks, the time for one answer is over when it is over; nor is it asked again."""
    server.script = [page]
    began = time.monotonic()

    assert fell_back(server.summariser(timeout=0.3)) == "late"
    assert time.monotonic() - began < 20  # it would drip for ever
    assert len(server.seen) == 1


def test_the_time_of_an_edition_is_over_for_all_its_stories(server: ModelServer) -> None:
    """Twenty stories that are each just in time would make the edition late."""
    server.script = [drip(b"", b"")] * 9
    summariser = server.summariser(most_minutes=0.3 / 60, give_up_after=0)
    began = time.monotonic()

    for _ in range(3):
        assert written(summariser).writer == ""
    assert time.monotonic() - began < 20  # it would drip for ever
    assert len(server.seen) == 1
    assert "3 late" in summariser.account()


# ------------------------------------------------------------------ busy or broken for a moment


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_a_busy_server_is_asked_again(server: ModelServer, status: int) -> None:
    """What passes by itself costs a second, not a story; the pauses double."""
    pauses: list[float] = []
    server.script = [error(status, "overloaded_error")] * 2

    assert written(server.summariser(pause=pauses.append)).headline == HEADLINE
    assert pauses == [1.0, 2.0]


def test_a_server_that_stays_busy_is_left(server: ModelServer) -> None:
    server.script = [error(529, "overloaded_error")] * 3
    assert fell_back(server.summariser()) == "late"
    server.script = [error(500, "api_error")] * 3
    assert fell_back(server.summariser()) == "model down"


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": "Thu, 13 Aug 2026 12:00:09 GMT", "Date": "Thu, 13 Aug 2026 12:00:00 GMT"}, 9.0),
        ({"Retry_After": "soon"}, 1.0),
        ({"Retry_After": "-5"}, 1.0),
    ],
    ids=["seconds", "date", "words", "the past"],
)
def test_a_server_says_how_long_to_wait(server: ModelServer, headers: dict[str, str], pause: float) -> None:
    """Retry-After counts, in both its forms."""
    pauses: list[float] = []
    server.script = [reply_dated(429, headers)]

    assert written(server.summariser(pause=pauses.append)).headline == HEADLINE
    assert pauses == [pause]


def reply_dated(status: int, headers: dict[str, str]) -> Any:
    """A busy answer with exactly these headers, Date included."""

    def answer(handler: Any) -> None:
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        head = "\r\n".join([f"HTTP/1.1 {status} Busy", "Content-Length: 0", *lines])
        handler.wfile.write(head.encode() + b"\r\n\r\n")

    return answer


def test_a_server_that_wants_an_hour_is_not_waited_for(server: ModelServer) -> None:
    """The edition goes out at six."""
    pauses: list[float] = []
    server.script = [error(429, "rate_limit_error", Retry_After="3600")]

    assert fell_back(server.summariser(pause=pauses.append)) == "late"
    assert pauses == []


def cut_off(handler: Any) -> None:
    handler.close_connection = True
    handler.wfile.write(OK + b'Content-Length: 100000\r\n\r\n{"id')


def hung_up(handler: Any) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("page", [cut_off, hung_up])
def test_a_broken_connection_is_tried_again(server: ModelServer, page: Any) -> None:
    """A line may break once."""
    server.script = [page]
    assert written(server.summariser()).headline == HEADLINE
    assert len(server.seen) == 2


# ------------------------------------------------------------------ what an operator has to mend


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (error(401, "authentication_error"), "summariser.api_key: the server does not accept it (401"),
        (error(402, "billing_error"), "summariser.api_key: its account has no credit"),
        (error(403, "permission_error"), "summariser.api_key: it may not use this model"),
        (error(404, "not_found_error"), "summariser.model or summariser.base_url: the server does not know"),
        (Reply(b"<html>", 405), "summariser.base_url: there is no model behind it (405)"),
        (
            redirect("http://169.254.169.254/latest", 307),
            "summariser.base_url: the server sends us elsewhere",
        ),
        (redirect("http://127.0.0.1:1/", 301), "summariser.base_url: the server sends us elsewhere (301)"),
    ],
    ids=["key", "credit", "right", "model", "page", "metadata", "redirect"],
)
def test_a_wrong_setting_is_said_once_and_stops_the_asking(
    server: ModelServer, page: Any, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No edition is lost because a key has run out; the log holds one line of it, not twenty."""
    server.script = [page] * 9
    summariser = server.summariser()

    with caplog.at_level(logging.WARNING):
        stories = [written(summariser) for _ in range(4)]

    assert {one.writer for one in stories} == {""}
    assert len(server.seen) == 1
    assert [record.message for record in caplog.records if words in record.message]
    assert len(caplog.records) == 1


def test_a_private_address_has_to_be_opened(server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    """What guards the sources guards the model: loopback is closed unless it is named."""
    with caplog.at_level(logging.WARNING):
        assert fell_back(server.summariser(client=Poster())) == "model down"
    assert "summariser.base_url: 127.0.0.1: not a public address; allow_networks" in caplog.text
    assert server.seen == []


def test_after_some_failures_in_a_row_it_is_left_alone(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A server that is down is down for the next story, too."""
    server.script = [said(server.kind, "not JSON")] * 9
    summariser = server.summariser(give_up_after=3)

    with caplog.at_level(logging.WARNING):
        for _ in range(6):
            written(summariser)

    assert len(server.seen) == 3
    assert summariser.account().startswith("written by model: 0 of 6; fell back: 3 broken, 3 model down")
    assert len(caplog.records) == 1


def test_a_good_answer_in_between_keeps_it_in_favour(server: ModelServer) -> None:
    """Two failures, an answer, two failures: it is not down."""
    bad, good = said(server.kind, "not JSON"), said(server.kind, story())
    server.script = [bad, bad, good, bad, bad, good]
    summariser = server.summariser(give_up_after=3)

    assert [bool(written(summariser).writer) for _ in range(6)] == [False, False, True, False, False, True]


def test_the_key_is_in_no_log_error_or_repr(server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    """Servers repeat a wrong key in their complaint; we do not repeat the server."""
    wrong = "sk-canary-wrong"
    summariser = server.summariser(api_key=wrong)

    with caplog.at_level(logging.DEBUG):
        written(summariser)

    everything = caplog.text + repr(summariser) + repr(summariser._asker) + summariser.account()
    assert "canary" not in everything
    assert KEY not in everything
    assert "does not accept it (401" in caplog.text


# ------------------------------------------------------------------ answers that are none


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>busy</html>",
        b'{"choices": [',
        b"[" * 50_000,
        b"null",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": null}], "content": null}',
        b'{"choices": [{"message": {"content": null}}], "content": []}',
        b'{"choices": [{"message": {"content": ""}}], "content": [{"type": "text", "text": ""}]}',
        b'{"choices": [{"message": {"content": 7}}], "content": [{"type": "text", "text": 7}]}',
        b'{"error": {"message": "the model crashed"}}',
        b"9" * 5000,
    ],
)
def test_an_answer_out_of_protocol_is_no_answer(server: ModelServer, body: bytes) -> None:
    """Proxies answer pages, and servers half a sentence."""
    server.script = [Reply(body)]
    assert fell_back(server.summariser()) == "broken"


def test_a_huge_answer_is_not_read_to_its_end(server: ModelServer) -> None:
    """Memory is ours."""
    server.script = [Reply(b" " * (2**20 + 1))] * 3 + [drip(OK + b"\r\n", b" " * 2**16, 0.0)] * 3
    for _ in range(2):
        assert fell_back(server.summariser()) == "model down"


@pytest.mark.parametrize(
    "words",
    [
        "Here is your story: a ferry sank.",
        '{"headline": "x"}',
        '{"headline": 7, "headline_from": [1], "sentences": []}',
        '{"headline": "x", "headline_from": "1", "sentences": [{"text": "y", "from": [1]}]}',
        '{"headline": "x", "headline_from": [1.5], "sentences": [{"text": "y", "from": [1]}]}',
        '{"headline": "x", "headline_from": [true], "sentences": [{"text": "y", "from": [1]}]}',
        '{"headline": "x", "headline_from": [1], "sentences": ["y"]}',
        '{"headline": "x", "headline_from": [1], "sentences": [{"text": "", "from": [1]}]}',
        '{"headline": "x", "headline_from": [1], "sentences": {"text": "y", "from": [1]}}',
        "{" * 10_000,
    ],
)
def test_words_out_of_form_are_no_answer(server: ModelServer, words: str) -> None:
    """A schema that a server does not enforce is enforced here."""
    server.model = lambda _: words
    assert fell_back(server.summariser()) == "broken"


def test_a_refusal_is_told_from_a_failure(server: ModelServer) -> None:
    """Both protocols have a word for it, and a model may find nothing to say."""
    empty = json.dumps({"headline": "", "headline_from": [], "sentences": []})
    refusals = {
        "openai": [
            {"message": {"content": None, "refusal": "I cannot help with that."}},
            {"choice": {"finish_reason": "content_filter"}},
        ],
        "anthropic": [{"stop_reason": "refusal", "content": []}],
    }
    pages = [said(server.kind, story(), **changed) for changed in refusals[server.kind]]
    for page in [*pages, said(server.kind, empty)]:
        server.script = [page]
        assert fell_back(server.summariser()) == "refused"


def test_an_answer_cut_at_its_longest_names_the_option(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Half a JSON object is not mended."""
    ended = (
        {"choice": {"finish_reason": "length"}} if server.kind == "openai" else {"stop_reason": "max_tokens"}
    )
    server.script = [said(server.kind, story()[:40], **ended)]

    with caplog.at_level(logging.INFO):
        assert fell_back(server.summariser()) == "broken"
    assert "summariser.answer_tokens allows more" in caplog.text


# ------------------------------------------------------------------ servers that know less


@pytest.mark.parametrize(
    ("lacks", "asked"),
    [
        ((), 1),
        (("json_schema",), 2),
        (("json_schema", "json_object"), 3),
        (("max_tokens",), 2),
        (("temperature",), 2),
        (("json_schema", "json_object", "max_tokens", "temperature"), 5),
    ],
)
def test_a_server_of_chat_completions_is_asked_as_it_understands(
    openai: ModelServer, lacks: tuple[str, ...], asked: int
) -> None:
    """Old and new models, Ollama, vLLM and llama.cpp differ in what they take; each says what it lacks."""
    openai.lacks = frozenset(lacks)
    summariser = openai.summariser()

    assert written(summariser).headline == HEADLINE
    assert len(openai.seen) == asked
    written(summariser)
    assert len(openai.seen) == asked + 1  # it has learnt


@pytest.mark.parametrize(
    ("lacks", "asked"),
    [((), 1), (("temperature",), 2), (("output_config",), 2), (("output_config", "tool_choice"), 3)],
)
def test_a_server_of_messages_is_asked_as_it_understands(
    anthropic: ModelServer, lacks: tuple[str, ...], asked: int
) -> None:
    """With an output schema, else a tool, else in words."""
    anthropic.lacks = frozenset(lacks)
    assert written(anthropic.summariser()).headline == HEADLINE
    assert len(anthropic.seen) == asked


def test_a_complaint_that_names_nothing_makes_the_question_simpler(server: ModelServer) -> None:
    """Some servers only say 400."""
    server.script = [reply({"detail": "Bad Request"}, 400), reply("?", 422)]
    assert written(server.summariser()).headline == HEADLINE


def test_one_rejected_story_does_not_make_the_others_simpler(server: ModelServer) -> None:
    """A question may be too long for a model that knows schemas well."""
    server.script = [error(400, "invalid_request_error", "prompt is too long")] * 5
    summariser = server.summariser()
    written(summariser)
    server.script.clear()
    server.seen.clear()

    assert written(summariser).headline == HEADLINE
    assert {"response_format", "output_config"} & set(server.seen[0][2])


def test_a_server_that_rejects_everything_is_left(server: ModelServer) -> None:
    """There is an end to politeness."""
    server.script = [error(400, "invalid_request_error", "temperature max_tokens json tool schema")] * 9
    assert fell_back(server.summariser()) == "model down"
    assert len(server.seen) <= 5


def test_content_in_parts_and_thoughts_beside_it_are_read(server: ModelServer) -> None:
    """Reasoning comes in blocks of its own, and is not the answer."""
    if server.kind == "openai":
        parts = [{"type": "text", "text": story()[:30]}, {"type": "text", "text": story()[30:]}]
        page = envelope("openai", "", message={"content": parts, "reasoning_content": "hm"})
    else:
        thought = {"type": "thinking", "thinking": "hm", "signature": "x"}
        page = envelope("anthropic", "", content=[thought, {"type": "text", "text": story()}])
    server.script = [reply(page)]
    assert written(server.summariser()).headline == HEADLINE


def test_a_server_without_a_key_gets_none(openai: ModelServer) -> None:
    """Ollama and llama.cpp ask for none."""
    openai.script = [said("openai", story())]
    summariser = openai.summariser(api_key="", client=Poster(allow_networks=LOOPBACK))
    assert written(summariser).headline == HEADLINE
    assert "Authorization" not in openai.seen[0][1]
