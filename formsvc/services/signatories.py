"""Who may sign for an applicant: so that others know whom to ask."""

from sqlalchemy.orm import Session

from formsvc.services.actor import Actor, own_case


def signatories(session: Session, actor: Actor, case_id: int) -> list[str]:
    """The names of the organisation's members who sign for it. Raises CaseNotFound."""
    organisation = own_case(session, actor, case_id).organisation
    return [membership.person.name for membership in organisation.memberships if membership.signs]
