"""Faults that show in the text of one paragraph: tags that cannot be read, and text that docxtpl would drop."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from jinja2 import TemplateSyntaxError
from lxml import etree

from formsvc.letters.faults import Flaw, Place, flaw
from formsvc.letters.language import Environment, environment
from formsvc.letters.reading import W

HAS_TAGS = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
_STRUCTURE = re.compile(r"{(?:[{%#])(p|tr|tc) .*?[}%#]}", re.DOTALL)
_OF_DOCXTPL = re.compile(r"^{([{%])(?:p|tr|tc|r)(?=\s)")
_CELL = re.compile(r"{%\s*(?:colspan|cellbg)\s+(.*?)\s*%}")
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
_CONTAINERS: Final = {"p": "paragraph", "tr": "table row", "tc": "table cell"}
_ALONE: Final = {
    "if": "{tag}{{% endif %}}",
    "for": "{tag}{{% endfor %}}",
    "elif": "{{% if 1 %}}{tag}{{% endif %}}",
    "set": "{tag}",
    **dict.fromkeys(("else", "endif", "endfor", "include", "hm", "vm"), ""),
}
"""The statements, and how each is completed so that it can be read by itself (an empty one has nothing to read)."""


def tag_flaws(paragraph: etree._Element, place: Place) -> Iterator[Flaw]:
    """What is wrong with the tags of a paragraph."""
    text = "".join(map(str, paragraph.itertext(f"{W}t")))
    if "{" not in text:
        return
    yield from _eaten(text, paragraph, place)
    for tag in HAS_TAGS.findall(text):
        yield from _unreadable(tag, place)
    for rest in re.findall(r"{[{%].*", HAS_TAGS.sub("", text)):
        yield flaw("open_tag", place, tag=rest)


def _eaten(text: str, paragraph: etree._Element, place: Place) -> Iterator[Flaw]:
    """A paragraph (row, cell) with a `{%p`, `{%tr`, `{%tc` tag is replaced by the tag: nothing else may stand in it."""
    for tag in _STRUCTURE.finditer(text):
        around = _container_text(paragraph, tag[1])
        if around.replace(tag[0], "", 1).strip():
            wider = place._replace(text=" ".join(around.split()))
            yield flaw("eaten_text", wider, tag=tag[0], container=_CONTAINERS[tag[1]])


def _container_text(paragraph: etree._Element, kind: str) -> str:
    container = paragraph if kind == "p" else next(paragraph.iterancestors(f"{W}{kind}"), paragraph)
    return "".join(map(str, container.itertext(f"{W}t")))


def _unreadable(tag: str, place: Place) -> Iterator[Flaw]:
    """Each tag is read by itself, so that one faulty tag does not hide the next."""
    written = _CELL.sub(r"{{ \1 }}", _OF_DOCXTPL.sub(r"{\1", tag.translate(_STRAIGHT)))
    statement = re.match(r"{%[-+]?\s*(\w*)", written)
    if statement and statement[1] not in _ALONE:
        yield flaw("statement", place, statement=statement[1])
        return
    if statement:
        written = _ALONE[statement[1]].format(tag=written)
    try:
        _reader().parse(written)
    except TemplateSyntaxError as error:
        yield flaw("syntax", place, tag=tag, detail=str(error.message))


@cache
def _reader() -> Environment:
    """Tags are read alike in both languages."""
    return environment("nb")
