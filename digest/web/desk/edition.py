"""The rooms about today's edition, around one table."""

from __future__ import annotations

from fastapi import APIRouter

from digest.web.desk.corrections import Corrections
from digest.web.desk.deciding import Deciding, deciding
from digest.web.desk.given import Desk
from digest.web.desk.letter import Letters, letter
from digest.web.desk.story import OneStory, story
from digest.web.desk.table import Table
from digest.web.desk.today import Today, today
from digest.web.desk.watching import Watching
from digest.web.site import joined


def edition(desk: Desk) -> APIRouter:
    """Today's edition: the worklist, each story, the letter, and what lets it out."""
    table = Table(desk)
    first = Today(table)
    return joined(
        (
            today(first),
            story(OneStory(table, first)),
            letter(Letters(table)),
            deciding(Deciding(table, first)),
            Corrections(table, first).router(),
            Watching(table, first).router(),
        )
    )
