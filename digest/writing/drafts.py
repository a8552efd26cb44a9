"""Drafts of a lead: every run of clean sentences of one report that keeps the lengths, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.models import Article, Event, Form, Newsletter
from digest.writing.cleaning import Sentence, clean_sentences
from digest.writing.closeness import Vector, centre, likeness, vectors
from digest.writing.sentences import size
from digest.writing.titles import unmarked
from digest.writing.vocabulary import vocabulary

READ_REPORTS = 8  # of an event, best first
LATEST_START = 3  # place in its text, from 0: what stands further down opens in the middle of the story
WIDEST_GAP = 3  # sentences of the source between two sentences of a lead


@dataclass(frozen=True, slots=True)
class Draft:
    """A lead that nobody has judged yet, the report it rests on, and how well it says what the event is."""

    text: str
    article: Article
    merit: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The lengths a lead must keep; `words` is the wish below and the limit above."""

    words: tuple[int, int]
    sentences: int
    characters: int

    @classmethod
    def of(cls, form: Form, *, top: bool) -> Limits:
        if top:
            return cls(form.top_words, form.top_sentences, 12 * form.top_words[1])
        return cls(form.lead_words, form.lead_sentences, form.lead_characters)

    def hold(self, text: str) -> bool:
        return len(text) <= self.characters and size(text) <= self.words[1]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each reason counts for a lead; fitted by hand on labelled stories, see docs/editorial.md."""

    middle: float = 1.0  # near to everything that is said of the event
    title: float = 0.65  # its first sentence near to a title
    report: float = 0.7  # from a report near to the others
    place: float = 0.2  # early in its text
    rank: float = 0.03  # per place of its report behind the best
    short: float = 0.45  # per missing part of the wished length
    gap: float = 0.08  # sentences that did not stand together
    definite: float = 0.15  # opens with "The ..." from further down
    aside: float = 0.35  # opens with what is likely to be no news


WEIGHTS = Weights()
_DEFINITE = re.compile(r"(?:The|That|These|Those|Such|Both|Each) (?=[a-z])")


def drafts(event: Event, newsletter: Newsletter, *, top: bool) -> tuple[Draft, ...]:
    """Every draft of an event, best first. All sentences of a draft come from one report, in their order."""
    limits = Limits.of(newsletter.form, top=top)
    reports = event.articles[:READ_REPORTS]
    judge = _Judge.of(reports, newsletter.language, limits)
    found = [
        Draft(
            _joined(run, reports[run[0].article].language or newsletter.language),
            reports[run[0].article],
            merit,
        )
        for merit, run in judge.runs()
    ]
    return tuple(sorted(found, key=lambda draft: -draft.merit))


def _joined(run: Sequence[Sentence], language: str) -> str:
    return ("" if language.startswith("zh") else " ").join(sentence.text for sentence in run)


@dataclass(frozen=True, slots=True)
class _Judge:
    """The clean sentences of an event with their vectors, and the middle of everything that is said."""

    reports: tuple[tuple[Sentence, ...], ...]
    points: dict[Sentence, Vector]
    titles: list[Vector]
    middle: Vector
    central: list[float]
    limits: Limits

    @classmethod
    def of(cls, articles: Sequence[Article], language: str, limits: Limits) -> _Judge:
        clean = tuple(clean_sentences(a, i, a.language or language) for i, a in enumerate(articles))
        flat = [sentence for sentences in clean for sentence in sentences]
        common = vocabulary(articles[0].language or language).common
        points = vectors([s.text for s in flat] + [unmarked(a.title) for a in articles], common)
        titles = points[len(flat) :]
        middle = centre([centre(points[: len(flat)]), centre(titles)])
        held = dict(zip(flat, points, strict=False))
        whole = [centre([titles[i], *(held[s] for s in sentences)]) for i, sentences in enumerate(clean)]
        among = [sum(likeness(one, other) for other in whole) / len(whole) for one in whole]
        return cls(clean, held, titles, middle, among, limits)

    def runs(self) -> Iterator[tuple[float, tuple[Sentence, ...]]]:
        """Every run of sentences of one report that keeps the limits, with its merit."""
        for sentences in self.reports:
            for start, first in enumerate(sentences):
                if not first.joined and first.place <= LATEST_START:
                    yield from self._grown((first,), sentences[start + 1 : start + 1 + WIDEST_GAP])

    def _grown(
        self, run: tuple[Sentence, ...], rest: Sequence[Sentence]
    ) -> Iterator[tuple[float, tuple[Sentence, ...]]]:
        if not self.limits.hold(_joined(run, "")):
            return
        yield self._merit(run), run
        if len(run) >= self.limits.sentences:
            return
        for i, following in enumerate(rest):
            if following.follows(run[-1]) or not following.joined:
                yield from self._grown((*run, following), rest[i + 1 :])

    def _merit(self, run: tuple[Sentence, ...]) -> float:
        """How well these sentences say what the event is; see Weights."""
        point = centre(self.points[sentence] for sentence in run)
        first, opening = run[0], self.points[run[0]]
        fewest = self.limits.words[0]
        words = sum(size(sentence.text) for sentence in run)
        merit = WEIGHTS.middle * likeness(point, self.middle)
        merit += WEIGHTS.title * max(likeness(opening, title) for title in self.titles)
        merit += WEIGHTS.place / (1 + first.place + first.part)
        merit += WEIGHTS.report * self.central[first.article] - WEIGHTS.rank * first.article
        merit -= WEIGHTS.short * max(0, fewest - words) / fewest
        merit -= WEIGHTS.aside * first.aside
        merit -= WEIGHTS.gap * sum(not b.follows(a) for a, b in pairwise(run))
        return merit - WEIGHTS.definite * (first.place > 0 and bool(_DEFINITE.match(first.text)))
