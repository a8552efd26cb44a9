"""The text of an article page, inside the child process: extracted by trafilatura, prompts dropped."""

from __future__ import annotations

import logging
from typing import Any

import trafilatura

from digest.sources.boilerplate import sentences
from digest.sources.text import BODY, clipped, plain


def read(body: bytes, content_type: str) -> dict[str, Any]:
    """The article's text under "text", or under "ill" why there is none."""
    logging.disable(logging.CRITICAL)
    said = trafilatura.extract(
        _decoded(body, content_type),
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        with_metadata=False,
    )
    text = clipped(sentences(plain(said or "")), BODY)
    return {"text": text} if text else {"ill": "page has no article text"}


def _decoded(body: bytes, content_type: str) -> str | bytes:
    """Text where it is certain which; bytes, for the extractor to guess, where it is not."""
    charset = content_type.lower().partition("charset=")[2].strip(" \"';") or "utf-8"
    for name in ("utf-8", charset):
        try:
            return body.decode(name)
        except (LookupError, ValueError):
            continue
    return body
