"""Formal control: what can be looked up is looked up, what cannot is left to a person. Never an outcome.

Source: the regelverk's demands on who may apply and on deadlines. Failing them `kan` lead to dismissal, so every
finding is information for a caseworker (regelverk, assessment point: "kan bli avvist").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from formsvc.casework.events import Judgement
from formsvc.kernel.clock import oslo_date
from formsvc.schemes.definition import Applicant, Form, Scheme

FindingId = Literal["eligible_kind", "own_county", "register", "complete", "in_time", "eligibility"]


@dataclass(frozen=True, slots=True)
class RegisterLookup:
    """What a register said. `found` None: it did not answer."""

    found: bool | None
    registered_on: date | None
    source: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """What formal control looks at, gathered by the use case.

    `unmet` are the ids of the eligibility questions that were answered otherwise than expected; `errors` counts
    what validation still finds in the submitted answers. `own_county`: whether the applicant lies in the county that
    calls; None: not known.
    """

    applicant_kind: str
    register: RegisterLookup | None
    submitted_at: datetime
    in_time: bool
    errors: int
    unmet: tuple[str, ...]
    own_county: bool | None = None


@dataclass(frozen=True, slots=True)
class ControlFinding:
    """One finding: the requirement is found met, found not met, or a person must judge. Words: `texts`."""

    id: FindingId
    judgement: Judgement
    params: tuple[tuple[str, Any], ...] = ()


_JUDGED: Mapping[bool | None, Judgement] = {True: "found", False: "not_found", None: "person_must_judge"}


def formal_control(scheme: Scheme, form: Form, checked: Checked) -> tuple[ControlFinding, ...]:
    """The findings on a submitted application, in the order of the regelverk: who, what, when."""
    applicant = _applicant(scheme, checked.applicant_kind)
    findings = [
        ControlFinding("eligible_kind", _eligible_kind(form, checked.applicant_kind, applicant)),
        ControlFinding("complete", "not_found" if checked.errors else "found", (("errors", checked.errors),)),
        ControlFinding("in_time", "found" if checked.in_time else "not_found"),
    ]
    if applicant is not None and applicant.register_ is not None:
        findings.insert(1, _register(applicant.register_.name, checked))
    if any(user.own_county for user in form.applicants if user.kind == checked.applicant_kind):
        findings.insert(1, ControlFinding("own_county", _JUDGED[checked.own_county]))
    if checked.unmet:
        findings.append(ControlFinding("eligibility", "person_must_judge", (("fields", checked.unmet),)))
    return tuple(findings)


def open_findings(findings: Iterable[ControlFinding], judged: Iterable[str]) -> tuple[ControlFinding, ...]:
    """The findings that a person has yet to judge: whatever was not simply found."""
    done = set(judged)
    return tuple(finding for finding in findings if finding.judgement != "found" and finding.id not in done)


def _applicant(scheme: Scheme, kind: str) -> Applicant | None:
    return next((applicant for applicant in scheme.applicants if applicant.kind == kind), None)


def _eligible_kind(form: Form, kind: str, applicant: Applicant | None) -> Judgement:
    """A condition that a register answers has a finding of its own; any other is for a person."""
    allowed = {listed.kind: listed.condition for listed in form.applicants}
    if kind not in allowed:
        return "not_found"
    looked_up = applicant is not None and applicant.register_ is not None
    return "person_must_judge" if allowed[kind] and not looked_up else "found"


def _register(name: str, checked: Checked) -> ControlFinding:
    return ControlFinding("register", _registered_in_time(checked), (("register", name),))


def _registered_in_time(checked: Checked) -> Judgement:
    answer = checked.register
    if answer is None or answer.found is None:
        return "person_must_judge"
    if not answer.found:
        return "not_found"
    if answer.registered_on is None:
        return "person_must_judge"
    return "found" if answer.registered_on <= oslo_date(checked.submitted_at) else "not_found"
