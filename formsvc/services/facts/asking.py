"""Facts of the letters that ask for something, or say that it is in order: missing information, the yearly report."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from formsvc.kernel.clock import oslo_date
from formsvc.letters import facts
from formsvc.letters.facts import (
    MissingInformationFacts,
    ReportApprovedFacts,
    ReportReminderFacts,
    ReportReturnedFacts,
)
from formsvc.letters.marks import paragraphs_of
from formsvc.services.facts.in_case import InCase
from formsvc.services.report_of import Report

Entered = Mapping[str, Any]


def missing_information(case: InCase, signature: facts.Signature, entered: Entered) -> MissingInformationFacts:
    """What is missing, by when, and what may follow."""
    grounds = case.scheme.rules_of("dismissal_ground")
    request = facts.InformationRequest(
        items=tuple(
            facts.MissingItem(what=row["what"], why=row["why"], place=row.get("place")) for row in entered["items"]
        ),
        deadline=date.fromisoformat(entered["deadline"]),
        otherwise=next((rule.text for rule in grounds if rule.discretionary), None),
        page=case.page,
    )
    return MissingInformationFacts(**case.common, signature=signature, request=request)


def report_reminder(case: InCase, signature: facts.Signature, report: Report, entered: Entered) -> ReportReminderFacts:
    """Which report is late, and what may follow."""
    reminder = facts.Reminder(
        number=1 if report.standing.reminders == 0 else 2,
        year=report.year,
        due=report.last_day,
        deadline=date.fromisoformat(entered["deadline"]),
        repayment_possible=bool(case.scheme.rules_of("repayment")),
        exclusion_possible=bool(case.scheme.rules_of("later_exclusion")),
        page=case.page,
    )
    return ReportReminderFacts(**case.common, signature=signature, reminder=reminder)


def report_approved(case: InCase, signature: facts.Signature, report: Report, entered: Entered) -> ReportApprovedFacts:
    """The report's sums, as approved."""
    year = facts.ReportedYear(
        year=report.year,
        received_on=_received_on(report),
        granted=report.granted or 0,
        **{name: entered[name] for name in ("carried_over", "used", "unspent")},
    )
    remarks = paragraphs_of(entered.get("remarks", ""))
    return ReportApprovedFacts(**case.common, signature=signature, report=year, remarks=remarks)


def report_returned(case: InCase, signature: facts.Signature, report: Report, entered: Entered) -> ReportReturnedFacts:
    """What must be answered, and by when."""
    questions = facts.ReportQuestions(
        year=report.year,
        received_on=_received_on(report),
        questions=tuple(
            facts.Question(about=row.get("about"), question=row["question"]) for row in entered["questions"]
        ),
        deadline=date.fromisoformat(entered["deadline"]),
        page=case.page,
    )
    return ReportReturnedFacts(**case.common, signature=signature, returned=questions)


def _received_on(report: Report) -> date:
    """When the version that counts came in. Raises LookupError before any has."""
    if report.latest is None:
        raise LookupError(f"case {report.case.number}: no report on {report.year}")
    return oslo_date(report.latest.came_at)
