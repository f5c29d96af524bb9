"""The same XML, part for part, as docxtpl makes of the project's own templates."""

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from formsvc.letters import LetterFacts, Library
from formsvc.letters.parts import Blocks
from formsvc.texts import LANGUAGES, Language
from tests.letters.variants import cases

TEMPLATES = Path(__file__).parents[2] / "letter_templates"
LIBRARY = Library(TEMPLATES)


def in_turns() -> Iterator[tuple[str, Language, str, LetterFacts]]:
    """The example of every kind in both languages, each other outcome in one of them: docxtpl takes its time."""
    for (_kind, language), outcomes in groupby(cases(), key=lambda case: case[:2]):
        for number, case in enumerate(outcomes):
            if number == 0 or number % 2 == LANGUAGES.index(language):
                yield case


EVERY = list(in_turns())


def of_docxtpl(kind: str, language: Language, facts: LetterFacts) -> bytes:
    """The letter as docxtpl renders it, in an environment that is as strict as ours."""
    folder = TEMPLATES / language
    environment = Blocks(language, lambda name: (folder / "blocks" / f"{name}.docx").read_bytes()).environment
    template, file = DocxTemplate(folder / f"{kind}.docx"), io.BytesIO()
    template.render({name: getattr(facts, name) for name in type(facts).model_fields}, environment)
    template.save(file)
    return file.getvalue()


def canonical_parts(docx: bytes) -> dict[str, bytes]:
    """Every part of a Word file, XML in canonical form."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: canonical(package.read(name)) for name in package.namelist()}


def canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for identifier in root.findall("{http://purl.org/dc/elements/1.1/}identifier"):
        # docxtpl adds an empty one to the document's properties.
        if not identifier.text:
            root.remove(identifier)
    return etree.tostring(root, method="c14n", exclusive=True)


@pytest.mark.parametrize(("kind", "language", "name", "facts"), EVERY, ids=["-".join(case[:3]) for case in EVERY])
def test_our_letter_is_docxtpl_s_letter(kind: str, language: Language, name: str, facts: LetterFacts) -> None:
    ours, theirs = (
        canonical_parts(LIBRARY.render(kind, facts, language)),
        canonical_parts(of_docxtpl(kind, language, facts)),
    )
    assert ours.keys() == theirs.keys(), name
    # The list of content types is written in another order by python-docx, which docxtpl saves with.
    assert [part for part in ours if ours[part] != theirs[part] and part != "[Content_Types].xml"] == []
