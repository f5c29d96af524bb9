"""The grant for several years that a simplified application continues for one of its later years."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from formsvc.answers import Context
from formsvc.casework.state import CaseState
from formsvc.kernel.failures import Conflict
from formsvc.schemes.definition import Form
from formsvc.services.actor import applicant_kind
from formsvc.storage.cases import latest_submission, state_of
from formsvc.storage.models import Call, Case, Submission
from formsvc.storage.renewals import granted_cases, renewals_of, renewed_by


class NothingToRenew(Conflict):
    """Nobody that the person writes for has a grant for several years that covers the year. Parameter: `year`."""

    code = "nothing_to_renew"


@dataclass(frozen=True)
class RenewedGrant:
    """A grant for several years, and the year that its continuation is applied for."""

    case: Case
    state: CaseState
    year: int

    @property
    def years(self) -> range:
        """The years that it was given for."""
        return range(self.case.call.grant_year, self.case.call.grant_year + len(self.state.granted))

    @property
    def covers(self) -> bool:
        """Whether it can be continued into the year."""
        return self.year in self.years[1:]

    @property
    def intended(self) -> int:
        """What was intended for the year, whole kroner."""
        return self.state.granted[self.year - self.case.call.grant_year]


@dataclass(frozen=True)
class Renewable:
    """What some organisations have that a call for simplified applications is about."""

    grants: Sequence[RenewedGrant]
    other_years: str
    """The years of the grants that they have, where none can be continued; empty where they have none."""


def renewable(session: Session, call: Call, form: Form, organisation_ids: Collection[int]) -> Renewable | None:
    """The grants of these organisations that can be continued on a call; None where the call is not for that."""
    if not form.renews:
        return None
    cases = granted_cases(session, call.scheme, form.based_on or "", organisation_ids)
    grants = [RenewedGrant(case, state_of(session, case), call.grant_year) for case in cases]
    covering = [grant for grant in grants if grant.covers]
    return Renewable(covering, "" if covering else years_in_words(grants))


def require_renewable(
    session: Session, call: Call, form: Form, organisation_ids: Collection[int], case_id: int | None
) -> RenewedGrant:
    """The grant that one of these organisations was given in a case. Raises NothingToRenew."""
    found = renewable(session, call, form, organisation_ids)
    for grant in found.grants if found else ():
        if grant.case.id == case_id:
            return grant
    raise NothingToRenew(year=call.grant_year)


def years_in_words(grants: Sequence[RenewedGrant]) -> str:
    """`2024, 2026–2028`."""
    spans = {(grant.years[0], grant.years[-1]) for grant in grants}
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in sorted(spans))


def renewed_grant(session: Session, case: Case) -> RenewedGrant | None:
    """The grant that a case continues; None where it continues none."""
    renewed = renewed_by(session, case)
    return RenewedGrant(renewed, state_of(session, renewed), case.call.grant_year) if renewed else None


def application_context(session: Session, case: Case) -> Context:
    """What is known beside the answers of a case's application.

    For a simplified one: the application that it continues, the renewal of the year before, and what was intended.
    """
    grant = renewed_grant(session, case)
    if grant is None:
        return Context(applicant_kind=applicant_kind(case))
    applied, before = _applied(session, grant.case), _renewal_before(session, grant)
    return Context(
        application=applied.answers if applied else None,
        renewal=before.answers if before else None,
        case={**year_facts(grant), "intended_amount": grant.intended},
        applicant_kind=applicant_kind(case),
    )


def year_facts(grant: RenewedGrant) -> dict[str, int]:
    """Which year of a grant a form is about: its first year, how many it was given for, and the year in question."""
    return {"grant_year": grant.years[0], "grant_years": len(grant.years), "report_year": grant.year}


def years_taken_over(session: Session, case: Case) -> set[int]:
    """The years of a grant that have a decision of their own: their reports belong to the cases that renewed it."""
    renewals = renewals_of(session, case)
    return {renewal.call.grant_year for renewal in renewals if state_of(session, renewal).sent_decisions}


def _renewal_before(session: Session, grant: RenewedGrant) -> Submission | None:
    earlier = [case for case in renewals_of(session, grant.case) if case.call.grant_year < grant.year]
    sent = [_applied(session, case) for case in earlier if state_of(session, case).sent_decisions]
    return sent[-1] if sent else None


def _applied(session: Session, case: Case) -> Submission | None:
    return latest_submission(session, case, case.call.form)
