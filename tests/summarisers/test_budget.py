"""What a model may cost: tokens, money and lines at once are limited, and nothing is paid for twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError, DigestError
from digest.summarisers.budget import Account, Limits, estimated
from digest.summarisers.failures import Failed
from tests.sources.web import drip
from tests.summarisers.server import HEADLINE, KEY, ModelServer, error, said, story
from tests.writing.events import FERRY, newsletter


@dataclass
class FakeMemory:
    """Answers in a dictionary."""

    kept: dict[str, str] = field(default_factory=dict)

    def recall(self, key: str) -> str | None:
        return self.kept.get(key)

    def keep(self, key: str, text: str) -> None:
        self.kept.setdefault(key, text)


def tell(summariser: Any, times: int = 1, **changed: Any) -> list[bool]:
    """Whether each of these stories is the model's."""
    stories = [summariser.summarise(FERRY, newsletter(**changed), top=False) for _ in range(times)]
    return [bool(one.writer) for one in stories]


# ------------------------------------------------------------------ the budget


def test_tokens_are_limited_by_what_a_call_may_cost(server: ModelServer) -> None:
    """The limit is never overrun: what a call may cost at most is set aside before it is made."""
    summariser = server.summariser(most_tokens=4000, answer_tokens=1000)

    assert tell(summariser, 9) == [True] * 3 + [False] * 6
    assert len(server.seen) == 3
    assert summariser.account().startswith("written by model: 3 of 9; fell back: 6 over budget; 2370 tokens")


def test_money_is_limited_by_the_prices_given(server: ModelServer) -> None:
    """700 tokens in and 90 out: 0.00088 a story at these prices."""
    summariser = server.summariser(most_money=0.01, price_in=1.0, price_out=2.0, answer_tokens=1000)

    told = tell(summariser, 20)
    assert 0 < sum(told) < 12
    assert told == sorted(told, reverse=True)
    assert f"{sum(told) * 0.00088:.4f} spent" in summariser.account()


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {},
        [],
        {"prompt_tokens": "700"},
        {"input_tokens": -700},
        {"prompt_tokens": 10**30},
        {"input_tokens": 0},
    ],
)
def test_a_server_that_does_not_count_is_counted_for(server: ModelServer, usage: Any) -> None:
    """Local servers leave the usage out, or say 0: then it is estimated, and never free."""
    server.script = [said(server.kind, story(), usage=usage)]
    summariser = server.summariser()

    assert tell(summariser) == [True]
    tokens = int(summariser.account().split(" tokens")[0].split()[-1])
    assert 900 < tokens < 2000


def test_a_call_that_was_late_is_paid_for(server: ModelServer) -> None:
    """Its provider may bill it."""
    server.script = [drip(b"", b"")]
    summariser = server.summariser(timeout=0.2, answer_tokens=1000)
    tell(summariser)
    assert int(summariser.account().split(" tokens")[0].split()[-1]) > 1500


def test_a_call_that_was_rejected_is_not(server: ModelServer) -> None:
    server.script = [error(400, "invalid_request_error", "?")] * 9
    summariser = server.summariser()
    tell(summariser)
    assert "; 0 tokens" in summariser.account()


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 400)), max_size=40))
def test_no_order_of_calls_overruns_an_account(calls: list[tuple[int, int, int]]) -> None:
    """Whatever is asked for and whatever it comes to, what is set aside and spent stays within."""
    account = Account(Limits(tokens=1500))
    for tokens_in, tokens_out, used in calls:
        try:
            slip = account.slip(tokens_in, tokens_out)
        except Failed:
            continue
        assert 0 <= account.tokens <= 1500
        slip.settle(min(used, tokens_in), min(used, tokens_out))
    assert 0 <= account.tokens <= 1500


def test_threads_share_one_account(server: ModelServer) -> None:
    """Four at once do not spend four times as much; nor are more than four on the line."""
    summariser = server.summariser(most_tokens=9000, answer_tokens=1000, at_once=4)
    with ThreadPoolExecutor(summariser.at_once) as pool:
        told = list(pool.map(lambda _: tell(summariser)[0], range(24)))

    spent = int(summariser.account().split(" tokens")[0].split()[-1])
    assert spent <= 9000
    assert spent == 790 * sum(told)
    assert server.most_at_once <= 4


def test_tokens_are_rather_over_than_underestimated() -> None:
    assert estimated("The coast guard said so.") >= 6
    assert estimated("海岸警卫队这样说") >= 8


# ------------------------------------------------------------------ the memory


def test_a_second_run_asks_nothing(server: ModelServer) -> None:
    """`digest prepare` again, or a crash, costs nothing: answers are kept by what was asked."""
    memory = FakeMemory()
    first, second = (server.summariser(memory=memory) for _ in range(2))

    assert tell(first) == tell(second) == [True]
    assert len(server.seen) == 1
    assert second.account() == "written by model: 1 of 1; 0 tokens, 1 answers kept from before"


