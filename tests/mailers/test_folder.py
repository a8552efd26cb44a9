"""The folder as a provider: whole files or none, and a clear word when it cannot be written."""

from __future__ import annotations

import mailbox
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.folder import Folder, _stem
from digest.models import DeliveryStatus
from tests.mailers.contract import MailerContract, Post, letter_to


def arrived(folder: Path) -> list[tuple[str, bytes]]:
    """Recipient (as the name tells it) and bytes of every file, whatever the form."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [(path.name.rpartition("-")[0], path.read_bytes()) for path in sorted(files)]


class TestEml(MailerContract):
    @pytest.fixture
    def post(self, tmp_path: Path) -> Post:
        return Post(Folder(tmp_path / "out"), lambda: arrived(tmp_path / "out"))


class TestMaildir(MailerContract):
    @pytest.fixture
    def post(self, tmp_path: Path) -> Post:
        return Post(Folder(tmp_path / "out", "maildir"), lambda: arrived(tmp_path / "out"))


def put(folder: Folder, *numbers: int) -> None:
    with folder as mailer:
        list(mailer.send([letter_to(number) for number in numbers]))


@pytest.mark.parametrize("form", ["eml", "maildir"])
def test_the_same_message_again_replaces_itself(tmp_path: Path, form: str) -> None:
    folder = Folder(tmp_path, form)
    put(folder, 1, 2)
    put(folder, 1)
    assert len(arrived(tmp_path)) == 2


def test_a_letter_of_another_edition_does_not_replace_yesterdays(tmp_path: Path) -> None:
    yesterday = letter_to(1)
    today = replace(yesterday, message_id="<quarry-2031-05-07.1@quarry.example>")
    with Folder(tmp_path) as mailer:
        list(mailer.send([yesterday, today]))
    assert len(arrived(tmp_path)) == 2


def test_a_maildir_is_one_that_mail_readers_know(tmp_path: Path) -> None:
    put(Folder(tmp_path, "maildir"), 1, 2)
    read = mailbox.Maildir(tmp_path, create=False)
    assert sorted(message["To"] for message in read) == ["1", "2"]


def test_a_message_that_a_mail_reader_has_moved_is_replaced_where_it_lies(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "maildir")
    put(folder, 1)
    [new] = (tmp_path / "new").iterdir()
    seen = tmp_path / "cur" / f"{new.name}:2,S"
    new.rename(seen)
    put(folder, 1)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [seen]


@pytest.mark.parametrize("form", ["eml", "maildir"])
def test_mail_is_readable_by_its_owner_alone(tmp_path: Path, form: str) -> None:
    put(Folder(tmp_path / "out", form), 1)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "out").rglob("*"))


@pytest.mark.parametrize("form", ["eml", "maildir"])
def test_a_folder_that_cannot_be_made_is_named_with_the_cure(tmp_path: Path, form: str) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = Folder(tmp_path / "file" / "out", form)
    words = r"mailer\.path: the folder .*/file/out cannot be written .*choose another folder"
    with pytest.raises(ConfigurationError, match=words):
        folder.check()
    with pytest.raises(ConfigurationError, match=words):
        folder.__enter__()


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes: what a full disk does, without a disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("form", ["eml", "maildir"])
def test_a_full_disk_is_unavailable_and_leaves_no_half_message(tmp_path: Path, form: str) -> None:
    with Folder(tmp_path, form) as mailer:
        outcomes = mailer.send([letter_to(1), letter_to(2, body=b"x" * 50_000), letter_to(3)])
        assert next(outcomes).status is DeliveryStatus.SENT
        with at_most(10_000), pytest.raises(Unavailable, match="takes no mail") as caught:
            next(outcomes)
    assert not caught.value.sent_maybe
    assert arrived(tmp_path) == [("reader1@inbox.example", letter_to(1).data)]


def test_a_half_message_of_a_dead_process_is_overwritten(tmp_path: Path) -> None:
    stem = _stem(letter_to(1))
    (tmp_path / f".{stem}.eml.part").write_bytes(b"half")
    put(Folder(tmp_path), 1)
    assert [path.name for path in tmp_path.iterdir()] == [f"{stem}.eml"]


def test_a_link_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    out = tmp_path / "out"
    out.mkdir()
    (out / f".{_stem(letter_to(1))}.eml.part").symlink_to(victim)
    with Folder(out) as mailer, pytest.raises(Unavailable):
        next(mailer.send([letter_to(1)]))
    assert victim.read_text() == "precious"


@given(recipient=st.text(max_size=300), identity=st.text(max_size=300))
def test_no_recipient_makes_a_name_that_leaves_the_folder(recipient: str, identity: str) -> None:
    name = _stem(replace(letter_to(1), recipient=recipient, message_id=identity))
    assert Path(name).name == name
    assert not name.startswith(".")
    assert len(name) < 120
    assert name.isascii()
