"""A version of a letter template beside the one in force: example letters of every outcome, and what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from formsvc.letters import Library
from formsvc.letters.facts import LetterFacts
from formsvc.letters.outcomes import example_outcomes
from formsvc.letters.paragraphs import letter_paragraphs
from formsvc.services.check_template import fields_of_one_language, kinds_with
from formsvc.services.compare_texts import Pair, changed_only, compare_texts
from formsvc.services.facts.common import administrator_facts
from formsvc.services.letter_library import library_of, library_with
from formsvc.services.office import Office
from formsvc.services.open_templates import OpenTemplate, TemplateNotFound, file_of
from formsvc.texts import Language


@dataclass(frozen=True)
class Example:
    """One example letter with both versions: its kind, the outcome it shows, and its paragraphs side by side."""

    kind: str
    outcome: str
    pairs: Sequence[Pair]

    @property
    def changes(self) -> int:
        """How many paragraphs differ."""
        return len(changed_only(self.pairs))


@dataclass(frozen=True)
class Comparison:
    """All examples of a version, and the fields that one language lacks."""

    examples: Sequence[Example]
    one_language: dict[Language, list[str]] = field(default_factory=dict)


def compare_template(session: Session, office: Office, found: OpenTemplate, number: int) -> Comparison:
    """A version beside the one in force. Raises TemplateNotFound, or TemplateFault for one that cannot be used."""
    before, after = _libraries(session, office, found, number)
    kinds = kinds_with(before, found.place)
    examples = [
        Example(kind, outcome, compare_texts(*(_paragraphs(library, kind, facts) for library in (before, after))))
        for kind in kinds
        for outcome, facts in _examples(found, kind)
    ]
    return Comparison(examples, fields_of_one_language(after, kinds))


def example_letter(
    session: Session, office: Office, found: OpenTemplate, number: int, kind: str, outcome: str, *, in_force: bool
) -> bytes:
    """One of the examples in Word, with the version in force or with this one. Raises as `compare_template`."""
    before, after = _libraries(session, office, found, number)
    facts = dict(_examples(found, kind)).get(outcome) if kind in kinds_with(before, found.place) else None
    if facts is None:
        raise TemplateNotFound
    return (before if in_force else after).render(kind, facts, found.place[0])


def _libraries(session: Session, office: Office, found: OpenTemplate, number: int) -> tuple[Library, Library]:
    docx = file_of(session, office, found.place, found.version(number))
    administrator_id = found.administrator.id
    before = library_of(session, office, administrator_id)
    return before, library_with(session, office, administrator_id, {found.place: docx})


def _examples(found: OpenTemplate, kind: str) -> Iterator[tuple[str, LetterFacts]]:
    """The examples as this grant administrator would send them."""
    language = found.place[0]
    sender = administrator_facts(found.administrator, language)
    return example_outcomes(kind, language, administrator=sender.model_dump())


def _paragraphs(library: Library, kind: str, facts: LetterFacts) -> list[str]:
    return letter_paragraphs(library.render(kind, facts, facts.language))
