"""`[mailer]` and `[sending]`: one mailer or several in a row, rates, and the faults an operator can mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.models import DomainLimit, Pace
from digest.settings import Settings, load, shipped_config

SHIPPED = shipped_config().read_text(encoding="utf-8")
ONE = SHIPPED.partition("[mailer] ")
REST = "[sending]" + SHIPPED.partition("\n[sending]")[2]


def loaded(folder: Path, mailer: str = "", sending: str = "", **environment: str) -> Settings:
    """The shipped settings with these tables in place of their like."""
    row = mailer or '[mailer]\nkind = "folder"'
    text = f"{ONE[0]}{row}\n\n{REST}" if row.lstrip().startswith(("[", "#")) else f"{row}\n{ONE[0]}{REST}"
    if sending:
        text = text.replace(REST.partition("\n# ------")[0], f"{sending}\n")
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, environment)


def test_one_mailer_is_a_row_of_one_called_by_its_kind(tmp_path: Path) -> None:
    [folder] = loaded(tmp_path).mailers

    assert (folder.kind, folder.name) == ("folder", "folder")
    assert folder.options == {"path": str(tmp_path / "data" / "outbox")}


def test_several_stand_in_the_order_in_which_they_take_over(tmp_path: Path) -> None:
    row = """
[[mailer]]
kind = "smtp"
host = "a.example.org"
password = "env:SECRET"

[[mailer]]
kind = "smtp"
name = "reserve"
host = "b.example.org"
"""
    first, second = loaded(tmp_path, row, SECRET="hush").mailers

    assert (first.name, first.options) == ("smtp", {"host": "a.example.org", "password": "hush"})
    assert (second.name, second.options) == ("reserve", {"host": "b.example.org"})
    assert "hush" not in repr(first)


def test_without_a_mailer_it_is_the_folder(tmp_path: Path) -> None:
    assert [one.kind for one in loaded(tmp_path, "# nothing").mailers] == ["folder"]


def test_a_pace_is_read_with_providers_of_many_names(tmp_path: Path) -> None:
    sending = """
[sending]
per_minute = 3000
warm_up = [500, 1000]
warm_up_since = 2026-11-23

[sending.domains]
"gmail.com" = 600
"outlook.com" = { per_minute = 300, also = ["hotmail.com", "live.com"] }
"""
    assert loaded(tmp_path, sending=sending).sending.pace == Pace(
        per_minute=3000,
        domains=(
            DomainLimit(("gmail.com",), 600),
            DomainLimit(("outlook.com", "hotmail.com", "live.com"), 300),
        ),
        warm_up=(500, 1000),
        warm_up_since=date(2026, 11, 23),
    )
    assert loaded(tmp_path).sending.pace == Pace()


@pytest.mark.parametrize(
    ("mailer", "sending", "words"),
    [
        ('[[mailer]]\nkind = "smtp"\n[[mailer]]\nkind = "smtp"', "", "'smtp' stands twice: give each a name"),
        ('[mailer]\nname = "my mailer"', "", "mailer[1].name: 'my mailer' is not 1 to 40 of"),
        ("mailer = []", "", "mailer: names none"),
        ('[mailer]\npassword = "env:GONE"', "", "mailer.password: the environment variable GONE is not set"),
        ("", "[sending]\nper_minute = -1", "sending.per_minute: must be 1 or more, or 0"),
        ("", "[sending]\nretry_pauses = [-1]", "sending.retry_pauses: a pause is a number of seconds"),
        ("", "[sending]\nwarm_up = [0]", "sending.warm_up: each day's most is 1 or more"),
        ("", '[sending]\nwarm_up_since = "soon"', "sending.warm_up_since"),
        ("", '[sending.domains]\n"gmail.com" = 0', "sending.domains.gmail.com: must be 1 or more messages"),
        ("", '[sending.domains]\n"gmail" = 9', "sending.domains.gmail: 'gmail' is not a domain like"),
        (
            "",
            '[sending.domains]\n"a.org" = 9\n"b.org" = { per_minute = 9, also = ["A.org"] }',
            "sending.domains.b.org: 'a.org' has a limit already",
        ),
        (
            "",
            '[sending.domains]\n"a.org" = { per_hour = 9 }',
            "sending.domains.a.org.per_hour: unknown key; known here: also, per_minute",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, mailer: str, sending: str, words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, mailer, sending)
    assert words in str(caught.value)
