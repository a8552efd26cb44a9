"""How long selection takes and how much memory it needs, for growing days: python -m benchmarks.select.

Every size runs in a process of its own, on made-up articles: events of Zipfian size, each with its own
names and words, told by many outlets in their own order, beside articles of nobody else. `--day FOLDER`
takes a recorded day.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from digest.models import Article, Interest, Newsletter, Origin, Section

NOW = datetime(2031, 5, 14, 4, 0, tzinfo=UTC)
SIZES = (5_000, 10_000, 20_000, 50_000)
GOALS = {5_000: (3.0, 400), 10_000: (6.0, None)}
RATIO_GOAL = 4.5
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fi",
    "go",
    "ha",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mi",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "to",
    "va",
    "vi",
    "za",
]
REGIONS = ("africa", "americas", "asia", "europe", "middle-east", "global")


def main() -> None:
    options = _options()
    if options.size or options.day:
        print(json.dumps(_measured(options.size, options.day)))
        return
    figures = {}
    for size in SIZES:
        seconds, cpu, megabytes = figures[size] = _apart(size)
        each = 1000 * cpu / size
        print(
            f"{size:>7,} articles: {seconds:6.2f} s ({cpu:.2f} s of CPU, {each:.2f} ms each) "
            f"{megabytes:5.0f} MB{_judgement(size, seconds, megabytes)}",
            flush=True,
        )
    ratio = figures[20_000][1] / figures[5_000][1]
    print(f"20,000 take {ratio:.2f} times the CPU of 5,000{_met(ratio <= RATIO_GOAL, str(RATIO_GOAL))}")


def _judgement(size: int, seconds: float, megabytes: float) -> str:
    """The goals of a size, and whether they are met."""
    most, room = GOALS.get(size, (None, None))
    if most is None:
        return ""
    time_goal = _met(seconds <= most, f"{most:g} s")
    return time_goal + (_met(megabytes <= room, f"{room} MB") if room else "")


def _met(met: bool, goal: str) -> str:
    return f"   goal {goal}: {'ok' if met else 'SHORT'}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--day", type=Path, help="the folder of a recorded day")
    parser.add_argument("--size", type=int, default=0, help="measure one size in this process")
    return parser.parse_args()


def _apart(size: int) -> tuple[float, float, float]:
    """Seconds by the clock and of CPU, and megabytes at the peak of one size, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.select", "--size", str(size)]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures["seconds"], figures["cpu"], figures["megabytes"]


def _measured(size: int, day: Path | None) -> dict[str, float]:
    from digest.selection import Brief, rank

    articles, now = _recorded(day) if day else (list(_articles(size)), NOW)
    origins = {article.source: Origin(article.source, article.outlet) for article in articles}
    brief = Brief(_newsletter(), origins, (), now)
    began, began_cpu = time.perf_counter(), time.process_time()
    events = rank(articles, brief)
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "articles": len(articles),
        "seconds": seconds,
        "cpu": cpu,
        "megabytes": peak,
        "events": len(events),
    }


def _recorded(day: Path) -> tuple[list[Article], datetime]:
    from tests.selection import newsday

    articles, _, now = newsday.day(day)
    return articles, now


def _newsletter() -> Newsletter:
    sections = (Section("top", "Top", 3), *(Section(region, region.title()) for region in REGIONS))
    return Newsletter(
        key="bench",
        name="Bench",
        sender="bench@example.org",
        public_url="https://example.org",
        postal_address="1 Example Street",
        sections=sections,
        interest=Interest(("ceasefire", "famine", "earthquake", "election"), ("lottery",)),
    )


def _articles(size: int) -> Iterator[Article]:
    """Articles of a made-up world: about 40 % stand alone, the others tell events of 2 to 60 reports."""
    chance = random.Random(20310514)
    words = _Words(chance, 4_000 + 4 * int(size**0.8))
    outlets = [
        f"The {words.name()} {chance.choice(('Post', 'Courier', 'Herald', 'Wire'))}" for _ in range(200)
    ]
    made = 0
    while made < size:
        reports = 1 if chance.random() < 0.75 else min(int(chance.paretovariate(1.1)) + 1, 60)
        subject = [words.name() for _ in range(4)] + [words.word() for _ in range(26)]
        for _ in range(min(reports, size - made)):
            yield _article(made, chance, words, subject, outlets)
            made += 1


def _article(
    number: int, chance: random.Random, words: _Words, subject: list[str], outlets: list[str]
) -> Article:
    outlet = int(chance.triangular(0, len(outlets) - 1, 0))
    said = [
        chance.choice(subject) if chance.random() < 0.45 else words.word()
        for _ in range(chance.randint(20, 75))
    ]
    title = [*chance.sample(subject[:4], 2), *chance.sample(subject[4:], 4), words.word(), words.word()]
    chance.shuffle(title)
    return Article(
        url=f"https://outlet{outlet}.example/{number}?utm_source=feed",
        title=" ".join(title),
        published=NOW - timedelta(minutes=chance.randint(0, 29 * 60)),
        source=f"outlet{outlet}",
        outlet=outlets[outlet],
        summary=" ".join(said).capitalize() + ".",
        language="en",
        position=chance.randint(0, 40),
    )


class _Words:
    """Words with Zipfian frequencies, and names that never end."""

    def __init__(self, chance: random.Random, size: int) -> None:
        self._chance = chance
        self._words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(size)]
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(size)))

    def word(self) -> str:
        return self._chance.choices(self._words, cum_weights=self._weights)[0]

    def name(self) -> str:
        return "".join(self._chance.choices(SYLLABLES, k=4)).title()


if __name__ == "__main__":
    main()
