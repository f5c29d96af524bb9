"""How a question looks, told from its definition: label, unit, help, keyboard, options. Worked out once a language."""

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from formsvc.answers.types.choices import GradeType
from formsvc.schemes.definition import Field, FieldType
from formsvc.texts import Language, formats, text
from formsvc.webforms.identity import ByIdentity

MOST_RADIOS = 8
"""More options than this are easier to find in a list."""

MOST_ON_A_HALF = 500
"""A text that may be longer than this wants the whole width of a row."""

_KINDS: dict[FieldType, str] = {
    "long_text": "lines",
    "boolean": "one_of",
    "grade": "one_of",
    "choice": "one_of",
    "municipality": "list",
    "county": "list",
    "multi_choice": "several",
    "duration": "duration",
    "attachment": "files",
    "declaration": "declaration",
}
_WIDTHS: dict[FieldType, str] = {
    **dict.fromkeys(("integer", "count", "nok", "decimal", "percent", "minutes", "fte", "date"), "short"),
    **dict.fromkeys(("orgnr", "account"), "short"),
    "phone": "medium",
}
_INPUT_MODES: dict[FieldType, str] = {
    **dict.fromkeys(("integer", "count", "nok", "orgnr", "account"), "numeric"),
    **dict.fromkeys(("decimal", "percent", "minutes", "fte"), "decimal"),
    "email": "email",
    "phone": "tel",
    "url": "url",
}
_UNIT_TYPES = frozenset({"percent", "count", "minutes", "nok", "fte"})
_NUMERIC = _UNIT_TYPES | {"integer", "decimal"}
_NEVER_MARKED = frozenset({"attachment", "declaration"})
_SPANS: dict[FieldType, str] = {
    **dict.fromkeys(_WIDTHS, "narrow"),
    **dict.fromkeys(("text", "email", "phone", "url", "date", "boolean", "municipality", "county"), "half"),
}


@dataclass(frozen=True)
class Face:
    """A question's face in one language.

    `span` is the room it takes in a row: narrow, half or wide. `css`, `keyboard` and `required` are ready HTML.
    """

    kind: str
    span: str
    label: str
    unit: str
    optional: bool
    help: str
    choices: tuple[tuple[str, str], ...]
    limit: int | None
    css: str
    keyboard: Markup
    required: Markup


def face_of(field: Field, language: Language) -> Face:
    """The face of a question; kept for as long as the process lives."""
    return _face_of(ByIdentity(field), language)


@cache
def _face_of(same: ByIdentity[Field], language: Language) -> Face:
    field = same.thing
    options = choices(field, language)
    kind = _KINDS.get(field.type, "line")
    width = _WIDTHS.get(field.type)
    return Face(
        kind="list" if kind == "one_of" and len(options) > MOST_RADIOS else kind,
        span=_SPANS.get(field.type, "wide") if (field.max_length or 0) <= MOST_ON_A_HALF else "wide",
        label=field.label.in_(language),
        unit=unit_word(field, language),
        optional=is_optional(field),
        help=_help(field, language),
        choices=options,
        limit=field.max_length if field.type == "long_text" else None,
        css=f" input--{width}" if width else "",
        keyboard=_keyboard(field),
        required=Markup(' aria-required="true"') if field.required else Markup(),
    )


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


def choices(field: Field, language: Language) -> tuple[tuple[str, str], ...]:
    """What there is to choose from: the value sent and its words."""
    if field.type == "boolean":
        return ("true", text("answers.yes", language)), ("false", text("answers.no", language))
    options = GradeType().options(field) if field.type == "grade" else field.options
    return tuple((option.key, option.label.in_(language)) for option in options)


def numeric_labels(field: Field, language: Language) -> frozenset[str]:
    """The labels of a rows field's columns that hold numbers: they line up to the right in a table."""
    return frozenset(column.label.in_(language) for column in field.columns if column.type in _NUMERIC)


def _help(field: Field, language: Language) -> str:
    own = field.help.in_(language) if field.help else ""
    hint = ""
    if field.type == "date":
        hint = text("webforms.date_hint", language)
    elif field.type == "long_text" and field.max_length:
        hint = text("webforms.at_most", language, count=formats.number(field.max_length, language))
    return f"{own} {hint}".strip()


def _keyboard(field: Field) -> Markup:
    mode = _INPUT_MODES.get(field.type)
    fills_itself_in = Markup(' autocomplete="{}"').format(mode) if mode in ("email", "tel") else ""
    return Markup(' inputmode="{}"').format(mode) + fills_itself_in if mode else Markup()
