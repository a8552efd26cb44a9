"""compose.yaml, the Dockerfile and docs/running-it.md: each command and variable is one that we know.

No container runs here. What can be proven without one: commands, options, variables, files and folders.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from digest.cli import app
from digest.cli.deskdoor import PORT
from digest.settings import load, shipped_config

ROOT = Path(__file__).resolve().parents[1]
OURS = ("schedule", "worker", "readers", "desk")
GIVEN = {
    name: f"{name.lower()}-0123456789"
    for name in ("POSTGRES_PASSWORD", "BROKER_PASSWORD", "DIGEST_TOKEN_KEY")
}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"])


def filled(text: str) -> str:
    """As Compose fills in variables: ${NAME:-default}, ${NAME:?what is missing}."""

    def value(found: re.Match[str]) -> str:
        name, sign, words = found.groups()
        assert name in GIVEN or sign == ":-", f"{name} is not among the variables of the documents"
        return GIVEN.get(name, words)

    return re.sub(r"\$\{(\w+)(:[-?])([^}]*)\}", value, text)


def test_every_command_is_one_of_ours_and_its_options_are_its_own(services: dict[str, Any]) -> None:
    commands = typer.main.get_command(app)
    for name in OURS:
        program, *words = services[name]["command"]
        assert program == "digest"
        found: Any = commands
        while hasattr(found, "get_command"):
            context = found.make_context("digest", list(words))
            command, *words = words
            found = found.get_command(context, command)
            assert found, command
        found.make_context(command, words)  # an unknown option is an error


def test_every_command_that_the_documents_show_is_one_of_ours() -> None:
    """In crontabs, units, shells and containers."""
    told = (ROOT / "docs/running-it.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    (?:.*[ /=])?digest (?:-v )?([a-z]+)\b(.*)$", told, re.M)
    commands = typer.main.get_command(app)

    assert {"run", "publish", "schedule", "serve", "worker", "check"} <= {command for command, _ in shown}
    for command, words in shown:
        context = commands.make_context("digest", [command])
        found = commands.get_command(context, command)  # type: ignore[attr-defined]
        assert found, f"{command}{words}"


def test_every_variable_is_read_by_the_settings_that_the_documents_show(
    services: dict[str, Any], tmp_path: Path
) -> None:
    """What compose.yaml gives is what docs/running-it.md tells to write into config.toml, and it loads."""
    told = (ROOT / "docs/running-it.md").read_text(encoding="utf-8")
    for name in OURS:
        environment = {key: filled(value) for key, value in services[name]["environment"].items()}
        for variable in environment:
            assert f'"env:{variable}"' in told, variable
        lines = {
            'database = ""': 'database = "env:DATABASE_URL"',
            'token_key = ""': 'token_key = "env:DIGEST_TOKEN_KEY"',
            'broker = ""': 'broker = "env:BROKER_URL"',
        }
        text = shipped_config().read_text(encoding="utf-8")
        for old, new in lines.items():
            assert new in told
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        settings = load(path, environment)
        assert settings.database == "postgresql://digest:postgres_password-0123456789@database/digest"
        assert settings.workers.broker == "redis://:broker_password-0123456789@broker:6379/0"


def test_hosts_ports_and_folders_are_those_of_the_other_services(services: dict[str, Any]) -> None:
    """The database and the broker are reached by their services' names; data lies where the image works."""
    assert set(services) == {*OURS, "database", "broker"}
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "WORKDIR /srv/digest\n" in image
    for name in OURS:
        # the folder: a mounted file cannot be replaced, and the desk replaces config.toml whole
        configured = "/srv/digest" if name == "desk" else "/srv/digest:ro"
        folder, data = services[name]["volumes"]
        assert folder.rpartition("}:")[2] == configured
        assert data == "data:/srv/digest/data"
        assert set(services[name]["depends_on"]) == {"database", "broker"}
        assert services[name]["stop_grace_period"] == "15s"  # longer than a worker needs
    assert services["readers"]["ports"] == ["127.0.0.1:8009:8009"]
    assert services["desk"]["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]


def test_the_image_is_built_from_files_that_are_there_and_suffice() -> None:
    """Also for the wheel: it packs the licence, the README, the templates and the example configuration."""
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (.+)$", image, re.M) for name in line.split()[:-1]}
    seen = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    needed |= {*wheel["packages"], *wheel["force-include"]}

    assert copied == needed
    assert {f"!{name}" for name in copied} <= set(seen)
    assert all((ROOT / name).exists() for name in copied)
    [extras] = set(re.findall(r"\[([a-z,]+)\]'", image))
    assert set(extras.split(",")) <= set(project["project"]["optional-dependencies"])
