"""Which language an article is in: as its source says, or else as its words sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from digest.models import Article, Origin

PLAUSIBLE = frozenset(
    [
        "ar",
        "bn",
        "de",
        "en",
        "es",
        "fa",
        "fr",
        "he",
        "hi",
        "id",
        "it",
        "ja",
        "ko",
        "nl",
        "pl",
        "pt",
        "ru",
        "sw",
        "tr",
        "uk",
        "ur",
        "vi",
        "zh",
    ]
)
CHARACTERS = 300


def main_language(language: str) -> str:
    """The language without country and script: `pt` for `pt-BR`."""
    return language.replace("_", "-").split("-")[0].lower()


def language(article: Article, origins: Mapping[str, Origin], reads: Iterable[str]) -> str:
    """The language of an article. Only where neither it nor its source names one, it is guessed."""
    origin = origins.get(article.source)
    named = article.language or (origin.language if origin else "")
    if named:
        return main_language(named)
    return _guessed(f"{article.title}. {article.summary or article.body}"[:CHARACTERS], frozenset(reads))


def _guessed(words: str, reads: frozenset[str]) -> str:
    return str(_identifier(reads).classify(words)[0])


@cache
def _identifier(reads: frozenset[str]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    wanted = PLAUSIBLE | {main_language(one) for one in reads}
    identifier.set_languages(wanted & set(identifier.labels))
    return identifier
