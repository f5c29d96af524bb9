"""Ask a register about an organisation, and keep what it says. The use case around it commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.services.registers import OrganisationRegister, Register, Said
from formsvc.storage.models import RegisterAnswer
from formsvc.storage.registers import latest_answer

UNASKED = "-"


def ask_register(
    session: Session, source: OrganisationRegister, register: Register, orgnr: str, at: datetime
) -> RegisterAnswer:
    """What counts now: a fresh answer (kept), else the latest one kept, else one that says nothing was found out.

    A register that is down does not hide what it said before. Never raises for a register.
    """
    said = source.ask(register, orgnr)
    if said is not None and said.found is not None:
        return kept(session, register, orgnr, said, at)
    before = latest_answer(session, orgnr, register)
    return before or kept(session, register, orgnr, said or Said(None, UNASKED), at)


def kept(session: Session, register: Register, orgnr: str, said: Said, at: datetime) -> RegisterAnswer:
    """The answer as a row."""
    row = RegisterAnswer(orgnr=orgnr, register=register, found=said.found, source=said.source[:200], asked_at=at)
    row.registered_on = said.registered_on.isoformat() if said.registered_on else None
    session.add(row)
    session.flush()
    return row
