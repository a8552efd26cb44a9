"""From what a source sent to sentences one may print: furniture off, every sentence with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from digest.models import Article
from digest.writing.dates import dated, stale
from digest.writing.marks import CUT, ENDED
from digest.writing.passage import Passage, terms
from digest.writing.phrases import BOILERPLATE, CREDIT, DATELINE, KICKER
from digest.writing.sentences import sentences, size
from digest.writing.style import ASIDE_RULES, OPENING_RULES, SENTENCE_RULES, breaks
from digest.writing.vocabulary import vocabulary

FURNITURE = 60  # characters
FEWEST = 4  # words of a sentence
READ = 8  # sentences of a text that are looked at
LONGEST_WORD = 64  # characters
LONGEST = 5000  # characters of a text that are looked at
UNMARKED_WORDS = (12, 45)  # a description of this length may lack its full stop
TERSE = {"ru": 8, "uk": 8, "pl": 9}  # the least of it in languages without articles
# Lengths at which feeds cut a description without saying so.
CUT_LENGTHS = (
    range(149, 152),
    range(154, 162),
    range(197, 202),
    range(248, 257),
    range(297, 302),
    range(497, 502),
)

WORD = re.compile(r"[^\W\d_]+")
_POSTED_BY = re.compile(
    r"\s*(?:The post .{0,300}? (?:appeared first on|first appeared on)\b.*|\[\s*…\s*\].*)", re.DOTALL
)
_LINKS_AFTER = re.compile(
    r"\s*(?:(?:Read|Continue reading|Lire la suite|Weiterlesen|Leer más|Leggi|Lees|Czytaj|Читать)"
    r"(?: (?:more|full story|the full (?:story|article)|też|także|więcej|далее|tutto|meer|verder))?"
    r"\s*(?:»|›|→|>+|\.{3}|…|:)\s*.{0,80})$",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_PICTURES = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\ufe0f]+")
_SPACE_BEFORE = re.compile(r"(?<=\w)[^\S\n]+([,.])(?=\s|$)")
_RUN_ON = re.compile(
    r"(?<=[a-z]{2}|[a-z][’'\"”)]) (?=(?:(?:The|An?|In|At|It|He|She|This|After|On|As|When|Two|Three|For)"
    r" [a-z]+|As [A-Z][a-z]+ [a-z]+|At least|More than|Police have"
    r"|(?:Tens|Dozens|Hundreds|Thousands|Millions) of) [a-z\d])"
)
_MIXED_QUOTES = re.compile(r"“([^”“\"\n]*)\"")
_AGENCY_AFTER = re.compile(
    r"\s*(?:[-–—]\s*)?[(/](?:Reuters|AFP|AP|dpa|PAP|ANSA|EFE|TASS|ТАСС|Xinhua)[)/]\.?$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clean sentence: its article (by index in the event), its place in the text, and what it leans on.

    `part` is 0 for the description and 1 for the longer text; `joined` tells that the sentence before it in
    a lead must be the one at `place - 1` of the same part. `aside` that it is likely to be no news.
    """

    text: str
    article: int
    part: int
    place: int
    joined: bool
    aside: bool = False

    def follows(self, other: Sentence) -> bool:
        """Whether it comes right after the other one in the source."""
        return self.part == other.part and self.place == other.place + 1


def clean_sentences(article: Article, index: int, language: str) -> tuple[Sentence, ...]:
    """The sentences of an article that break no rule, description first, each once, in order."""
    found: list[Sentence] = []
    for part, text in enumerate(_texts(article)):
        known = [sentence.text for sentence in found]
        for place, raw in enumerate(sentences(parted(text), language)[:READ]):
            whole = _tidied(raw, place)
            sentence = _judged(dated(whole, article, language), (index, part, place), language)
            if sentence and stale(sentence.text, article):
                sentence = replace(sentence, aside=True)
            if sentence and not any(sentence.text in other or other in sentence.text for other in known):
                found.append(sentence)
    return tuple(found)


def broken_off(text: str, article: Article, told: Mapping[str, int]) -> bool:
    """Whether a sentence whose full stop is ours ends inside a word: one that others write to its end."""
    last = WORD.findall(text[-LONGEST_WORD:])[-1:]
    if not last or len(last[0]) < 3 or text[:-1] not in article.summary or text in article.summary:
        return False
    whole = last[0]
    return told.get(whole, 0) < 2 and any(word.startswith(whole) and word != whole for word in told)


def _texts(article: Article) -> Iterator[str]:
    yield _marked(bare(article.summary[:LONGEST]), article.title, article.language)
    if article.body.strip() != article.summary.strip():
        yield bare(article.body[:LONGEST])


def bare(text: str) -> str:
    """The text without invisible letters and without what a feed or a site adds after it."""
    lines = (
        _LINKS_AFTER.sub("", line)
        for line in _POSTED_BY.sub("", _PICTURES.sub(" ", _INVISIBLE.sub("", text))).splitlines()
    )
    text = "\n".join(line for line in lines if line.strip() and not _furniture(line)).strip()
    return _MIXED_QUOTES.sub(r"“\1”", _SPACE_BEFORE.sub(r"\1", text))


def _furniture(line: str) -> bool:
    """A short line that only speaks of the site."""
    return len(line) < FURNITURE and bool(BOILERPLATE.search(line))


def parted(text: str) -> str:
    """Parts that a feed ran together, a standfirst and the first paragraph, on lines of their own."""
    return _RUN_ON.sub("\n", text)


def _marked(text: str, title: str, language: str) -> str:
    """A one-line description that lacks only its full stop, with it; any other text as it is.

    Where its other sentences have theirs, the last one was cut.
    """
    if "\n" in text or ENDED.search(text) or CUT.search(text) or not text[-1:].isalnum():
        return text
    words = vocabulary(language)
    common = words.common - frozenset(words.said)
    last = text.split()[-1].lower()
    low, high = TERSE.get(language[:2], UNMARKED_WORDS[0]), UNMARKED_WORDS[1]
    fresh = terms(text, common) - terms(title, common)
    if len(sentences(text, language)) > 1:
        return text
    if last in common or not low <= size(text) <= high or len(fresh) < 4 or _cut_length(len(text)):
        return text
    return text + "."


def _cut_length(length: int) -> bool:
    return any(length in lengths for lengths in CUT_LENGTHS)


def _tidied(sentence: str, place: int) -> str:
    """The sentence without dateline and agency; the rules judge whatever is left."""
    if place < 2:
        sentence = DATELINE.sub("", CREDIT.sub("", sentence, count=1), count=1).strip()
    sentence = KICKER.sub("", sentence, count=1)
    return _AGENCY_AFTER.sub("", sentence)


def _judged(text: str, at: tuple[int, int, int], language: str) -> Sentence | None:
    passage = Passage(text, language)
    if size(text) < FEWEST or breaks(passage, SENTENCE_RULES):
        return None
    return Sentence(text, *at, joined=breaks(passage, OPENING_RULES), aside=breaks(passage, ASIDE_RULES))
