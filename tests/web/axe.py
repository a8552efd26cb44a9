"""What axe-core finds on a page; a test is skipped where it is not installed."""

from __future__ import annotations

from typing import Any

import pytest


def violations(page: Any, **options: Any) -> list[dict[str, Any]]:
    """What is wrong with the page as it is shown: its style is waited for, colours are judged by it."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    page.wait_for_load_state()
    found: list[dict[str, Any]] = axe.Axe().run(page, **options).response["violations"]
    return found
