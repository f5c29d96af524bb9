"""Faults in a folder of letter templates, found before anyone is to get a letter."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from formsvc.kernel.failures import Failure
from formsvc.letters.faults import Flaw, Place, TemplateFault, flaw
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
    """Every fault in a folder: unreadable files, flaws of templates, fields of one language only, missing contents."""
    try:
        library = Library(folder)
    except BadRequirements as error:
        return [Finding("requirements.toml", "-", error.params["reason"])]
    findings = [found for kind in KINDS for found in _findings(library, kind)]
    return [*dict.fromkeys(findings), *_unknown_kinds(library)]


def template_flaws(library: Library, kind: str, language: Language) -> tuple[Flaw, ...]:
    """Every flaw of one template, its blocks and what the other language has and it lacks; empty where it is sound.

    A letter of the example facts is rendered too. Raises UnknownLetterKind, MissingTemplate, NotADocument,
    LetterIncomplete or BadRequirements, as issuing a letter would.
    """
    try:
        library.issue(kind, example_facts(kind, language), language)
    except TemplateFault as fault:
        return fault.flaws
    return tuple(_only_in_the_other(library, kind, language))


def _findings(library: Library, kind: str) -> Iterator[Finding]:
    for language in LANGUAGES:
        yield from _of_template(library, kind, language)


def _of_template(library: Library, kind: str, language: Language) -> Iterator[Finding]:
    file = f"{language}/{kind}.docx"
    try:
        for flaw in template_flaws(library, kind, language):
            key = flaw.params["field"] if flaw.code == "one_language" else str(flaw.place)
            yield Finding(flaw.place.template, key, flaw.reason)
    except MissingTemplate:
        yield Finding(file, "-", "this template is missing")
    except LetterIncomplete as fault:
        ids = ", ".join(one.id for one in fault.missing)
        yield Finding(file, "-", f"a letter from the example facts lacks what it must hold: {ids}")
    except Failure as fault:
        yield Finding(file, "-", str(fault))


def _only_in_the_other(library: Library, kind: str, language: Language) -> Iterator[Flaw]:
    """Both languages must print the same facts; a template in the other language that is faulty is told by itself."""
    own = library.template(kind, language).fields
    for other in LANGUAGES:
        try:
            more = library.template(kind, other).fields - own
        except Failure:
            continue
        for field in sorted(more):
            yield flaw("one_language", Place(f"{language}/{kind}.docx", "word/document.xml", 0, ""), field=field)


def _unknown_kinds(library: Library) -> Iterator[Finding]:
    for one in library.requirements.all:
        for kind in one.kinds:
            if kind not in KINDS:
                yield Finding("requirements.toml", one.id, f"there is no kind of letter '{kind}'")
