"""A .docx as a zip whose unchanging entries are compressed once and copied for every letter.

Dates are fixed, so the same content gives the same bytes. python-isal deflates when it is installed (several times
faster), the standard library's zlib otherwise.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from formsvc.kernel.failures import Unreadable

try:
    from isal import isal_zlib as _fast_zlib
except ImportError:
    import zlib as _fast_zlib  # type: ignore[no-redef]

_BROKEN: Any = (zlib.error, _fast_zlib.error)
_QUICKLY: Final = 1
_SMALLEST: Final = 9
_NO_HEADER: Final = -15
_FIRST_OF_JANUARY_1980: Final = 0x0021
_NAMES_ARE_UTF8: Final = 0x0800
_LISTED: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL_SIZE: Final = 30
_MOST_FILES: Final = 0xFFFE
_MOST_BYTES: Final = 0xF000_0000
_MOST_CONTENT: Final = 200_000_000
"""Bytes a template may unfold to: far above any letter, far below what would trouble the machine."""


class NotADocument(Unreadable):
    """The file is not a Word document. Parameter: name."""

    code = "not_a_word_document"


def read_entries(docx: bytes, name: str) -> dict[str, bytes]:
    """The entries of a .docx by their path, content types first. Raises NotADocument."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_CONTENT:
                raise NotADocument(name=name)
            entries = {path: package.read(path) for path in package.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise NotADocument(name=name) from error
    if not {"[Content_Types].xml", "word/document.xml"} <= entries.keys():
        raise NotADocument(name=name)
    return {"[Content_Types].xml": entries.pop("[Content_Types].xml"), **entries}


def unpacked(docx: bytes, is_wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The wanted entries of a finished file, found by the directory at its end and held against their checksums.

    Several times faster than `zipfile`, which is for files of others. Raises BadZipFile.
    """
    try:
        *_, count, _, at, _ = _END.unpack_from(docx, docx.rindex(b"PK\x05\x06"))
        found = {}
        for _ in range(count):
            *_, expected, packed, size, name_length, extra, comment, _, _, _, local = _LISTED.unpack_from(docx, at)
            path = docx[at + _LISTED.size : at + _LISTED.size + name_length].decode()
            at += _LISTED.size + name_length + extra + comment
            if is_wanted(path):
                start = local + _LOCAL_SIZE + sum(struct.unpack_from("<2H", docx, local + 26))
                found[path] = content = _fast_zlib.decompress(docx[start : start + packed], _NO_HEADER, size)
                if checksum(content) != expected:
                    raise zipfile.BadZipFile(path)
    except (ValueError, struct.error, *_BROKEN) as error:
        raise zipfile.BadZipFile(str(error)) from error
    return found


class _Entry(NamedTuple):
    """An entry as it stands in the file, and its line in the directory at the file's end (offset left out)."""

    local: bytes
    directory: bytes

    def listed_at(self, offset: int) -> bytes:
        """The directory line, telling that the entry stands at this offset."""
        return self.directory[:42] + struct.pack("<L", offset) + self.directory[46:]


def deflated(content: bytes) -> bytes:
    """Compressed quickly, for what is made anew in every letter."""
    return _fast_zlib.compress(content, _QUICKLY, _NO_HEADER)


def checksum(content: bytes) -> int:
    """The CRC-32 that a zip has for each entry."""
    return _fast_zlib.crc32(content)


def _entry(path: str, content: bytes, packed: bytes, method: int = zipfile.ZIP_DEFLATED) -> _Entry:
    name = path.encode()
    shared = struct.pack(
        "<5H3L2H", 20, _NAMES_ARE_UTF8, method, 0, _FIRST_OF_JANUARY_1980,
        checksum(content), len(packed), len(content), len(name), 0,
    )  # fmt: skip
    directory = b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<3H2L", 0, 0, 0, 0, 0) + name
    return _Entry(b"PK\x03\x04" + shared + name + packed, directory)


class Archive:
    """The entries that are the same in every letter, ready to be copied."""

    def __init__(self, unchanging: Mapping[str, bytes]) -> None:
        entries = [
            _entry(path, content, zlib.compress(content, _SMALLEST, _NO_HEADER)) for path, content in unchanging.items()
        ]
        self._count = len(entries)
        self._body, self._directory = _laid_out(entries, 0)

    def packed_with(self, changed: Mapping[str, bytes]) -> bytes:
        """The whole .docx: the unchanging entries and these."""
        entries = [_entry(path, content, deflated(content)) for path, content in changed.items()]
        body, directory = _laid_out(entries, len(self._body))
        count, start = self._count + len(entries), len(self._body) + len(body)
        size = len(self._directory) + len(directory)
        return b"".join((self._body, body, self._directory, directory, _end(count, size, start)))


def _laid_out(entries: Iterable[_Entry], offset: int) -> tuple[bytes, bytes]:
    """The entries after each other from an offset on, and their directory lines."""
    body, directory = [], []
    for entry in entries:
        directory.append(entry.listed_at(offset))
        body.append(entry.local)
        offset += len(entry.local)
    return b"".join(body), b"".join(directory)


def _end(count: int, size: int, start: int) -> bytes:
    """The last line of a zip: its directory has so many lines and bytes, and starts there."""
    return b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, count, count, size, start, 0)


def streamed(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """A .zip of many files, piece by piece as they come: what is held is a line of the directory for each file.

    Names are stored as UTF-8, dates are fixed, and the files (letters: already compressed) are stored as they are.
    No more than 65 535 files and 4 GB: then ValueError, at the file that is too much.
    """
    directory, offset, count = [], 0, 0
    for path, content in files:
        entry = _entry(path, content, content, zipfile.ZIP_STORED)
        directory.append(entry.listed_at(offset))
        offset, count = offset + len(entry.local), count + 1
        if count > _MOST_FILES or offset > _MOST_BYTES:
            raise ValueError(f"too much for one .zip: {count} files, {offset} bytes")
        yield entry.local
    lines = b"".join(directory)
    yield lines + _end(count, len(lines), offset)
