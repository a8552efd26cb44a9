"""Selection: articles in, ranked and explained events out; then the places of written stories."""

from digest.selection.arrangement import arrange
from digest.selection.brief import Brief
from digest.selection.ranking import placed, rank

__all__ = ["Brief", "arrange", "placed", "rank"]
