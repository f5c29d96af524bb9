"""When an application is sent, the register that the scheme demands is asked; its answer is kept for the control."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.schemes.definition import Scheme
from formsvc.services.ask_register import ask_register
from formsvc.services.registers import OrganisationRegister
from formsvc.storage.models import Organisation


def ask_about_applicant(
    session: Session, source: OrganisationRegister, scheme: Scheme, organisation: Organisation, at: datetime
) -> None:
    """Ask about the organisation. Never raises for a register; call it when nothing in the session is locked."""
    for applicant in scheme.applicants:
        if applicant.kind == organisation.kind and applicant.register_ is not None:
            ask_register(session, source, applicant.register_.name, organisation.orgnr, at)
            session.commit()
