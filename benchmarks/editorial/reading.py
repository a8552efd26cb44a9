"""Prints a recorded day's stories for an editor to read: `python -m benchmarks.editorial.reading DAYFOLDER`.

Headline, lead and source as they would be printed, then the event's other titles, to judge them by.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from pathlib import Path

from benchmarks.editorial.recorded import Written, chosen, edition, written
from digest.writing import faults

TITLES = 6
WIDTH = 110


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("day", type=Path, metavar="DAYFOLDER", help="a folder with day.json and its entries")
    options.add_argument("--most", type=int, default=25, help="stories to print")
    options.add_argument("--language", default="en", help="of the newsletter")
    given = options.parse_args()
    events, paper = chosen(given.day, given.language, given.most)
    for number, one in enumerate(edition(written(events, paper), paper)[: given.most], start=1):
        print("\n".join(_lines(number, one)), end="\n\n")


def _lines(number: int, one: Written) -> Iterator[str]:
    story = one.story
    if story is None:
        return
    yield f"{number}. [{story.section}] {story.headline}"
    yield textwrap.fill(
        story.lead or "(the headline stands alone)", WIDTH, initial_indent="   ", subsequent_indent="   "
    )
    found = faults(story.lead, story.language, story.headline) if story.lead else ()
    yield f"   ({story.source.outlet}; {len(one.event.articles)} reports)" + "".join(
        f" [{fault.rule}: {fault.where}]" for fault in found
    )
    titles = dict.fromkeys(a.title for a in one.event.articles)
    yield from (f"   - {title[:WIDTH]}" for title in list(titles)[:TITLES])


if __name__ == "__main__":
    main()
