"""A case with its latest decision and everything that its letters are made from."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.services.facts.decision import Decided
from formsvc.services.facts.in_case import fields_in_case
from formsvc.services.office import Office
from formsvc.storage.models import Case


class NoDecision(Conflict):
    """Nothing is proposed yet, or the application is gone."""

    code = "no_decision"


def decided_case(session: Session, case: Case, office: Office, at: datetime) -> Decided:
    """What the letters of a case's latest decision need. Raises NoDecision."""
    known = fields_in_case(session, case, office, at)
    if known is None or not known["decisions"]:
        raise NoDecision
    return Decided(**known, decision=known["decisions"][-1])
