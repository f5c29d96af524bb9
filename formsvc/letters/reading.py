"""The finished letter read back from its file: what a reader will see, nothing that we remember."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's XML, as lxml writes it before a name."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_TEXT: Final = f"{W}t"
_SEEN: Final = (_TEXT, f"{W}p", f"{W}br", f"{W}tab", f"{W}cr")
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"


class ReadLetter(NamedTuple):
    """Text with single spaces (no-break spaces kept) and what the file says about itself."""

    text: str
    title: str
    language: str


def read_letter(docx: bytes) -> ReadLetter:
    """A .docx as its reader sees it, headers and footers first. Raises BadZipFile, XMLSyntaxError or KeyError."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        language = etree.fromstring(package.read("word/styles.xml"), _PARSER).find(f"{W}docDefaults//{W}lang")
        title, *parts = _seen(package)
    return ReadLetter(" ".join(parts), title, "" if language is None else language.get(f"{W}val", ""))


def read_words(docx: bytes) -> str:
    """Title and text of a .docx, as `read_letter` has them. Raises BadZipFile, XMLSyntaxError or KeyError."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return " ".join(_seen(package))


def part_text(xml: bytes) -> str:
    """The text of one part; paragraphs, breaks and tabs count as a space."""
    elements = etree.fromstring(xml, _PARSER).iter(*_SEEN)
    return squeezed("".join([(one.text or "") if one.tag == _TEXT else " " for one in elements]))


def squeezed(text: str) -> str:
    """Ordinary white space as single spaces; no-break spaces are part of amounts and stay."""
    return " ".join(filter(None, text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ")))


def _seen(package: zipfile.ZipFile) -> Iterator[str]:
    """The document's title, then the text of its headers, footers and body."""
    yield etree.fromstring(package.read("docProps/core.xml"), _PARSER).findtext(_TITLE) or ""
    names = (name for name in package.namelist() if name.startswith(("word/header", "word/footer")))
    for name in (*sorted(names, reverse=True), "word/document.xml"):
        yield part_text(package.read(name))
