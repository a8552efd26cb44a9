"""The examples of docs/api.md, run as they stand there, against a real desk."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from tests.web.api.house import CHECKOUT, Served
from tests.web.desk.test_everything import VERBS

PAGE = (CHECKOUT / "docs" / "api.md").read_text("utf-8")
EXAMPLES = sorted(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL), key=lambda one: "/approve" in one)


def run(example: str, api: Served, token: str) -> str:
    """What the example answers. It fails where curl does."""
    edition = api.today()
    given = {"DESK": api.home, "TOKEN": token, "SEEN": str(edition["revision"])}
    clinic = [one for one in edition["stories"] if one["source"]["url"].endswith("/clinic")]
    given |= {"STORY": (clinic or edition["stories"])[0]["key"], "SPARE": edition["spares"][0]["key"]}
    done = subprocess.run(
        ["bash", "-c", example], env=os.environ | given, capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, (example, done.stdout, done.stderr)
    return done.stdout


def test_every_example_does_what_it_says(api: Served) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not on this machine: the examples were not run")
    assert len(EXAMPLES) == 14
    for example in EXAMPLES[:-1]:
        before = api.today()["revision"]
        answer = run(example, api, api.chief)
        assert answer.startswith('"edition"' if "csv" in example else "{")
        assert (api.today()["revision"] == before + 1) is ("-d" in example), example
    approved = json.loads(run(EXAMPLES[-1], api, api.chief))
    assert (approved["status"], approved["sanction"]["by"]) == ("approved", "Ada")


def test_every_verb_is_named() -> None:
    told = set(re.findall(r"`([a-z-]+)`", PAGE))
    assert told >= VERBS
