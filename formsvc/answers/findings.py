"""What can be wrong with an answer: codes with parameters. The words stand in the catalogues `error` and `warning`."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from formsvc.texts import LANGUAGES, Language, Text, formats, text

Severity = Literal["error", "warning"]
Param = str | int | float | Decimal | date | Text


@dataclass(frozen=True)
class Code:
    """A kind of finding. `beyond_schema`: the JSON Schema of the form cannot tell."""

    severity: Severity = "error"
    beyond_schema: bool = True


_SHAPE = Code(beyond_schema=False)
_RULE = Code()
_WARNING = Code(severity="warning")

CODES: Mapping[str, Code] = {
    # The shape of one answer: the JSON Schema says the same.
    "unknown_field": _SHAPE,
    "unknown_column": _SHAPE,
    "required": _SHAPE,
    "wrong_type": _SHAPE,
    "too_long": _SHAPE,
    "control_character": _SHAPE,
    "too_small": _SHAPE,
    "too_large": _SHAPE,
    "unknown_option": _SHAPE,
    "repeated_option": _SHAPE,
    "too_few_rows": _SHAPE,
    "too_many_rows": _SHAPE,
    "instead_not_allowed": _SHAPE,
    "not_per_service": _SHAPE,
    # What was typed, before it is an answer.
    "not_a_number": _RULE,
    "ambiguous_number": _RULE,
    "not_whole": _RULE,
    "not_yes_or_no": _RULE,
    "no_duration_unit": _RULE,
    "value_and_instead": _RULE,
    # What only a reader who knows more can tell.
    "required_here": _RULE,
    "declaration_needed": _RULE,
    "invalid_date": _RULE,
    "too_early": _RULE,
    "too_late": _RULE,
    "nothing_changes": _RULE,
    "invalid_orgnr": _RULE,
    "invalid_account": _RULE,
    "invalid_email": _RULE,
    "invalid_phone": _RULE,
    "invalid_url": _RULE,
    "exclusive_option": _RULE,
    "repeated_row": _RULE,
    "row_missing": _RULE,
    "row_unknown": _RULE,
    "service_missing": _RULE,
    "service_unknown": _RULE,
    "per_service_needed": _RULE,
    "deviation_unexplained": _RULE,
    "measures_missing": _RULE,
    "unit_differs": _RULE,
    "check_failed": _RULE,
    "attachment_missing": _RULE,
    "wrong_signatory": _RULE,
    # A person must judge; nothing is refused.
    "check_warning": _WARNING,
    "unexpected_answer": _WARNING,
    "no_activity_on_outcome": _WARNING,
    "not_compared": _WARNING,
    "not_checked": _WARNING,
}


@dataclass(frozen=True)
class Problem:
    """A fault in one value, before it is known which question it answers. `at` is the place inside the value."""

    code: str
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)
    at: str = ""

    def inside(self, place: str) -> "Problem":
        """The same fault seen from outside: `.amount` inside `[2]` is `[2].amount`."""
        return Problem(self.code, self.params, place + self.at)


@dataclass(frozen=True)
class Finding:
    """A fault or a doubt at a field: `budget[2].amount`, `result.answered_share.per_service.chat`."""

    field: str
    code: str
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Errors stop a submission; warnings do not. Raises KeyError for a code that is not in `CODES`."""
        return CODES[self.code].severity

    def message(self, language: Language) -> str:
        """What is wrong and what to do."""
        words = {name: _in_words(value, language) for name, value in self.params.items()}
        return text(f"{self.severity}.{self.code}", language, **words)

    def as_json(self) -> dict[str, object]:
        """The contract's shape."""
        messages = {language: self.message(language) for language in LANGUAGES}
        return {"field": self.field, "code": self.code, "message": messages}


def _in_words(value: Param, language: Language) -> str:
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, date):
        return formats.date(value, language)
    return value if isinstance(value, str) else formats.number(value, language)
