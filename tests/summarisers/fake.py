"""A summariser for tests of other rooms: the first clean title over no lead."""

from __future__ import annotations

from digest.models import Event, Newsletter, Reference, Story
from digest.writing import headline, key


class TitleOnly:
    """Prints the headline alone."""

    def summarise(self, event: Event, newsletter: Newsletter, *, top: bool) -> Story | None:
        found = headline(event, newsletter)
        if found is None:
            return None
        report = found.article
        return Story(
            key(event.articles[0]),
            event.section,
            found.text,
            "",
            Reference(report.outlet, report.url, report.title, report.language),
            factors=event.factors,
            score=event.score,
            update=event.update,
            language=report.language,
            published=report.published,
        )

    def another(self, event: Event, newsletter: Newsletter, stands: Story) -> Story | None:
        """It knows one way."""
        return None
