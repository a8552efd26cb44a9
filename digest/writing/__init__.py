"""Headlines and leads in the house form: extraction, house style, grounding. Pure."""

from digest.writing.grounding import Doubt, Why, claims, doubts, ungrounded
from digest.writing.headline import Headline, headline, headline_faults
from digest.writing.lead import Lead, lead
from digest.writing.sentences import sentences, size
from digest.writing.story import key, needs_page, story
from digest.writing.style import Fault, faults
from digest.writing.subject import preheader, subject

__all__ = [
    "Doubt",
    "Fault",
    "Headline",
    "Lead",
    "Why",
    "claims",
    "doubts",
    "faults",
    "headline",
    "headline_faults",
    "key",
    "lead",
    "needs_page",
    "preheader",
    "sentences",
    "size",
    "story",
    "subject",
    "ungrounded",
]
