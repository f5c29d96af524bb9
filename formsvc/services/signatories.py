"""Who may sign for an applicant: so that others know whom to ask."""

from sqlalchemy.orm import Session

from formsvc.services.actor import Actor, own_case
from formsvc.storage.models import Case, Person
from formsvc.storage.people import staff_of


def signatories(session: Session, actor: Actor, case_id: int) -> list[str]:
    """The names of the organisation's members who sign for it. Raises CaseNotFound."""
    organisation = own_case(session, actor, case_id).organisation
    return [membership.person.name for membership in organisation.memberships if membership.signs]


def budget_holders(session: Session, case: Case) -> list[Person]:
    """Who has authority over the budget where a case is: its decisions are made for one of them."""
    roles = staff_of(session, case.grant_administrator_id)
    return [role.person for role in roles if role.role == "signatory"]
