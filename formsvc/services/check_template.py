"""Whether a letter template can be used: every letter that it is part of is made with example facts and read back."""

from collections.abc import Iterator
from dataclasses import dataclass

from formsvc.kernel.failures import Invalid
from formsvc.letters import KINDS, LetterIncomplete, Library, TemplateFault
from formsvc.letters.admission import Problem
from formsvc.letters.archive import NotADocument
from formsvc.letters.faults import Flaw
from formsvc.letters.outcomes import example_outcomes
from formsvc.letters.verify import LetterUnreadable
from formsvc.services.letter_library import BLOCKS
from formsvc.storage.letter_templates import Place
from formsvc.texts import LANGUAGES, Language, Text


@dataclass(frozen=True)
class Lacking:
    """A letter of this kind would lack something that it must hold."""

    kind: str
    what: Text


Fault = Flaw | Problem | Lacking


class TemplateFaulty(Invalid):
    """The file cannot be a template. `faults`: everything that is wrong with it."""

    code = "template_faulty"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults


def require_usable(library: Library, place: Place, kinds: list[str]) -> None:
    """`kinds`: the letters that the template is part of. Raises TemplateFaulty."""
    language, _ = place
    # Parameters of a fault may be of any kind, so faults are told from each other by how they read.
    faults = {repr(fault): fault for kind in kinds for fault in _faults(library, kind, language)}
    if faults:
        raise TemplateFaulty(list(faults.values()))


def kinds_with(library: Library, place: Place) -> list[str]:
    """The kinds of letters that a template is part of: its own, or those that put the block in."""
    language, name = place
    if not name.startswith(BLOCKS):
        return [name]
    return [kind for kind in KINDS if name in library.template(kind, language).files]


def fields_of_one_language(library: Library, kinds: list[str]) -> dict[Language, list[str]]:
    """Fields that letters print in one language only, by the language that lacks them."""
    used = {
        language: frozenset[str]().union(*(library.template(kind, language).fields for kind in kinds))
        for language in LANGUAGES
    }
    nb, nn = LANGUAGES
    missing = {nb: sorted(used[nn] - used[nb]), nn: sorted(used[nb] - used[nn])}
    return {language: fields for language, fields in missing.items() if fields}


def _faults(library: Library, kind: str, language: Language) -> Iterator[Fault]:
    try:
        library.template(kind, language)
    except TemplateFault as fault:
        yield from fault.flaws
    except NotADocument:
        yield Problem("not_a_document", {})
    else:
        for _, facts in example_outcomes(kind, language):
            try:
                library.issue(kind, facts, language)
            except TemplateFault as fault:
                yield from fault.flaws
            except LetterIncomplete as incomplete:
                yield from (Lacking(kind, one.what) for one in incomplete.missing)
            except LetterUnreadable:
                yield Problem("not_a_document", {})
