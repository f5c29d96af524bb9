"""What a Word file must be before it may become a template: whole, bearable, nothing that acts or fetches by itself.

An uploaded file is hostile until looked at: each part is read within bounds, the XML without entities or network.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from formsvc.kernel.failures import Invalid
from formsvc.letters.reading import W

LARGEST_TEMPLATE = 5_000_000
"""Bytes. A letter with a logo and a few pages is below a tenth of this."""
_MOST_UNFOLDED = 40_000_000
_MOST_PARTS = 500
_WHOLE = frozenset({"[Content_Types].xml", "_rels/.rels", "word/document.xml"})
_SUFFIXES = frozenset({"xml", "rels", "png", "jpg", "jpeg", "gif", "emf", "wmf", "odttf"})
_MACROS = ("vbaproject.bin", "vbadata.xml")
_EMBEDDED = re.compile(r"(?i)^word/(embeddings|activex|afchunk)|oleobject")
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LINKS = frozenset({"http", "https", "mailto", "tel"})
_FETCHING = re.compile(r"(?i)\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|DATABASE|IMPORT|RD|MACROBUTTON)\b")
_CHUNK = f"{W}altChunk"
_TRACKED = frozenset({f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"})
_COMMENTED = f"{W}commentReference"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
Entries = Mapping[str, bytes]


class Problem(NamedTuple):
    """One reason to refuse a file. `code` names it; `params` say which part, which target."""

    code: str
    params: Mapping[str, str]


class TemplateRefused(Invalid):
    """The file cannot be a template, whatever it says. `problems`: every reason found."""

    code = "template_refused"

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems=", ".join(problem.code for problem in problems))
        self.problems = problems


def require_harmless(docx: bytes) -> None:
    """Raises TemplateRefused with every reason why this file may not become a template."""
    problems = tuple(dict.fromkeys((problem.code, tuple(problem.params.items())) for problem in _problems(docx)))
    if problems:
        raise TemplateRefused(*(Problem(code, dict(params)) for code, params in problems))


def _problems(docx: bytes) -> Iterator[Problem]:
    if len(docx) > LARGEST_TEMPLATE:
        yield Problem("too_large", {"megabytes": str(LARGEST_TEMPLATE // 1_000_000)})
        return
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            fault = _package_fault(package.infolist())
            entries = {} if fault else {entry.filename: package.read(entry) for entry in package.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, zlib.error, EOFError, OSError):
        yield Problem("not_a_document", {})
        return
    if fault:
        yield fault
        return
    yield from _problems_of_parts(entries)


def _package_fault(listed: list[zipfile.ZipInfo]) -> Problem | None:
    """What can be told before anything is unfolded."""
    names = [entry.filename for entry in listed]
    if len(listed) > _MOST_PARTS or sum(entry.file_size for entry in listed) > _MOST_UNFOLDED:
        return Problem("unfolds", {"megabytes": str(_MOST_UNFOLDED // 1_000_000)})
    if len({name.lower() for name in names}) < len(names) or any(_is_odd(name) for name in names):
        return Problem("not_a_document", {})
    return None if set(names) >= _WHOLE else Problem("not_a_document", {})


def _is_odd(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts


def _problems_of_parts(entries: Entries) -> Iterator[Problem]:
    yield from _kind_problems(entries)
    for path, content in entries.items():
        if not path.endswith("/"):
            yield from _part_problems(path, content)


def _kind_problems(entries: Entries) -> Iterator[Problem]:
    types = entries["[Content_Types].xml"]
    if b"macroEnabled" in types:
        yield Problem("macros", {})
    elif _DOCUMENT not in types:
        yield Problem("saved_as_another_kind", {})


def _part_problems(path: str, content: bytes) -> Iterator[Problem]:
    suffix = path.rpartition(".")[2].lower()
    if path.lower().endswith(_MACROS):
        yield Problem("macros", {})
    elif _EMBEDDED.search(path):
        yield Problem("embedded", {"part": path})
    elif suffix not in _SUFFIXES:
        yield Problem("unknown_part", {"part": path})
    elif suffix in ("xml", "rels"):
        yield from _xml_problems(path, content)


def _xml_problems(path: str, content: bytes) -> Iterator[Problem]:
    try:
        root = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError:
        yield Problem("broken_part", {"part": path})
        return
    if b"<!DOCTYPE" in content:
        yield Problem("broken_part", {"part": path})
    if path.endswith(".rels"):
        yield from _relationship_problems(root)
    else:
        yield from _content_problems(path, root)


def _relationship_problems(root: etree._Element) -> Iterator[Problem]:
    for relationship in root.iter(_RELATIONSHIPS):
        kind, target = relationship.get("Type", "").rpartition("/")[2], relationship.get("Target", "")
        if relationship.get("TargetMode", "").lower() != "external":
            continue
        if kind == "attachedTemplate":
            yield Problem("attached_template", {"target": target})
        elif kind != "hyperlink" or urlsplit(target).scheme.lower() not in _LINKS:
            yield Problem("remote", {"target": target})


def _content_problems(path: str, root: etree._Element) -> Iterator[Problem]:
    if path == "word/comments.xml" and len(root):
        yield Problem("comments", {})
    for element in root.iter(f"{W}*"):
        if element.tag == _CHUNK:
            yield Problem("embedded", {"part": path})
        elif element.tag in _TRACKED:
            yield Problem("tracked_changes", {})
        elif element.tag == _COMMENTED:
            yield Problem("comments", {})
    for command in _FETCHING.findall(_instructions(root)):
        yield Problem("fetches", {"field": command.upper()})


def _instructions(root: etree._Element) -> str:
    """The field codes of a part: Word may split one over several runs."""
    split = "".join(element.text or "" for element in root.iter(f"{W}instrText"))
    return " ".join((split, *(element.get(f"{W}instr", "") for element in root.iter(f"{W}fldSimple"))))
