"""The nouns: what every room of the house talks about. Frozen, without I/O, clock or logging.

Times are aware and in UTC; a `date` is a day in the newsletter's own zone. None means "not there".
"""

from digest.models.articles import Article, Condition, Harvest, Page
from digest.models.claims import Claim, ClaimKind, Place
from digest.models.differences import (
    WORDED,
    Aspect,
    Difference,
    Fate,
    Stretch,
    compared,
    differences,
)
from digest.models.editions import CORRECTING, EDITION_CHANGES, Edition, EditionStatus, Sanction
from digest.models.findings import Correction, Finding, Overruling, Spot
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
from digest.models.notices import Notice, NoticeKind
from digest.models.pace import DomainLimit, Pace
from digest.models.revisions import MACHINE, Action, Deed, Hand, Revision, Role
from digest.models.stories import Event, Factor, Reference, Story
from digest.models.users import Limit, Pass, PassKind, User

__all__ = [
    "CORRECTING",
    "EDITION_CHANGES",
    "MACHINE",
    "QUOTE",
    "WORDED",
    "Action",
    "Approval",
    "Article",
    "Aspect",
    "Claim",
    "ClaimKind",
    "Condition",
    "Correction",
    "Deed",
    "Delivery",
    "DeliveryStatus",
    "Difference",
    "DomainLimit",
    "Edition",
    "EditionStatus",
    "Event",
    "Factor",
    "Fate",
    "Finding",
    "Form",
    "Format",
    "Hand",
    "Harvest",
    "Interest",
    "Letter",
    "Limit",
    "Look",
    "Made",
    "Message",
    "Newsletter",
    "Notice",
    "NoticeKind",
    "OnUncertain",
    "Origin",
    "Outcome",
    "Overruling",
    "Pace",
    "Page",
    "Part",
    "Pass",
    "PassKind",
    "Place",
    "Reference",
    "Revision",
    "Role",
    "Sanction",
    "Section",
    "Spot",
    "Story",
    "Stretch",
    "Tally",
    "User",
    "Wanted",
    "compared",
    "differences",
]
