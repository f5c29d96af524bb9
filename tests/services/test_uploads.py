"""Hostile files: judged by their content, named by us."""

import zipfile
from io import BytesIO

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from formsvc.services.uploads import (
    LARGEST_FILE,
    LONGEST_NAME,
    EmptyFile,
    FileTooLarge,
    FileTypeNotAllowed,
    clean_name,
    looked_at,
)


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (2, 2)).save(out, kind)
    return out.getvalue()


def word() -> bytes:
    out = BytesIO()
    WordDocument().save(out)
    return out.getvalue()


EXCEL = zipped("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "content", "shown", "media_type"),
    [
        ("regnskap.PDF", b"%PDF-1.7\n", "regnskap.PDF", "application/pdf"),
        ("bilde.jpeg", picture("JPEG"), "bilde.jpeg", "image/jpeg"),
        ("bilde.png", picture("PNG"), "bilde.png", "image/png"),
        ("brev.docx", word(), "brev.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("tall.xlsx", EXCEL, "tall.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("virus.exe", b"%PDF-1.7\n", "virus.exe.pdf", "application/pdf"),
        ("", b"%PDF-1.7\n", "fil.pdf", "application/pdf"),
    ],
)
def test_a_file_is_what_its_content_shows(name: str, content: bytes, shown: str, media_type: str) -> None:
    upload = looked_at(name, content)
    assert (upload.name, upload.media_type, upload.content) == (shown, media_type, content)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"PK\x03\x04 no archive",
        zipped("whatever.txt"),
        zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        b" %PDF-1.7",
    ],
)
def test_anything_else_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(FileTypeNotAllowed) as refused:
        looked_at("regnskap.pdf", content)
    assert refused.value.params["name"] == "regnskap.pdf"


def test_an_empty_file_and_a_large_one_are_refused() -> None:
    with pytest.raises(EmptyFile):
        looked_at("tom.pdf", b"")
    with pytest.raises(FileTooLarge):
        looked_at("stor.pdf", b"%PDF-" + b"x" * LARGEST_FILE)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\meg\\Årsregnskap 2026.pdf", "Årsregnskap 2026.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ('a<b>:"c|d?*.pdf', "a b c d .pdf"),
        ("linje\nskift\x00.pdf", "linjeskift.pdf"),
        ("...", "fil"),
    ],
)
def test_names_are_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text())
def test_every_name_is_short_visible_and_has_no_folder(name: str) -> None:
    clean = clean_name(name)
    assert 1 <= len(clean) <= LONGEST_NAME
    assert clean.isprintable()
    assert not set(clean) & set('/\\<>:"|?*')
