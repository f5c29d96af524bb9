"""The finished letter read back from its file: what a reader will see, nothing that we remember."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from xml.parsers import expat

from lxml import etree

from formsvc.letters.archive import unpacked

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's XML, as lxml writes it before a name."""
_IS_SEEN = re.compile(r"word/(?:document|(?:header|footer)\d*)\.xml|docProps/core\.xml").fullmatch
_STYLES: Final = "word/styles.xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_WRITTEN = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:p|br|tab|cr)[ />]")
_TITLE = re.compile(rb"<dc:title>([^<]*)</dc:title>")


class ReadLetter(NamedTuple):
    """Text with single spaces (no-break spaces kept) and what the file says about itself."""

    text: str
    title: str
    language: str


def read_letter(docx: bytes) -> ReadLetter:
    """A .docx as its reader sees it, headers and footers first. Raises BadZipFile, ExpatError or KeyError."""
    entries = unpacked(docx, lambda path: path == _STYLES or bool(_IS_SEEN(path)))
    language = etree.fromstring(entries[_STYLES], _PARSER).find(f"{W}docDefaults//{W}lang")
    title, *parts = _seen(entries)
    return ReadLetter(" ".join(parts), title, "" if language is None else language.get(f"{W}val", ""))


def read_words(docx: bytes) -> str:
    """Title and text of a .docx, as `read_letter` has them. Raises BadZipFile, ExpatError or KeyError."""
    return " ".join(_seen(unpacked(docx, lambda path: bool(_IS_SEEN(path)))))


def part_text(xml: bytes) -> str:
    """The text of one part; paragraphs, breaks and tabs count as a space. Raises ExpatError where it is broken."""
    # The parser proves the XML sound, namespaces too; taking the text from its events would cost four times as much.
    expat.ParserCreate(namespace_separator=" ").Parse(xml, True)  # noqa: FBT003 - expat's signature: this is all
    words = b"".join([text or b" " for text in _WRITTEN.findall(xml)])
    return html.unescape(b" ".join(words.split()).decode())  # bytes are split at ordinary white space only


def squeezed(text: str) -> str:
    """Ordinary white space as single spaces; no-break spaces are part of amounts and stay."""
    return " ".join(filter(None, text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ")))


def _seen(entries: Mapping[str, bytes]) -> Iterator[str]:
    """The document's title, then the text of its headers, footers and body."""
    title = _TITLE.search(entries["docProps/core.xml"])
    yield html.unescape(title[1].decode()) if title else ""
    around = (name for name in entries if name.startswith(("word/header", "word/footer")))
    for name in (*sorted(around, reverse=True), "word/document.xml"):
        yield part_text(entries[name])
