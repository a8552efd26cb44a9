"""Word: the chosen stories as the summariser writes them, several at once where a model does."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from digest.models import Event, Newsletter, Story
from digest.newsroom import Progress, Tell
from digest.sockets import Summariser

log = logging.getLogger(__name__)


def worded_by(
    summariser: Summariser, newsletter: Newsletter, chosen: Sequence[tuple[Story, Event]], tell: Tell
) -> tuple[Story, ...]:
    """The chosen drafts in their order, the top at length; a draft stands where nothing better comes."""

    def finish(one: tuple[Story, Event]) -> Story:
        draft, event = one
        story = summariser.summarise(event, newsletter, top=draft.section == "top", draft=draft)
        return replace(story, section=draft.section, key=draft.key) if story else draft

    stories: list[Story] = []
    with ThreadPoolExecutor(summariser.at_once) as pool:
        for story in pool.map(finish, chosen):
            stories.append(story)
            tell(Progress("word", len(stories), len(chosen)))
    if account := summariser.account():
        log.info("%s", account)
        tell(Progress("account", note=account))
    return tuple(stories)
