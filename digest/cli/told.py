"""How verdicts look in a terminal: lines of eighty columns, for an editor at half past four."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digest.models import Edition, Newsletter, Story
    from digest.pipeline import Difference, Trial
    from digest.selection import Candidate

COLUMNS = 80
INDENT = " " * 12
REPORTS = 5  # that are named where one candidate is asked for


def heading(newsletter: Newsletter, trial: Trial, stands: Edition | None) -> Iterator[str]:
    """Which day, as of which hour, and how it stands."""
    made = trial.edition
    yield f"{newsletter.name}, {made.day:%A %d %B %Y}"
    status = f"an edition stands ({stands.status})" if stands else "no edition stands"
    yield wrapped("", f"Drafted again as of {made.created:%H:%M} UTC, {made.created:%d %B}; {status}.")
    if len(made.stories) < newsletter.fewest_stories:
        few = f"newsletter.fewest_stories asks for {newsletter.fewest_stories}: no edition comes out."
        yield wrapped("", f"Only {len(made.stories)} stories are fit to print, and {few}")


def edition(newsletter: Newsletter, trial: Trial, *, why: bool) -> Iterator[str]:
    """The stories in the order of reading, each with its score, and with every reason where asked."""
    section = None
    for number, candidate in enumerate(trial.printed, start=1):
        if candidate.section != section:
            section = candidate.section
            yield ""
            yield _titled(newsletter, section)
        yield wrapped(f"{number:>3} {candidate.score:>6.2f}  ", candidate.headline)
        if why:
            yield from reasons(candidate)


def reasons(candidate: Candidate) -> Iterator[str]:
    """The verdict, and below it the factors of the score."""
    yield wrapped(INDENT, f"{'in' if candidate.verdict.printed else 'out'}: {candidate.verdict.why}")
    if candidate.event and candidate.event.update:
        yield wrapped(INDENT, f"an update: {candidate.event.update}")
    for factor in candidate.factors:
        yield wrapped(f"{INDENT}{factor.name:<9}{factor.value:>6.2f}  ", factor.why)


def out(newsletter: Newsletter, candidates: Iterable[Candidate]) -> Iterator[str]:
    """What is not in: a headline and a reason each."""
    for candidate in candidates:
        yield wrapped(f"  - {_score(candidate):>6}  ", _headline(newsletter, candidate))
        yield wrapped(INDENT, candidate.verdict.why)


def found(newsletter: Newsletter, candidates: Iterable[Candidate]) -> Iterator[str]:
    """Each in full: the verdict, the reasons, and who reported it."""
    for candidate in candidates:
        yield ""
        yield wrapped(f"    {_score(candidate):>6}  ", _headline(newsletter, candidate))
        yield from reasons(candidate)
        for article in candidate.articles[:REPORTS]:
            yield wrapped(INDENT, f"{article.published:%d %b %H:%M}  {article.outlet}: {article.title}")
        if len(candidate.articles) > REPORTS:
            yield f"{INDENT}and {len(candidate.articles) - REPORTS} more reports"


def counts(candidates: Sequence[Candidate]) -> Iterator[str]:
    """How many ended where: events by step, single reports by reason."""
    events = Counter(one.verdict.step.value for one in candidates if not one.verdict.single)
    reports = Counter(_kind(one.verdict.why) for one in candidates if one.verdict.single)
    for title, ended in (("Events that are out", events), ("Reports that were not admitted", reports)):
        if ended:
            yield ""
            yield f"{title}: {ended.total():,}"
            yield from (f"{count:>8,}  {words}" for words, count in ended.most_common())


def summary(apart: Difference) -> str:
    """The difference as counts, in one line."""
    parts = {"in": apart.came, "out": apart.gone, "moved": apart.moved, "reworded": apart.reworded}
    return (
        ", ".join(f"{len(stories)} {word}" for word, stories in parts.items() if stories) or "no difference"
    )


def changes(newsletter: Newsletter, apart: Difference, trial: Trial) -> Iterator[str]:
    """In, out, moved and reworded, with the reasons of this trial."""
    for sign, stories in (("+", apart.came), ("-", apart.gone)):
        for story in stories:
            section = _titled(newsletter, story.section)
            yield wrapped(f"  {sign} {story.score:>6.2f}  ", f"{section}: {story.headline}")
            yield wrapped(INDENT, _fate(story, trial))
    for old, new in apart.moved:
        here, there = (_titled(newsletter, story.section) for story in (old, new))
        way = f"within {here}" if here == there else f"{here} to {there}"
        yield wrapped("  ~ moved    ", f"{way}: {new.headline}")
    for old, new in apart.reworded:
        yield wrapped("  ~ reworded ", new.headline)
        if old.headline != new.headline:
            yield wrapped("    was     ", old.headline)
        if old.lead != new.lead:
            yield wrapped("    was     ", old.lead or "(no lead)")
            yield wrapped("    is now  ", new.lead or "(no lead)")


def answer(trial: Trial, candidates: Iterable[Candidate]) -> dict[str, Any]:
    """The trial and these candidates of it, for programs."""
    made = trial.edition
    return {
        "edition": made.key,
        "as_of": made.created.isoformat(),
        "subject": made.subject,
        "candidates": [_candidate(candidate) for candidate in candidates],
        "counts": Counter(one.verdict.step.value for one in trial.candidates),
    }


def difference(apart: Difference, trial: Trial) -> dict[str, Any]:
    """The difference, for programs."""
    return {
        "in": [_story(story) for story in apart.came],
        "out": [_story(story) | {"why": _fate(story, trial)} for story in apart.gone],
        "moved": [{"from": _story(old), "to": _story(new)} for old, new in apart.moved],
        "reworded": [{"from": _story(old), "to": _story(new)} for old, new in apart.reworded],
    }


def wrapped(first: str, text: str) -> str:
    """The text after its first words, in lines that keep the indent."""
    return textwrap.fill(
        " ".join(text.split()), COLUMNS, initial_indent=first, subsequent_indent=" " * len(first)
    )


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "in": one.verdict.printed,
        "step": one.verdict.step.value,
        "why": one.verdict.why,
        "section": one.section,
        "headline": one.headline,
        "lead": one.story.lead if one.story else "",
        "score": one.score,
        "factors": [asdict(factor) for factor in one.factors],
        "update": one.event.update if one.event else "",
        "reports": [{"outlet": report.outlet, "url": report.url} for report in one.articles],
    }


def _story(story: Story) -> dict[str, Any]:
    return {
        "section": story.section,
        "headline": story.headline,
        "lead": story.lead,
        "url": story.source.url,
        "score": story.score,
    }


def _fate(story: Story, trial: Trial) -> str:
    fate = trial.fate(story)
    if fate is None:
        return "none of its reports is among those of this day in the archive"
    score = f" (score now {fate.score:.2f})" if fate.score and abs(fate.score - story.score) >= 0.01 else ""
    return f"{'in' if fate.verdict.printed else 'out'}: {fate.verdict.why}{score}"


def _headline(newsletter: Newsletter, candidate: Candidate) -> str:
    section = candidate.section
    return f"{_titled(newsletter, section)}: {candidate.headline}" if section else candidate.headline


def _score(candidate: Candidate) -> str:
    return "" if candidate.score is None else f"{candidate.score:.2f}"


def _kind(why: str) -> str:
    """The reason without what differs from report to report: what follows a colon or stands in quotes."""
    return re.sub(r"'.*'|\".*\"", "…", why.partition(":")[0])


def _titled(newsletter: Newsletter, section: str) -> str:
    return newsletter.section_title(section) or "Stories"
