"""Facts of a demand for money back: the advance notice (forvaltningsloven § 16) and the decision."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from formsvc.letters.facts.common import Facts, Line, Words
from formsvc.letters.facts.report import Repayment
from formsvc.letters.facts.rich import Formatted
from formsvc.letters.facts.signed import AppealableFacts

Ground = Literal["unspent", "overpaid", "breach"]


class RecoveryCase(Facts):
    """Why money is to come back. From the caseworker and the definition's rules."""

    year: int
    """The year the grant was for. From the call."""
    granted: int = Field(gt=0)
    """Kroner granted for that year. From the decisions."""
    ground: Ground
    """Money left over, paid too much, or the terms were not kept."""
    point: Line
    """The point of the regelverk that gives the ground. From the source of the rule."""
    rule: Words
    """What the regelverk says there, as a whole sentence. From the text of the rule `unspent_funds`, `overpaid` or
    `repayment`."""
    facts: tuple[Formatted, ...] = Field(min_length=1)
    """Paragraphs on what happened, in the recipient's language. From the caseworker."""
    reasons: tuple[Formatted, ...] = Field(min_length=1)
    """Paragraphs on why the money should come back, in the recipient's language. From the caseworker."""


class RecoveryNotice(RecoveryCase):
    """What the grant administrator considers."""

    amount: int = Field(gt=0)
    """Kroner it considers demanding back. From the caseworker."""
    comments_by: date
    """Last day to comment. From the caseworker."""
    offset_possible: bool = False
    """True where the amount may be taken from the next grant instead. From the rule `overpaid`; never where the terms
    were not kept."""
    page: Line
    """Web address of the recipient's page for the case. From the service's own address."""


class RecoveryNoticeFacts(AppealableFacts):
    """Facts of an advance notice. Nothing is decided; who may appeal what is decided, has a right to the notice."""

    recovery: RecoveryNotice
    """What is considered."""


class Recovery(RecoveryCase):
    """What the grant administrator decided."""

    decided_on: date
    """The date of approval. From the approved decision."""
    notified_on: date | None = None
    """The date of the advance notice; absent where none was needed. From the issued letter."""
    comments: tuple[Formatted, ...] = ()
    """What the recipient answered to the notice and what we think of it, a paragraph each; empty without an answer."""


class RecoveryFacts(AppealableFacts):
    """Facts of a decision to demand money back."""

    recovery: Recovery
    """What was decided."""
    repay: Repayment
    """What to pay, when and to where."""

    @model_validator(mode="after")
    def comments_answer_a_notice(self) -> Self:
        """Raises ValueError where there are comments but no notice."""
        if self.recovery.comments and self.recovery.notified_on is None:
            raise ValueError("comments answer an advance notice: its date is missing")
        return self
