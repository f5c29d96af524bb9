"""What an applicant sees of their cases: where each stands, and what is theirs to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from formsvc.answers import View
from formsvc.casework.state import CaseState
from formsvc.kernel.failures import NotFound
from formsvc.schemes.registry import Registry
from formsvc.services.actor import Actor, own_case
from formsvc.services.asked import Asked, asked_in
from formsvc.services.call_for import CallView, view_of
from formsvc.services.renewed_grant import application_context
from formsvc.services.who_may_begin import may_begin
from formsvc.storage.calls import open_calls
from formsvc.storage.cases import cases_of_organisations, state_of, stored_events, submissions_of
from formsvc.storage.documents import documents_for_applicant, file_content, find_document
from formsvc.storage.models import Case, Document, Organisation, Submission
from formsvc.storage.people import organisations_by_id
from formsvc.storage.renewals import renewals_of, renewed_by


class VersionNotFound(NotFound):
    """The application has no such version, or that one is a withdrawal."""

    code = "version_not_found"


class DocumentNotFound(NotFound):
    """The case has no such document that its applicant may read."""

    code = "document_not_found"


Standing = Literal[
    "draft", "received", "answered", "asked", "withdrawn", "granted", "refused", "appealed", "accepted", "reported",
    "report_returned", "report_approved",
]  # fmt: skip
Step = Literal["fill_in", "wait", "supplement", "accept", "read_decision", "report", "answer_report", "none"]
_STANDING: dict[str, Standing] = {
    "draft": "draft",
    "submitted": "received",
    "answered": "answered",
    "waiting": "asked",
    "withdrawn": "withdrawn",
    "appealed": "appealed",
    "accepted": "accepted",
    "reported": "reported",
    "report_returned": "report_returned",
    "report_approved": "report_approved",
}
_STEPS: dict[Standing, Step] = {
    "draft": "fill_in",
    "received": "wait",
    "answered": "wait",
    "asked": "supplement",
    "appealed": "wait",
    "report_returned": "answer_report",
    "report_approved": "none",
    "granted": "accept",
    "refused": "read_decision",
    "accepted": "report",
    "reported": "wait",
    "withdrawn": "none",
}


@dataclass(frozen=True)
class OwnCase:
    """A case as its applicant sees it."""

    case: Case
    view: CallView

    @property
    def standing(self) -> Standing:
        """Where the case stands; proposals and approvals are not the applicant's to see before the letter is sent."""
        if self.case.shown_status == "dispatched":
            return "granted" if self.case.granted_amount else "refused"
        return _STANDING[self.case.shown_status]

    @property
    def step(self) -> Step:
        """What the applicant does next."""
        return _STEPS[self.standing]


@dataclass(frozen=True)
class Home:
    """The applicant's first page."""

    organisations: Sequence[Organisation]
    cases: Sequence[OwnCase]
    calls: Sequence[CallView]

    def cases_of(self, organisation: Organisation) -> list[OwnCase]:
        """One organisation's cases, newest first."""
        return [own for own in self.cases if own.case.organisation_id == organisation.id]


Reached = Literal["done", "now", "later"]
_WAY = ("started", "sent", "processing", "decision", "accepted", "reported")
_SURVEYED = ("started", "sent")
_WAYS: dict[Standing, tuple[str, ...]] = {"withdrawn": ("started", "sent", "withdrawn"), "refused": _WAY[:4]}
_HERE: dict[Standing, str] = {
    "draft": "started",
    "received": "processing",
    "answered": "sent",
    "asked": "processing",
    "withdrawn": "withdrawn",
    "granted": "decision",
    "refused": "decision",
    "appealed": "decision",
    "accepted": "accepted",
    "reported": "reported",
    "report_returned": "reported",
    "report_approved": "reported",
}


def _reached(place: int, here: int) -> Reached:
    if place == here:
        return "now"
    return "done" if place < here else "later"


@dataclass(frozen=True)
class Point:
    """A point on the way of a case. `at` None: not reached."""

    name: str
    at: datetime | None
    reached: Reached


