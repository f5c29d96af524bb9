"""From a part of a .docx to the source of a template: docxtpl's own language, with every paragraph's place kept.

Before docxtpl's `patch_xml` removes the paragraphs that hold only a control tag, each paragraph gets a mark with its
number on a line of its own. So a line of the source is a paragraph of the Word file, and a fault can say which.
"""

import re
from itertools import count
from typing import NamedTuple

from docxtpl import DocxTemplate
from lxml import etree

from formsvc.letters.archive import NotADocument
from formsvc.letters.faults import Place, TemplateFault

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_WORD}}}"
MARK = "\n\ue000"
_MARK_WITH_NUMBER = re.compile("\n\ue000([0-9]+)\ue001")
_PARAGRAPH = re.compile("(?=<w:p[ >/])")
_TAG = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
_STRUCTURE_TAG = re.compile(r"{(?:[{%#])(p|tr|tc) .*?[}%#]}", re.DOTALL)
_NAMES = {"p": "paragraph", "tr": "table row", "tc": "table cell"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


class Source(NamedTuple):
    """The source of one part; line n + 1 is the paragraph `paragraphs[n]`."""

    template: str
    part: str
    text: str
    paragraphs: list[int]

    def place(self, line: int) -> Place:
        """The paragraph of a line (from 1), with its text."""
        at = max(0, line - 2)
        number = self.paragraphs[at] if at < len(self.paragraphs) else 0
        return Place(self.template, self.part, number, visible(self.text.split("\n")[line - 1]))


def visible(xml: str) -> str:
    """The text of a piece of XML, tags of ours included, cut to what identifies a paragraph."""
    text = " ".join(re.sub(r"<[^>]*>?|\ue000", "", xml).split())
    return text if len(text) <= 100 else f"{text[:99]}…"


def parsed(xml: bytes, template: str) -> etree._Element:
    """The XML of a part. Raises NotADocument."""
    try:
        return etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise NotADocument(name=template) from error


def has_tags(root: etree._Element) -> bool:
    """Whether a part holds anything of the template language (a tag may be split over runs)."""
    return bool(_TAG.search("".join(map(str, root.itertext()))))


def part_source(root: etree._Element, template: str, part: str) -> Source:
    """The source of a whole part. Raises TemplateFault where docxtpl would silently eat text."""
    _refuse_eaten_text(root, template, part)
    return _source(etree.tostring(root, encoding="unicode"), template, part)


def block_source(root: etree._Element, template: str) -> Source:
    """The source of what a shared block puts into a letter: its paragraphs and tables.

    Raises TemplateFault for what cannot be moved into another document (pictures, links, notes).
    """
    part = "word/document.xml"
    _refuse_eaten_text(root, template, part)
    body = root.find(f"{W}body")
    if body is None:
        raise NotADocument(name=template)
    content = [child for child in body if child.tag != f"{W}sectPr"]
    for child in content:
        _keep_only_word(child, template, part)
    return _source("".join(etree.tostring(child, encoding="unicode") for child in content), template, part)


def _source(xml: str, template: str, part: str) -> Source:
    numbers = count(1)
    marked = _PARAGRAPH.sub(lambda _: f"{MARK}{next(numbers)}\ue001", xml.replace("\n", " "))
    patched = DocxTemplate(None).patch_xml(marked)
    paragraphs = [int(number) for number in _MARK_WITH_NUMBER.findall(patched)]
    return Source(template, part, _MARK_WITH_NUMBER.sub(MARK, patched), paragraphs)


def _refuse_eaten_text(root: etree._Element, template: str, part: str) -> None:
    """A paragraph (row, cell) with a `{%p`, `{%tr`, `{%tc` tag is replaced by the tag: nothing else may stand in it."""
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        text = "".join(map(str, paragraph.itertext(f"{W}t")))
        for tag in _STRUCTURE_TAG.finditer(text):
            around = _container_text(paragraph, tag[1])
            if around.replace(tag[0], "", 1).strip():
                place = Place(template, part, number, visible(around))
                raise TemplateFault(place, f"text beside {tag[0]} would vanish: give the tag its own {_NAMES[tag[1]]}")


def _container_text(paragraph: etree._Element, kind: str) -> str:
    container = paragraph if kind == "p" else next(paragraph.iterancestors(f"{W}{kind}"), paragraph)
    return "".join(map(str, container.itertext(f"{W}t")))


def _keep_only_word(child: etree._Element, template: str, part: str) -> None:
    """Drop Word's editing marks (paragraph ids of newer Word); refuse what needs a file beside the document."""
    for element in child.iter():
        if not str(element.tag).startswith(W) or any("relationships" in str(name) for name in element.attrib):
            place = Place(template, part, 0, visible("".join(map(str, child.itertext()))))
            raise TemplateFault(place, "a shared block may hold text, lists and tables only")
        for name in [str(name) for name in element.attrib]:
            if not name.startswith((W, "{http://www.w3.org/XML/")) or "rsid" in name:
                del element.attrib[name]
    etree.cleanup_namespaces(child)
