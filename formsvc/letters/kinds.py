"""The kinds of letters: id, which facts each needs, and example facts for previews and tests."""

import tomllib
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from formsvc.kernel.failures import Invalid, NotFound
from formsvc.letters.facts import (
    AppealChangedFacts,
    AppealForwardedFacts,
    AppealReceivedFacts,
    DecisionFacts,
    GrantFacts,
    LetterFacts,
    MissingInformationFacts,
    ReceiptFacts,
    RecoveryFacts,
    RecoveryNoticeFacts,
    ReportApprovedFacts,
    ReportReminderFacts,
    ReportReturnedFacts,
    SupplementaryAwardFacts,
    TransferGrantedFacts,
    TransferRefusedFacts,
)
from formsvc.letters.laws import laws_on
from formsvc.texts import LANGUAGES, Language

KINDS: dict[str, type[LetterFacts]] = {
    "receipt": ReceiptFacts,
    "missing-information": MissingInformationFacts,
    "award": GrantFacts,
    "partial-award": GrantFacts,
    "refusal": DecisionFacts,
    "dismissal": DecisionFacts,
    "grant": GrantFacts,
    "supplementary-award": SupplementaryAwardFacts,
    "report-reminder": ReportReminderFacts,
    "report-approved": ReportApprovedFacts,
    "report-returned": ReportReturnedFacts,
    "transfer-granted": TransferGrantedFacts,
    "transfer-refused": TransferRefusedFacts,
    "recovery-notice": RecoveryNoticeFacts,
    "recovery": RecoveryFacts,
    "appeal-received": AppealReceivedFacts,
    "appeal-changed": AppealChangedFacts,
    "appeal-forwarded": AppealForwardedFacts,
}
_SHARED_EXAMPLE = {"signed": "signature", "appealable": "appeal", "granted": "use", "lodged": "lodged"}
"""Tables of the example that several kinds share, each with the field of the facts that tells who needs it."""


class UnknownLetterKind(NotFound):
    """There is no such kind of letter. Parameters: kind, known (a comma-separated list)."""

    code = "unknown_letter_kind"


class InvalidFacts(Invalid):
    """The facts are not what the letter needs. Parameters: kind, place (`decision.amount`), reason (English)."""

    code = "invalid_letter_facts"


def facts_type(kind: str) -> type[LetterFacts]:
    """The facts a kind of letter needs. Raises UnknownLetterKind."""
    if kind not in KINDS:
        raise UnknownLetterKind(kind=kind, known=", ".join(KINDS))
    return KINDS[kind]


def read_facts(kind: str, text: str | bytes) -> LetterFacts:
    """Facts from JSON. Raises UnknownLetterKind or InvalidFacts (which names the first faulty place)."""
    wanted = facts_type(kind)
    try:
        return wanted.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "(whole file)"
        raise InvalidFacts(kind=kind, place=place, reason=first["msg"]) from error


def facts_schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a kind's facts. Raises UnknownLetterKind."""
    return facts_type(kind).model_json_schema()


def example_facts(kind: str, language: Language = "nb") -> LetterFacts:
    """Complete example facts with obviously invented parties. Raises UnknownLetterKind."""
    wanted = facts_type(kind)
    example = tomllib.loads((files("formsvc.letters") / "example.toml").read_text(encoding="utf-8"))
    facts = example["letter"] | {"language": language, "laws": laws_on(example["letter"]["dated"])}
    for table, field in _SHARED_EXAMPLE.items():
        if field in wanted.model_fields:
            facts |= example[table]
    own = example["kind"]["award" if kind == "grant" else kind]
    return wanted.model_validate(facts | _written_in(language, own))


def _written_in(language: Language, node: Any) -> Any:
    """What people write in one language only: every pair in the example becomes its text in that language."""
    if isinstance(node, list):
        return [_written_in(language, item) for item in node]
    if not isinstance(node, dict):
        return node
    if set(node) == set(LANGUAGES):
        return node[language]
    return {key: _written_in(language, child) for key, child in node.items()}
