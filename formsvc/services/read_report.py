"""Reports to read: for the recipient, and for the staff of its grant administrator."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from formsvc.answers import View
from formsvc.schemes.registry import Registry
from formsvc.services.actor import Actor, own_case, staff_case
from formsvc.services.own_cases import VersionNotFound
from formsvc.services.report_of import Report, report_of, reports_of
from formsvc.storage.models import Submission

Reader = Literal["recipient", "staff"]


@dataclass(frozen=True)
class SentReport:
    """A version of a report, seen through its definition and beside the application."""

    report: Report
    sent: Submission

    @property
    def view(self) -> View:
        """Its answers."""
        return self.report.view_of(self.sent)


def reports_for(session: Session, actor: Actor, schemes: Registry, case_id: int, reader: Reader) -> list[Report]:
    """Every report that a case owes, sent or not. Raises CaseNotFound."""
    find = own_case if reader == "recipient" else staff_case
    return reports_of(session, find(session, actor, case_id), schemes)


def report_for(session: Session, actor: Actor, schemes: Registry, case_id: int, year: int, reader: Reader) -> Report:
    """The report for one year. Raises CaseNotFound or ReportNotFound."""
    find = own_case if reader == "recipient" else staff_case
    return report_of(session, find(session, actor, case_id), schemes, year)


def version_of(report: Report, number: int | None = None) -> SentReport:
    """A version, else the one that counts. Raises VersionNotFound."""
    found = [sent for sent in report.sent if number in (None, sent.number)]
    if not found:
        raise VersionNotFound(number=number)
    return SentReport(report, found[-1])
