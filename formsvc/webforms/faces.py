"""How a question looks, told from its definition: unit behind the label, width, keyboard, options."""

from collections.abc import Sequence
from dataclasses import dataclass

from formsvc.answers.types.choices import GradeType
from formsvc.schemes.definition import Field, FieldType
from formsvc.texts import Language, text

_UNIT_TYPES = frozenset({"percent", "count", "minutes", "nok", "fte"})
_NUMERIC = _UNIT_TYPES | {"integer", "decimal"}
_NEVER_MARKED = frozenset({"attachment", "declaration"})
_LONG = frozenset({"long_text", "multi_choice", "rows", "attachment"})


@dataclass(frozen=True)
class LineFace:
    """An input of one line. `size`: short, medium or, when empty, the full width."""

    size: str = ""
    inputmode: str = ""
    autocomplete: str = ""


_WHOLE, _DECIMAL = LineFace("short", "numeric"), LineFace("short", "decimal")
_LINE_FACES: dict[FieldType, LineFace] = {
    "integer": _WHOLE,
    "count": _WHOLE,
    "nok": _WHOLE,
    "decimal": _DECIMAL,
    "percent": _DECIMAL,
    "minutes": _DECIMAL,
    "fte": _DECIMAL,
    "date": LineFace("short"),
    "orgnr": LineFace("short", "numeric"),
    "account": LineFace("short", "numeric"),
    "email": LineFace("", "email", "email"),
    "phone": LineFace("medium", "tel", "tel"),
    "url": LineFace("", "url"),
}


def line_face(field: Field) -> LineFace:
    """The face of a question that is answered on one line."""
    return _LINE_FACES.get(field.type, LineFace())


def unit_word(field: Field, language: Language) -> str:
    """The unit to stand behind the label, where the label does not have it: units in the box are not read aloud."""
    unit = field.unit or field.type
    if unit not in _UNIT_TYPES:
        return ""
    word = text(f"units.unit.{unit}", language)
    return "" if word in field.label.in_(language).lower() else word


def is_optional(field: Field) -> bool:
    """Whether to say that a question may be left open. Not where a rule elsewhere may demand an answer."""
    demanded = field.required or field.required_when is not None or field.indicator is not None
    return not demanded and field.min_rows == 0 and field.type not in _NEVER_MARKED


def is_short(field: Field) -> bool:
    """Whether a row's cell fits beside others."""
    return field.type not in _LONG and (field.max_length or 0) <= 200


def choices(field: Field, language: Language) -> Sequence[tuple[str, str]]:
    """What there is to choose from: the value sent and its words."""
    if field.type == "boolean":
        return [("true", text("answers.yes", language)), ("false", text("answers.no", language))]
    options = GradeType().options(field) if field.type == "grade" else field.options
    return [(option.key, option.label.in_(language)) for option in options]


def numeric_labels(field: Field, language: Language) -> frozenset[str]:
    """The labels of a rows field's columns that hold numbers: they line up to the right in a table."""
    return frozenset(column.label.in_(language) for column in field.columns if column.type in _NUMERIC)
