"""Files that belong to an answer. The answer holds what identifies each; the file store holds its bytes."""

import re
from collections.abc import Iterator

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, only, wrong_type
from formsvc.answers.types.words import CLEAN, NOT_BLANK, is_clean
from formsvc.schemes.definition import Field
from formsvc.texts import Language, formats

MOST_FILES = 20
LARGEST_FILE = 1_000_000_000
_PARTS = {"name", "size", "media_type", "sha256"}


class AttachmentType(AnswerType):
    """A list of `{"name", "size" (bytes), "media_type", "sha256"}`."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """Files come through the file store, which makes the list; it passes unchanged."""
        return None if raw in ([], "") else raw

    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """A list of whole descriptions."""
        if not isinstance(value, list) or not all(_is_file(file) for file in value):
            yield wrong_type("attachment")
        elif len(value) > _most(field):
            yield Problem("too_many_rows", {"maximum": _most(field)})

    def format(self, value: Json, field: Field, language: Language) -> str:  # noqa: ARG002
        """The files' names."""
        return formats.joined([file["name"] for file in value], language)

    def json_schema(self, field: Field) -> Schema:
        """A list of whole descriptions."""
        name = {"type": "string", "maxLength": 255, "allOf": [{"pattern": CLEAN}, {"pattern": NOT_BLANK}]}
        file = only(
            {
                "name": name,
                "size": {"type": "integer", "minimum": 0, "maximum": LARGEST_FILE},
                "media_type": {"type": "string", "maxLength": 127, "pattern": CLEAN},
                "sha256": {"type": "string", "maxLength": 64, "pattern": "^[0-9a-f]{64}$"},
            }
        )
        return {"type": "array", "items": file, "maxItems": _most(field)}


def _most(field: Field) -> int:
    return min(field.max_rows, MOST_FILES)


def _is_file(file: Json) -> bool:
    return (
        isinstance(file, dict)
        and set(file) == _PARTS
        and _is_text(file["name"], 255)
        and file["name"].strip() != ""
        and _is_text(file["media_type"], 127)
        and _is_size(file["size"])
        and isinstance(file["sha256"], str)
        and re.fullmatch(r"[0-9a-f]{64}", file["sha256"]) is not None
    )


def _is_size(value: Json) -> bool:
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1
    return whole and 0 <= value <= LARGEST_FILE


def _is_text(value: Json, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and is_clean(value)