def test_a_refused_or_rejected_story_is_not_asked_for_again(server: ModelServer) -> None:
    """The gate says no today as yesterday, and so does the model."""
    memory = FakeMemory()
    server.script = [said(server.kind, story("A wholly invented headline about Ivo Brandt of Ellery"))]
    assert tell(server.summariser(memory=memory)) == tell(server.summariser(memory=memory)) == [False]
    assert len(server.seen) == 1

    memory, declined = FakeMemory(), {"stop_reason": "refusal", "message": {"refusal": "No."}}
    server.script = [said(server.kind, story(), **declined)]
    assert tell(server.summariser(memory=memory)) == tell(server.summariser(memory=memory)) == [False]
    assert len(server.seen) == 2


def test_a_failure_is_not_kept(server: ModelServer) -> None:
    """What broke may be whole the next time."""
    memory = FakeMemory()
    for page in (said(server.kind, "no JSON"), error(404, "not_found_error")):
        server.script = [page]
        assert tell(server.summariser(memory=memory)) == [False]
    assert memory.kept == {}
    assert tell(server.summariser(memory=memory)) == [True]


def test_another_question_is_asked(server: ModelServer) -> None:
    """Other lines, another form, another language or another model: another answer."""
    memory = FakeMemory()
    plain = newsletter()
    tell(server.summariser(memory=memory))
    tell(server.summariser(memory=memory), form=replace(plain.form, lead_words=(15, 40)))
    server.summariser(memory=memory).summarise(FERRY, plain, top=True)
    shorter = replace(FERRY, articles=FERRY.articles[:2])
    server.summariser(memory=memory).summarise(shorter, plain, top=False)
    tell(server.summariser(memory=memory, model="small-2"))

    assert len(server.seen) == 5
    assert len(memory.kept) == 4  # the last model is not there


def test_what_is_kept_holds_neither_key_nor_source(server: ModelServer) -> None:
    """It is a hash and the model's own words."""
    memory = FakeMemory()
    tell(server.summariser(memory=memory))
    assert KEY not in str(memory.kept)
    assert HEADLINE in str(memory.kept)
    assert FERRY.articles[0].summary[:60] not in str(memory.kept)


# ------------------------------------------------------------------ before the first day


def test_check_proves_the_model_with_one_tiny_question(server: ModelServer) -> None:
    """`digest check` finds at noon what a run would find at five."""
    words = server.summariser().check()

    assert words.startswith("small-1 at 127.0.0.1:")
    assert len(server.seen) == 1
    assert len(str(server.seen[0][2])) < 1500


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        (
            {"api_key": "sk-canary-wrong"},
            ConfigurationError,
            "summariser.api_key: the server does not accept it",
        ),
        (
            {"model": "small-2"},
            ConfigurationError,
            "summariser.model or summariser.base_url: the server does",
        ),
        ({"base_url": "http://127.0.0.1:9"}, DigestError, "the server gave no answer: connection refused"),
    ],
    ids=["key", "model", "address"],
)
def test_check_names_what_to_mend(
    server: ModelServer, options: dict[str, str], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words) as caught:
        server.summariser(**options).check()
    assert "canary" not in str(caught.value)


def test_check_says_when_a_model_cannot_keep_the_form(server: ModelServer) -> None:
    server.model = lambda _: "I am only a small model."
    with pytest.raises(DigestError, match="small-1: the answer is no JSON"):
        server.summariser().check()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"timeout": 0.0}, "summariser.timeout: must be more than 0"),
        ({"at_once": 0}, "summariser.at_once: must be more than 0"),
        ({"retries": -1}, "summariser.retries: must not be less than 0"),
        ({"most_money": 1.0}, "summariser.most_money: needs summariser.price_in and price_out"),
        ({"model": " "}, "summariser.model: name the model"),
        ({"api_key": "sk canary"}, "summariser.api_key: holds spaces"),
        ({"api_key": "sk-canary\r\nX: y"}, "summariser.api_key: holds spaces"),
        ({"base_url": "ftp://canary"}, "summariser.base_url: is not an http(s) address"),
        ({"base_url": "https://user:canary@api.example/v1"}, "summariser.base_url: holds more than host and"),
        ({"base_url": "https://api.example/v1?key=canary"}, "summariser.base_url: holds more than host and"),
        ({"base_url": "http://api.example/v1"}, "summariser.base_url: a key is never sent over plain http"),
        ({"base_url": "http://9.9.9.9/v1"}, "summariser.base_url: a key is never sent over plain http"),
    ],
)
def test_a_wrong_option_is_named_and_no_secret_told(
    server: ModelServer, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        server.summariser(**options)
    assert words in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://localhost:8000/v1", "http://vllm:8000/v1", "http://10.1.2.3/v1"])
def test_a_key_may_be_sent_to_a_near_server(server: ModelServer, url: str) -> None:
    """A container, this machine, an intranet: often without a certificate."""
    server.summariser(base_url=url)
