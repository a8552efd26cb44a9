"""An edition rendered once for an audience."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digest.errors import ConfigurationError
from digest.models import Correction, Edition, Format, Letter, Newsletter
from digest.rendering.cleaning import plain, require_style
from digest.rendering.inlining import inlined
from digest.rendering.links import BLANKS
from digest.rendering.page import page
from digest.rendering.templates import fill

FOLDER = "email/edition"


def letter(
    newsletter: Newsletter,
    edition: Edition,
    format: Format,
    templates: Path | None = None,
    amended: Sequence[Correction] = (),
) -> Letter:
    """The letter of this edition: subject, text and (unless lite) HTML, with BLANKS for the reader's links.

    `templates` is a folder of own templates, looked into first. `amended` are the corrections made to the
    edition since it was sent, for those who look at it afterwards; a mail has none. Raises
    ConfigurationError for a template or look that an operator has to mend.
    """
    require_style(newsletter.look)
    bare = page(newsletter, edition, html=False, amended=amended)
    text = fill(f"{FOLDER}/body.txt", bare, templates)
    html = ""
    if format is Format.FULL:
        marked = page(newsletter, edition, html=True, amended=amended)
        html = inlined(fill(f"{FOLDER}/body.html", marked, templates))
    _require_leave(text, html)
    return Letter(
        format=format,
        language=newsletter.language,
        subject=plain(fill(f"{FOLDER}/subject.txt", bare, templates)),
        preheader=bare.preheader,
        text=text.strip() + "\n",
        html=html,
    )


def _require_leave(text: str, html: str) -> None:
    for name, content in (("body.txt", text), ("body.html", html)):
        if content and BLANKS.leave not in content:
            raise ConfigurationError(
                f"{FOLDER}/{name} has no way out: write {{{{ leave }}}} where the link goes"
            )
