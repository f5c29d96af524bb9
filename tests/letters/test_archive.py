"""Many letters in one .zip that is made while it is sent; a finished file read back."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from formsvc.letters import archive
from formsvc.letters.archive import Archive, streamed, unpacked

FILES = [("26-00001 Vedtaksbrev – Øst & Vest.docx", b"first" * 100), ("26-00002 čđŋ.docx", b""), ("a/b.docx", b"x")]


def test_a_streamed_zip_holds_its_files() -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(streamed(FILES)))) as package:
        assert package.testzip() is None
        assert [(name, package.read(name)) for name in package.namelist()] == FILES


def test_each_file_is_given_out_before_the_next_is_asked_for() -> None:
    asked = []

    def files() -> Iterator[tuple[str, bytes]]:
        for name, content in FILES:
            asked.append(name)
            yield name, content

    pieces = streamed(files())
    next(pieces)
    assert asked == [FILES[0][0]]


def test_no_files_are_an_empty_zip() -> None:
    assert zipfile.ZipFile(io.BytesIO(b"".join(streamed([])))).namelist() == []


def test_the_same_files_give_the_same_bytes() -> None:
    assert b"".join(streamed(FILES)) == b"".join(streamed(FILES))


def test_too_many_files_are_refused_before_a_broken_zip_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_FILES", 2)
    with pytest.raises(ValueError, match="too much for one"):
        list(streamed(FILES))


def test_a_finished_file_is_read_back_by_its_directory() -> None:
    content = {"a.xml": b"<a/>" * 50, "b.xml": b"<b/>", "ø.xml": b""}
    file = Archive(content).packed_with({"c.xml": b"<c/>" * 500})
    assert unpacked(file, lambda _: True) == {**content, "c.xml": b"<c/>" * 500}
    assert unpacked(file, "b.xml".__eq__) == {"b.xml": b"<b/>"}


def test_a_spoilt_file_is_told() -> None:
    file = Archive({}).packed_with({"c.xml": bytes(range(256)) * 5})
    for spoilt in (file[:-30], b"", file[:60] + b"!!" + file[62:]):
        with pytest.raises(zipfile.BadZipFile):
            unpacked(spoilt, lambda _: True)