@dataclass(frozen=True)
class CasePage:
    """Everything on one case's page."""

    own: OwnCase
    state: CaseState
    started_at: datetime
    submissions: Sequence[Submission]
    documents: Sequence[Document]
    continues: Case | None
    """The case whose grant this one continues."""
    continued: Sequence[Case]
    """The cases that continue the grant of this one."""

    @property
    def latest(self) -> Submission | None:
        """The version that counts, unless the application is withdrawn."""
        sent = [submission for submission in self.submissions if submission.kind != "withdrawal"]
        return sent[-1] if sent and not self.state.withdrawn else None

    @property
    def timeline(self) -> list[Point]:
        """What has happened, where the case is now, and what may come, in order."""
        survey = self.own.view.form.kind == "survey"
        names = _SURVEYED if survey else _WAYS.get(self.own.standing, _WAY)
        here = names.index(_HERE[self.own.standing])
        return [Point(name, self._moment(name), _reached(place, here)) for place, name in enumerate(names)]

    def _moment(self, name: str) -> datetime | None:
        decision, grant = self.state.decision, self.state.grant
        known = {
            "started": self.started_at,
            "sent": self.state.submitted_at,
            "withdrawn": self.submissions[-1].submitted_at if self.submissions else None,
            "decision": decision.dispatched_at if decision else None,
            "accepted": grant.accepted_at if grant else None,
        }
        return known.get(name)

    @property
    def asked(self) -> list[Asked]:
        """What we wait for from the applicant."""
        return asked_in(self.state, self.documents)

    @property
    def can_correct(self) -> bool:
        """Until the deadline, and before anybody has proposed a decision; or where we have asked for more."""
        asked = self.state.information_due is not None
        return asked or (bool(self.submissions) and self.own.view.phase == "open" and self.state.decision is None)

    @property
    def can_withdraw(self) -> bool:
        """Until the decision is made; a proposal stays the office's own, and nothing here shows that there is one.

        A survey is corrected instead.
        """
        decided = self.state.decision is not None and self.state.decision.approved_by is not None
        return bool(self.submissions) and not (self.state.withdrawn or self.state.survey or decided)


def home(session: Session, actor: Actor, schemes: Registry, at: datetime) -> Home:
    """The actor's organisations, their cases, and the open calls that one of them may begin on."""
    ids = sorted(actor.organisations)
    organisations = organisations_by_id(session, ids)
    cases = [OwnCase(case, view_of(case.call, schemes, at)) for case in cases_of_organisations(session, ids)]
    calls = [view_of(call, schemes, at) for call in open_calls(session, at)]
    return Home(organisations, cases, [view for view in calls if any(may_begin(view, one) for one in organisations)])


def case_page(session: Session, actor: Actor, schemes: Registry, case_id: int, at: datetime) -> CasePage:
    """One case with its versions and the documents that the applicant may read. Raises CaseNotFound."""
    case = own_case(session, actor, case_id)
    own = OwnCase(case, view_of(case.call, schemes, at))
    return CasePage(
        own,
        state_of(session, case),
        stored_events(session, case)[0].at,
        submissions_of(session, case, case.call.form),
        documents_for_applicant(session, case),
        renewed_by(session, case),
        renewals_of(session, case),
    )


@dataclass(frozen=True)
class Version:
    """A version of the application as it was sent, seen through its definition."""

    case: Case
    submission: Submission
    view: View


def own_version(session: Session, actor: Actor, schemes: Registry, case_id: int, number: int) -> Version:
    """A version with answers. Raises CaseNotFound or VersionNotFound."""
    case = own_case(session, actor, case_id)
    for submission in submissions_of(session, case, case.call.form):
        if submission.number == number and submission.kind != "withdrawal":
            scheme = schemes.get(submission.scheme, submission.edition)
            context = application_context(session, case)
            return Version(case, submission, View(scheme, scheme.form(submission.form), submission.answers, context))
    raise VersionNotFound(number=number)


def own_document(session: Session, actor: Actor, case_id: int, number: int) -> tuple[Document, bytes]:
    """A document that the applicant may read, with its bytes. Raises CaseNotFound or DocumentNotFound."""
    case = own_case(session, actor, case_id)
    document = find_document(session, case, number)
    if document is None or not document.visible_to_applicant:
        raise DocumentNotFound(number=number)
    return document, file_content(session, document.sha256)
