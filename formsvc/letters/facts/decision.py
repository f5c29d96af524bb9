"""Facts of a decision: what was decided and why, the right to appeal, who signs."""

from datetime import date
from typing import Literal

from pydantic import Field

from formsvc.letters.facts.common import Facts, Kroner, LetterFacts, Line, Words

Outcome = Literal["award", "partial-award", "refusal", "dismissal"]


class Appeal(Facts):
    """The right to appeal; absent where the scheme gives none. From the definition."""

    body: Words
    """Who decides the appeal, if the administrator upholds its decision. From the definition."""
    weeks: int = Field(gt=0)
    """Weeks from when the letter reached the recipient. From the definition."""


class Signature(Facts):
    """Who stands behind the letter. From the decision."""

    signatory: Line
    """Name of the one with authority over the budget. From the decision."""
    title: Words
    """The signatory's title. From the staff role."""
    caseworker: Line
    """Name of the one who handled the case. From the decision."""
    electronic: bool = True
    """True where the decision was approved electronically and so has no handwritten signature."""


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
    facts: tuple[Line, ...] = ()
    """Paragraphs on what the decision is built on, in the recipient's language. From the decision."""
    reasons: tuple[Line, ...] = Field(min_length=1)
    """Paragraphs with the reasons, in the recipient's language. From the decision."""
    cuts: tuple[Line, ...] = ()
    """What was not funded and why, an item each; for partial awards. From the decision."""
    conditions: tuple[Line, ...] = ()
    """Special conditions for this grant, an item each. From the decision."""


class DecisionFacts(LetterFacts):
    """Facts of a decision: refusal and dismissal need no more."""

    decision: Decision
    """The decision."""
    appeal: Appeal | None = None
    """The right to appeal; absent where the scheme gives none."""
    signature: Signature
    """Who signs."""
