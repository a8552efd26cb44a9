"""The broker: what lies in it, and one line that names the cure where it, or what it needs, is missing."""

from __future__ import annotations

import base64
import json
import sys
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.errors import ConfigurationError, Unavailable
from digest.models import Pace
from digest.settings import Settings, load, shipped_config
from digest.settings.shape import Storage, WorkerSettings
from digest.workers import Broker, broker
from digest.workers.worker import _place
from tests.cli.conftest import Installation
from tests.pipeline.room import room
from tests.workers.redis import PASSWORD, redis_server

DAY = date(2026, 11, 23)


def settings(url: str) -> Settings:
    """The shipped settings, with a broker."""
    return replace(
        load(shipped_config(), {}),
        storage=Storage(database="postgresql://digest@db/digest"),
        workers=WorkerSettings(broker=url),
    )


def test_a_part_in_the_queue_is_a_newsletter_a_day_and_two_ids(tmp_path: Path) -> None:
    """No address, no text, nothing that could be stale; as JSON, which runs nothing when it is read."""
    import redis

    with redis_server(tmp_path) as server:
        there = broker(settings(server.url))
        there.hand("morning", DAY, [(1, 2000), (2001, 3512)])
        raw = redis.Redis(port=server.port, password=PASSWORD)
        lies = [json.loads(one) for one in raw.lrange("digest-morning", 0, -1)]
        raw.close()

        assert there.queued() == 2
        assert there.check() == f"redis://127.0.0.1:{server.port}/0"

    assert {one["content-type"] for one in lies} == {"application/json"}
    assert [json.loads(_decoded(one))[:2] for one in lies] == [
        [["morning", "2026-11-23", 2001, 3512], {}],
        [["morning", "2026-11-23", 1, 2000], {}],
    ]


def test_a_wrong_password_is_told_and_not_repeated(tmp_path: Path) -> None:
    with redis_server(tmp_path) as server:
        there = broker(settings(server.url.replace(PASSWORD, "swordfish")))
        with pytest.raises(Unavailable, match="cannot be reached .*invalid username-password") as failure:
            there.check()

    assert "swordfish" not in f"{failure.value!r} {there!r}"


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_away_is_named_with_the_cure(scheme: str) -> None:
    """Without its password, and soon."""
    there = broker(settings(f"{scheme}://digest:swordfish@127.0.0.1:1/0"))
    for ask in (there.queued, there.check, lambda: there.hand("morning", DAY, [(1, 2)])):
        with pytest.raises(Unavailable) as failure:
            ask()
        said = str(failure.value)
        assert said.startswith(f"the broker {scheme}://127.0.0.1:1/0 cannot be reached (")
        assert "refused" in said
        assert said.endswith("`digest publish --here` sends without it")
        assert "swordfish" not in said
        assert "\n" not in said


def test_without_a_broker_or_without_celery_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=r"workers.broker names none: write redis://"):
        broker(settings(""))
    monkeypatch.setitem(sys.modules, "celery", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'morning-digest\[workers\]'"):
        broker(settings("redis://127.0.0.1"))


@pytest.mark.parametrize("url", ["redis://:swordfish@host:many/0", "amqp://a:swordfish@host/?timeout=9"])
def test_an_address_that_cannot_be_read_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"workers.broker cannot be read: write redis://") as failure:
        broker(settings(url))
    assert "swordfish" not in str(failure.value)


def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path) -> None:
    """Workers on a file that nobody shares, and to be alone and not at once."""
    here = Installation(tmp_path)
    (tmp_path / "config.toml").write_text(shipped_config().read_text(encoding="utf-8"), encoding="utf-8")
    both = here.digest("publish", "--here", "--no-wait", code=2).stderr
    here.configure("workers", broker="redis://127.0.0.1")
    sqlite = here.digest("worker", code=2).stderr

    assert both == ("digest: --here sends from this process, and --no-wait leaves it to others: choose one\n")
    assert "workers need PostgreSQL, not SQLite: set storage.database" in sqlite
    assert sqlite.count("\n") == 1


def test_no_more_workers_run_than_share_the_rates() -> None:
    """Each of four has a quarter: a fifth would be too fast for the mailbox providers."""
    given = room()
    limited = replace(given, rules=replace(given.rules, pace=Pace(per_minute=600)))
    there = Broker("redis://127.0.0.1", "morning", count=4, part_size=2000)
    with ExitStack() as places:
        for _ in range(4):
            places.enter_context(_place(limited, there))
        with pytest.raises(ConfigurationError, match=r"4 workers share the rates .* raise workers.count"):
            places.enter_context(_place(limited, there))
        for _ in range(9):
            places.enter_context(_place(given, there))
    with _place(limited, there):
        pass


def _decoded(message: dict) -> bytes:
    return base64.b64decode(message["body"])
