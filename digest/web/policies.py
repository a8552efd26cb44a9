"""What a browser may do with a page (Content-Security-Policy): its own styles by hash, little else."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable

import lxml.html

MANY = 60  # hashes; the header of more would not pass a proxy's buffer

_PICTURE = re.compile(r"""(?:src=|url\()["']?(https?://[\w.:\[\]-]+|data:)""", re.ASCII)


def page_policy(sheet: str) -> str:
    """For a page that has this one sheet, and a form that posts to us."""
    return _policy(style=_seals([sheet]), form="'self'")


def letter_policy(html: str) -> str:
    """For a letter shown as a page: the sheets, style attributes and hosts of pictures that it has."""
    document = lxml.html.document_fromstring(html)
    sheets = [style.text or "" for style in document.iter("style")]
    attributes = [str(style) for style in document.xpath("//@style")]
    seals = ["'unsafe-hashes'", *_seals([*sheets, *attributes])]
    return _policy(
        style=seals if len(seals) <= MANY else ["'unsafe-inline'"], img=sorted(set(_PICTURE.findall(html)))
    )


def _policy(*, style: list[str], img: list[str] | None = None, form: str = "'none'") -> str:
    pictures = [f"img-src {' '.join(img)}"] if img else []
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {' '.join(style)}",
            *pictures,
            "base-uri 'none'",
            f"form-action {form}",
            "frame-ancestors 'none'",
        ]
    )


def _seals(texts: Iterable[str]) -> list[str]:
    hashes = (hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(texts))
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in hashes]
