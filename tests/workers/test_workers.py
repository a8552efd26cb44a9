"""Four workers, a real broker, a real database and a real mail server: everyone once, whatever dies."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from operator import gt

import pytest

from digest.cli.clock import SystemClock
from digest.models import EditionStatus, Tally
from digest.newsroom import Newsroom
from digest.pipeline import hand_over
from digest.settings import load
from digest.workers import broker
from tests.databases import Cluster
from tests.desk.receiver import Receiver
from tests.mailers.process import PostOffice
from tests.workers.crew import READERS, Crew, crew, until
from tests.workers.redis import PASSWORD, redis_server

WORKERS = 4
BEGUN = 30  # messages that are out when something happens: every worker is in the middle of a part
ON_WIRE = 20  # messages at most that a worker has claimed and not settled
EACH_ONCE = {f"reader{number}@example.org": 1 for number in range(READERS)}


@pytest.fixture(scope="module")
def manned(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster, office: PostOffice) -> Iterator[Crew]:
    """Everything that is needed, started once; the mail server takes twenty milliseconds for a message."""
    folder = tmp_path_factory.mktemp("workers")
    with redis_server(folder) as redis, Receiver() as hook:
        smtp = office.server(folder, "--fault", "dot=slow:0.02")
        with crew(folder, cluster.create(), redis, smtp, hook) as made:
            yield made


@pytest.fixture
def four(manned: Crew) -> Iterator[Crew]:
    """Four workers that wait. Whatever happens to them, no log of theirs holds a password or a traceback."""
    manned.staffed(WORKERS)
    yield manned
    logs = [path.read_text() for path in manned.here.folder.glob("worker-*.log")]
    assert len(logs) >= WORKERS
    assert not [log for log in logs if PASSWORD in log or "Traceback" in log]


def test_a_part_delivered_three_times_is_sent_once_and_the_last_worker_ends_the_edition(four: Crew) -> None:
    """Nobody waits for them, and the newsroom is told once."""
    edition = four.approved()
    there = broker(load(four.here.folder / "config.toml"))
    with four.room() as room:
        for _ in range(3):
            hand_over(room, edition, SystemClock(), there)
        until(lambda: _ended(room), "the edition's end")
        until(lambda: "sent" in four.hook.kinds, "the newsroom to be told")

    assert four.arrived() == EACH_ONCE
    assert four.tally(edition) == Tally(sent=READERS)
    assert four.hook.kinds.count("sent") == 1


def test_a_broker_that_forgets_everything_in_the_middle_changes_nothing(four: Crew) -> None:
    """Killed and started again, empty: what lay in it is missed, and handed over again."""
    edition = four.approved()
    publisher = four.started("publish")
    four.begun(BEGUN)
    four.redis.kill()
    four.redis.start()
    said, complaints = publisher.communicate(timeout=60)

    assert publisher.returncode == 0, said + complaints
    assert four.arrived() == EACH_ONCE
    assert four.tally(edition) == Tally(sent=READERS)


def test_a_broker_that_is_away_while_parts_end_is_told_in_lines(four: Crew) -> None:
    """Nobody can acknowledge his part; all connect anew. Whoever gets a part again sees that it is done."""
    edition = four.approved()
    publisher = four.started("publish")
    four.begun(BEGUN)
    known = [one.losses for one in four.workers]
    four.redis.kill()
    until(lambda: all(map(gt, [one.losses for one in four.workers], known)), "the workers to miss the broker")
    four.redis.start()
    said, complaints = publisher.communicate(timeout=60)

    assert publisher.returncode == 0, said + complaints
    assert four.arrived() == EACH_ONCE
    assert four.tally(edition) == Tally(sent=READERS)


def test_of_two_that_publish_at_once_one_waits_for_the_workers_and_the_other_is_told(four: Crew) -> None:
    """Cron and an operator start in the same second."""
    edition = four.approved()
    both = [four.started("publish") for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]

    assert sorted(process.returncode for process in both) == [0, 1]
    assert sum("is under way in another process" in complaints for _, complaints in said) == 1
    assert four.arrived() == EACH_ONCE
    assert four.tally(edition) == Tally(sent=READERS)


def test_a_worker_killed_in_the_middle_leaves_everyone_with_one_message(four: Crew) -> None:
    """kill -9: what it had on the wire is uncertain and held, and the others send the rest of its part."""
    edition = four.approved()
    publisher = four.started("publish")
    four.begun(BEGUN)
    four.workers[0].process.kill()
    said, complaints = publisher.communicate(timeout=60)

    tally, people = four.tally(edition), four.arrived()
    assert publisher.returncode == 0, said + complaints
    assert max(people.values()) == 1
    assert tally.sent + tally.uncertain == READERS
    assert tally.uncertain <= ON_WIRE
    assert tally.sent <= len(people)
    assert f"is sent: {tally.sent} sent" in said


def test_a_worker_told_to_stop_settles_what_is_on_the_wire_and_gives_the_rest_back(manned: Crew) -> None:
    """Within ten seconds, and nobody is left in doubt."""
    manned.staffed(2)
    edition = manned.approved()
    publisher = manned.started("publish")
    manned.begun(BEGUN)
    stopped, asked = manned.workers[0], time.monotonic()
    stopped.process.send_signal(signal.SIGTERM)
    assert stopped.process.wait(30) == 0
    assert time.monotonic() - asked < 10
    publisher.communicate(timeout=60)

    assert publisher.returncode == 0
    assert "what was on the wire is settled" in stopped.said.read_text()
    assert manned.arrived() == EACH_ONCE
    assert manned.tally(edition) == Tally(sent=READERS)


def test_without_a_broker_handing_over_fails_and_publishing_sends_from_here(manned: Crew) -> None:
    """In one line each. What `digest check` says of it is the same."""
    manned.redis.kill()
    edition = manned.approved()

    refused = manned.here.digest("publish", "--no-wait", code=4).stderr
    published = manned.here.digest("publish")
    assert "fault  broker: the broker redis://127.0.0.1" in manned.here.digest("check", code=4).stdout
    manned.redis.start()

    assert refused.count("\n") == 1
    assert "cannot be reached" in refused
    assert published.stderr.count("\n") == 1
    assert "this process sends what nobody works on" in published.stderr
    assert manned.arrived() == EACH_ONCE
    assert manned.tally(edition) == Tally(sent=READERS)
    assert PASSWORD not in refused + published.stdout + published.stderr


def _ended(room: Newsroom) -> bool:
    stands = room.editions.latest("morning")
    return stands is not None and stands.status is EditionStatus.SENT
