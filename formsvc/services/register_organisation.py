"""An administrator registers an organisation, so that people can act for it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.kernel.identifiers import parse_orgnr
from formsvc.schemes.definition import ApplicantKind
from formsvc.services.actor import Actor
from formsvc.services.ask_register import kept
from formsvc.services.invite import administered
from formsvc.services.registers import OrganisationRegister, Unit
from formsvc.storage.models import Organisation
from formsvc.storage.people import organisation_by_orgnr
from formsvc.texts import Language


class OrganisationExists(Conflict):
    """The organisation number is registered already. Parameter: `name`."""

    code = "organisation_exists"


@dataclass(frozen=True)
class OrganisationDetails:
    """What is registered. `municipality`: four digits; `language`: the written language it has chosen, if known."""

    orgnr: str
    name: str
    kind: ApplicantKind
    postcode: str
    place: str
    lines: tuple[str, ...] = field(default=())
    email: str | None = None
    municipality: str | None = None
    language: Language | None = None

    @property
    def address(self) -> dict[str, Any]:
        """The address as stored."""
        return {"lines": list(self.lines), "postcode": self.postcode, "place": self.place}


def register_organisation(
    session: Session, actor: Actor, administrator_id: int, details: OrganisationDetails, at: datetime
) -> Organisation:
    """Register an organisation, and give it.

    Raises AdministratorNotFound, RoleMissing, InvalidOrgnr or OrganisationExists.
    """
    administrator = administered(session, actor, administrator_id, lock=True)
    orgnr = parse_orgnr(details.orgnr)
    existing = organisation_by_orgnr(session, orgnr)
    if existing is not None:
        raise OrganisationExists(name=existing.name)
    organisation = Organisation(
        orgnr=orgnr,
        name=details.name,
        kind=details.kind,
        address=details.address,
        email=details.email,
        language=details.language,
        municipality=details.municipality,
        registered_by_id=administrator.id,
        created_at=at,
    )
    session.add(organisation)
    session.commit()
    return organisation


def look_up(session: Session, source: OrganisationRegister, orgnr: str, at: datetime) -> Unit | None:
    """What the register of units says of a number, for a person to confirm; its answer is kept.

    None where nobody answers. Raises InvalidOrgnr.
    """
    number = parse_orgnr(orgnr)
    said = source.ask("units", number)
    if said is None:
        return None
    kept(session, "units", number, said, at)
    session.commit()
    return said.unit
