"""The shape of `forms/examples.toml` and `forms/administrators.toml`."""

import tomllib
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from formsvc.kernel.failures import Unreadable
from formsvc.schemes.definition import ApplicantKind
from formsvc.services.actor import Role
from formsvc.texts import Language, Text

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
    name: Text
    orgnr: str
    letterhead: Letterhead


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
    municipality: str
    voluntary_since: str | None = None


class ExamplePerson(_Data):
    """Someone who can log in, named by role."""

    name: str
    email: str
    language: Language = "nb"
    member_of: dict[str, Literal["writes", "signs"]] = {}
    works_at: dict[str, tuple[Role, ...]] = {}


class ExampleCall(_Data):
    """A call that is open on the day the data is loaded."""

    scheme: str
    opened_days_ago: int
    closes_in_days: int
    frame: int
    budget_chapter: str
    budget_item: str
    contact: Contact


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

    @classmethod
    def read(cls, forms_dir: Path) -> Self:
        """From the forms folder. Raises BadDataFile."""
        return _read(cls, forms_dir / "examples.toml")


def _read(kind: type[Model], file: Path) -> Model:
    try:
        return kind.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise BadDataFile(file=file, reason="missing file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDataFile(file=file, reason=f"not TOML: {error}") from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        raise BadDataFile(file=file, reason=f"{where}: {fault['msg']}") from error
