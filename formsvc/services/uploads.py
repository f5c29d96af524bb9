"""Uploaded files are hostile until looked at: what one is, is judged by its content; its name is only a label."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from formsvc.kernel.failures import Invalid

LARGEST_FILE = 15_000_000
"""Bytes. A request as a whole may be larger, by setting."""
LONGEST_NAME = 100
_MAGIC = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OPENXML = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": f"{_OPENXML}.wordprocessingml.document",
    "xlsx": f"{_OPENXML}.spreadsheetml.sheet",
}
_SAME_SUFFIX = {"jpeg": "jpg"}
_UNSAFE = re.compile(r'[<>:"/\\|?*]')


class EmptyFile(Invalid):
    """There is nothing in the file."""

    code = "empty_file"


class FileTooLarge(Invalid):
    """The file is larger than we take. Parameter: megabytes."""

    code = "file_too_large"


class FileTypeNotAllowed(Invalid):
    """Neither PDF, Word, Excel, PNG nor JPEG, whatever its name says; or a document with macros."""

    code = "file_type_not_allowed"


@dataclass(frozen=True)
class Upload:
    """A file that has been looked at."""

    name: str
    media_type: str
    content: bytes


def looked_at(name: str, content: bytes) -> Upload:
    """The file with a clean name and the type that its content shows.

    Raises EmptyFile, FileTooLarge or FileTypeNotAllowed, each with the name as a parameter.
    """
    shown = clean_name(name)
    if not content:
        raise EmptyFile(name=shown)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(name=shown, megabytes=LARGEST_FILE // 1_000_000)
    suffix = _kind_of(content)
    if suffix is None:
        raise FileTypeNotAllowed(name=shown)
    return Upload(_with_suffix(shown, suffix), MEDIA_TYPES[suffix], content)


def clean_name(name: str) -> str:
    """A file name without folders, control and direction characters, or signs that file systems refuse."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    tidy = " ".join(_UNSAFE.sub(" ", visible).split()).strip(". ")
    return tidy[-LONGEST_NAME:] or "fil"


def _with_suffix(name: str, suffix: str) -> str:
    path = PurePosixPath(name)
    written = path.suffix.lower().lstrip(".")
    if _SAME_SUFFIX.get(written, written) == suffix:
        return name
    return f"{name[:LONGEST_NAME]}.{suffix}"


def _kind_of(content: bytes) -> str | None:
    for magic, suffix in _MAGIC.items():
        if content.startswith(magic):
            return suffix
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def _office_kind(content: bytes) -> str | None:
    """Word or Excel by the parts inside; only the table of contents is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    if any(name.endswith("vbaProject.bin") for name in names) or "[Content_Types].xml" not in names:
        return None
    return next((suffix for part, suffix in _OFFICE.items() if part in names), None)
