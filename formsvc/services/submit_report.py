"""The annual report is sent in, as a numbered version: by the signatory, or by a caseworker from an old PDF.

A correction is the same act again. A late report is marked and taken.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from formsvc.casework.deadlines import in_time
from formsvc.casework.events import ReportSubmitted, SubmissionKind
from formsvc.kernel.clock import oslo_date
from formsvc.kernel.failures import Invalid
from formsvc.services.actor import Actor, own_case, require_signatory, staff_case
from formsvc.services.office import Office
from formsvc.services.open_report import require_accepted, require_read
from formsvc.services.report_of import Report, report_of
from formsvc.services.signing import FormIncomplete, Signing, signed_progress
from formsvc.services.submissions import add_submission, archive_attachments
from formsvc.storage.cases import record
from formsvc.storage.models import Submission


class ReceivedInFuture(Invalid):
    """A report cannot have come on a day that has not been."""

    code = "received_in_future"


class ReportIncomplete(FormIncomplete):
    """Something in the report is missing or wrong."""

    code = "report_incomplete"


def submit_report(
    session: Session, actor: Actor, office: Office, case_id: int, year: int, signing: Signing, *, at: datetime
) -> Submission:
    """Send in what has been saved, signed. Everything is validated again.

    A second click gives the version that the first one made. Raises CaseNotFound, NotSignatory, ReportNotFound,
    ReportNotOpen or ReportIncomplete.
    """
    case = own_case(session, actor, case_id, lock=True)
    require_signatory(actor, case.organisation_id)
    return _send(session, actor, report_of(session, case, office.schemes, year), signing, at)


def enter_report(
    session: Session,
    actor: Actor,
    office: Office,
    case_id: int,
    year: int,
    signing: Signing,
    *,
    received_on: date,
    at: datetime,
) -> Submission:
    """Enter an old PDF report that a person has confirmed: the same validation, the same kind of version.

    `received_on` is the day it came: that day says whether it was in time. Raises CaseNotFound, RoleMissing,
    LegacyReportNotFound, ReportNotFound, ReportNotOpen, ReportIsApproved, ReceivedInFuture or ReportIncomplete.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    require_read(session, case, year)
    if received_on > oslo_date(at):
        raise ReceivedInFuture
    return _send(session, actor, report_of(session, case, office.schemes, year), signing, at, received_on)


def _send(
    session: Session, actor: Actor, report: Report, signing: Signing, at: datetime, received_on: date | None = None
) -> Submission:
    require_accepted(report)
    if report.latest is not None and report.latest.number >= signing.number:
        return report.latest
    if report.closed is not None:
        raise report.closed
    progress = signed_progress(session, report.case, report.scheme, report.key, report.context, signing.typed)
    if progress.errors:
        raise ReportIncomplete(progress)
    kind: SubmissionKind = "correction" if report.sent else "original"
    version = add_submission(
        session,
        report.case,
        report.scheme,
        report.key,
        kind=kind,
        answers=progress.asked_answers,
        language=signing.language,
        person_id=actor.id,
        at=at,
        origin="pdf" if received_on else "web",
        received_on=received_on,
    )
    archive_attachments(session, report.case, report.form, version, at)
    first, day = (*report.sent, version)[0], received_on.isoformat() if received_on else None
    on_time = in_time(first.came_at, report.due_at)
    sent = ReportSubmitted(version.number, kind, version.reference, report.year, on_time, day)
    record(session, report.case, actor.id, at, sent)
    session.commit()
    return version
