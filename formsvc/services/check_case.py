"""Formal control of a case: what can be looked up, and what a person has judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers import Finding, validate
from formsvc.casework.control import Checked, ControlFinding, RegisterLookup, formal_control
from formsvc.casework.events import FindingJudged
from formsvc.schemes.definition import Applicant, Form, Scheme
from formsvc.schemes.registry import Registry, form_of
from formsvc.schemes.traced import Source
from formsvc.services.actor import applicant_kind
from formsvc.services.renewed_grant import application_context
from formsvc.services.who_may_begin import county_of
from formsvc.storage.cases import latest_submission, state_of, stored_events
from formsvc.storage.models import Case, RegisterAnswer, StoredEvent
from formsvc.storage.registers import latest_answer
from formsvc.texts import Text


@dataclass(frozen=True)
class Judged:
    """What a person said of a finding, with the reason."""

    accepted: bool
    note: str
    at: datetime
    name: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding with where the regelverk demands it and what a person has said of it."""

    finding: ControlFinding
    source: Source | None
    judged: Judged | None

    @property
    def is_open(self) -> bool:
        """Whether a person has yet to judge it."""
        return self.finding.judgement != "found" and self.judged is None


@dataclass(frozen=True)
class Control:
    """The formal control of the version that counts. `doubts` are what validation leaves to a person."""

    findings: Sequence[ShownFinding]
    register: RegisterAnswer | None
    errors: Sequence[Finding]
    doubts: Sequence[Finding]
    condition: Text | None
    """On what condition this kind of applicant may apply, in the definition's words."""

    @property
    def open_count(self) -> int:
        """How many findings wait for a person."""
        return sum(shown.is_open for shown in self.findings)


def check_case(session: Session, case: Case, schemes: Registry) -> Control | None:
    """The formal control of a case; None where nothing has been sent in. Access is the caller's."""
    sent = latest_submission(session, case, case.call.form)
    if sent is None:
        return None
    scheme = schemes.get(sent.scheme, sent.edition)
    form, kind = form_of(scheme, sent.form), applicant_kind(case)
    outcome = validate(scheme, form, sent.answers, application_context(session, case))
    state, answer = state_of(session, case), _register_answer(session, case, scheme)
    checked = Checked(
        applicant_kind=kind,
        register=_lookup(answer),
        submitted_at=state.submitted_at or sent.submitted_at,
        in_time=state.in_time,
        errors=len(outcome.errors),
        unmet=tuple(found.field for found in outcome.warnings if found.code == "unexpected_answer"),
        own_county=_in_own_county(case, form, sent.answers),
    )
    said = _judgements(stored_events(session, case))
    shown = [
        ShownFinding(finding, _source(scheme, kind, finding), said.get(finding.id))
        for finding in formal_control(scheme, form, checked)
    ]
    condition = next((listed.condition for listed in form.applicants if listed.kind == kind), None)
    return Control(shown, answer, outcome.errors, outcome.warnings, condition)


def _in_own_county(case: Case, form: Form, answers: Mapping[str, Any]) -> bool | None:
    """By the municipality that is registered, else by the one answered; None where neither is known."""
    asked = (field.id for section in form.sections for field in section.fields if field.type == "municipality")
    answered = next((answers[name] for name in asked if name in answers), None)
    county = county_of(case.organisation.municipality or answered)
    return county == case.call.grant_administrator.county if county else None


def _register_answer(session: Session, case: Case, scheme: Scheme) -> RegisterAnswer | None:
    applicant = _applicant(scheme, case.organisation.kind)
    if applicant is None or applicant.register_ is None:
        return None
    return latest_answer(session, case.organisation.orgnr, applicant.register_.name)


def _lookup(answer: RegisterAnswer | None) -> RegisterLookup | None:
    if answer is None:
        return None
    since = date.fromisoformat(answer.registered_on) if answer.registered_on else None
    return RegisterLookup(answer.found, since, answer.source, answer.asked_at)


def _judgements(events: Sequence[StoredEvent]) -> dict[str, Judged]:
    """The latest judgement of each finding."""
    return {
        row.data["finding"]: Judged(row.data["accepted"], row.data["note"], row.at, row.actor.name if row.actor else "")
        for row in events
        if row.name == FindingJudged.__name__
    }


def _source(scheme: Scheme, kind: str, finding: ControlFinding) -> Source | None:
    """Where the regelverk says so: the applicant's tick for who may apply, the ground of dismissal for the rest."""
    applicant = _applicant(scheme, kind)
    if finding.id in ("eligible_kind", "own_county", "register", "eligibility") and applicant is not None:
        return applicant.source
    return next((rule.source for rule in scheme.rules_of("dismissal_ground")), None)


def _applicant(scheme: Scheme, kind: str) -> Applicant | None:
    return next((applicant for applicant in scheme.applicants if applicant.kind == kind), None)
