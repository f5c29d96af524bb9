"""A form in progress as a person opens it: what has been saved, what can be filled in beforehand, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers import Context, View
from formsvc.answers.sums import computed
from formsvc.casework.deadlines import in_time
from formsvc.kernel.clock import end_of_oslo_day
from formsvc.kernel.failures import Failure, NotFound
from formsvc.schemes.definition import Form, Scheme, Section
from formsvc.services.actor import Actor, own_case
from formsvc.services.call_for import view_of
from formsvc.services.changeable import why_closed
from formsvc.services.form_progress import FormProgress, Typed, form_progress, signing_section
from formsvc.services.office import Office
from formsvc.services.prefill import prefilled
from formsvc.services.renewed_grant import application_context
from formsvc.storage.cases import drafts_of, latest_submission, state_of, submissions_of
from formsvc.storage.models import Case, Draft, Submission


class SectionNotFound(NotFound):
    """The form has no such section."""

    code = "section_not_found"


@dataclass(frozen=True)
class Due:
    """When a form is due, and whether that has passed. `asked`: we have asked for an answer by then."""

    at: datetime
    passed: bool
    asked: bool = False


def due_as_asked(day: date, at: datetime) -> Due:
    """The end of a day that we have asked somebody to answer by."""
    last = end_of_oslo_day(day)
    return Due(last, passed=not in_time(at, last), asked=True)


@dataclass(frozen=True)
class OpenForm:
    """A case's form, opened by somebody.

    `key` as in `Draft.form`; `closed` says why it cannot be changed, if so; `sent` is the latest version with answers;
    `numbered` how many versions there are, withdrawals included.
    """

    case: Case
    scheme: Scheme
    form: Form
    key: str
    context: Context
    drafts: Mapping[str, Draft]
    progress: FormProgress
    prefilled: Mapping[str, Any]
    closed: Failure | None
    due: Due
    sent: Submission | None
    numbered: int

    def section(self, section_id: str) -> Section:
        """A section to fill in; the signature is none of them. Raises SectionNotFound."""
        for part in self.progress.sections:
            if part.section.id == section_id:
                return part.section
        raise SectionNotFound(section=section_id)

    def after(self, section: Section) -> Section | None:
        """The section that follows, None after the last."""
        sections = [part.section for part in self.progress.sections]
        return next(iter(sections[sections.index(section) + 1 :]), None)

    @property
    def first_unfinished(self) -> Section:
        """Where to go on: the first section that is not complete, else the first."""
        unfinished = (part.section for part in self.progress.sections if part.status != "complete")
        return next(unfinished, self.form.sections[0])

    def typed_in(self, section: Section) -> Typed:
        """What stands in a section: what was saved, or before that what we know already."""
        draft = self.drafts.get(section.id)
        if draft is not None:
            return draft.typed
        return {field.id: self.prefilled[field.id] for field in section.fields if field.id in self.prefilled}

    def version_of(self, section: Section) -> int:
        """The version of what has been saved; 0 where nothing has."""
        draft = self.drafts.get(section.id)
        return draft.version if draft else 0

    @property
    def typed(self) -> dict[str, Typed]:
        """What has been saved in each section: section id -> field id -> typed."""
        return {name: draft.typed for name, draft in self.drafts.items()}

    def typed_with(self, section: Section, now_typed: Typed) -> dict[str, Typed]:
        """The same, with this in one of the sections."""
        return {**self.typed, section.id: now_typed}

    def progress_with(self, section: Section, now_typed: Typed) -> FormProgress:
        """Where the form would stand with this typed in a section."""
        return form_progress(self.scheme, self.form, self.typed_with(section, now_typed), self.context)

    @property
    def unsent(self) -> bool:
        """Whether something was saved after the version that was sent last."""
        return self.sent is not None and any(d.saved_at > self.sent.submitted_at for d in self.drafts.values())

    @property
    def next_number(self) -> int:
        """The number that the next version gets."""
        return self.numbered + 1

    @property
    def signature(self) -> Section | None:
        """What the signatory fills in when the form is sent."""
        return signing_section(self.form)


def open_form(
    session: Session,
    actor: Actor,
    case: Case,
    scheme: Scheme,
    *,
    key: str,
    context: Context,
    closed: Failure | None,
    due: Due,
) -> OpenForm:
    """The case's form with everything saved in it. `key` as in `Draft.form`."""
    form = scheme.form(key.partition(":")[0])
    drafts = drafts_of(session, case, key)
    progress = form_progress(scheme, form, {name: draft.typed for name, draft in drafts.items()}, context)
    sent, numbered = latest_submission(session, case, key), len(submissions_of(session, case, key))
    known = {**_computed(progress.view), **prefilled(progress.view, case, actor)}
    return OpenForm(case, scheme, form, key, context, drafts, progress, known, closed, due, sent, numbered)


def open_application(session: Session, actor: Actor, office: Office, case_id: int, at: datetime) -> OpenForm:
    """The application of a case. Raises CaseNotFound."""
    case = own_case(session, actor, case_id)
    view = view_of(case.call, office.schemes, at)
    context = application_context(session, case)
    state = state_of(session, case)
    closed, asked = why_closed(state, view), state.information_due
    due = due_as_asked(asked, at) if asked else Due(case.call.deadline_at, passed=view.phase == "late")
    return open_form(session, actor, case, view.scheme, key=view.form.id, context=context, closed=closed, due=due)


def _computed(view: View) -> dict[str, int]:
    """What the answers so far leave for a sum: whole and not negative, else a person has to look."""
    return {name: int(value) for name, value in computed(view).items() if value >= 0 and value == int(value)}
