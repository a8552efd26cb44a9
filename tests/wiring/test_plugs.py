"""The table of mailers: a wrong name or option is named, with the nearest right one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.mailers.folder import Folder
from digest.mailers.smtp import Smtp
from digest.wiring.plugs import MAILERS, build

RIGHT = {"host": "smtp.example.org"}


def fill(kind: str, options: Mapping[str, object]) -> Any:
    return build(MAILERS, kind, options, {})


def test_a_mailer_is_filled_from_its_options(tmp_path: Path) -> None:
    assert fill("folder", {"path": str(tmp_path), "form": "maildir"}) == Folder(tmp_path, "maildir")
    assert fill("smtp", {**RIGHT, "port": 465, "timeout": 5}) == Smtp(**RIGHT, port=465, timeout=5.0)


def test_the_file_of_a_mailer_is_imported_on_first_use_only() -> None:
    code = "import sys, digest.wiring.plugs; sys.exit('digest.mailers.smtp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        (
            "smpt",
            {},
            "mailer.kind: there is no 'smpt'; did you mean smtp? (there are: brevo, folder, mailgun, ",
        ),
        ("smtp", {**RIGHT, "hots": 1}, "mailer.hots: unknown option of smtp; did you mean host?"),
        ("smtp", {**RIGHT, "_connection": 1}, "mailer._connection: unknown option of smtp"),
        ("smtp", {**RIGHT, "at_once": 9}, "mailer.at_once: unknown option of smtp"),
        ("smtp", {}, "mailer.host: smtp needs this option"),
        ("smtp", {**RIGHT, "port": "many"}, "mailer.port: input should be a valid integer"),
        ("smtp", {**RIGHT, "port": 70000}, "mailer.port: 70000 is no port"),
        (
            "smtp",
            {**RIGHT, "security": "ssl"},
            "mailer.security: input should be 'starttls', 'tls' or 'plain'",
        ),
        ("smtp", {**RIGHT, "timeout": 0}, "mailer.timeout: must be more than 0"),
        ("smtp", {**RIGHT, "username": "ada"}, "mailer.password: is missing"),
        ("smtp", {"host": ""}, "mailer.host: is empty"),
        ("folder", {}, "mailer.path: folder needs this option"),
        ("folder", {"path": "out", "form": "mbox"}, "mailer.form: input should be 'eml' or 'maildir'"),
    ],
)
def test_what_is_wrong_is_named(kind: str, options: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        fill(kind, options)
    assert words in str(caught.value)


def test_a_secret_of_a_wrong_type_stays_out_of_the_error() -> None:
    with pytest.raises(ConfigurationError) as caught:
        fill("smtp", {**RIGHT, "password": ["hunter2"]})
    assert "hunter2" not in str(caught.value)
    assert "mailer.password" in str(caught.value)


def test_a_password_never_goes_over_a_plain_connection() -> None:
    login = {"username": "ada", "password": "pw", "security": "plain"}
    with pytest.raises(ConfigurationError, match=r"mailer\.security: a password is never sent"):
        fill("smtp", {**RIGHT, **login})
    assert fill("smtp", {"host": "127.0.0.1", **login})


class TestAnInstalledPackage:
    """A package on the path announces a mailer by an entry point."""

    @pytest.fixture(autouse=True)
    def package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        info = tmp_path / "carrier-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(
            "[digest.mailers]\npigeon = carrier_pigeon:Pigeon\nsmtp = carrier_pigeon:Pigeon\n"
            "lost = no_such_module:X\nplain = carrier_pigeon:Plain\n"
        )
        (tmp_path / "carrier_pigeon.py").write_text(
            "from dataclasses import dataclass\n\n"
            "@dataclass\nclass Pigeon:\n    loft: str\n\nclass Plain: ...\n"
        )
        monkeypatch.syspath_prepend(str(tmp_path))

    def test_adds_a_mailer(self) -> None:
        assert fill("pigeon", {"loft": "north"}).loft == "north"

    def test_cannot_take_the_name_of_a_built_in_one(self) -> None:
        assert isinstance(fill("smtp", RIGHT), Smtp)

    @pytest.mark.parametrize("kind", ["lost", "plain"])
    def test_that_is_broken_is_named(self, kind: str) -> None:
        with pytest.raises(ConfigurationError, match=f"mailer.kind: {kind} "):
            fill(kind, {})
