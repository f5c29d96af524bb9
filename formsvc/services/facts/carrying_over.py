"""Facts of a decision on unspent funds."""

from datetime import date

from formsvc.letters import facts
from formsvc.letters.facts import TransferFacts, TransferGrantedFacts, TransferRefusedFacts
from formsvc.letters.marks import items_of, paragraphs_of
from formsvc.services.facts.decision import Decided, told_by
from formsvc.services.facts.repaying import repayment


def transfer(decided: Decided) -> TransferFacts:
    """What may be carried over, and what must be paid back."""
    row = decided.decision
    kind = TransferGrantedFacts if row.amount else TransferRefusedFacts
    repay = repayment(decided, row.entered["unspent"] - row.amount, row.entered)
    return kind.model_validate({**decided.common, **told_by(decided), "transfer": _transfer(decided), "repay": repay})


def _transfer(decided: Decided) -> facts.Transfer:
    row, entered, rule = decided.decision, decided.decision.entered, decided.rule("unspent_funds")
    year = entered["report_year"]
    return facts.Transfer(
        year=year,
        to_year=year + 1,
        applied_on=date.fromisoformat(entered["applied_on"]),
        unspent=entered["unspent"],
        amount=row.amount,
        use_by=date.fromisoformat(entered["use_by"]) if row.amount else None,
        rule=rule.text if rule else None,
        point=rule.source.point if rule and rule.source else decided.common["scheme"].points.reporting,
        facts=paragraphs_of(row.background),
        reasons=paragraphs_of(row.reason),
        conditions=items_of(row.terms),
    )
