"""CSV in and out: every good row gets in, every bad one is named, nobody is lost or revived."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import StoreError
from subscribers.errors import BadFile
from subscribers.files import ImportReport, Intake, Row, export_rows, import_rows, read
from subscribers.models import Consent, Health, Membership
from subscribers.sheets import BadRow, guarded, unguarded
from tests.fakes import FakePeople
from tests.shared import shared

NOW = datetime(2026, 8, 13, 4, 30, tzinfo=UTC)
INTAKE = Intake("morning", "readers.csv of 2026-08-13", NOW)


def rows(text: str | bytes) -> list[Row | BadRow]:
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def taken(text: str | bytes, people: Any) -> ImportReport:
    return import_rows(people, read(io.BytesIO(text.encode() if isinstance(text, str) else text)), INTAKE)


def addresses(found: list[Row | BadRow]) -> list[str]:
    return [one.said.address if isinstance(one, Row) else f"line {one.line}: {one.reason}" for one in found]


def exported(people: Any) -> str:
    stream = io.StringIO(newline="")
    export_rows(people.everyone("morning"), stream)
    return stream.getvalue()


FULL = (
    "E-Mail;Name;Format;Time Zone;Language;Membership;Consent;Consented;Health;Evidence\n"
    "ana@example.org;Ana Ōta;HTML;Africa/Lagos;pt_BR;yes;subscribed;2026-01-02;failing;a form\n"
    "ben@example.org;;;;;;;;;\n"
)


def test_every_column_is_read_under_its_many_names() -> None:
    ana, ben = rows(FULL)
    assert isinstance(ana, Row)
    assert isinstance(ben, Row)
    said = ana.said
    assert (said.name, said.format, said.zone, said.language) == ("Ana Ōta", "full", "Africa/Lagos", "pt-BR")
    assert (said.membership, said.consent, said.health) == (Membership.MEMBER, Consent.GIVEN, Health.FAILING)
    assert (said.consented, said.evidence) == (datetime(2026, 1, 2, tzinfo=UTC), "a form")
    assert (ben.line, ben.said.membership, ben.said.consent, ben.said.format) == (3, None, Consent.GIVEN, "")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_encoding_and_line_ends_are_found(separator: str, encoding: str, end: str) -> None:
    lines = ["name,email", "Zoë,zoe@example.org", "李,li@example.org", ""]
    text = end.join(line.replace(",", separator) for line in lines)
    found = rows(text.encode(encoding))
    assert [(one.line, one.said.address, one.said.name) for one in found] == [
        (2, "zoe@example.org", "Zoë"),
        (3, "li@example.org", "李"),
    ]


def test_a_column_called_email_is_meant_before_one_called_address() -> None:
    assert addresses(rows("Address,Email\n1 Harbour Road,ana@example.org\n")) == ["ana@example.org"]
    assert addresses(rows("address\nana@example.org\n")) == ["ana@example.org"]


def test_columns_that_mean_nothing_to_us_are_named() -> None:
    assert read(io.BytesIO(b"email,Shoe size,name,,mail\n")).ignored == ("Shoe size", "mail")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (
            b"ana@example.org\n",
            "line 1: no column is called email; the first line names the columns: email, name",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", "no column is called email"),
        (b"x" * 3_000_000, "no column is called email"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(content: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        rows(content)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"missing.csv cannot be read: No such file"):
        read(tmp_path / "missing.csv")
    with pytest.raises(BadFile, match="cannot be read: Is a directory"):
        read(tmp_path)


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text("email\nana@example.org\n")
    assert addresses(list(read(path))) == ["ana@example.org"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"nobody,Ben,", "nobody is no address"),
        (b",Ben,", "(nothing) is no address"),
        (b"ben@example.org", "has 1 cells, and the header has 3"),
        (b"ben@example.org,Ben,,,x", "has 5 cells"),
        (b"ben@example.org,B\0n,", "holds a NUL"),
        (b"ben@example.org,B\xe9n,", "save the file as UTF-8"),
        (b"ben@example.org,B\x1bn,", "the name holds a control character"),
        ("ben@example.org,B\u202en,".encode(), "the name holds a control character"),
        (b"ben@example.org," + b"B" * 300 + b",", "the name is longer than 200"),
        (b"ben@example.org," + b"B" * 1_000_000 + b",", "is longer than 100000 characters"),
        (b"ben@example.org,Ben,Mars/Olympus", "'Mars/Olympus' is no time zone"),
        (b"ben@example.org,Ben,../../etc/passwd", "is no time zone"),
        (b'ben@example.org,"Ben" B,', "quotation mark is out of place"),
        (b'ben@example.org,"Ben,', "quotation mark is out of place, or opened and never closed"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_takes_no_other_along(line: bytes, words: str) -> None:
    found = rows(b"email,name,zone\nana@example.org,Ana,\n" + line + b"\ncleo@example.org,Cleo,\n")
    assert addresses(found)[::2] == ["ana@example.org", "cleo@example.org"]
    bad = found[1]
    assert isinstance(bad, BadRow)
    assert bad.line == 3
    assert words in bad.reason
    assert len(bad.reason) < 500


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("format", "braille", "'braille' is not a format: write full or lite"),
        ("membership", "gold", "'gold' is not a membership"),
        ("consent", "maybe", "'maybe' is not a consent: write given, pending or left"),
        ("consented", "yesterday", "'yesterday' is no date: write it like 2026-08-13"),
        ("consented", "0001-01-01T00:00+14:00", "is no date"),
        ("language", "Klingon!", "'Klingon!' is no language"),
        ("health", "fine", "'fine' is not a health"),
    ],
)
def test_a_bad_cell_is_named_with_what_to_write(column: str, cell: str, words: str) -> None:
    [bad] = rows(f"email,{column}\nana@example.org,{cell}\n")
    assert isinstance(bad, BadRow)
    assert words in bad.reason


def test_stray_quotation_marks_swallow_nobody() -> None:
    many = "".join(
        f"r{n}@example.org,{quote}Reader\n" for n in range(100) for quote in ('"' if n % 9 == 0 else "",)
    )
    found = addresses(rows("email,name\n" + many))
    assert [one for one in found if "@" in one] == [f"r{n}@example.org" for n in range(100) if n % 9]
    assert len(found) == 100


def test_a_note_of_several_lines_is_one_cell() -> None:
    text = 'email,notes\nana@example.org,"called\ntwice, ""urgent""\r\nyes"\nben@example.org,\n'
    found = rows(text)
    assert [(one.line, one.said.address) for one in found] == [(2, "ana@example.org"), (5, "ben@example.org")]


def test_blank_lines_and_trailing_separators_are_no_rows() -> None:
    assert addresses(rows("email,name\n\n,\nana@example.org,Ana,,,\n   \n")) == ["ana@example.org"]


def test_an_import_reports_what_became_of_every_row(people: Any) -> None:
    text = "email,name\nana@example.org,Ana\nnobody,\nben@example.org,Ben\nANA@example.org,Other\n"
    report = taken(text, people)
    assert (report.added, report.changed, report.unchanged) == (2, 0, 0)
    assert [bad.line for bad in report.bad] == [3, 5]
    assert "stands in line 2 already" in report.bad[1].reason
    ana = people.find("ana@example.org", "morning")
    assert (ana.subscriber.name, ana.evidence, ana.consented) == ("Ana", "readers.csv of 2026-08-13", NOW)
    changed = taken("email,name\nana@example.org,Ana Ota\nben@example.org,\n", people)
    assert (changed.added, changed.changed, changed.unchanged) == (0, 1, 1)


def test_importing_twice_changes_nothing(people: Any) -> None:
    first = taken(FULL, people)
    before = exported(people)
    again = taken(FULL, people)
    assert (first.added, again.added, again.changed, again.unchanged) == (2, 0, 0, 2)
    assert exported(people) == before


def test_who_left_or_was_erased_is_not_revived_by_an_import(people: Any) -> None:
    text = "email\nana@example.org\nben@example.org\ncleo@example.org\n"
    taken(text, people)
    people.leave(people.find("ana@example.org", "morning").id, NOW, "link")
    people.remove("ben@example.org", NOW)
    report = taken(text, people)
    assert (report.left, report.erased, report.unchanged) == (1, 1, 1)
    assert len(list(people.mailable("morning"))) == 1
    assert people.find("ben@example.org", "morning") is None


def test_a_list_of_those_who_left_elsewhere_is_honoured(people: Any) -> None:
    taken("email\nana@example.org\n", people)
    taken("email,status\nana@example.org,unsubscribed\ndora@example.org,unsubscribed\n", people)
    assert list(people.mailable("morning")) == []
    assert taken("email\ndora@example.org\n", people).left == 1


def test_an_import_that_breaks_off_is_completed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(FakePeople):
        def enter(self, registrations: Any, at: datetime) -> Any:
            if len(self.there) >= 200:
                raise StoreError("the database digest.db cannot grow")
            return super().enter(registrations, at)

    text = "email\n" + "".join(f"r{n}@example.org\n" for n in range(250))
    monkeypatch.setattr("subscribers.files.CHUNK", 50)
    people = Failing()
    with pytest.raises(StoreError):
        taken(text, people)
    assert len(people.there) == 200
    whole = FakePeople(people.there, people.erased, people.ids)
    report = taken(text, whole)
    assert (report.added, report.unchanged) == (50, 200)


def test_an_export_is_stable_and_comes_back_exactly(people: Any) -> None:
    text = FULL.replace("Ana Ōta", '"=HYPERLINK(""http://x"")"').replace("a form", "'=1+1")
    taken(text + 'cleo@example.org;"-2;+3";lite;;;lapsed;left;2026-03-04T05:06:07.89+02:00;dead;@x\n', people)
    file = exported(people)
    assert exported(people) == file
    other = FakePeople()
    report = taken(file, other)
    assert report.added == 3
    assert report.bad == ()
    assert exported(other) == file
    assert other.find("ana@example.org", "morning").subscriber.name == '=HYPERLINK("http://x")'


def test_no_cell_of_an_export_is_run_by_a_spreadsheet(people: Any) -> None:
    taken("email,name\n=1@example.org,＝1+1\n+a@example.org,@SUM(1)\n-b@example.org,-1\n", people)
    cells = [cell for row in csv.reader(io.StringIO(exported(people))) for cell in row]
    assert "'=1@example.org" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]


@given(st.text(st.sampled_from("'=+-@\t\r\n＝＠ab"), max_size=6) | st.text(max_size=20))
def test_a_guarded_cell_starts_with_no_formula_and_comes_back(cell: str) -> None:
    assert guarded(cell)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert unguarded(guarded(cell)) == cell


def test_recorded_hostile_strings_come_through_the_guard() -> None:
    for path in sorted(shared("corpora", "hostile").glob("*.jsonl")):
        for cell in path.read_text("utf-8").splitlines():
            assert unguarded(guarded(cell)) == cell


@given(st.binary(max_size=400))
def test_any_bytes_beneath_a_header_are_rows_or_bad_rows(content: bytes) -> None:
    for one in rows(b"email,name\nana@example.org,Ana\n" + content):
        assert isinstance(one, Row | BadRow)


@given(st.lists(st.sampled_from(['"', ",", "\n", "\r", "a@example.org", "x", ";", "\0", "é"]), max_size=40))
def test_no_good_line_is_lost_beside_hostile_ones(parts: list[str]) -> None:
    found = rows(f"email,name\n{''.join(parts)}\nlast@example.org,Last\n")
    assert "last@example.org" in addresses(found)
