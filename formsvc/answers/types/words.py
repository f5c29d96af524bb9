"""Texts: whatever a person writes is legal, save characters that no document can hold."""

import re
from collections.abc import Iterator

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, wrong_type
from formsvc.schemes.definition import Field
from formsvc.texts import Language

LONGEST = 20_000
"""Characters in a text, where the field says nothing else. Longer is refused, never cut."""

CLEAN = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ud800-\\udfff\\ufffe\\uffff]*$"
"""No control characters but tab and newlines; no halves of characters. XML, and so Word, can hold nothing else."""
NOT_BLANK = "\\S"

_CLEAN = re.compile(CLEAN)


class TextType(AnswerType):
    """One line or many: the difference is only the size of the box."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """Typed text without the spaces around it, all line breaks as newlines (Word pastes vertical tabs)."""
        if not isinstance(raw, str):
            return raw
        return re.sub(r"\r\n|[\r\v\f]", "\n", raw).strip() or None

    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """Text of legal characters, not longer than allowed."""
        if not isinstance(value, str):
            yield wrong_type("text")
            return
        longest = field.max_length or LONGEST
        if len(value) > longest:
            yield Problem("too_long", {"length": len(value), "maximum": longest})
        if not is_clean(value):
            yield Problem("control_character")

    def format(self, value: Json, field: Field, language: Language) -> str:  # noqa: ARG002
        """As it was written."""
        return str(value)

    def json_schema(self, field: Field) -> Schema:
        """Text of legal characters."""
        return {"type": "string", "maxLength": field.max_length or LONGEST, "pattern": CLEAN}


def is_clean(value: str) -> bool:
    """Whether every character can stand in a document."""
    return _CLEAN.match(value) is not None
