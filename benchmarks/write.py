"""How fast stories are written: `python -m benchmarks.write`. It needs nothing but invented events.

How good they are: `python -m benchmarks.editorial leads`.
"""

from __future__ import annotations

import argparse
import random
import time

from benchmarks.editorial.rows import NOON, newsletter
from digest.models import Article, Event
from digest.writing import story

WHO = (
    "The coast guard",
    "A court in Port Sorrow",
    "The mayor of Eastmere",
    "Parliament",
    "The harbour union",
)
DID = ("ordered an inquiry into", "voted on", "warned of", "published figures on", "called a strike over")
WHAT = ("the sinking of a ferry", "the price of timber", "the storm of Sunday", "a bridge that closed in May")
REST = (
    "after a night of debate that divided the town",
    "which cost 40 people their homes",
    "until the end of the year",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=300)
    speed(options.parse_args().stories)


def speed(count: int) -> None:
    """Print stories a second for events of one and of five reports."""
    for reports in (1, 5):
        events = [invented(seed, reports) for seed in range(count)]
        start = time.perf_counter()
        written = sum(story(event, newsletter()) is not None for event in events)
        seconds = time.perf_counter() - start
        print(f"{reports} reports an event: {written} stories, {1000 * seconds / count:.1f} ms each")


def invented(seed: int, reports: int) -> Event:
    """An event of the same matter in several outlets' words, with longer text."""
    draw = random.Random(seed)
    who, did, what = draw.choice(WHO), draw.choice(DID), draw.choice(WHAT)
    articles = []
    for i in range(reports):
        text = " ".join(
            f"{who} {did} {what} {draw.choice(REST)}, paper {i} said on Thursday." for _ in range(12)
        )
        url = f"https://paper{i}.example/{seed}"
        articles.append(
            Article(url, f"{who} {did} {what}", NOON, f"p{i}", f"Paper {i}", text[:240], text, "en")
        )
    return Event(tuple(articles), "world", (), 1.0)


if __name__ == "__main__":
    main()
