"""The finished letter read back from its file: what a reader will see, nothing that we remember."""

import io
import zipfile
from typing import NamedTuple

from lxml import etree

from formsvc.letters.source import W

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_WRITTEN = {f"{W}br": " ", f"{W}tab": " ", f"{W}cr": " "}
_ENDS = {f"{W}p": " "}


class ReadLetter(NamedTuple):
    """Text with single spaces (no-break spaces kept) and what the file says about itself."""

    text: str
    title: str
    language: str


def read_letter(docx: bytes) -> ReadLetter:
    """A .docx as its reader sees it, headers and footers first. Raises BadZipFile, XMLSyntaxError or KeyError."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [name for name in package.namelist() if name.startswith(("word/header", "word/footer"))]
        seen = [part_text(package.read(name)) for name in (*sorted(parts, reverse=True), "word/document.xml")]
        title = etree.fromstring(package.read("docProps/core.xml"), _PARSER).findtext("{*}title") or ""
        language = etree.fromstring(package.read("word/styles.xml"), _PARSER).find(f"{W}docDefaults//{W}lang")
    return ReadLetter(" ".join(seen), title, "" if language is None else language.get(f"{W}val", ""))


def part_text(xml: bytes) -> str:
    """The text of one part; paragraphs, breaks and tabs count as a space."""
    pieces = []
    for event, element in etree.iterwalk(etree.fromstring(xml, _PARSER), events=("start", "end")):
        if event == "end":
            pieces.append(_ENDS.get(element.tag, ""))
        elif element.tag == f"{W}t":
            pieces.append(element.text or "")
        else:
            pieces.append(_WRITTEN.get(element.tag, ""))
    return squeezed("".join(pieces))


def squeezed(text: str) -> str:
    """Ordinary white space as single spaces; no-break spaces are part of amounts and stay."""
    return " ".join(part for part in text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ") if part)
