"""Old reports that were uploaded to a call, many at a time: every query about them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Case, Decision, IncomingReport, Organisation


def incoming_on(session: Session, call_id: int) -> Sequence[IncomingReport]:
    """The reports of a call by file name, with case, organisation and document."""
    query = select(IncomingReport).where(IncomingReport.call_id == call_id).options(
        joinedload(IncomingReport.case).joinedload(Case.organisation), joinedload(IncomingReport.document)
    )  # fmt: skip
    return session.scalars(query.order_by(IncomingReport.file_name, IncomingReport.id)).all()


def find_incoming(session: Session, item_id: int, *, lock: bool = False) -> IncomingReport | None:
    """One of them; `lock` keeps it from others until commit."""
    query = select(IncomingReport).where(IncomingReport.id == item_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def same_incoming(session: Session, call_id: int, year: int, checksum: str) -> IncomingReport | None:
    """The row of this very file for this year, if it has been uploaded to the call before."""
    query = select(IncomingReport).where(IncomingReport.call_id == call_id, IncomingReport.report_year == year)
    return session.scalars(query.where(IncomingReport.checksum == checksum)).one_or_none()


def waiting_reports(session: Session) -> Sequence[int]:
    """Those that nobody has read yet, on every call, oldest first."""
    query = select(IncomingReport.id).where(IncomingReport.status == "waiting")
    return session.scalars(query.order_by(IncomingReport.id)).all()


def cases_on(session: Session, call_id: int) -> Sequence[Case]:
    """The submitted cases of a call by number, with their organisations."""
    query = select(Case).where(Case.call_id == call_id, Case.status != "draft").options(joinedload(Case.organisation))
    return session.scalars(query.order_by(Case.number)).all()


def cases_with_number(session: Session, call_id: int, orgnr: str) -> Sequence[Case]:
    """The submitted cases of a call whose organisation has this number."""
    query = select(Case).join(Case.organisation).where(Case.call_id == call_id, Case.status != "draft")
    return session.scalars(query.where(Organisation.orgnr == orgnr)).all()


def most_years(session: Session, call_id: int) -> int:
    """The most years that a sent decision on the call grants money for; 0 where none is sent."""
    query = select(func.max(Decision.years)).join(Decision.case).where(Case.call_id == call_id)
    return session.scalar(query.where(Decision.dispatched_at.is_not(None))) or 0
