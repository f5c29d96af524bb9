"""The signatory sends in the form that is called for, as a numbered version. A correction is the same act again.

The receipt is a step of its own (`issue_receipt`): nothing that is wrong with a letter may keep an application out.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.answers import View
from formsvc.answers.applied import applied_amounts
from formsvc.casework.deadlines import in_time
from formsvc.casework.events import ApplicationSubmitted, Event, SubmissionKind, SurveySubmitted
from formsvc.services.actor import Actor, own_case, require_signatory
from formsvc.services.call_for import CallView, view_of
from formsvc.services.changeable import require_changeable
from formsvc.services.office import Office
from formsvc.services.renewed_grant import application_context
from formsvc.services.signing import FormIncomplete, Signing, signed_progress
from formsvc.services.submissions import add_submission, archive_attachments
from formsvc.storage.cases import latest_submission, record, state_of
from formsvc.storage.models import Submission

LONGEST_TITLE = 300


class ApplicationIncomplete(FormIncomplete):
    """Something in the application is missing or wrong."""

    code = "application_incomplete"


def submit_application(
    session: Session, actor: Actor, office: Office, case_id: int, signing: Signing, *, at: datetime
) -> Submission:
    """Send in what has been saved, signed. Everything is validated again.

    A second click gives the version that the first one made. Raises CaseNotFound, NotSignatory, CallNotOpen,
    CorrectionTooLate, BeingDecided or ApplicationIncomplete.
    """
    case = own_case(session, actor, case_id, lock=True)
    require_signatory(actor, case.organisation_id)
    view = view_of(case.call, office.schemes, at)
    state = state_of(session, case)
    earlier = latest_submission(session, case, case.call.form)
    if earlier is not None and earlier.number == state.application_number >= signing.number:
        return earlier
    require_changeable(state, view)
    context = application_context(session, case)
    progress = signed_progress(session, case, view.scheme, view.form.id, context, signing.typed)
    if progress.errors:
        raise ApplicationIncomplete(progress)
    kind: SubmissionKind = "correction" if state.application_number else "original"
    version = add_submission(
        session,
        case,
        view.scheme,
        view.form.id,
        kind=kind,
        answers=progress.asked_answers,
        language=signing.language,
        person_id=actor.id,
        at=at,
    )
    archive_attachments(session, case, view.form, version, at)
    subject = view.form.subject or view.title
    case.title = str(version.answers.get("project_title") or subject.in_(signing.language))[:LONGEST_TITLE]
    record(session, case, actor.id, at, _sent(view, version, kind, at))
    session.commit()
    return version


def _sent(view: CallView, version: Submission, kind: SubmissionKind, at: datetime) -> Event:
    on_time = in_time(at, view.call.deadline_at)
    if view.form.kind == "survey":
        return SurveySubmitted(version.number, kind, version.reference, on_time)
    amount, *later = applied_amounts(View(view.scheme, view.form, version.answers))
    return ApplicationSubmitted(version.number, kind, version.reference, amount, on_time, tuple(later))
