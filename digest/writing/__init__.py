"""Headlines and leads in the house form: extraction, house style, grounding. Pure."""

from digest.writing.grounding import Doubt, Why, claims, doubts, ungrounded
from digest.writing.headline import Headline, headline, headline_faults
from digest.writing.lead import Lead, lead
from digest.writing.review import Terms, addresses, blocking, reports_of, review
from digest.writing.rights import allowed, longest_run, overquoted, rights, within_rights
from digest.writing.sentences import sentences, size
from digest.writing.story import evidence, key, needs_page, story
from digest.writing.style import Fault, faults
from digest.writing.subject import preheader, subject

__all__ = [
    "Doubt",
    "Fault",
    "Headline",
    "Lead",
    "Terms",
    "Why",
    "addresses",
    "allowed",
    "blocking",
    "claims",
    "doubts",
    "evidence",
    "faults",
    "headline",
    "headline_faults",
    "key",
    "lead",
    "longest_run",
    "needs_page",
    "overquoted",
    "preheader",
    "reports_of",
    "review",
    "rights",
    "sentences",
    "size",
    "story",
    "subject",
    "ungrounded",
    "within_rights",
]
