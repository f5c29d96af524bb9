"""A case with its latest decision and everything that its letters are made from."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.services.facts.common import letter_language
from formsvc.services.facts.decision import Decided
from formsvc.services.office import Office
from formsvc.services.renewed_grant import application_context
from formsvc.storage.cases import latest_submission, state_of
from formsvc.storage.decisions import decisions_of
from formsvc.storage.models import Case


class NoDecision(Conflict):
    """Nothing is proposed yet, or the application is gone."""

    code = "no_decision"


def decided_case(session: Session, case: Case, office: Office, at: datetime) -> Decided:
    """What the letters of a case's latest decision need. Raises NoDecision."""
    rows = decisions_of(session, case)
    sent = latest_submission(session, case, case.call.form)
    if not rows or sent is None:
        raise NoDecision
    scheme = office.schemes.get(sent.scheme, sent.edition)
    page = f"{office.base_url.rstrip('/')}/mine-saker/{case.id}"
    language = letter_language(office.schemes.language_decisions, case.organisation, sent)
    beside = application_context(session, case)
    return Decided(case, scheme, state_of(session, case), rows[-1], sent, at, page, language, beside)
