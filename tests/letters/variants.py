"""Example facts of every outcome: years, auditor, appeal, services, reservations, and what may be absent."""

from collections.abc import Iterator
from typing import Any

from formsvc.letters import KINDS, GrantFacts, LetterFacts, example_facts
from formsvc.letters.facts import AppealableFacts, SignedFacts
from formsvc.texts import LANGUAGES, Language

Changes = dict[str, dict[str, Any]]


def cases() -> Iterator[tuple[str, Language, str, LetterFacts]]:
    """Kind, language, what is special, and the facts."""
    for kind in KINDS:
        for language in LANGUAGES:
            facts = example_facts(kind, language)
            for name, changes in changes_of(kind, facts).items():
                yield kind, language, name, type(facts).model_validate(changed(facts.model_dump(), changes))


def changes_of(kind: str, facts: LetterFacts) -> Changes:
    """What can be different, by a name."""
    every: Changes = {"example": {}, "sparse": SPARSE} | OF_KIND.get(kind, {})
    for wanted, changes in OF_FACTS.items():
        if isinstance(facts, wanted):
            every |= changes
    return every


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
    "scheme": {"code": None, "approved": None, "standard_terms": None, "dismissal": ()},
    "call": {"contact": {"name": None}},
}
GRANT: Changes = {
    "one year": {"multi_year": None},
    "many years, nothing more": {"multi_year": {"renewal": (), "reducible": False}},
    "never an auditor": {"accounts": {"auditor_required": False, "auditor_threshold": None, "simple": True}},
    "no report": {"reporting": None, "accounts": {"auditor_required": False, "auditor_threshold": None}},
    "no date for use": {"accounts": {"use_by": None}},
    "another controls": {"control": {"authority": "Direktoratet"}},
    "strict": {
        "accounts": {"transfer_possible": False, "offset_possible": False},
        "control": {"delegable": False, "exclusion": True},
    },
    "bare": {
        "use": {"requirements": (), "excluded": (), "paragraphs": ()},
        "reporting": {"indicators": (), "topics": ()},
        "acceptance": {"account": None},
        "decision": {"conditions": (), "facts": ()},
    },
    "special": {
        "decision": {"conditions": ("Dere må ansette en leder.", "Dere må føre timer.")},
        "terms": ("Et eget vilkår.",),
        "reporting": {"paragraphs": ("Et eget avsnitt om rapporten.",), "deviations": "measures"},
    },
    "no deviations": {"reporting": {"deviations": None}},
}
SMALL: Changes = {
    "no auditor": {"decision": {"amount": 199_999}, "multi_year": None, "accounts": {"auditor_required": False}}
}
OF_FACTS: dict[type[LetterFacts], Changes] = {
    SignedFacts: {"handwritten": {"signature": {"electronic": False}}},
    AppealableFacts: {"no appeal": {"appeal": None}},
    GrantFacts: GRANT,
}
OF_KIND: dict[str, Changes] = {
    "receipt": {
        "no date for the decision": {"application": {"decision_expected": None, "version": 3}},
        "survey": {"application": {"survey": True}},
        "after the deadline": {"dated": "2025-12-20"},
        "survey after the deadline": {"dated": "2025-12-20", "application": {"survey": True}},
    },
    "award": SMALL,
    "partial-award": SMALL | {"fewer years": {"decision": {"applied_amount": 1_250_000}}},
    "grant": SMALL,
    "supplementary-award": {
        "no auditor": {
            "multi_year": None,
            "decision": {"amount": 100_000},
            "supplement": {"amount": 40_000, "earlier_amount": 60_000},
            "accounts": {"auditor_required": False},
        },
    },
    "missing-information": {
        "no dismissal": {"request": {"otherwise": None}},
        "one thing": {"request": {"items": ({"what": "Budsjett", "why": "Budsjettet mangler."},)}},
    },
    "report-reminder": {
        "first": {"reminder": {"number": 1}},
        "no repayment": {"reminder": {"repayment_possible": False}},
        "no exclusion": {"reminder": {"exclusion_possible": False}},
        "neither": {"reminder": {"repayment_possible": False, "exclusion_possible": False}},
    },
    "report-approved": {
        "all used": {"report": {"unspent": 0, "carried_over": 0}, "remarks": ()},
        "nothing carried over": {"report": {"carried_over": 0}},
    },
    "report-returned": {"one question": {"returned": {"questions": ({"question": "Hva er kjøpt?"},)}}},
    "transfer-granted": {
        "everything": {"repay": None, "transfer": {"amount": 74_500, "conditions": (), "facts": ()}},
        "no set-off": {"repay": {"offset_possible": False}},
    },
    "transfer-refused": {"no rule": {"transfer": {"rule": None}}, "no set-off": {"repay": {"offset_possible": False}}},
    "recovery-notice": {
        "unspent": {"recovery": {"ground": "unspent"}},
        "overpaid": {"recovery": {"ground": "overpaid"}},
        "set-off": {"recovery": {"ground": "overpaid", "offset_possible": True}},
    },
    "recovery": {
        "unspent": {"recovery": {"ground": "unspent"}},
        "overpaid": {"recovery": {"ground": "overpaid"}},
        "no answer": {"recovery": {"comments": ()}},
        "no notice": {"recovery": {"comments": (), "notified_on": None}},
        "set-off": {"repay": {"offset_possible": True}},
    },
    "appeal-received": {
        "late": {"lodged": {"in_time": False}, "explain_by": "2026-03-20"},
        "late, nothing asked": {"lodged": {"in_time": False, "deadline": None}},
        "no date": {"answer_expected": None, "lodged": {"wants": ()}},
    },
    "appeal-changed": {
        "refused": {
            "change": {"earlier_outcome": "dismissal", "outcome": "refusal", "amount": 0, "grant_letter": False}
        },
        "more": {
            "change": {"earlier_outcome": "partial-award", "earlier_amount": 100_000, "outcome": "award", "facts": ()}
        },
        "dismissed": {"change": {"outcome": "dismissal", "earlier_outcome": "award", "amount": 0}},
    },
}
