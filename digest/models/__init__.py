"""The nouns: what every room of the house talks about. Frozen, without I/O, clock or logging.

Times are aware and in UTC; a `date` is a day in the newsletter's own zone. None means "not there".
"""

from digest.models.articles import Article, Condition, Harvest, Page
from digest.models.claims import Claim, ClaimKind, Place
from digest.models.editions import EDITION_CHANGES, Edition, EditionStatus, Sanction
from digest.models.mail import (
    Delivery,
    DeliveryStatus,
    Format,
    Letter,
    Made,
    Message,
    Outcome,
    Part,
    Tally,
    Wanted,
)
from digest.models.newsletter import (
    QUOTE,
    Approval,
    Form,
    Interest,
    Look,
    Newsletter,
    OnUncertain,
    Origin,
    Section,
)
from digest.models.pace import DomainLimit, Pace
from digest.models.stories import Event, Factor, Reference, Story

__all__ = [
    "EDITION_CHANGES",
    "QUOTE",
    "Approval",
    "Article",
    "Claim",
    "ClaimKind",
    "Condition",
    "Delivery",
    "DeliveryStatus",
    "DomainLimit",
    "Edition",
    "EditionStatus",
    "Event",
    "Factor",
    "Form",
    "Format",
    "Harvest",
    "Interest",
    "Letter",
    "Look",
    "Made",
    "Message",
    "Newsletter",
    "OnUncertain",
    "Origin",
    "Outcome",
    "Pace",
    "Page",
    "Part",
    "Place",
    "Reference",
    "Sanction",
    "Section",
    "Story",
    "Tally",
    "Wanted",
]
