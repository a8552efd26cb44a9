"""The links that are one reader's own, by name, and what stands for them in a letter to nobody."""

from __future__ import annotations

from typing import NamedTuple

from digest.models import Delivery, Format, Newsletter
from subscribers.tokens import Signer


class Links(NamedTuple):
    """Where one reader leaves, and where they read their copy in a browser."""

    leave: str
    view: str

    @classmethod
    def of(cls, newsletter: Newsletter, signer: Signer, delivery: Delivery, form: Format) -> Links:
        """The links of this copy. Each token is for its purpose alone: one that shows cannot leave."""
        below = newsletter.public_url.rstrip("/")
        return cls(
            leave=f"{below}/leave/{signer.token('leave', delivery.subscription)}",
            view=f"{below}/view/{signer.token(viewing(form), delivery.id)}",
        )

    def filled_into(self, text: str) -> str:
        """The text with these links in place of the blanks."""
        for blank, link in zip(BLANKS, self, strict=True):
            text = text.replace(blank, link)
        return text


def viewing(form: Format) -> str:
    """The purpose of a token that shows a copy. It says which format was sent, whatever they choose later."""
    return f"view-{form}"


OURS = "reader.invalid"
BLANKS = Links(leave=f"https://{OURS}/leave/", view=f"https://{OURS}/view/")
"""Stand in a letter wherever the reader's own links will stand in the message."""
