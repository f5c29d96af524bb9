"""Example facts of every outcome: years, auditor, appeal, services, reservations, and what may be absent."""

from collections.abc import Iterator
from typing import Any

from formsvc.letters import KINDS, GrantFacts, LetterFacts, ReceiptFacts, example_facts
from formsvc.texts import LANGUAGES, Language


def cases() -> Iterator[tuple[str, Language, str, LetterFacts]]:
    """Kind, language, what is special, and the facts."""
    for kind in KINDS:
        for language in LANGUAGES:
            facts = example_facts(kind, language)
            for name, changes in changes_of(facts).items():
                yield kind, language, name, type(facts).model_validate(changed(facts.model_dump(), changes))


def changes_of(facts: LetterFacts) -> dict[str, dict[str, Any]]:
    """What can be different, by a name."""
    every: dict[str, dict[str, Any]] = {"example": {}, "sparse": SPARSE}
    if isinstance(facts, ReceiptFacts):
        return every | {"no date for the decision": {"application": {"decision_expected": None, "version": 3}}}
    every["no appeal"] = {"appeal": None}
    return every | GRANT if isinstance(facts, GrantFacts) else every


def changed(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The data with the changes merged in."""
    merged = dict(data)
    for name, value in changes.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = changed(merged[name], value) if both else value
    return merged


SPARSE: dict[str, Any] = {
    "administrator": {"unit": None, "website": None},
    "recipient": {"contact": None},
    "scheme": {"code": None, "approved": None, "standard_terms": None},
    "call": {"contact": {"name": None}},
}
GRANT: dict[str, dict[str, Any]] = {
    "one year": {"multi_year": None},
    "many years, nothing more": {"multi_year": {"renewal_required": False, "reducible": False}},
    "no auditor": {"decision": {"amount": 199_999}, "multi_year": None, "accounts": {"auditor_required": False}},
    "never an auditor": {"accounts": {"auditor_required": False, "auditor_threshold": None}},
    "strict": {
        "accounts": {"transfer_possible": False, "offset_possible": False},
        "control": {"delegable": False, "exclusion": True},
    },
    "bare": {
        "use": {"requirements": (), "excluded": (), "paragraphs": ()},
        "reporting": {"indicators": (), "topics": ()},
        "acceptance": {"account": None},
        "decision": {"conditions": ()},
    },
    "special": {
        "decision": {"conditions": ("Dere må ansette en leder.", "Dere må føre timer.")},
        "terms": ("Et eget vilkår.",),
        "reporting": {"paragraphs": ("Et eget avsnitt om rapporten.",)},
    },
    "handwritten": {"signature": {"electronic": False}},
}
