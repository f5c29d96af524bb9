"""Who may write in a form of a case: its organisation's members, and a caseworker in a report read from an old PDF."""

from sqlalchemy.orm import Session

from formsvc.services.actor import Actor, CaseNotFound, own_case, staff_case
from formsvc.storage.cases import find_case
from formsvc.storage.legacy import readings_of
from formsvc.storage.models import Case


def case_to_write(session: Session, actor: Actor, case_id: int, form: str) -> Case:
    """The case, locked until commit. `form` as in `Draft.form`. Raises CaseNotFound or RoleMissing."""
    case = find_case(session, case_id)
    if case is None or case.organisation_id in actor.organisations:
        return own_case(session, actor, case_id, lock=True)
    _, _, year = form.partition(":")
    if not any(str(reading.report_year) == year for reading in readings_of(session, case)):
        raise CaseNotFound(case_id=case_id)
    return staff_case(session, actor, case_id, "caseworker", lock=True)
