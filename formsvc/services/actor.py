"""Whoever acts: a person with what they may do, loaded fresh for each request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotAllowed, NotFound
from formsvc.schemes.definition import ApplicantKind
from formsvc.storage.cases import find_case
from formsvc.storage.models import Case, Person
from formsvc.texts import Language

Role = Literal["caseworker", "approver", "signatory", "administrator"]


class CaseNotFound(NotFound):
    """No such case, or none that this person may know of."""

    code = "case_not_found"


class RoleMissing(NotAllowed):
    """The case is theirs to see, but not to do this with."""

    code = "role_missing"


class NotSignatory(NotAllowed):
    """Only a member who signs for the organisation may do this."""

    code = "not_signatory"


@dataclass(frozen=True)
class Actor:
    """A logged-in person. `organisations`: id -> may sign; `roles`: grant administrator id -> roles there."""

    id: int
    name: str
    email: str
    language: Language
    organisations: Mapping[int, bool] = field(default_factory=dict)
    roles: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def is_member(self) -> bool:
        """Acts for at least one organisation."""
        return bool(self.organisations)

    @property
    def staff_roles(self) -> frozenset[str]:
        """Roles held at any grant administrator."""
        return frozenset().union(*self.roles.values())

    def administrators_with(self, *roles: Role) -> list[int]:
        """The grant administrators where this person has one of these roles (any role, where none is named)."""
        return [key for key, held in self.roles.items() if not roles or held & set(roles)]


def actor_from(person: Person) -> Actor:
    """The actor that a stored person is."""
    roles: dict[int, frozenset[str]] = {}
    for role in person.staff_roles:
        held = roles.get(role.grant_administrator_id, frozenset())
        roles[role.grant_administrator_id] = held | {role.role}
    organisations = {membership.organisation_id: membership.signs for membership in person.memberships}
    language = cast("Language", person.language)
    return Actor(person.id, person.name, person.email, language, organisations, roles)


def own_case(session: Session, actor: Actor, case_id: int, *, lock: bool = False) -> Case:
    """A case of an organisation that the actor writes for. Raises CaseNotFound."""
    case = find_case(session, case_id, lock=lock)
    if case is None or case.organisation_id not in actor.organisations:
        raise CaseNotFound(case_id=case_id)
    return case


def staff_case(session: Session, actor: Actor, case_id: int, *roles: Role, lock: bool = False) -> Case:
    """A submitted case of the actor's grant administrator. Raises CaseNotFound, or RoleMissing if no role fits."""
    case = find_case(session, case_id, lock=lock)
    if case is None or case.status == "draft" or case.grant_administrator_id not in actor.roles:
        raise CaseNotFound(case_id=case_id)
    if roles and not actor.roles[case.grant_administrator_id] & set(roles):
        raise RoleMissing(roles=sorted(roles))
    return case


def require_signatory(actor: Actor, organisation_id: int) -> None:
    """Raises NotSignatory unless the actor signs for the organisation."""
    if not actor.organisations.get(organisation_id):
        raise NotSignatory


def applicant_kind(case: Case) -> ApplicantKind:
    """What kind of applicant a case's organisation is."""
    return cast("ApplicantKind", case.organisation.kind)
