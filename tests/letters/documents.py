"""Small Word files for tests, and ways to change one."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document
from docx.document import Document as WordDocument

from formsvc.letters.facts import Decision, DecisionFacts, LetterFacts
from formsvc.letters.facts.common import Line
from formsvc.letters.kinds import example_facts
from formsvc.letters.parts import Blocks
from formsvc.letters.template import Template
from formsvc.texts import Language


class PlainDecision(Decision):
    """A decision whose reasons are plain text, for templates that print them with `{{ reason }}`."""

    reasons: tuple[Line, ...]  # type: ignore[assignment]


class PlainFacts(DecisionFacts):
    """Facts of a refusal with plain reasons."""

    decision: PlainDecision


def saved(document: WordDocument) -> bytes:
    """The bytes of a Word file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def written(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def compiled(docx: bytes, language: Language = "nb", blocks: Mapping[str, bytes] | None = None) -> Template:
    """A template of a refusal."""
    return Template("nb/refusal.docx", docx, PlainFacts, Blocks(language, (blocks or {}).get))


def refusal(reason: str = "Grunnen.", *more: str) -> LetterFacts:
    """Facts of a refusal whose reasons are these."""
    example = example_facts("refusal").model_dump()
    facts = PlainFacts.model_validate({**example, "decision": {**example["decision"], "reasons": ("Grunnen.",)}})
    return facts.model_copy(update={"decision": facts.decision.model_copy(update={"reasons": (reason, *more)})})


def paragraphs_of(docx: bytes) -> list[str]:
    """The text of the paragraphs of a Word file, line breaks as newlines."""
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]


def entry(docx: bytes, path: str) -> bytes:
    """One entry of a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(path)


def changed(docx: bytes, path: str, old: str, new: str) -> bytes:
    """A Word file with a piece of one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as package, zipfile.ZipFile(out, "w") as target:
        for name in package.namelist():
            content = package.read(name)
            if name == path:
                assert old.encode() in content, f"{old} does not stand in {path}"
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return out.getvalue()
