"""What `digest preview` hands to its page: the edition as stored, rendered by the same call that sends."""

from __future__ import annotations

from datetime import UTC, datetime

from digest import rendering
from digest.errors import DigestError
from digest.models import Edition, Format, Letter, Newsletter
from digest.newsroom import Newsroom
from digest.settings import Settings, template_folder
from digest.web.preview import Draft


def draft(settings: Settings, room: Newsroom, today: Edition) -> Draft:
    """The draft of this day, followed while it and its templates change."""
    shipped = template_folder()
    own = settings.own_templates

    def load() -> tuple[Newsletter, Edition]:
        edition = room.editions.find(today.newsletter, today.day)
        if edition is None:
            raise DigestError(f"edition {today.key} is gone: `digest prepare` drafts it anew")
        return settings.newsletter, edition

    def render(newsletter: Newsletter, edition: Edition, form: Format) -> Letter:
        return rendering.letter(newsletter, edition, form, own)

    def weigh(newsletter: Newsletter, edition: Edition, letter: Letter) -> int:
        stencil = rendering.Stencil.of(letter, newsletter, edition, datetime.now(UTC), room.dkim)
        return rendering.weight(stencil)

    def version() -> str:
        _, edition = load()
        return f"{edition.status} {edition.fingerprint()}"

    return Draft(
        load=load,
        render=render,
        weigh=weigh,
        version=version,
        templates=shipped / "web",
        watched=(shipped / "email", *([own] if own else [])),
    )
