"""The port to the organisation register: Brønnøysund's open REST shape over HTTP, or only what was imported.

An absent register never blocks a person: it gives `found` None, and a person judges.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol, cast
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from formsvc.config import Settings
from formsvc.schemes.definition import ApplicantKind
from formsvc.texts import Language

Register = Literal["voluntary", "units"]
PATHS: Mapping[Register, str] = {
    "voluntary": "/frivillighetsregisteret/api/frivillige-organisasjoner/{orgnr}",
    "units": "/enhetsregisteret/api/enheter/{orgnr}",
}
_SECONDS = 5
_MOST_BYTES = 1_000_000
_LANGUAGES: Mapping[str, Language] = {"Bokmål": "nb", "Nynorsk": "nn"}
_KINDS: Mapping[str, ApplicantKind] = {
    "KOMM": "municipality", "FYLK": "county", "IKS": "intermunicipal", "FLI": "voluntary_organisation",
    "STI": "voluntary_organisation", "AS": "business", "ASA": "business", "ENK": "business", "UTLA": "foreign",
}  # fmt: skip
"""Organisation forms that tell the kind; the others do not (a person chooses)."""


@dataclass(frozen=True)
class Unit:
    """What the register of units says of an organisation: a first filling of a form, for a person to confirm."""

    name: str
    kind: ApplicantKind | None
    lines: tuple[str, ...]
    postcode: str | None
    place: str | None
    municipality: str | None
    language: Language | None


@dataclass(frozen=True)
class Said:
    """One answer of a register. `found` None: it did not answer."""

    found: bool | None
    source: str
    registered_on: date | None = None
    unit: Unit | None = field(default=None, compare=False)


class OrganisationRegister(Protocol):
    """Somewhere to ask about an organisation number. None: nobody to ask, look at what was imported."""

    def ask(self, register: Register, orgnr: str) -> Said | None:
        """What the register says now. Never raises for a register that is down."""
        ...


class NoRegister:
    """The default: nothing is asked, so that the service needs no network."""

    def ask(self, register: Register, orgnr: str) -> Said | None:  # noqa: ARG002 - the port's signature
        """Nothing."""
        return None


class HttpRegister:
    """The open REST interfaces of the organisation register."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def ask(self, register: Register, orgnr: str) -> Said | None:
        """One GET, five seconds at most."""
        address = self.base_url + PATHS[register].format(orgnr=orgnr)
        request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 - settings allow http(s) only
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                body = json.loads(answer.read(_MOST_BYTES))
        except HTTPError as error:
            return Said(False if error.code in (404, 410) else None, address)
        except (URLError, OSError, ValueError):
            return Said(None, address)
        return read_answer(register, body, address)


def read_answer(register: Register, body: Any, source: str) -> Said:
    """A register's JSON as an answer; anything but its shape is no answer."""
    if not isinstance(body, dict) or "organisasjonsnummer" not in body:
        return Said(None, source)
    if register == "voluntary":
        return Said(found=True, source=source, registered_on=_day(body.get("innfoertDato")))
    gone = body.get("slettedato") is not None
    return Said(not gone, source, _day(body.get("registreringsdatoEnhetsregisteret")), _unit(body))


def register_of(settings: Settings) -> OrganisationRegister:
    """The register that the settings point at."""
    return HttpRegister(settings.register_url) if settings.register_url else NoRegister()


def _unit(body: dict[str, Any]) -> Unit:
    found = body.get("postadresse") or body.get("forretningsadresse")
    address = cast("dict[str, Any]", found if isinstance(found, dict) else {})
    form = body.get("organisasjonsform")
    code = form.get("kode") if isinstance(form, dict) else None
    return Unit(
        name=str(body.get("navn", "")),
        kind=_KINDS.get(str(code)),
        lines=tuple(str(line) for line in address.get("adresse") or ()),
        postcode=address.get("postnummer"),
        place=address.get("poststed"),
        municipality=address.get("kommunenummer"),
        language=_LANGUAGES.get(str(body.get("maalform"))),
    )


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        return None
