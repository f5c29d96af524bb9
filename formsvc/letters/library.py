"""The folder of letter templates: `nb/` and `nn/` with one .docx a kind and `blocks/`, and `requirements.toml`.

A template is compiled once for its content, wherever that comes from: a changed file is in use with the next letter,
and what did not change is not compiled again.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from formsvc.kernel.failures import Unreadable
from formsvc.letters.facts import LetterFacts
from formsvc.letters.kinds import facts_type
from formsvc.letters.parts import Blocks
from formsvc.letters.template import Template
from formsvc.letters.verify import Requirements
from formsvc.texts import LANGUAGES, Language


class MissingTemplate(Unreadable):
    """There is no such template file. Parameter: path."""

    code = "missing_template"


class _Compiled:
    """The templates compiled last, by what they were compiled from. May be used by several threads."""

    MOST: Final = 128
    """Templates kept: every kind in both languages, with room for versions being tried."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Language, bytes], Template] = OrderedDict()
        self._lock = Lock()

    def of(self, kind: str, language: Language, docx: bytes, blocks: Blocks) -> Template:
        """The template of these files. Raises UnknownLetterKind, NotADocument or TemplateFault."""
        key = (kind, language, docx)
        with self._lock:
            known = self._kept.get(key)
        if known is None or not known.is_made_with(blocks):
            known = Template(f"{language}/{kind}.docx", docx, facts_type(kind), blocks)
        with self._lock:
            self._kept[key] = known
            self._kept.move_to_end(key)
            while len(self._kept) > self.MOST:
                self._kept.popitem(last=False)
        return known


_compiled = _Compiled()


class Library:
    """The templates of a folder as it is now. Raises BadRequirements.

    `instead`: files that stand in the place of the folder's, by language and name (`award`, `blocks/appeal`). Cheap to
    make: what was compiled for another library from the same content is used again.
    """

    def __init__(self, folder: Path, instead: Mapping[tuple[Language, str], bytes] | None = None) -> None:
        self.folder = folder
        self.requirements = _requirements(_Stamp.of(folder / "requirements.toml"))
        self._instead = instead or {}
        self._blocks = {language: Blocks(language, partial(self._block, language)) for language in LANGUAGES}
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
        facts_type(kind)  # an unknown kind is told as such, whatever lies in the folder
        docx = self._read(language, kind)
        if docx is None:
            raise MissingTemplate(path=str(self.folder / language / f"{kind}.docx"))
        return _compiled.of(kind, language, docx, self._blocks[language])

    def _block(self, language: Language, name: str) -> bytes | None:
        return self._read(language, f"blocks/{name}")

    def _read(self, language: Language, name: str) -> bytes | None:
        path = self.folder / language / f"{name}.docx"
        return self._instead.get((language, name)) or (path.read_bytes() if path.is_file() else None)


class _Stamp(NamedTuple):
    """A file as it was last written."""

    path: Path
    written: int
    size: int

    @classmethod
    def of(cls, path: Path) -> "_Stamp":
        """The present stamp; zeros where there is no such file."""
        try:
            status = path.stat()
        except FileNotFoundError:
            return cls(path, 0, 0)
        return cls(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _requirements(file: _Stamp) -> Requirements:
    return Requirements(file.path)


@lru_cache(maxsize=8)
def _library(folder: Path, _: tuple[_Stamp, ...]) -> Library:
    return Library(folder)


def _stamps(folder: Path) -> Iterator[_Stamp]:
    yield _Stamp.of(folder / "requirements.toml")
    for language in LANGUAGES:
        for place in (folder / language, folder / language / "blocks"):
            yield from map(_Stamp.of, sorted(place.glob("*.docx")))


def open_library(folder: Path) -> Library:
    """The library of a folder as it is now: made again when a file in it has changed. Raises BadRequirements."""
    return _library(folder, tuple(_stamps(folder)))


def render_letter(kind: str, facts: LetterFacts, language: Language, templates_dir: Path) -> bytes:
    """A finished, checked letter as a .docx.

    Raises UnknownLetterKind, MissingTemplate, NotADocument, TemplateFault (says where), or LetterIncomplete (says what
    is missing).
    """
    return open_library(templates_dir).issue(kind, facts, language)


def template_checksum(kind: str, language: Language, templates_dir: Path) -> str:
    """The version of a template, blocks included, in hexadecimal. Raises as `Library.template`."""
    return open_library(templates_dir).checksum(kind, language)
