"""Facts of the letters about an appeal: it came in, the decision was changed, it was sent on."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from formsvc.casework.deadlines import appeal_deadline
from formsvc.kernel.clock import oslo_date
from formsvc.letters import facts
from formsvc.letters.facts import AppealChangedFacts, AppealForwardedFacts, AppealReceivedFacts
from formsvc.letters.marks import paragraphs_of
from formsvc.services.facts.decision import Decided, decided_on, outcome_of, told_by
from formsvc.services.facts.in_case import InCase
from formsvc.storage.models import Decision

RECEIVED = "appeal-received"


def appeal_received(case: InCase, signature: facts.Signature, entered: Mapping[str, Any]) -> AppealReceivedFacts:
    """That it came in, and what happens next."""
    explain_by, answer = entered.get("explain_by"), entered.get("answer_expected")
    return AppealReceivedFacts(
        **case.common,
        signature=signature,
        lodged=_new(case, entered),
        explain_by=date.fromisoformat(explain_by) if explain_by else None,
        answer_expected=date.fromisoformat(answer) if answer else None,
    )


def appeal_forwarded(case: InCase, signature: facts.Signature, entered: Mapping[str, Any]) -> AppealForwardedFacts:
    """That the decision stands, and who decides now."""
    forwarding = facts.Forwarding(
        sent_on=case.dated,
        assessment=paragraphs_of(entered["assessment"]),
        comments_by=date.fromisoformat(entered["comments_by"]),
        body_address=entered["body_address"],
        enclosures=_lines(entered["enclosures"]),
    )
    return AppealForwardedFacts(**case.common, signature=signature, lodged=_lodged(case), forwarding=forwarding)


def appeal_changed(decided: Decided) -> AppealChangedFacts:
    """What is decided now, and what was decided before."""
    row, earlier = decided.decision, _appealed(decided)
    change = facts.ChangedDecision(
        decided_on=decided_on(decided),
        earlier_outcome=_outcome(decided, earlier),
        earlier_amount=decided.state.granted_amount or 0,
        outcome=outcome_of(decided),
        amount=row.amount,
        facts=paragraphs_of(row.background),
        reasons=paragraphs_of(row.reason),
        grant_letter=True,
    )
    return AppealChangedFacts(**decided.common, **told_by(decided), lodged=_lodged(decided), change=change)


def last_day_to_appeal(case: InCase) -> date | None:
    """The last day to appeal the latest decision; None where the scheme says none."""
    sent, weeks = _appealed(case).dispatched_at, case.scheme.appeal.weeks
    return appeal_deadline(sent, weeks) if sent and weeks else None


def _new(case: InCase, entered: Mapping[str, Any]) -> facts.LodgedAppeal:
    decision = _appealed(case)
    return facts.LodgedAppeal.model_validate(
        {
            "received_on": entered["received_on"],
            "decided_on": oslo_date(decision.approved_at or decision.proposed_at),
            "deadline": last_day_to_appeal(case),
            "in_time": entered["in_time"],
            "body": case.scheme.appeal.body,
            "wants": _paragraphs(entered.get("wants", "")),
        }
    )


def _lodged(case: InCase) -> facts.LodgedAppeal:
    """The appeal as its sender was told that we understood it. Raises LookupError where none was received."""
    receipt = case.latest_letter(RECEIVED)
    if receipt is None or receipt.facts is None:
        raise LookupError(f"case {case.case.number}: no appeal")
    return facts.LodgedAppeal.model_validate(receipt.facts["lodged"])


def _appealed(case: InCase) -> Decision:
    """The latest decision that is sent."""
    return case.sent_decisions[-1]


def _outcome(decided: Decided, earlier: Decision) -> facts.Outcome:
    """What the case had come to: of a later decision, the decision on the application that it stood on."""
    on_application = decided.state.decision
    kind = on_application.kind if on_application else earlier.kind
    return cast("facts.Outcome", kind)


def _paragraphs(words: str) -> tuple[str, ...]:
    """What a caseworker wrote, by empty lines."""
    return tuple(part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip())


def _lines(words: str) -> tuple[str, ...]:
    """What a caseworker wrote, an item a line."""
    return tuple(line.strip() for line in words.splitlines() if line.strip())
