"""From a part of a .docx to the source of a template: docxtpl's own language, with every paragraph's place kept.

Before docxtpl's `patch_xml` removes the paragraphs that hold only a control tag, each paragraph gets a mark with its
number on a line of its own. So a line of the source is a paragraph of the Word file, and a fault can say which.
"""

import re
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

from docxtpl import DocxTemplate
from lxml import etree

from formsvc.letters.archive import NotADocument
from formsvc.letters.faults import Flaw, Place, flaw
from formsvc.letters.reading import W
from formsvc.letters.tags import HAS_TAGS, tag_flaws

_MARK = "\n\ue000"
_MARK_WITH_NUMBER = re.compile("\n\ue000([0-9]+)\ue001")
_PARAGRAPH = re.compile("(?=<w:p[ >/])")
INCLUDE = re.compile(r"""{%-?\s*include\s+["']([^"']*)["']\s*-?%}""")
"""The tag that includes a shared block, and its name."""
_NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')
_LONGEST_TEXT = 100
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


class Source(NamedTuple):
    """The source of a part or block; line n + 2 is the paragraph `places[n]`. `flaws`: what its text already shows."""

    lines: tuple[str, ...]
    places: tuple[Place, ...]
    flaws: tuple[Flaw, ...]

    @property
    def text(self) -> str:
        """What Jinja compiles."""
        return "\n".join(self.lines)

    def place(self, line: int) -> Place:
        """The paragraph of a line (from 1)."""
        return self.places[min(max(0, line - 2), len(self.places) - 1)]


def parsed(xml: bytes, template: str) -> etree._Element:
    """The XML of a part. Raises NotADocument."""
    try:
        return etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise NotADocument(name=template) from error


def has_tags(root: etree._Element) -> bool:
    """Whether a part holds anything of the template language (a tag may be split over runs)."""
    return bool(HAS_TAGS.search("".join(map(str, root.itertext()))))


def part_source(root: etree._Element, template: str, part: str) -> Source:
    """The source of a whole part."""
    return _source([root], etree.tostring(root, encoding="unicode"), template, part)


def block_source(root: etree._Element, template: str) -> Source:
    """The source of what a shared block puts into a letter: its paragraphs and tables. Raises NotADocument."""
    part = "word/document.xml"
    body = root.find(f"{W}body")
    if body is None:
        raise NotADocument(name=template)
    content = [child for child in body if child.tag != f"{W}sectPr"]
    foreign = [_foreign(child, template, part) for child in content if not _is_only_word(child)]
    source = _source(content, "".join(map(_inlined, content)), template, part)
    return source._replace(flaws=(*source.flaws, *foreign))


def _source(roots: Iterable[etree._Element], xml: str, template: str, part: str) -> Source:
    paragraphs = [paragraph for root in roots for paragraph in root.iter(f"{W}p")]
    places = [
        Place(template, part, number, _shortened("".join(map(str, paragraph.itertext(f"{W}t", f"{W}p")))))
        for number, paragraph in enumerate(paragraphs, start=1)
    ]
    flaws = [found for pair in zip(paragraphs, places, strict=True) for found in tag_flaws(*pair)]
    lines, kept = _lines(xml)
    # A part without paragraphs (the document's properties) is one place.
    return Source(lines, tuple(places[at - 1] for at in kept) or (Place(template, part, 0, ""),), tuple(flaws))


def _lines(xml: str) -> tuple[tuple[str, ...], list[int]]:
    """The lines of the source and, from the second on, the numbers of their paragraphs."""
    numbers = count(1)
    marked = _PARAGRAPH.sub(lambda _: f"{_MARK}{next(numbers)}\ue001", xml.replace("\n", " "))
    patched = DocxTemplate(None).patch_xml(marked)
    kept = [int(number) for number in _MARK_WITH_NUMBER.findall(patched)]
    return tuple(_MARK_WITH_NUMBER.sub("\n", patched).split("\n")), kept


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _is_only_word(child: etree._Element) -> bool:
    """Whether a block's content can be moved into another document: no pictures, links, notes."""
    return all(
        str(element.tag).startswith(W) and not any("relationships" in str(name) for name in element.attrib)
        for element in child.iter()
    )


def _foreign(child: etree._Element, template: str, part: str) -> Flaw:
    return flaw("block_content", Place(template, part, 0, _shortened("".join(map(str, child.itertext())))))


def _inlined(child: etree._Element) -> str:
    """The XML of a paragraph or table, without Word's editing marks and the namespaces that the letter declares."""
    for element in child.iter():
        for name in [str(name) for name in element.attrib]:
            if not name.startswith((W, "{http://www.w3.org/XML/")) or "rsid" in name:
                del element.attrib[name]
    start, end, rest = etree.tostring(child, encoding="unicode").partition(">")
    return _NAMESPACE.sub("", start) + end + rest
