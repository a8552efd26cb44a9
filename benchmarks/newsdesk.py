"""The processes of `benchmarks.desk`: a desk with a recorded day on it, and a send beside it, on one file.

`python -m benchmarks.newsdesk serve FOLDER` and `... send FOLDER PORT PEOPLE NAME`; they talk by lines.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.sending import CHUNK, STORIES, Load, configured
from digest import desk
from digest.cli.clock import SystemClock
from digest.desk import entering
from digest.models import Article, Condition, Edition, Hand, Harvest, Newsletter, Origin, Role, Setup, User
from digest.newsroom import Newsroom, ReadingRoom
from digest.pipeline import Look, publish, replay
from digest.settings import template_folder
from digest.summarisers.extractive import Extractive
from digest.web.desk.app import desk as pages
from digest.web.desk.app import give_way
from digest.web.serving import Place, serve
from digest.wiring import accounts, newsroom
from subscribers.models import Registration
from tests.fakes import FakeArchive, FakeEditions
from tests.pipeline.room import heard
from tests.rendering.editions import NEWSLETTER, edition
from tests.selection import newsday

DAYS = Path(__file__).resolve().parents[2] / "shared" / "newsday" / "days"
DAY = "2026-08-13"


def main() -> None:
    role, folder, *more = sys.argv[1:]
    if role == "serve":
        serve_desk(Path(folder))
    else:
        send(Path(folder), Load(int(more[0]), int(more[1]), 10), more[2])


def serve_desk(folder: Path) -> None:
    """A draft of thirty stories on a desk; says its address, a chief's session and token, and a story."""
    newsletter, origins, articles, drafted, now = recorded()
    settings = replace(configured(Load(1, 1, 1), folder), newsletter=newsletter)
    began = datetime.now(UTC)

    def clock() -> datetime:
        return now + (datetime.now(UTC) - began)

    with newsroom(settings) as plain, accounts(settings) as users:
        room = replace(plain, newsletter=newsletter, origins=origins, configuration=Recorded(newsletter))
        for source, told in by_source(articles).items():
            room.archive.keep(Harvest(source, told, Condition(checked=now, succeeded=now)))
        stands = room.editions.add(replace(drafted, id=None))
        ada = users.find("ada@example.org") or users.add(User(0, "Ada", "ada@example.org", Role.CHIEF, now))
        session = entering.begin(users, ada, entering.Place("127.0.0.1"), now)
        token = entering.token(users, ada, "a benchmark", now)
        app = pages(room, users, template_folder() / "web" / "desk", clock)
        said = (session, token, stands.stories[0].key, str(len(stands.stories)))
        give_way()
        serve(app, Place(), lambda address: print(address, *said, flush=True))


@dataclass(frozen=True)
class Recorded:
    """The settings of the recorded day."""

    newsletter: Newsletter

    def setup(self) -> Setup:
        return Setup(self.newsletter, (), "")


def recorded() -> tuple[Newsletter, dict[str, Origin], list[Article], Edition, datetime]:
    """A recorded day as it is drafted. Raises SystemExit where none lies beside the checkout."""
    if not DAYS.exists():
        raise SystemExit(f"no recorded day is on this machine: {DAYS}")
    articles, origins, now = newsday.day(DAYS / DAY)
    newsletter = newsday.newsletter(stories=30, window_hours=42, language="en", reads=("en",))
    archive = FakeArchive()
    for source, told in by_source(articles).items():
        archive.keep(Harvest(source, told, Condition(checked=now, succeeded=now)))
    room = ReadingRoom(newsletter, origins, Extractive(), archive, FakeEditions())
    return newsletter, dict(origins), articles, replay(room, Look(now.date(), now), heard).edition, now


def by_source(articles: list[Article]) -> dict[str, tuple[Article, ...]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        found[article.source].append(article)
    return {source: tuple(told) for source, told in found.items()}


def send(folder: Path, load: Load, name: str) -> None:
    """Everybody of a fresh newsletter on the file is mailed once a line says so; how long it took."""
    newsletter = replace(NEWSLETTER, key=name)
    settings = replace(configured(load, folder), newsletter=newsletter)
    clock = SystemClock()
    with newsroom(settings) as room:
        approved = ready(room, newsletter, load, clock.now)
        print("ready", flush=True)
        sys.stdin.readline()
        began = clock.now()
        tally = publish(room, approved, clock, heard)
        print((clock.now() - began).total_seconds(), flush=True)
        assert (tally.sent, tally.listed) == (load.people, load.people), tally


def ready(room: Newsroom, newsletter: Newsletter, load: Load, now: Callable[[], datetime]) -> Edition:
    for first in range(0, load.people, CHUNK):
        numbers = range(first, min(first + CHUNK, load.people))
        said = [Registration(f"reader{n}@example.org", newsletter.key) for n in numbers]
        room.people.enter(said, now())  # type: ignore[attr-defined]
    day = replace(edition(STORIES), newsletter=newsletter.key, created=now(), day=now().date())
    return desk.approve(room, room.editions.add(day), Hand("bench", now()))


if __name__ == "__main__":
    main()
