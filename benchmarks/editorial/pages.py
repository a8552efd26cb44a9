"""Article pages: how much of the text that people marked is found, and how little else."""

from __future__ import annotations

import gzip
import logging
import time
from collections.abc import Callable
from typing import Any

import trafilatura

from benchmarks.editorial.data import Data
from benchmarks.editorial.table import Row
from digest.sources.page import read

# set, goal, what "trafilatura, else readability" reached on the other half of each when the sets were made
SETS = (("extract_zyte", 0.965, "0.962"), ("extract_fundus", 0.945, "0.949"))


def rows(data: Data) -> list[Row]:
    """The product's own reading, with all its cleaning, beside the plain extractor on the same pages."""
    logging.disable(logging.CRITICAL)
    found: list[Row] = []
    for name, goal, held_out in SETS:
        pages = data.rows(f"{name}/pages.jsonl")
        for page in pages:
            page["body"] = gzip.decompress(data.path(f"{name}/{page['html']}").read_bytes())
        ours, ours_ms = _scored(data, pages, lambda body: str(read(body, "").get("text", "")))
        plain, plain_ms = _scored(data, pages, _plain)
        what = f"page text, {name}"
        note = f"precision {ours['p']:.3f}, recall {ours['r']:.3f}"
        beside = f"trafilatura {plain['f1_of_means']:.3f}; with readability {held_out} held out"
        found += [
            Row(f"{what}: F1", ours["f1_of_means"], goal, baseline=beside, size=len(pages), note=note),
            Row(f"{what}: pages below 0.5", ours["bad_pages"], baseline=f"{plain['bad_pages']:.3f}"),
            Row(
                f"{what}: ms a page", ours_ms, baseline=f"{plain_ms:.0f}", note="parsing, text, trail, rights"
            ),
        ]
    return found


def _scored(
    data: Data, pages: list[dict[str, Any]], extract: Callable[[bytes], str]
) -> tuple[dict[str, float], float]:
    scorer = data.scorer
    began = time.process_time()
    texts = [extract(page["body"]) for page in pages]
    spent = 1000 * (time.process_time() - began) / len(pages)
    pairs = zip(pages, texts, strict=True)
    return scorer.extract_agg([scorer.extract_score(page["text"], text) for page, text in pairs]), spent


def _plain(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    return trafilatura.extract(text, include_comments=False, include_tables=False) or ""
