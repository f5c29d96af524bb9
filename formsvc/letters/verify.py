"""The last gate: the finished file is read back, and what the law and the regelverk demand is looked for in it.

The demands are data (`requirements.toml` beside the templates). A letter that lacks one is not issued.
"""

import zipfile
from pathlib import Path
from xml.parsers.expat import ExpatError

from jinja2 import TemplateError

from formsvc.kernel.failures import Conflict
from formsvc.letters.demands import Demand, Demands
from formsvc.letters.facts import LetterFacts
from formsvc.letters.reading import read_words
from formsvc.letters.requirements import BadRequirements, Requirement, read_requirements
from formsvc.texts import Language, formats

__all__ = ["BadRequirements", "LetterIncomplete", "LetterUnreadable", "Requirement", "Requirements"]


class LetterIncomplete(Conflict):
    """A finished letter lacks what it must hold. Parameters: kind, missing (in the letter's language)."""

    code = "letter_incomplete"

    def __init__(self, kind: str, missing: tuple[Requirement, ...], language: Language) -> None:
        self.missing = missing
        super().__init__(kind=kind, missing=formats.joined([one.what.in_(language) for one in missing], language))


class LetterUnreadable(Conflict):
    """The finished file is no Word document. Parameters: kind, reason (English)."""

    code = "letter_unreadable"


class Requirements:
    """The list of mandatory contents of a folder of templates. Raises BadRequirements."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.all = read_requirements(path)
        self._compiled: dict[tuple[str, Language], Demands] = {}

    def of(self, kind: str) -> tuple[Requirement, ...]:
        """What letters of a kind must hold."""
        return tuple(one for one in self.all if kind in one.kinds)

    def verify(self, docx: bytes, kind: str, facts: LetterFacts, language: Language) -> None:
        """Read the finished file back.

        Raises LetterIncomplete, with everything that is missing, LetterUnreadable, or BadRequirements where an
        expression does not fit the facts.
        """
        try:
            letter = read_words(docx)
        except (zipfile.BadZipFile, ExpatError, KeyError) as error:
            raise LetterUnreadable(kind=kind, reason=str(error)) from error
        demands = self._demands(kind, facts, language)
        missing = tuple(demand.requirement for demand in demands if not demand.is_met_by(letter))
        if missing:
            raise LetterIncomplete(kind, missing, language)

    def _demands(self, kind: str, facts: LetterFacts, language: Language) -> list[Demand]:
        try:
            if (kind, language) not in self._compiled:
                self._compiled[kind, language] = Demands(self.of(kind), language)
            return self._compiled[kind, language].on(facts)
        except (TemplateError, AttributeError, TypeError) as error:
            raise BadRequirements(path=str(self._path), reason=str(error)) from error
