"""A condition as data: when a question is asked, when a rule or a check holds. Its meaning: `schemes.conditions`."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Key

Scalar = bool | int | Decimal | str


class Frozen(BaseModel):
    """Immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Comparison(Frozen):
    """A field and the value it is held against."""

    field: str
    value: Scalar


class Membership(Frozen):
    """A field and the values it may have."""

    field: str
    values: tuple[Scalar, ...]


class Condition(Frozen):
    """Exactly one of a closed vocabulary (architecture decision 4). Meaning: `schemes.conditions`.

    `field` is a field of the same form, or `case.<fact>`, `applicant.<fact>`, `application.<field>`.
    """

    equals: Comparison | None = None
    one_of: Membership | None = None
    at_least: Comparison | None = None
    above: Comparison | None = None
    answered: str | None = None
    all: tuple["Condition", ...] | None = None
    any: tuple["Condition", ...] | None = None
    not_: "Condition | None" = Key(default=None, alias="not")
