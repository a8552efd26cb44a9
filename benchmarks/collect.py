"""Collect a recorded day over loopback: our processor time against that of feedparser alone, in one run.

python -m benchmarks.collect --day 2026-08-13 [--faults]
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digest.errors import DigestError
from digest.models import Harvest, Origin
from digest.sources.addresses import networks
from digest.sources.feed import Feed
from digest.sources.fetch import Fetcher
from digest.sources.opml import read_opml
from digest.sources.parsing import Parser
from digest.sources.rounds import Rounds

MOST = 1.3
REPLAY = Path(__file__).resolve().parents[2] / "shared" / "newsday" / "replay.py"


@dataclass(frozen=True)
class Figures:
    """What collecting took, in seconds, and what it brought."""

    processor: float
    wall: float
    harvests: list[Harvest]


def main() -> int:
    """Print the figures; 1 when collecting takes more than 1.3 times feedparser's own processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", default="2026-08-13")
    parser.add_argument("--faults", action="store_true", help="with broken servers and feeds; no comparison")
    options = parser.parse_args()
    if not REPLAY.exists():
        print("the recorded days (shared/newsday) are not beside this checkout: nothing to measure")
        return 0
    with replay(options.day, options.faults) as base:
        now = datetime.now(UTC)
        urls = [outline.url for outline in read_opml(fetcher().get(f"{base}/feeds.opml").body)]
        ours = collect(urls, now)
        alone = None if options.faults else feedparser_alone(urls)
    show(ours, len(urls))
    if alone is None:
        return 0
    ratio = ours.processor / alone
    print(f"feedparser alone on the same bytes: {alone:.2f} s of processor")
    print(f"ratio: {ratio:.2f} (at most {MOST})")
    return int(ratio > MOST)


def collect(urls: list[str], now: datetime) -> Figures:
    """Visit every feed once, as `digest collect` does, with the child processes counted in."""
    began, used = time.perf_counter(), spent()
    with fetcher() as client, Parser() as parser:
        sources = [Feed(Origin(url, url), url, client, parser) for url in urls]
        harvests = list(Rounds(sources, client, parser).visit({}, now))
    return Figures(spent() - used, time.perf_counter() - began, harvests)


def feedparser_alone(urls: list[str]) -> float:
    """The processor time of feedparser with the same bytes in memory, import included as it is in ours."""
    with fetcher() as client:
        bodies = [answer for url in urls if (answer := body(client, url))]
    used = spent()
    import feedparser

    for one in bodies:
        feedparser.parse(io.BytesIO(one))
    return spent() - used


def body(client: Fetcher, url: str) -> bytes:
    try:
        return client.get(url).body
    except DigestError:
        return b""


def show(ours: Figures, feeds: int) -> None:
    articles = sum(len(harvest.articles) for harvest in ours.harvests)
    ill = [harvest for harvest in ours.harvests if not harvest.healthy]
    print(f"{len(ours.harvests)} of {feeds} feeds visited, {articles} articles, {len(ill)} ill")
    for harvest in ill:
        print(f"  {re.sub('https?://[^/]*/', '', harvest.source)}: {harvest.condition.ill}")
    print(
        f"collecting: {ours.processor:.2f} s of processor (children included), {ours.wall:.2f} s by the clock"
    )


def fetcher() -> Fetcher:
    return Fetcher(allow_networks=networks(["127.0.0.0/8"]))


def spent() -> float:
    """Processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def replay(day: str, faults: bool) -> Iterator[str]:
    """The recorded day on loopback, its server left out of the count while it runs."""
    command = [sys.executable, str(REPLAY), "--day", day, "--port", "0", *(["--faults"] if faults else [])]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        said = server.stdout.readline()
        yield said.split(" on ")[-1].strip().removesuffix("/feeds.txt")
    finally:
        server.kill()
        server.communicate()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main())
