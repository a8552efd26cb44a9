"""The gate between a model and a reader: what it wrote passes every rule of the house, or is not printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from digest.models import Article, Event, Newsletter
from digest.selection.languages import language, main_language
from digest.summarisers.answer import Answer, Told, Verdict
from digest.summarisers.failures import Failed, Why
from digest.summarisers.material import UNSEEN, SourceLine, cited
from digest.writing import faults, headline_faults, overquoted, sentences, size, ungrounded
from digest.writing.closeness import stems
from digest.writing.drafts import Limits
from digest.writing.passage import Passage
from digest.writing.people import cast, strangers
from digest.writing.style import SENTENCE_RULES, broken, hard
from digest.writing.vocabulary import vocabulary

# Of the words that carry a subject so many must stand in the cited lines: measured by benchmarks/editorial.
NEAR = 0.8
ROOT = 4  # letters in which two forms of a word agree
SHORT = 2  # words that a headline may be shorter than the house form wishes
HALF = 0.5  # of the wished length a lead must have

# Joiners are part of spelling between letters of these scripts, and nowhere else.
_SPELT = re.compile(r"(?<=[\u0600-\u0dff])[\u200c\u200d](?=[\u0600-\u0dff])")
_MARKUP = re.compile(r"[<>{}\[\]\\`|@#*_~^]|&\w+;|:/|//|\b(?:www|https?|ftp|mailto)\b", re.IGNORECASE)
_DOTTED = re.compile(r"[^\W_][\w-]*\.[a-z]{2,}")  # a host's name, or an abbreviation that the language knows


def doubts(text: str, sources: Sequence[Article]) -> tuple[str, ...]:
    """What in this text its sources do not carry. The one place that names the gate of grounding."""
    return ungrounded(text, sources)


def nearness(text: str, sources: Sequence[Article], language: str) -> float:
    """The share of a text's words that stand in its sources, in whatever form: 0 to 1.

    It is what sees an invented deed or thing, which is neither a name nor a number.
    """
    common = vocabulary(language).common
    words = stems(text, common)
    known = stems("\n".join(source.summary for source in sources), common)
    roots = {word[:ROOT] for word in known if len(word) >= ROOT}
    held = [word for word in words if word in known or (len(word) >= ROOT and word[:ROOT] in roots)]
    return len(held) / len(words) if words else 0.0


def lead_of(answer: Answer, newsletter: Newsletter) -> str:
    """The sentences as one text."""
    between = "" if main_language(newsletter.language) == "zh" else " "
    return between.join(told.text for told in answer.sentences)


def require_print(answer: Answer, lines: Sequence[SourceLine], event: Event, newsletter: Newsletter) -> None:
    """Let pass what is written as the house writes and carried by the lines it cites, or raise Failed."""
    lead = lead_of(answer, newsletter)
    for told in answer.every():
        _require_plain(told.text, newsletter.language)
    _require_language(answer, lead, lines, newsletter)
    _require_style(answer, lead, newsletter)
    for told in answer.every():
        _require_sources(told, lines, newsletter)
    if taken := overquoted(lead, event):
        raise Failed(Why.QUOTED, f"it takes more words in a row of {_shown(taken[0].outlet)} than it allows")
    if unknown := strangers(lead, answer.headline.text, cast(event.articles)):
        raise _off(f"{unknown[0]!r} is named before the reader was told who that is")


def require_lengths(answer: Answer, newsletter: Newsletter, *, top: bool) -> None:
    """The lengths of the house form, or Failed."""
    form, headline, lead = newsletter.form, answer.headline.text, lead_of(answer, newsletter)
    limits = Limits.of(form, top=top)
    least, most = form.headline_words
    if not least - SHORT <= size(headline) <= most or len(headline) > form.headline_characters:
        raise _off(f"the headline has {size(headline)} words, {len(headline)} characters")
    least, _ = limits.words
    if not HALF * least <= size(lead) or not limits.hold(lead):
        raise _off(f"the lead has {size(lead)} words, {len(lead)} characters")
    if len(sentences(lead, newsletter.language)) > limits.sentences:
        raise _off(f"the lead has more than {limits.sentences} sentences")


def require_support(answer: Answer, verdicts: Sequence[Verdict]) -> None:
    """Let pass what a second reading found supported, each by a line the first one cited, or raise Failed."""
    found = {verdict.number: verdict for verdict in verdicts}
    for number, told in enumerate(answer.every(), start=1):
        verdict = found.get(number)
        if verdict is None or not verdict.supported or not set(verdict.rests_on) & set(told.rests_on):
            raise Failed(Why.UNGROUNDED, f"a second reading doubts {_shown(told.text)}")


def _require_plain(text: str, language: str) -> None:
    seen = _SPELT.sub("", text)
    if hidden := next((c for c in seen if unicodedata.category(c) in UNSEEN), ""):
        raise _off(f"it holds a character nobody sees (U+{ord(hidden):04X})")
    known = vocabulary(language).abbreviations
    found = [match for match in (_MARKUP.search(seen),) if match]
    found += [match for match in _DOTTED.finditer(seen) if match.group(0).lower() not in known]
    if found:
        raise _off(f"it holds what looks like an address or markup: {_shown(found[0].group(0))}")


def _require_language(answer: Answer, lead: str, lines: Sequence[SourceLine], newsletter: Newsletter) -> None:
    """The newsletter's language, by the sound of the words; what is mixed in later shares no word with it."""
    sample = replace(lines[0].article, language="", title=answer.headline.text, summary=lead, body="")
    wanted = main_language(newsletter.language)
    if (found := language(sample, {}, (wanted,))) != wanted:
        raise _off(f"it sounds like {found}, and the newsletter is written in {wanted}")


def _require_style(answer: Answer, lead: str, newsletter: Newsletter) -> None:
    """Every rule of style; a headline keeps the soft ones, too: nobody forced these words upon us."""
    headline, tag = answer.headline.text, newsletter.language
    for fault in headline_faults(headline, tag):
        raise _off(f"the headline: {fault.says}")
    found = [fault for told in answer.sentences for fault in broken(Passage(told.text, tag), SENTENCE_RULES)]
    found += faults(lead, tag, headline)
    if hard(tuple(found)):
        first = next(fault for fault in found if fault.hard)
        raise _off(f"the lead: {first.says} ({_shown(first.where)})")


def _require_sources(told: Told, lines: Sequence[SourceLine], newsletter: Newsletter) -> None:
    if not told.rests_on or not all(1 <= number <= len(lines) for number in told.rests_on):
        raise Failed(Why.UNGROUNDED, f"it cites no line that is there for {_shown(told.text)}")
    sources = cited(lines, told.rests_on)
    if found := doubts(told.text, sources):
        raise Failed(Why.UNGROUNDED, f"its lines do not carry {_shown(found[0])}")
    if nearness(told.text, sources, newsletter.language) < NEAR:
        raise Failed(Why.UNGROUNDED, f"too many of its words are in none of its lines: {_shown(told.text)}")


def _off(words: str) -> Failed:
    return Failed(Why.STYLE, words)


def _shown(text: object) -> str:
    """A piece of a model's words as a log may hold them: short, in quotes, with nothing hidden."""
    return ascii(str(text)[:60])
