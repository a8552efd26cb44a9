"""The house style as a table of named rules, and what a text breaks of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from digest.writing import asides, known, marks, tone, voice
from digest.writing.passage import Passage
from digest.writing.sentences import size


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule. A hard fault is never published; `where` is the piece, `says` tells an editor why."""

    rule: str
    hard: bool
    where: str
    says: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of style. `finds` returns the offending piece of a passage, or the empty string."""

    name: str
    hard: bool
    says: str
    finds: Callable[[Passage], str]


LONGEST_SENTENCE = 50  # words
SHORTEST_LEAD = 8  # words


def _too_short(passage: Passage) -> str:
    return passage.text if size(passage.text) < SHORTEST_LEAD else ""


def _too_long(passage: Passage) -> str:
    return next((s[:40] for s in passage.sentences if size(s) > LONGEST_SENTENCE), "")


# What makes a sentence unfit wherever it stands.
SENTENCE_RULES = (
    Rule("cut", True, "the text breaks off", marks.cut),
    Rule("unended", True, "there is no mark at the end", marks.unended),
    Rule("unbalanced", True, "a quotation or bracket is not closed", marks.unbalanced),
    Rule("lower start", True, "it does not start like a sentence", marks.lower_start),
    Rule("split abbreviation", True, "it was cut at an abbreviation", marks.split_abbreviation),
    Rule("markup", True, "it holds markup, an address, a tag or a picture letter", marks.markup),
    Rule("spacing", True, "white space or marks stand where they do not belong", marks.spacing),
    Rule("verbless", True, "it holds names and no verb", marks.verbless),
    Rule("shouting", True, "it is set in capitals", marks.shouting),
    Rule("dateline", True, "it opens with a dateline", voice.dateline),
    Rule("byline", True, "it is a byline, a caption or a time stamp", voice.byline),
    Rule("caption", True, "it describes a picture", voice.caption),
    Rule("boilerplate", True, "it speaks of the site, not of the event", voice.boilerplate),
    Rule("own piece", True, "it speaks of the article or programme, not of the event", asides.own_piece),
    Rule("first person", True, "the writer says I, we or you", voice.first_person),
    Rule("relative day", True, "a day has no date", voice.relative_day),
    Rule("question", True, "it asks instead of telling", voice.question),
    Rule("long sentence", True, f"a sentence has more than {LONGEST_SENTENCE} words", _too_long),
)

# What makes a sentence unfit to stand without the one before it.
OPENING_RULES = (
    Rule("points back", True, "it opens with a word for something not yet named", known.points_back),
    Rule("mid-story", True, "it opens in the middle of a story", voice.mid_story),
    Rule("no antecedent", True, "he, she or they before anybody is named", voice.no_antecedent),
    Rule("no speaker", True, "nobody is said to say the quotation", voice.no_speaker),
    Rule("background", True, "it opens with the past instead of the news", asides.background),
    Rule("scene", True, "it opens like a feature", asides.scene),
)

# What makes a poor opening, where a rule cannot be sure: a better one is looked for.
ASIDE_RULES = (
    Rule("life", False, "it says what has long been so", asides.life),
    Rule("opinion", False, "it judges or supposes in its own voice", asides.opinion),
    Rule("telegram", False, "an article is left out", tone.telegram),
    Rule("chatty", False, "it talks instead of reporting", tone.chatty),
    Rule("definite", False, "it opens with something known from the headline alone", known.definite),
)

# What only a whole lead can break.
LEAD_RULES = (
    Rule("short", True, f"it has fewer than {SHORTEST_LEAD} words", _too_short),
    Rule("repeats itself", True, "two sentences say the same", voice.repeats_itself),
    Rule("repeats headline", True, "it only says the headline again", voice.repeats_headline),
)


def faults(text: str, language: str = "en", headline: str = "") -> tuple[Fault, ...]:
    """What a lead breaks of the house style, hard faults first."""
    passage = Passage(text.strip(), language, headline)
    if not passage.text:
        return (Fault("empty", True, "", "there is no text"),)
    return broken(passage, SENTENCE_RULES + OPENING_RULES + ASIDE_RULES + LEAD_RULES)


def broken(passage: Passage, rules: tuple[Rule, ...]) -> tuple[Fault, ...]:
    """The faults of a passage under these rules, hard ones first."""
    found = [(rule, rule.finds(passage)) for rule in rules]
    kept = [Fault(rule.name, rule.hard, where, rule.says) for rule, where in found if where]
    return tuple(sorted(kept, key=lambda fault: not fault.hard))


def breaks(passage: Passage, rules: tuple[Rule, ...]) -> bool:
    """Whether a passage breaks any of these rules: as `broken`, but it stops at the first."""
    return any(rule.finds(passage) for rule in rules)


def hard(found: tuple[Fault, ...]) -> bool:
    """Whether any of these faults keeps a text from being published."""
    return any(fault.hard for fault in found)
