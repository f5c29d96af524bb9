"""A case with everything that its letters may be made from, and what letters of many kinds say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers import Context
from formsvc.casework.state import CaseState
from formsvc.kernel.clock import oslo_date
from formsvc.letters import facts
from formsvc.schemes.definition import Rule, RuleKind, Scheme
from formsvc.services.facts.common import LanguageChoice, common_facts, letter_language
from formsvc.services.office import Office
from formsvc.services.renewed_grant import application_context
from formsvc.storage.cases import latest_submission, state_of
from formsvc.storage.decisions import decisions_of
from formsvc.storage.documents import documents_of
from formsvc.storage.models import Case, Decision, Document, Submission
from formsvc.texts import Text


@dataclass(frozen=True, kw_only=True)
class InCase:
    """A case as its letters know it. `sent` is the version of the application that counts."""

    case: Case
    scheme: Scheme
    state: CaseState
    sent: Submission
    at: datetime
    page: str
    """Web address of the recipient's page for this case."""
    language: LanguageChoice
    """The language of the letters and the rule that chose it."""
    beside: Context
    """What is known beside the answers: of a simplified application, what it continues."""
    decisions: Sequence[Decision]
    documents: Sequence[Document]

    @property
    def dated(self) -> date:
        """The letter's date."""
        return oslo_date(self.at)

    @property
    def common(self) -> dict[str, Any]:
        """The fields of `LetterFacts`, by name."""
        first_day = oslo_date(self.state.submitted_at or self.sent.submitted_at)
        language = self.language.language
        return common_facts(
            self.case, self.scheme, self.sent, submitted_on=first_day, language=language, dated=self.dated
        )

    @property
    def appeal(self) -> facts.Appeal | None:
        """The right to appeal; None where the scheme gives none."""
        appeal = self.scheme.appeal
        return facts.Appeal(body=appeal.body, weeks=appeal.weeks) if appeal.allowed else None

    @property
    def controller(self) -> Text | None:
        """Who controls and reacts; None where it is the one who sends the letters."""
        sender = self.case.call.grant_administrator
        return self.scheme.letters.controller if sender.key != self.scheme.grant_administrator else None

    @property
    def sent_decisions(self) -> list[Decision]:
        """The decisions that stand on the recipient's page, first to last."""
        return [row for row in self.decisions if row.dispatched_at]

    def rule(self, kind: RuleKind) -> Rule | None:
        """The first rule of a kind that has words and a place in the regelverk."""
        return next((rule for rule in self.scheme.rules_of(kind) if rule.text and rule.source), None)

    def latest_letter(self, kind: str) -> Document | None:
        """The letter of a kind that was issued last."""
        return next((one for one in reversed(self.documents) if one.kind == kind and one.direction == "out"), None)


def fields_in_case(session: Session, case: Case, office: Office, at: datetime) -> dict[str, Any] | None:
    """The fields of `InCase`, by name; None where nothing has been sent in."""
    sent = latest_submission(session, case, case.call.form)
    if sent is None:
        return None
    return {
        "case": case,
        "scheme": office.schemes.get(sent.scheme, sent.edition),
        "state": state_of(session, case),
        "sent": sent,
        "at": at,
        "page": f"{office.base_url.rstrip('/')}/mine-saker/{case.id}",
        "language": letter_language(office.schemes.language_decisions, case.organisation, sent),
        "beside": application_context(session, case),
        "decisions": decisions_of(session, case),
        "documents": documents_of(session, case),
    }
