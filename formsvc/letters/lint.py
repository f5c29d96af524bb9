"""Faults in a folder of letter templates, found before anyone is to get a letter."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from formsvc.kernel.failures import Failure
from formsvc.letters.faults import TemplateFault
from formsvc.letters.kinds import KINDS, example_facts
from formsvc.letters.library import Library, MissingTemplate
from formsvc.letters.verify import BadRequirements, LetterIncomplete
from formsvc.texts import LANGUAGES, Language


class Finding(NamedTuple):
    """What is wrong: the file in the folder, the place in it, and why (English, for operators)."""

    file: str
    key: str
    reason: str


def lint_templates(folder: Path) -> list[Finding]:
    """Every fault in a folder: unreadable files, syntax, unknown fields, fields of one language only, missing contents.

    The first fault of each template is reported; mend it and look again.
    """
    try:
        library = Library(folder)
    except BadRequirements as error:
        return [Finding("requirements.toml", "-", error.params["reason"])]
    findings = [found for kind in KINDS for found in _findings(library, kind)]
    return [*dict.fromkeys(findings), *_unknown_kinds(library)]


def _findings(library: Library, kind: str) -> Iterator[Finding]:
    sound = []
    for language in LANGUAGES:
        found = _fault(library, kind, language)
        if found:
            yield found
        else:
            sound.append(language)
    if len(sound) == len(LANGUAGES):
        yield from _differences(library, kind)


def _fault(library: Library, kind: str, language: Language) -> Finding | None:
    file = f"{language}/{kind}.docx"
    try:
        library.issue(kind, example_facts(kind, language), language)
    except TemplateFault as fault:
        return Finding(fault.place.template, str(fault.place), fault.reason)
    except MissingTemplate:
        return Finding(file, "-", "this template is missing")
    except LetterIncomplete as fault:
        ids = ", ".join(one.id for one in fault.missing)
        return Finding(file, "-", f"a letter from the example facts lacks what it must hold: {ids}")
    except Failure as fault:
        return Finding(file, "-", str(fault))
    return None


def _differences(library: Library, kind: str) -> Iterator[Finding]:
    """Both languages must print the same facts."""
    fields = {language: _fields(library, kind, language) for language in LANGUAGES}
    for language in LANGUAGES:
        others = set[str]().union(*(fields[other] for other in LANGUAGES if other != language))
        for field in sorted(others - fields[language]):
            yield Finding(f"{language}/{kind}.docx", field, "the other language's template uses this field")


def _fields(library: Library, kind: str, language: Language) -> frozenset[str]:
    return library.template(kind, language).fields


def _unknown_kinds(library: Library) -> Iterator[Finding]:
    for one in library.requirements.all:
        for kind in one.kinds:
            if kind not in KINDS:
                yield Finding("requirements.toml", one.id, f"there is no kind of letter '{kind}'")
