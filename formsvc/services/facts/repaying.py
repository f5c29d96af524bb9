"""Money that comes back: what to pay, when, to where; and whether it may be set off."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from formsvc.letters import facts
from formsvc.services.facts.in_case import InCase


def repayment(case: InCase, amount: int, entered: Mapping[str, Any]) -> facts.Repayment | None:
    """What to pay back, as entered; None where nothing is."""
    if not amount:
        return None
    return facts.Repayment(
        amount=amount,
        deadline=date.fromisoformat(entered["repay_by"]),
        account=entered["account"],
        reference=entered["reference"],
        offset_possible=offset_possible(case, entered.get("ground")),
    )


def offset_possible(case: InCase, ground: str | None) -> bool:
    """Whether the money may be taken from the next grant instead: where it was paid too much or left over."""
    rule = case.rule("overpaid")
    return ground != "breach" and rule is not None and rule.value == "return_or_offset"
