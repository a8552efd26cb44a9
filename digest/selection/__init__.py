"""Selection: articles in, ranked and explained events out; then the places of written stories."""

from digest.selection.account import account
from digest.selection.arrangement import Arrangement, arrange
from digest.selection.brief import Brief
from digest.selection.ranking import Ranking, placed, rank, ranked
from digest.selection.verdicts import Candidate, Step, Verdict

__all__ = [
    "Arrangement",
    "Brief",
    "Candidate",
    "Ranking",
    "Step",
    "Verdict",
    "account",
    "arrange",
    "placed",
    "rank",
    "ranked",
]
