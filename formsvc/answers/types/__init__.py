"""One class per answer type. `TYPES` has every type of a definition; a test proves that none is missing."""

from collections.abc import Mapping

from formsvc.answers.types.attachments import AttachmentType
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, always_required, missing_code, needing_answer
from formsvc.answers.types.choices import ChoiceType, DeclarationType, GradeType, MultiChoiceType, YesNoType
from formsvc.answers.types.coded import ACCOUNT, EMAIL, ORGNR, PHONE, URL
from formsvc.answers.types.dates import DateType
from formsvc.answers.types.duration import DurationType
from formsvc.answers.types.numbers import NUMBERS, as_json_number
from formsvc.answers.types.rows import RowsType, row_key
from formsvc.answers.types.words import TextType
from formsvc.schemes.definition import FieldType

_SIMPLE: dict[FieldType, AnswerType] = {
    "text": TextType(),
    "long_text": TextType(),
    **{number.name: number for number in NUMBERS},
    "duration": DurationType(),
    "boolean": YesNoType(),
    "declaration": DeclarationType(),
    "grade": GradeType(),
    "choice": ChoiceType(),
    "multi_choice": MultiChoiceType(),
    "municipality": ChoiceType(),
    "county": ChoiceType(),
    "date": DateType(),
    "orgnr": ORGNR,
    "account": ACCOUNT,
    "email": EMAIL,
    "phone": PHONE,
    "url": URL,
    "attachment": AttachmentType(),
}

TYPES: Mapping[FieldType, AnswerType] = {**_SIMPLE, "rows": RowsType(types=_SIMPLE)}

__all__ = [
    "TYPES", "AnswerType", "Json", "Raw", "Schema", "always_required", "as_json_number", "missing_code",
    "needing_answer", "row_key",
]  # fmt: skip
