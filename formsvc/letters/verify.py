"""The last gate: the finished file is read back, and what the law and the regelverk demand is looked for in it.

The demands are data (`requirements.toml` beside the templates). A letter that lacks one is not issued.
"""

import re
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, Undefined
from jinja2.environment import TemplateExpression
from lxml import etree
from pydantic import BaseModel, ConfigDict, ValidationError

from formsvc.kernel.failures import Conflict, Unreadable
from formsvc.letters.facts import LetterFacts
from formsvc.letters.language import environment
from formsvc.letters.reading import read_letter, squeezed
from formsvc.letters.writing import printable
from formsvc.texts import Language, Text, formats


class LetterIncomplete(Conflict):
    """A finished letter lacks what it must hold. Parameters: kind, missing (in the letter's language)."""

    code = "letter_incomplete"

    def __init__(self, kind: str, missing: tuple["Requirement", ...], language: Language) -> None:
        self.missing = missing
        super().__init__(kind=kind, missing=formats.joined([one.what.in_(language) for one in missing], language))


class LetterUnreadable(Conflict):
    """The finished file is no Word document. Parameters: kind, reason (English)."""

    code = "letter_unreadable"


class BadRequirements(Unreadable):
    """The list of mandatory contents cannot be read. Parameters: path, reason (English)."""

    code = "bad_letter_requirements"


class Requirement(BaseModel):
    """One thing that letters of these kinds must hold, and who demands it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: str
    kinds: tuple[str, ...]
    what: Text
    """What it is, in words for whoever must mend the letter."""
    source: str
    """The law, the økonomibestemmelser or the point of the regelverk that demands it."""
    when: str = "true"
    """Only where this field (an expression of the templates' language) is there and not empty or false."""
    each: str | None = None
    """A dotted path to a list (of lists): the values are looked for once for every `item`."""
    values: tuple[str, ...] = ()
    """Expressions in the templates' language. Their text, or each text of a list, must stand in the letter."""
    words: Text | None = None
    """A wording that must stand in the letter."""
    unwanted: bool = False
    """Turned round: no word of the letter may begin with any of this, in small or large letters."""
    beside: tuple[str, ...] = ()
    """With `unwanted`: expressions whose text may hold it all the same, such as names."""


class Requirements:
    """The list of mandatory contents of a folder of templates. Raises BadRequirements."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))["requirement"]
            self.all = tuple(Requirement.model_validate(entry) for entry in entries)
        except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
            raise BadRequirements(path=str(path), reason=str(error)) from error

    def of(self, kind: str) -> tuple[Requirement, ...]:
        """What letters of a kind must hold."""
        return tuple(one for one in self.all if kind in one.kinds)

    def verify(self, docx: bytes, kind: str, facts: LetterFacts, language: Language) -> None:
        """Read the finished file back. Raises LetterIncomplete, with everything that is missing."""
        try:
            letter = read_letter(docx)
        except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
            raise LetterUnreadable(kind=kind, reason=str(error)) from error
        text = f"{letter.title} {letter.text}"
        missing = tuple(one for one in self.of(kind) if not self._is_met(one, text, facts, language))
        if missing:
            raise LetterIncomplete(kind, missing, language)

    def _is_met(self, one: Requirement, text: str, facts: LetterFacts, language: Language) -> bool:
        writer = _Writer(self._path, facts, language)
        if not writer.value(one.when, None):
            return True
        wanted = _wanted(one, writer)
        if not one.unwanted:
            return all(words in text for words in wanted)
        for name in (found for expression in one.beside for found in writer.texts(writer.value(expression, None))):
            text = text.replace(name, "")
        return not any(re.search(rf"\b{re.escape(words)}", text, re.IGNORECASE) for words in wanted)


class _Writer:
    """Writes facts as a letter of one language would."""

    def __init__(self, path: Path, facts: LetterFacts, language: Language) -> None:
        self._path, self.facts, self._language = path, facts, language
        self._context = {name: getattr(facts, name) for name in type(facts).model_fields}

    def value(self, expression: str, item: Any) -> Any:
        """The value of an expression about the facts and an item. Raises BadRequirements."""
        try:
            value = _program(expression, self._language)(**self._context, item=item)
            return str(value) if isinstance(value, Undefined) else value
        except (TemplateError, TypeError) as error:
            raise BadRequirements(path=str(self._path), reason=f"{expression}: {error}") from error

    def texts(self, value: Any) -> Iterator[str]:
        """A value's text as it stands in a letter; of a list, each text."""
        if isinstance(value, tuple | list):
            for item in value:
                yield from self.texts(item)
        else:
            yield squeezed(printable(value.in_(self._language) if isinstance(value, Text) else str(value)))

    def words(self, words: Text | None) -> Iterator[str]:
        """A fixed wording in the letter's language."""
        if words:
            yield words.in_(self._language)


@cache
def _program(expression: str, language: Language) -> TemplateExpression:
    return environment(language).compile_expression(expression, undefined_to_none=False)


def _wanted(one: Requirement, writer: _Writer) -> Iterator[str]:
    """Every text that a requirement speaks of."""
    yield from writer.words(one.words)
    items = _flattened(writer.facts, one.each.split(".")) if one.each else [None]
    for item in items:
        for expression in one.values:
            yield from writer.texts(writer.value(expression, item))


def _flattened(value: Any, path: list[str]) -> list[Any]:
    """The items at the end of a path whose steps may be lists."""
    if isinstance(value, tuple):
        return [found for item in value for found in _flattened(item, path)]
    return _flattened(getattr(value, path[0]), path[1:]) if path else [value]
