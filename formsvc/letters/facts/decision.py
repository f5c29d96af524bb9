"""Facts of a decision on an application: what was decided and why."""

from datetime import date
from typing import Literal

from pydantic import Field

from formsvc.letters.facts.common import Facts, Kroner
from formsvc.letters.facts.rich import Formatted
from formsvc.letters.facts.signed import AppealableFacts

Outcome = Literal["award", "partial-award", "refusal", "dismissal"]


class Decision(Facts):
    """What was decided, and why."""

    outcome: Outcome
    """Which of the four decisions."""
    decided_on: date
    """The date of approval. From the approved decision."""
    applied_amount: Kroner
    """Kroner applied for in the grant year. From the submission decided on."""
    amount: Kroner = 0
    """Kroner awarded for the grant year; 0 for refusal and dismissal. From the approved decision."""
    facts: tuple[Formatted, ...] = ()
    """Paragraphs on what the decision is built on, in the recipient's language. From the decision."""
    reasons: tuple[Formatted, ...] = Field(min_length=1)
    """Paragraphs with the reasons, in the recipient's language. From the decision."""
    cuts: tuple[Formatted, ...] = ()
    """What was not funded and why, an item each; for partial awards. From the decision."""
    conditions: tuple[Formatted, ...] = ()
    """Special conditions for this grant, an item each. From the decision."""


class DecisionFacts(AppealableFacts):
    """Facts of a decision: refusal and dismissal need no more."""

    decision: Decision
    """The decision."""
