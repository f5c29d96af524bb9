"""Cases that continue a grant for several years, and the grants that they continue: every query about them."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Call, Case, Renewal


def renewed_by(session: Session, case: Case) -> Case | None:
    """The case whose grant this one continues; None where it continues none."""
    found = session.get(Renewal, case.id)
    return found.renewed if found else None


def renewals_of(session: Session, case: Case) -> Sequence[Case]:
    """The cases that continue the grant of this one, the earliest grant year first."""
    query = select(Case).join(Renewal, Renewal.case_id == Case.id).join(Call, Case.call_id == Call.id)
    return session.scalars(query.where(Renewal.renewed_id == case.id).order_by(Call.grant_year, Case.id)).all()


def renewal_on(session: Session, renewed: Case, call_id: int) -> Case | None:
    """The case on a call that continues this one's grant, unless it was withdrawn."""
    query = select(Case).join(Renewal, Renewal.case_id == Case.id).where(Renewal.renewed_id == renewed.id)
    return session.scalars(query.where(Case.call_id == call_id, Case.status != "withdrawn").order_by(Case.id)).first()


def granted_cases(session: Session, scheme: str, form: str, organisation_ids: Collection[int]) -> Sequence[Case]:
    """The cases of these organisations that money was granted in, on one form of a scheme; the oldest first."""
    query = select(Case).join(Call, Case.call_id == Call.id).where(Case.organisation_id.in_(organisation_ids))
    query = query.where(Call.scheme == scheme, Call.form == form, Case.granted_amount > 0)
    query = query.options(joinedload(Case.call), joinedload(Case.organisation))
    return session.scalars(query.order_by(Case.organisation_id, Case.id)).all()
