"""Drafts of a lead: runs of clean sentences of a report, or of two, that keep the lengths, weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from digest.models import Article, Event, Form, Newsletter
from digest.writing.cleaning import Sentence
from digest.writing.closeness import likeness, stems
from digest.writing.features import DEFINITE, Features
from digest.writing.ranker import Ranker, lead_case, shipped
from digest.writing.reading import Reading
from digest.writing.sentences import size

READ_REPORTS = 8  # of an event, best first
LATEST_START = 3  # place in its text, from 0: what stands further down opens in the middle of the story
WIDEST_GAP = 3  # sentences of the source between two sentences of a lead
PAIRED = 12  # first sentences, and second ones, that are tried with those of other reports
WEIGHED = 60  # drafts whose features are counted, the best by the rules
LEARNED_OF = 3  # reports of an event
LEARNED = 0.2  # what a point of the ranker is worth beside the merits of headlines
DOUBT = 0.8  # points that a second report must bring for each beyond three, of which the weights were learned
SHARED = 2  # words of their subject that two sentences of different reports must have in common
AGAIN = 0.4  # share of the shorter one's words above which a sentence only repeats another


@dataclass(frozen=True, slots=True)
class Draft:
    """A lead that nobody has judged yet, the report it rests on, and how well it says what the event is.

    Where its last sentence is of another report, `added` is that sentence and `second` that report.
    """

    text: str
    article: Article
    merit: float
    added: str = ""
    second: Article | None = None

    @property
    def own(self) -> str:
        """What of it is of the first report."""
        return self.text.removesuffix(self.added)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The reports it quotes, the one it rests on first."""
        return (self.article, self.second) if self.second else (self.article,)


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
    """How much each reason counts where the ranker knows nothing; fitted by hand, see docs/editorial.md."""

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


def drafts(
    event: Event, newsletter: Newsletter, *, top: bool, ranker: Ranker | None = None
) -> tuple[Draft, ...]:
    """Every draft of an event, best first: sentences of one report in their order, or of two one each."""
    limits = Limits.of(newsletter.form, top=top)
    reports = event.articles[:READ_REPORTS]
    judge = Judge(Reading(reports, newsletter.language), limits, ranker or shipped())
    found = [_draft(run, reports, merit, newsletter.language) for merit, run in judge.ranked()]
    return tuple(sorted(found, key=lambda draft: -draft.merit))


def _draft(run: Run, reports: Sequence[Article], merit: float, language: str) -> Draft:
    first, last = reports[run[0].article], reports[run[-1].article]
    text = _joined(run, first.language or language)
    return Draft(text, first, merit) if first is last else Draft(text, first, merit, run[-1].text, last)


def _joined(run: Sequence[Sentence], language: str) -> str:
    return ("" if language.startswith("zh") else " ").join(sentence.text for sentence in run)


Run = tuple[Sentence, ...]


def mixed(run: Run) -> bool:
    """Whether a run quotes two reports."""
    return run[0].article != run[-1].article


@dataclass(frozen=True)
class Judge:
    """Which sentences of an event may stand together, and how well they say what it is."""

    reading: Reading
    limits: Limits
    ranker: Ranker

    def ranked(self) -> Iterator[tuple[float, Run]]:
        """Every draft with its merit: by the ranker where it knows the case, else by the rules."""
        case = lead_case(len(self.reading.articles), self.limits.words[1])
        if not self.ranker.knows(case):
            yield from ((self._merit(run), run) for run in self._runs() if not mixed(run))
            return
        features = Features(self.reading)
        doubt = DOUBT * max(0, len(self.reading.articles) - LEARNED_OF)
        for run in self.by_rule()[:WEIGHED]:
            points = self.ranker.merit(case, features.of(run)) - doubt * mixed(run)
            yield LEARNED * points - self._manners(run), run

    def by_rule(self) -> list[Run]:
        """Every run of sentences that keeps the limits, of one report or of two, best first by the rules."""
        return sorted(self._runs(), key=lambda run: -self._merit(run))

    def _runs(self) -> Iterator[Run]:
        openings = []
        for sentences in self.reading.sentences:
            for start, first in enumerate(sentences):
                if not first.joined and first.place <= LATEST_START:
                    openings.append(first)
                    yield from self._grown((first,), sentences[start + 1 : start + 1 + WIDEST_GAP])
        if self.limits.sentences > 1:
            yield from self._pairs(openings)

    def _grown(self, run: Run, rest: Sequence[Sentence]) -> Iterator[Run]:
        if not self.limits.hold(_joined(run, "")):
            return
        yield run
        if len(run) >= self.limits.sentences:
            return
        for i, following in enumerate(rest):
            if self._fits(run[-1], following):
                yield from self._grown((*run, following), rest[i + 1 :])

    def _fits(self, last: Sentence, following: Sentence) -> bool:
        """Whether a later sentence of the same report may come after this one."""
        stands = following.follows(last) or not following.joined
        return stands and self._adds(last, following)

    def _adds(self, one: Sentence, other: Sentence) -> bool:
        """Whether the other sentence goes on with the subject and does not tell the same over again.

        A report goes on with its own subject; another report must share words with it.
        """
        first, again = stems(one.text, self.reading.common), stems(other.text, self.reading.common)
        shared = len(first & again)
        least = SHARED if one.article != other.article else 0
        return least <= shared <= AGAIN * min(len(first), len(again))

    def _pairs(self, openings: Sequence[Sentence]) -> Iterator[Run]:
        """Two sentences of two reports in one language; neither leans on what stood before it."""
        best = sorted(openings, key=lambda sentence: -self._merit((sentence,)))[:PAIRED]
        for pair in permutations(best, 2):
            one, other = (self.reading.articles[sentence.article] for sentence in pair)
            if one is other or one.language != other.language or not self._adds(*pair):
                continue
            if self.limits.hold(_joined(pair, "")):
                yield pair

    def _merit(self, run: Run) -> float:
        """How well these sentences say what the event is; see Weights."""
        reading, first = self.reading, run[0]
        opening = reading.points[first]
        fewest = self.limits.words[0]
        words = sum(size(sentence.text) for sentence in run)
        merit = WEIGHTS.middle * reading.near(run, [reading.near_middle[sentence] for sentence in run])
        merit += WEIGHTS.title * max(likeness(opening, title) for title in reading.titles)
        merit += WEIGHTS.place / (1 + first.place + first.part)
        merit += WEIGHTS.report * reading.central[first.article]
        merit -= WEIGHTS.short * max(0, fewest - words) / fewest
        merit -= WEIGHTS.gap * sum(not b.follows(a) for a, b in pairwise(run))
        return merit - self._manners(run)

    def _manners(self, run: Run) -> float:
        """What speaks against these sentences whoever judges them: no editor's text could teach it."""
        first = run[0]
        late = first.place > 0 and bool(DEFINITE.match(first.text))
        return WEIGHTS.rank * first.article + WEIGHTS.definite * late + WEIGHTS.aside * first.aside
