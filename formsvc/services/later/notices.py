"""The letters that decide nothing: what they say, and what has happened once they are issued."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from formsvc.casework import events as e
from formsvc.letters.facts import LetterFacts
from formsvc.services.facts.appealing import appeal_forwarded, appeal_received
from formsvc.services.facts.asking import missing_information, report_approved, report_reminder, report_returned
from formsvc.services.facts.recovering import recovery_notice
from formsvc.services.later.situation import Offer, Situation

Entered = Mapping[str, Any]


@dataclass(frozen=True)
class Issuing:
    """A letter about to be issued."""

    situation: Situation
    offer: Offer
    entered: Entered

    @property
    def year(self) -> int:
        """The year of the report that it is about."""
        return self.situation.report(self.offer.year).year


def letter_facts(issuing: Issuing) -> LetterFacts:
    """What the letter says. Raises pydantic's ValidationError where something that it must say is not registered."""
    situation, kind, entered = issuing.situation, issuing.offer.kind, issuing.entered
    if kind in _ABOUT_REPORT:
        return _ABOUT_REPORT[kind](situation, situation.signature, situation.report(issuing.offer.year), entered)
    return _ABOUT_CASE[kind](situation, situation.signature, entered)


def event_of(issuing: Issuing, document_id: int) -> e.Event:
    """What has happened once the letter is a document of the case."""
    return _EVENTS[issuing.offer.kind](issuing, document_id)


_ABOUT_CASE: Mapping[str, Callable[..., LetterFacts]] = {
    "missing-information": missing_information,
    "recovery-notice": recovery_notice,
    "appeal-received": appeal_received,
    "appeal-forwarded": appeal_forwarded,
}
_ABOUT_REPORT: Mapping[str, Callable[..., LetterFacts]] = {
    "report-reminder": report_reminder,
    "report-approved": report_approved,
    "report-returned": report_returned,
}


def _approved(issuing: Issuing, document_id: int) -> e.Event:
    latest = issuing.situation.report(issuing.offer.year).latest
    return e.ReportApproved(document_id, issuing.year, latest.number if latest else 0)


_EVENTS: Mapping[str, Callable[[Issuing, int], e.Event]] = {
    "missing-information": lambda it, number: e.InformationRequested(number, it.entered["deadline"]),
    "report-reminder": lambda it, number: e.ReportReminded(number, it.year, it.entered["deadline"]),
    "report-approved": _approved,
    "report-returned": lambda it, number: e.ReportReturned(number, it.year, it.entered["deadline"]),
    "recovery-notice": lambda it, number: e.RecoveryNotified(number, it.entered["amount"], it.entered["comments_by"]),
    "appeal-received": lambda it, number: e.AppealReceived(number, it.entered["received_on"], it.entered["in_time"]),
    "appeal-forwarded": lambda _, number: e.AppealForwarded(number),
}
