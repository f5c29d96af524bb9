"""The annual report is sent in, as a numbered version: by the signatory, or by a caseworker from an old PDF.

A correction is the same act again. A late report is marked and taken.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.deadlines import in_time
from formsvc.casework.events import ReportSubmitted, SubmissionKind
from formsvc.services.actor import Actor, own_case, require_signatory, staff_case
from formsvc.services.office import Office
from formsvc.services.open_report import require_accepted, require_read
from formsvc.services.report_of import Report, report_of
from formsvc.services.signing import FormIncomplete, Signing, signed_progress
from formsvc.services.submissions import Origin, add_submission, archive_attachments
from formsvc.storage.cases import record
from formsvc.storage.models import Submission


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
    return _send(session, actor, report_of(session, case, office.schemes, year), signing, "web", at)


def enter_report(
    session: Session, actor: Actor, office: Office, case_id: int, year: int, signing: Signing, *, at: datetime
) -> Submission:
    """Enter an old PDF report that a person has confirmed: the same validation, the same kind of version.

    Raises CaseNotFound, RoleMissing, LegacyReportNotFound, ReportNotFound, ReportNotOpen or ReportIncomplete.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    require_read(session, case, year)
    return _send(session, actor, report_of(session, case, office.schemes, year), signing, "pdf", at)


def _send(session: Session, actor: Actor, report: Report, signing: Signing, origin: Origin, at: datetime) -> Submission:
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
        origin=origin,
    )
    archive_attachments(session, report.case, report.form, version, at)
    first = report.sent[0].submitted_at if report.sent else at
    sent = ReportSubmitted(version.number, kind, version.reference, report.year, in_time(first, report.due_at))
    record(session, report.case, actor.id, at, sent)
    session.commit()
    return version
