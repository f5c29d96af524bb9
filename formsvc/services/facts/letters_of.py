"""The letters of a decision of any kind."""

from collections.abc import Callable, Mapping

from formsvc.letters.facts import GrantFacts, LetterFacts
from formsvc.services.facts.appealing import appeal_changed
from formsvc.services.facts.carrying_over import transfer
from formsvc.services.facts.decision import Decided, as_letter, decision_letters, grant_fields, with_paragraphs
from formsvc.services.facts.recovering import recovery
from formsvc.services.facts.supplementing import supplementary_award
from formsvc.services.issue_letter import Letter

_LATER: Mapping[str, Callable[[Decided], LetterFacts]] = {
    "supplementary-award": supplementary_award,
    "transfer-granted": transfer,
    "transfer-refused": transfer,
    "recovery": recovery,
    "appeal-changed": appeal_changed,
}


def letters_of(decided: Decided) -> list[Letter]:
    """What is sent when the decision is; a decision changed on appeal comes with a new grant letter."""
    kind = decided.decision.kind
    if kind not in _LATER:
        return decision_letters(decided)
    told = as_letter(decided, kind, _LATER[kind](decided))
    return [told, _grant_letter(decided)] if kind == "appeal-changed" else [told]


def kinds_of(kind: str) -> list[str]:
    """Which letters a decision of a kind is told in."""
    return [kind, "grant"] if kind in ("award", "partial-award", "appeal-changed") else [kind]


def _grant_letter(decided: Decided) -> Letter:
    return as_letter(decided, "grant", with_paragraphs(GrantFacts(**grant_fields(decided)), decided, "grant"))
