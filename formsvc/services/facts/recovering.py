"""Facts of a claim for money back: the advance notice, and the decision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from formsvc.letters import facts
from formsvc.letters.facts import RecoveryFacts, RecoveryNoticeFacts
from formsvc.letters.marks import paragraphs_of
from formsvc.schemes.definition import Rule, RuleKind
from formsvc.services.facts.decision import Decided, decided_on, told_by
from formsvc.services.facts.in_case import InCase
from formsvc.services.facts.repaying import offset_possible, repayment

GROUNDS: Mapping[str, RuleKind] = {"unspent": "unspent_funds", "overpaid": "overpaid", "breach": "repayment"}
"""Why money may be claimed back -> the rule that says so."""


def grounds(case: InCase) -> dict[str, Rule]:
    """The grounds that the case's regelverk gives the sender, each with its rule: a breach is for who controls."""
    found = ((ground, case.rule(kind)) for ground, kind in GROUNDS.items() if ground != "breach" or not case.controller)
    return {ground: rule for ground, rule in found if rule is not None}


def recovery_notice(case: InCase, signature: facts.Signature, entered: Mapping[str, Any]) -> RecoveryNoticeFacts:
    """What is considered, before anything is decided."""
    notice = facts.RecoveryNotice(
        **_case(case, entered),
        amount=entered["amount"],
        comments_by=date.fromisoformat(entered["comments_by"]),
        offset_possible=offset_possible(case, entered["ground"]),
        page=case.page,
    )
    return RecoveryNoticeFacts(**case.common, appeal=case.appeal, signature=signature, recovery=notice)


def recovery(decided: Decided) -> RecoveryFacts:
    """What was decided."""
    row, notice = decided.decision, decided.latest_letter("recovery-notice")
    entered = {**row.entered, "background": row.background, "reason": row.reason}
    claim = facts.Recovery(
        **_case(decided, entered),
        decided_on=decided_on(decided),
        notified_on=date.fromisoformat(notice.facts["dated"]) if notice and notice.facts else None,
        comments=paragraphs_of(entered.get("comments", "")),
    )
    repay = repayment(decided, row.amount, entered)
    return RecoveryFacts.model_validate({**decided.common, **told_by(decided), "recovery": claim, "repay": repay})


def _case(case: InCase, entered: Mapping[str, Any]) -> dict[str, Any]:
    rule = grounds(case)[entered["ground"]]
    return {
        "year": case.case.call.grant_year,
        "granted": case.state.granted_amount,
        "ground": entered["ground"],
        "point": rule.source.point if rule.source else "",
        "rule": rule.text,
        "facts": paragraphs_of(entered["background"]),
        "reasons": paragraphs_of(entered["reason"]),
    }
