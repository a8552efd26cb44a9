"""What articles say, as sparse vectors: words cut to their stems, weighed by how rare they are today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from digest.selection.stopwords import STOPWORDS

STEM = 6
TITLE_COUNTS = 2
TEXT_CHARACTERS = 4000
HEADLINE_ALONE = 8
RARER = 1.5
MOSTLY = 0.6
COMMON = 0.3
COMMON_FLOOR = 20
COMMON_CEILING = 600
LONELY_WORD = 0.4
PAIR = 0.7
STRONGEST = 160
BOILERPLATE = 0.4
BOILERPLATE_TEXTS = 10

_WORD = re.compile(r"[^\W_]{2,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GAP = -1


@dataclass(frozen=True, slots=True)
class Text:
    """What a vector is made of: a title, which counts twice, what follows it, and who says it."""

    title: str
    body: str = ""
    source: str = ""


def stems(text: str) -> list[str]:
    """The telling words of a text, lower-cased and cut to six letters; unspaced scripts as pairs of signs."""
    words = [word for word in _WORD.findall(text.lower()) if word not in STOPWORDS]
    if not _UNSPACED.search(text):
        return [word[:STEM] for word in words]
    return [part for word in words for part in _parts(word)]


def vectors(texts: Sequence[Text]) -> csr_matrix:
    """One row of length 1 per text: stems and pairs of neighbouring stems, by tf-idf of these texts.

    A pair counts only where two texts share it, and a word that one text alone has counts half:
    neither can bring two texts together, and they should hardly keep them apart. Of a headline without a text
    the pairs say nothing more (who writes "new details" writes it of anything), but rare words all the more.
    """
    words, owners, headlines = _numbered(texts)
    words = _without_boilerplate(words, owners, texts)
    beside = (owners[1:] == owners[:-1]) & (words[1:] != _GAP) & (words[:-1] != _GAP)
    beside &= ~headlines[owners[1:]]
    pairs = words[:-1][beside] * (int(words.max(initial=0)) + 1) + words[1:][beside]
    said = words != _GAP
    singles = _weighed(words[said], owners[said], headlines, LONELY_WORD)
    doubles = _weighed(pairs, owners[:-1][beside], headlines, 0.0) * PAIR
    return unit(_strongest(hstack([singles, doubles], format="csr", dtype=np.float32)))


def _parts(word: str) -> Iterator[str]:
    if not _UNSPACED.search(word):
        yield word[:STEM]
    elif len(word) < 2:
        yield word
    else:
        yield from (word[at : at + 2] for at in range(len(word) - 1))


def _numbered(texts: Sequence[Text]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Every stem of every text as a number, the text it stands in, and which texts are headlines alone.

    A gap stands after title and body. The names of a headline alone count once more.
    """
    known: dict[str, int] = {}
    words: list[int] = []
    owners: list[int] = []
    headlines = np.zeros(len(texts), dtype=bool)
    for row, text in enumerate(texts):
        title, body = stems(text.title), stems(text.body[:TEXT_CHARACTERS])
        headlines[row] = len(body) < HEADLINE_ALONE
        more = [*body, *_names(text.title)] if headlines[row] else body
        stem_numbers = [known.setdefault(stem, len(known)) for stem in (*title, *more)]
        said = [*stem_numbers[: len(title)], _GAP] * TITLE_COUNTS + stem_numbers[len(title) :]
        words += said
        owners += [row] * len(said)
    return np.array(words, dtype=np.int64), np.array(owners, dtype=np.int64), headlines


def _names(title: str) -> list[str]:
    """The capitalised words and the figures of a title; none where nearly all words are capitalised."""
    words = [word for word in _WORD.findall(title) if word.lower() not in STOPWORDS]
    names = [word for word in words if word[0].isupper() or word[0].isdigit()]
    return [word.lower()[:STEM] for word in names] if len(names) < MOSTLY * len(words) else []


def _without_boilerplate(
    words: NDArray[np.int64], owners: NDArray[np.int64], texts: Sequence[Text]
) -> NDArray[np.int64]:
    """A gap for every word that stands in nearly half of a source's texts: its house words, not its news."""
    numbers = {name: number for number, name in enumerate(sorted({text.source for text in texts}))}
    sources = np.array([numbers[text.source] for text in texts], dtype=np.int64)
    size = int(words.max(initial=0)) + 2
    used = np.unique(owners * size + words + 1)
    said, held = np.unique(sources[used // size] * size + used % size, return_counts=True)
    many = np.bincount(sources, minlength=len(numbers))
    house = said[(held > BOILERPLATE * many[said // size]) & (many[said // size] >= BOILERPLATE_TEXTS)]
    named = np.array([bool(text.source) for text in texts], dtype=bool)[owners]
    return np.where(named & np.isin(sources[owners] * size + words + 1, house), _GAP, words)


def _weighed(
    terms: NDArray[np.int64], owners: NDArray[np.int64], headlines: NDArray[np.bool_], lonely: float
) -> csr_matrix:
    """Sublinear tf-idf without the terms of nearly everyone; terms of one text alone times `lonely`."""
    texts = len(headlines)
    names, columns = np.unique(terms, return_inverse=True)
    counts = csr_matrix((np.ones(len(terms), np.float32), (owners, columns)), shape=(texts, len(names)))
    counts.sum_duplicates()
    spread = np.bincount(counts.indices, minlength=len(names))
    weight = np.log((1 + texts) / (1 + spread)) + 1
    weight[spread == 1] *= lonely
    weight[spread > min(max(COMMON * texts, COMMON_FLOOR), COMMON_CEILING)] = 0.0
    power = np.where(headlines, RARER, 1.0)[np.repeat(np.arange(texts), np.diff(counts.indptr))]
    counts.data = ((1 + np.log(counts.data)) * weight[counts.indices] ** power).astype(np.float32)
    counts.eliminate_zeros()
    return counts


def _strongest(rows: csr_matrix) -> csr_matrix:
    """Each row's heaviest terms only: long texts must not cost more than they tell."""
    owners = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    order = np.lexsort((rows.indices, -rows.data, owners))
    place = np.arange(len(order)) - rows.indptr[owners]
    kept = order[place < STRONGEST]
    return csr_matrix((rows.data[kept], (owners[kept], rows.indices[kept])), shape=rows.shape)


def unit(rows: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    owners = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    rows.data = (rows.data / np.maximum(lengths[owners], 1e-12)).astype(np.float32)
    return rows
