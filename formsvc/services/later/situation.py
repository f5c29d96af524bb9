"""A case as somebody finds it who wants to write a letter in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.letters import facts
from formsvc.services.actor import Actor
from formsvc.services.check_case import Control, check_case
from formsvc.services.facts.in_case import InCase, fields_in_case
from formsvc.services.office import Office
from formsvc.services.report_of import Report, reports_of
from formsvc.storage.models import Case
from formsvc.texts import text


class LetterNotOffered(Conflict):
    """The letter makes no sense as the case stands now. Parameter: kind."""

    code = "letter_not_offered"


@dataclass(frozen=True)
class Offer:
    """A letter that makes sense in a case now. `year`: the report that it is about."""

    kind: str
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Situation(InCase):
    """A case, what it owes, and who looks at it."""

    actor: Actor
    reports: Sequence[Report]
    control: Control | None

    @property
    def signature(self) -> facts.Signature:
        """Of a letter that decides nothing: the caseworker's own."""
        title = text("services.caseworker", self.language.language)
        return facts.Signature(signatory=self.actor.name, title=title)

    @property
    def answer_by(self) -> date:
        """A day to propose for an answer: as long as the scheme gives for an appeal, else as to accept a grant."""
        weeks = self.scheme.appeal.weeks or self.case.call.grant_administrator.acceptance_weeks
        return self.dated + timedelta(weeks=weeks)

    def report(self, year: int | None) -> Report:
        """The report on a year. Raises LetterNotOffered where the case owes none."""
        for report in self.reports:
            if report.year == year:
                return report
        raise LetterNotOffered(kind="report")

    def reported(self, report: Report) -> Mapping[str, Any]:
        """The answers of a report's version that counts; none before it is sent."""
        return report.latest.answers if report.latest else {}

    def unspent(self, report: Report) -> int:
        """Whole kroner that a report says are left, in the question that the rule on unspent funds names."""
        rules = [rule for rule in self.scheme.rules_of("unspent_funds") if rule.field]
        return int(self.reported(report).get(rules[0].field) or 0) if rules and rules[0].field else 0


def situation_of(session: Session, actor: Actor, case: Case, office: Office, at: datetime) -> Situation:
    """How a case stands now. Raises LetterNotOffered where nothing has been sent in. Access is the caller's."""
    known = fields_in_case(session, case, office, at)
    if known is None:
        raise LetterNotOffered(kind="")
    reports = reports_of(session, case, office.schemes)
    control = None if known["state"].decided else check_case(session, case, office.schemes)
    return Situation(**known, actor=actor, reports=reports, control=control)
