"""The folder of letter templates: `nb/` and `nn/` with one .docx a kind and `blocks/`, and `requirements.toml`."""

from functools import lru_cache
from pathlib import Path

from formsvc.kernel.failures import Unreadable
from formsvc.letters.facts import LetterFacts
from formsvc.letters.kinds import facts_type
from formsvc.letters.parts import Blocks, ReadBlock
from formsvc.letters.template import Template
from formsvc.letters.verify import Requirements
from formsvc.texts import LANGUAGES, Language


class MissingTemplate(Unreadable):
    """There is no such template file. Parameter: path."""

    code = "missing_template"


class Library:
    """Templates of one folder, each compiled when it is first asked for and then kept. Raises BadRequirements."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requirements = Requirements(folder / "requirements.toml")
        self._blocks = {language: Blocks(language, _reader(folder / language / "blocks")) for language in LANGUAGES}
        self._templates: dict[tuple[str, Language], Template] = {}

    def template(self, kind: str, language: Language) -> Template:
        """A compiled template. Raises UnknownLetterKind, MissingTemplate, NotADocument or TemplateFault."""
        if (kind, language) not in self._templates:
            self._templates[kind, language] = self._compile(kind, language)
        return self._templates[kind, language]

    def render(self, kind: str, facts: LetterFacts, language: Language) -> bytes:
        """A letter that has not been read back: for measuring. Raises as `template` and `Template.render`."""
        return self.template(kind, language).render(facts)

    def issue(self, kind: str, facts: LetterFacts, language: Language) -> bytes:
        """A letter, rendered and its file checked. Raises as `render`, and LetterIncomplete."""
        docx = self.render(kind, facts, language)
        self.requirements.verify(docx, kind, facts, language)
        return docx

    def checksum(self, kind: str, language: Language) -> str:
        """SHA-256 over a template and the blocks it includes, in hexadecimal: the version a letter was made with."""
        return self.template(kind, language).checksum

    def _compile(self, kind: str, language: Language) -> Template:
        facts, path = facts_type(kind), self.folder / language / f"{kind}.docx"
        if not path.is_file():
            raise MissingTemplate(path=str(path))
        return Template(f"{language}/{kind}.docx", path.read_bytes(), facts, self._blocks[language])


@lru_cache(maxsize=8)
def open_library(folder: Path) -> Library:
    """The library of a folder, kept for the life of the process: a changed template is a new folder or a new start."""
    return Library(folder)


def render_letter(kind: str, facts: LetterFacts, language: Language, templates_dir: Path) -> bytes:
    """A finished, checked letter as a .docx.

    Raises UnknownLetterKind, MissingTemplate, NotADocument, TemplateFault (says where), or LetterIncomplete (says what
    is missing).
    """
    return open_library(templates_dir).issue(kind, facts, language)


def template_checksum(kind: str, language: Language, templates_dir: Path) -> str:
    """The version of a template, blocks included, in hexadecimal. Raises as `Library.template`."""
    return open_library(templates_dir).checksum(kind, language)


def _reader(folder: Path) -> ReadBlock:
    def read(name: str) -> bytes | None:
        path = folder / f"{name}.docx"
        return path.read_bytes() if path.is_file() else None

    return read
