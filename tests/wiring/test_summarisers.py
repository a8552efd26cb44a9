"""Settings in, a summariser out: which model, through which client, with which networks open to it alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.settings import Settings, load, shipped_config
from digest.summarisers.extractive import Extractive
from digest.summarisers.model import Model
from digest.wiring import newsroom, proofs
from digest.wiring.room import guarded_client, model_client, summariser
from tests.summarisers.server import KEY, ModelServer

LOCAL = {"kind": "openai", "model": "small-1", "api_key": KEY, "allow_networks": ["127.0.0.0/8"]}


def settings(folder: Path, **options: Any) -> Settings:
    return replace(load(shipped_config(), {}), path=folder / "config.toml", summariser=options)


def built(folder: Path, **options: Any) -> Any:
    given = settings(folder, **options)
    with model_client(given) as client:
        return summariser(given, client, None)


def test_without_a_word_the_sources_speak(tmp_path: Path) -> None:
    """No account, no service and no model is needed."""
    assert isinstance(built(tmp_path), Extractive)
    assert isinstance(
        summariser(load(shipped_config(), {}), model_client(settings(tmp_path)), None), Extractive
    )
    assert proofs.prove_summariser(settings(tmp_path)) == "extractive"


def test_a_model_is_filled_from_its_options(tmp_path: Path) -> None:
    found = built(tmp_path, kind="anthropic", model="m", api_key=KEY, timeout=5, verify=True)
    assert isinstance(found, Model)
    assert (found.dialect.name, found.model, found.timeout, found.verify) == ("anthropic", "m", 5.0, True)
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "opneai"}, "summariser.kind: there is no 'opneai'; did you mean openai?"),
        ({"kind": "openai"}, "summariser.model: openai needs this option"),
        (
            {"kind": "openai", "model": "m", "timout": 1},
            "summariser.timout: unknown option of openai; did you",
        ),
        ({"kind": "openai", "model": "m", "client": 1}, "summariser.client: unknown option of openai"),
        (
            {"kind": "openai", "model": "m", "at_once": "many"},
            "summariser.at_once: input should be a valid int",
        ),
        (
            {"kind": "openai", "model": "m", "allow_networks": ["lan"]},
            "summariser.allow_networks: write networks",
        ),
        ({"kind": "openai", "model": "m", "allow_networks": 7}, "summariser.allow_networks: write networks"),
        ({"kind": "openai", "model": "m", "api_key": ["sk-canary"]}, "summariser.api_key: input should be a"),
        ({"kind": "extractive", "model": "m"}, "summariser.model: unknown option of extractive"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        built(tmp_path, **options)
    assert words in str(caught.value)
    assert "canary" not in str(caught.value)


def test_a_local_model_opens_nothing_to_the_sources(tmp_path: Path) -> None:
    """A feed that redirects to loopback is refused, whatever the model may do there."""
    given = settings(tmp_path, **LOCAL)
    with guarded_client(given) as sources, model_client(given) as models:
        assert sources.allow_networks == []
        assert [str(network) for network in models.allow_networks] == ["127.0.0.0/8"]


def test_check_asks_the_model(tmp_path: Path) -> None:
    """And names the setting to mend."""
    with ModelServer("openai") as server:
        given = settings(tmp_path, **LOCAL, base_url=server.url)
        assert proofs.prove_summariser(given).startswith("small-1 at 127.0.0.1")
        closed = settings(tmp_path, **{**LOCAL, "allow_networks": []}, base_url=server.url)
        with pytest.raises(ConfigurationError, match=r"base_url: 127\.0\.0\.1: not a public address"):
            proofs.prove_summariser(closed)


def test_answers_are_kept_in_the_newsrooms_database(tmp_path: Path) -> None:
    """A second run, in another process, asks nothing."""
    from tests.writing.events import FERRY, newsletter

    with ModelServer("openai") as server:
        given = settings(tmp_path, **LOCAL, base_url=server.url)
        for _ in range(2):
            with newsroom(given) as room:
                story = room.summariser.summarise(FERRY, newsletter(), top=False)
                assert story is not None
                assert story.writer == "model small-1, checked"
        assert len(server.seen) == 1
