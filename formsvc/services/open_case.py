"""A case as a member of staff opens it: what it is, where it stands, and what this person may do with it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from formsvc.answers import Context, View
from formsvc.casework.decided import DecisionState
from formsvc.casework.state import CaseState
from formsvc.schemes.definition import Form, Scheme
from formsvc.schemes.registry import Registry, form_of
from formsvc.schemes.written_language import LanguageDecisions
from formsvc.services.actor import Actor, Role, staff_case
from formsvc.services.facts.common import LanguageChoice, letter_language
from formsvc.services.renewed_grant import RenewedGrant, application_context, renewed_grant
from formsvc.storage.cases import state_of, submissions_of
from formsvc.storage.decisions import decisions_of
from formsvc.storage.models import Case, Decision, Submission
from formsvc.texts import Text

Task = Literal[
    "declare", "stand_aside", "propose", "revise", "approve", "wait_approval", "send", "wait", "await_answer",
    "answer_appeal", "handle_report", "read", "closed",
]  # fmt: skip


@dataclass(frozen=True)
class OpenCase:
    """A case, the actor who looks at it, and the version of the application that counts (`sent`)."""

    case: Case
    actor: Actor
    scheme: Scheme
    form: Form
    state: CaseState
    submissions: Sequence[Submission]
    decisions: Sequence[Decision]
    language_decisions: LanguageDecisions
    context: Context
    """What is known beside the answers."""
    renewed: RenewedGrant | None
    """The grant that the case continues."""

    @property
    def sent(self) -> Submission | None:
        """The latest version that holds answers."""
        with_answers = [row for row in self.submissions if row.kind != "withdrawal"]
        return with_answers[-1] if with_answers else None

    @property
    def decision(self) -> Decision | None:
        """The latest decision, proposed or further."""
        return self.decisions[-1] if self.decisions else None

    @property
    def standing(self) -> DecisionState | None:
        """The latest decision as its events say it stands."""
        return self.state.latest_decision

    @property
    def applied(self) -> tuple[int, ...]:
        """Whole kroner applied for, year by year."""
        return self.state.applied

    @property
    def impartial(self) -> bool | None:
        """What the actor has declared; None: nothing yet."""
        return self.state.impartiality.get(self.actor.id)

    @property
    def decided(self) -> bool:
        """Whether the decision on the application has been sent: then what was judged stays as it was."""
        return self.state.decided

    @property
    def pending(self) -> bool:
        """Whether a decision is proposed and not yet sent."""
        return self.state.open_decision is not None

    def holds(self, *roles: Role) -> bool:
        """Whether the actor has one of these roles where the case is."""
        return bool(self.actor.roles[self.case.grant_administrator_id] & set(roles))

    @property
    def works(self) -> bool:
        """Whether the actor may judge, assess and propose now."""
        return self.holds("caseworker") and self.impartial is True and not self.decided and not self.state.withdrawn

    @property
    def writes(self) -> bool:
        """Whether the actor may write letters that follow later in the case."""
        return self.holds("caseworker") and self.impartial is True and not self.state.withdrawn

    @property
    def may_approve(self) -> bool:
        """Whether the actor may approve the proposal that stands."""
        found = self.standing
        if found is None or found.returned or found.approved_by or found.dispatched_at:
            return False
        return self.holds("approver") and self.impartial is True and self.actor.id not in found.proposers

    @property
    def may_return(self) -> bool:
        """Whether the actor may send the proposal back, approved or not."""
        found = self.standing
        waits = found is not None and not found.dispatched_at and not found.returned
        return waits and self.holds("approver") and self.impartial is True

    @property
    def may_send(self) -> bool:
        """Whether the actor may send the approved decision."""
        found = self.standing
        approved = found is not None and found.approved_by is not None and found.dispatched_at is None
        return approved and self.holds("caseworker", "approver") and self.impartial is True

    @property
    def task(self) -> Task:
        """What this person does next in the case."""
        if self.state.survey:
            return "read"
        over = self.state.withdrawn or (self.decided and self._after_decision == "closed")
        if over or not self.holds("caseworker", "approver"):
            return "closed" if over else "wait"
        if self.impartial is not True:
            return "declare" if self.impartial is None else "stand_aside"
        return self._task_of_the_impartial()

    @property
    def _after_decision(self) -> Task:
        """What waits in a case whose application is decided."""
        appeal, reports = self.state.appeal, self.state.reports.values()
        if self.pending:
            return "wait"
        if appeal is not None and appeal.open:
            return "answer_appeal"
        return "handle_report" if any(report.waits_for_office for report in reports) else "closed"

    def _task_of_the_impartial(self) -> Task:
        found = self.state.open_decision
        if self.decided and found is None:
            return self._after_decision if self.holds("caseworker") else "wait"
        if self.state.information_due is not None and found is None:
            return "await_answer" if self.holds("caseworker") else "wait"
        if self.may_send:
            return "send"
        if self.may_approve:
            return "approve"
        if found is None or found.returned:
            return ("revise" if found else "propose") if self.holds("caseworker") else "wait"
        return "wait_approval"

    @property
    def language(self) -> LanguageChoice:
        """The recipient's written language and the rule that chose it."""
        return letter_language(self.language_decisions, self.case.organisation, self.sent)

    @property
    def view(self) -> View:
        """The answers of the version that counts. Raises LookupError where nothing has been sent."""
        if self.sent is None:
            raise LookupError(f"case {self.case.number}: nothing has been sent")
        return self.view_of(self.sent)

    @property
    def parts(self) -> list[tuple[Text, int]]:
        """What each list of the form is called, and how many rows it has. Raises LookupError as `view`."""
        lists = (field for field in self.view.fields.values() if field.type == "rows")
        return [(field.label, len(self.view.row_list(field.id))) for field in lists]

    def view_of(self, submission: Submission) -> View:
        """The answers of a version."""
        return View(self.scheme, self.form, submission.answers, self.context)


def open_case(session: Session, actor: Actor, schemes: Registry, case_id: int) -> OpenCase:
    """A submitted case of the actor's grant administrator. Raises CaseNotFound."""
    case = staff_case(session, actor, case_id)
    scheme = schemes.get(case.call.scheme, case.call.edition)
    return OpenCase(
        case,
        actor,
        scheme,
        form_of(scheme, case.call.form),
        state_of(session, case),
        submissions_of(session, case, case.call.form),
        decisions_of(session, case),
        schemes.language_decisions,
        application_context(session, case),
        renewed_grant(session, case),
    )
