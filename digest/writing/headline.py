"""The headline: of all the titles the outlets gave an event, the one nearest to what they all say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.models import Article, Event, Form, Newsletter
from digest.writing import marks
from digest.writing.closeness import centre, likeness, vectors
from digest.writing.passage import Passage
from digest.writing.ranker import Ranker, headline_case, shipped
from digest.writing.sentences import balanced, size
from digest.writing.style import Fault, Rule, broken, hard
from digest.writing.teasers import CLICKBAIT, GENRE, LABEL, ONLY_QUOTED, SHOWS
from digest.writing.titles import cleaned, unmarked
from digest.writing.titling import Titling
from digest.writing.vocabulary import vocabulary

LONGEST = 110  # characters
SHORTEST = 3  # words
READ = 800  # characters of a report that are set against the titles
OUTSIDE = 0.3  # what a length outside the house form costs, beside a little for each word or letter


@dataclass(frozen=True, slots=True)
class Headline:
    """A clean headline, the report it stands over, and how well it fits: higher is better."""

    text: str
    article: Article
    merit: float = 0.0


_READER = re.compile(
    r"(?<![\w’'])(?:you|your|You|Your|We|Our|My|you're|you’re|I|I'm|I’m|my|we|our|us)(?![\w])"
)
_SITE_FURNITURE = re.compile(r"\s\||\|\s|\s[»›]\s|^\W*\w+\s*/\s|;.*;")


def _search(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(0).strip() or "·" if match else ""


LEARNED = 0.1  # what a point of the ranker is worth beside a fault
FAULT = 4.0  # no nearness outweighs a title that teases, asks or argues
WEIGHED = 60  # reports of an event whose titles are weighed, the best-placed first
_PARTS = re.compile(r" \| ")

HEADLINE_RULES = (
    Rule("cut", True, "the headline breaks off", marks.cut),
    Rule(
        "unbalanced",
        True,
        "a quotation or bracket is not closed",
        lambda p: "" if balanced(p.text) else p.text,
    ),
    Rule("markup", True, "it holds markup, an address or a tag", marks.markup),
    Rule("too long", True, f"more than {LONGEST} characters", lambda p: p.text[LONGEST:]),
    Rule(
        "too short", True, f"fewer than {SHORTEST} words", lambda p: p.text if size(p.text) < SHORTEST else ""
    ),
    Rule("label", False, "it was marked as live, video or the like", lambda p: _search(LABEL, p.text)),
    Rule("genre", False, "it was marked as opinion or analysis", lambda p: _search(GENRE, p.text)),
    Rule("shows", False, "it shows instead of telling", lambda p: _search(SHOWS, p.text)),
    Rule("only quoted", False, "it is a quotation and nothing else", lambda p: _search(ONLY_QUOTED, p.text)),
    Rule("clickbait", False, "it teases instead of telling", lambda p: _search(CLICKBAIT, p.text)),
    Rule(
        "question",
        False,
        "it asks instead of telling",
        lambda p: p.text[-20:] if re.search(r"[?？؟]", p.text) else "",
    ),
    Rule(
        "exclaims",
        False,
        "it shouts",
        lambda p: _search(re.compile(r"[!！]|\b[A-Z]{5,}\b.*\b[A-Z]{5,}\b"), p.text),
    ),
    Rule("speaks to the reader", False, "it says I, we or you", lambda p: _search(_READER, p.unquoted)),
    Rule("parts", False, "it names a programme beside the news", lambda p: _search(_PARTS, p.text)),
    Rule("pauses", False, "dots stand in it", lambda p: _search(re.compile(r"\.\.|…"), p.text)),
    Rule("furniture", False, "parts of the page stand in it", lambda p: _search(_SITE_FURNITURE, p.text)),
)


def headline_faults(text: str, language: str = "en") -> tuple[Fault, ...]:
    """What a headline breaks of the house style, hard faults first."""
    return broken(Passage(text.strip(), language), HEADLINE_RULES)


def headline(event: Event, newsletter: Newsletter) -> Headline | None:
    """The best clean headline of an event, or None when no title is clean."""
    return next(iter(headlines(event, newsletter)), None)


def headlines(event: Event, newsletter: Newsletter, ranker: Ranker | None = None) -> tuple[Headline, ...]:
    """Every clean headline of an event, best first; of equals, the one of the better-placed report."""
    articles = event.articles[:WEIGHED]
    texts = [cleaned(article, articles) for article in articles]
    merits = _merits(texts, articles, newsletter.language, ranker or shipped())
    found = [
        Headline(text, article, merit - _blame(text, article, newsletter.form))
        for text, article, merit in zip(texts, articles, merits, strict=True)
        if text and not hard(headline_faults(text, article.language))
    ]
    return tuple(sorted(found, key=lambda one: -one.merit))


def _merits(texts: list[str], articles: Sequence[Article], language: str, ranker: Ranker) -> list[float]:
    """How well each title says what all say: by the ranker where it knows the case, else by the rules."""
    case = headline_case(len(texts))
    if not ranker.knows(case):
        return _nearness(texts, articles, language)
    titles = Titling(texts, articles, language)
    return [LEARNED * ranker.merit(case, titles.of(i)) for i in range(len(texts))]


def _nearness(texts: list[str], articles: Sequence[Article], language: str) -> list[float]:
    """How near each title is to the mean of all titles, and to the mean of what the reports begin with."""
    common = vocabulary(articles[0].language or language).common
    points = vectors(texts + [(a.summary or a.body)[:READ] for a in articles], common)
    titles, reports = points[: len(texts)], points[len(texts) :]
    said, told = centre(titles), centre(reports)
    return [likeness(point, said) + 0.4 * likeness(point, told) for point in titles]


def _blame(text: str, article: Article, form: Form) -> float:
    """What a length outside the house form and soft faults take off; a fault outweighs most nearness."""
    soft = {
        fault.rule
        for title in (text, unmarked(article.title))
        for fault in headline_faults(title, article.language)
    }
    weights = {
        rule.name: 0.1 if rule.name == "furniture" else FAULT for rule in HEADLINE_RULES if not rule.hard
    }
    fewest, most = form.headline_words
    words = size(text)
    off = 0.04 * max(0, fewest - words) + 0.03 * max(0, words - most) + 0.015 * max(0, words - fewest)
    off += 0.004 * max(0, len(text) - form.headline_characters)
    off += OUTSIDE * (not fewest <= words <= most or len(text) > form.headline_characters)
    return off + sum(weight for name, weight in weights.items() if name in soft)
