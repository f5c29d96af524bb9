"""The shape of `forms/examples.toml` and `forms/administrators.toml`."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from formsvc.casework.events import DecisionKind
from formsvc.kernel.failures import Unreadable
from formsvc.schemes.definition import AdministratorKind, ApplicantKind
from formsvc.services.actor import Role
from formsvc.texts import Language, Text

Stage = Literal["draft", "submitted", "proposed", "approved", "dispatched", "accepted", "reported"]
Model = TypeVar("Model", bound=BaseModel)


class BadDataFile(Unreadable):
    """A file of administrators or examples cannot be used. Parameters: `file`, `reason`."""

    code = "bad_data_file"

    def __str__(self) -> str:
        """One line for whoever keeps the file."""
        return f"{self.params['file']}: {self.params['reason']}"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Contact(_Data):
    """Whom to ask about a call: an office, not a person."""

    name: str
    email: str
    phone: str


class Letterhead(_Data):
    """What stands at the top of letters."""

    unit: str | None = None
    address_lines: tuple[str, ...]
    email: str
    phone: str
    web: str | None = None


class Administrator(_Data):
    """A grant administrator, as its schemes name it."""

    key: str
    kind: AdministratorKind = "directorate"
    county: str | None = Field(default=None, pattern=r"^\d\d$")
    """A county's number, as in `common/geography/fylker.csv`."""
    name: Text
    orgnr: str
    letterhead: Letterhead

    @model_validator(mode="after")
    def a_county_has_a_number(self) -> Self:
        """Raises ValueError: which municipalities may apply follows from the number."""
        if (self.kind == "county") != (self.county is not None):
            raise ValueError("a grant administrator of the kind county has a county number, and no other has")
        return self


class Address(_Data):
    """A Norwegian postal address."""

    lines: tuple[str, ...]
    postcode: str = Field(pattern=r"^\d{4}$")
    place: str


class ExampleOrganisation(_Data):
    """A possible applicant, with the date it was entered in the register of voluntary organisations."""

    key: str
    orgnr: str
    name: str
    kind: ApplicantKind
    registered_by: str
    address: Address
    email: str
    language: Language
    municipality: str | None = None
    voluntary_since: str | None = None


class ExamplePerson(_Data):
    """Someone who can log in, named by role."""

    name: str
    email: str
    language: Language = "nb"
    member_of: dict[str, Literal["writes", "signs"]] = {}
    works_at: dict[str, tuple[Role, ...]] = {}


class CalledFor(_Data):
    """A form of a scheme's newest edition, and who calls for it: the scheme's own administrator where left out."""

    scheme: str
    form: str = "application"
    administrator: str | None = None


class _AnyCall(CalledFor):
    frame: int = 0
    budget_chapter: str
    budget_item: str
    contact: Contact


class ExampleCall(_AnyCall):
    """A call that is open on the day the data is loaded."""

    opened_days_ago: int
    closes_in_days: int


class PastCall(_AnyCall):
    """A call of an earlier year."""

    grant_year: int
    opens: date
    deadline: date
    decision_expected: date


class ExampleCase(CalledFor):
    """A case of a scheme's examples, and how far it has come."""

    file: str
    until: Stage
    on_open_call: bool = False


class ExampleDecision(_Data):
    """What is decided in a case file; `amount` in whole kroner."""

    kind: DecisionKind
    amount: int
    years: int
    reasons: tuple[str, ...]
    cuts: tuple[str, ...] = ()


class CaseFile(_Data):
    """`case-<outcome>.json` of a scheme's examples. `application` and `report` are files of answers beside it.

    `orgnr`: whose it is, where the answers do not say. Nothing is decided on a survey.
    """

    grant_year: int
    language: Language
    application: str
    submitted_on: date
    orgnr: str | None = None
    voluntary_since: date | None = None
    scores: dict[str, int] = {}
    decision: ExampleDecision | None = None
    account: str | None = None
    report: str | None = None


class Administrators(_Data):
    """`administrators.toml`."""

    administrators: tuple[Administrator, ...] = Field(alias="administrator")

    @classmethod
    def read(cls, forms_dir: Path) -> Self:
        """From the forms folder. Raises BadDataFile."""
        return _read(cls, forms_dir / "administrators.toml")

    def get(self, key: str) -> Administrator | None:
        """One by its key."""
        return next((entry for entry in self.administrators if entry.key == key), None)


class Examples(_Data):
    """`examples.toml`."""

    organisations: tuple[ExampleOrganisation, ...] = Field(alias="organisation")
    people: tuple[ExamplePerson, ...] = Field(alias="person")
    calls: tuple[ExampleCall, ...] = Field(alias="call")
    past_calls: tuple[PastCall, ...] = Field(alias="past_call", default=())
    cases: tuple[ExampleCase, ...] = Field(alias="case", default=())

    @classmethod
    def read(cls, forms_dir: Path) -> Self:
        """From the forms folder. Raises BadDataFile."""
        return _read(cls, forms_dir / "examples.toml")


def read_case(folder: Path, name: str) -> CaseFile:
    """A case file of a scheme's examples. Raises BadDataFile."""
    return _checked(CaseFile, folder / name, read_answers(folder, name))


def read_answers(folder: Path, name: str) -> Mapping[str, Any]:
    """A file of answers of a scheme's examples. Raises BadDataFile."""
    file = folder / name
    try:
        content: Mapping[str, Any] = json.loads(_text(file))
    except ValueError as error:
        raise BadDataFile(file=file, reason=f"not JSON: {error}") from error
    return content


def _read(kind: type[Model], file: Path) -> Model:
    try:
        return _checked(kind, file, tomllib.loads(_text(file)))
    except tomllib.TOMLDecodeError as error:
        raise BadDataFile(file=file, reason=f"not TOML: {error}") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadDataFile(file=file, reason=f"cannot be read: {type(error).__name__}") from error


def _checked(kind: type[Model], file: Path, content: Mapping[str, Any]) -> Model:
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        raise BadDataFile(file=file, reason=f"{where}: {fault['msg']}") from error
