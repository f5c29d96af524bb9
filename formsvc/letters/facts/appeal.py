"""Facts of the letters about an appeal: it came in, the decision was changed, it was sent on."""

from datetime import date

from pydantic import Field

from formsvc.letters.facts.common import Facts, Kroner, Line, Words
from formsvc.letters.facts.decision import Outcome
from formsvc.letters.facts.rich import Formatted
from formsvc.letters.facts.signed import AppealableFacts, SignedFacts


class LodgedAppeal(Facts):
    """An appeal against a decision."""

    received_on: date
    """When the appeal reached the grant administrator. From the case's events."""
    decided_on: date
    """The date of the decision appealed against. From that decision."""
    deadline: date | None = None
    """Last day to appeal; absent where it is not known when the letter arrived. From the definition and the letter."""
    in_time: bool
    """True where the appeal was sent within the deadline. From the caseworker."""
    body: Words
    """Who decides the appeal. From the definition."""
    wants: tuple[Words, ...] = ()
    """What the recipient wants changed and why, a paragraph each, in short. From the caseworker."""


class AppealReceivedFacts(SignedFacts):
    """Facts of a receipt for an appeal."""

    lodged: LodgedAppeal
    """The appeal."""
    explain_by: date | None = None
    """Last day to explain why the appeal is late, where that is asked for. From the caseworker."""
    answer_expected: date | None = None
    """When an answer can be expected. From the caseworker."""


class ChangedDecision(Facts):
    """A decision changed by the one who made it (forvaltningsloven § 33)."""

    decided_on: date
    """The date of the new decision. From the approved decision."""
    earlier_outcome: Outcome
    """What was decided before. From the earlier decision."""
    earlier_amount: Kroner = 0
    """Kroner awarded before; 0 for refusal and dismissal. From the earlier decision."""
    outcome: Outcome
    """What is decided now. From the approved decision."""
    amount: Kroner = 0
    """Kroner awarded now; 0 for refusal and dismissal. From the approved decision."""
    facts: tuple[Formatted, ...] = ()
    """Paragraphs on what the decision is built on, in the recipient's language. From the decision."""
    reasons: tuple[Formatted, ...] = Field(min_length=1)
    """Paragraphs with the reasons, in the recipient's language. From the decision."""
    grant_letter: bool = False
    """True where a new grant letter comes with this letter. From the case."""


class AppealChangedFacts(AppealableFacts):
    """Facts of a decision changed after an appeal."""

    lodged: LodgedAppeal
    """The appeal."""
    change: ChangedDecision
    """What was decided now and before."""


class Forwarding(Facts):
    """An appeal sent on to the one who decides it (forvaltningsloven § 33)."""

    sent_on: date
    """When it was sent on. From the case's events."""
    assessment: tuple[Formatted, ...] = Field(min_length=1)
    """Why the decision stands, a paragraph each, in the recipient's language. From the caseworker."""
    comments_by: date
    """Last day to comment on the assessment, to the appeal body. From the caseworker."""
    body_address: Line
    """Where comments are sent: postal or e-mail address of the appeal body. From the caseworker."""
    enclosures: tuple[Words, ...] = Field(min_length=1)
    """What is enclosed: a copy of the appeal and of what was sent on, an item each. From the case's documents."""


class AppealForwardedFacts(SignedFacts):
    """Facts of a notice that an appeal was sent on."""

    lodged: LodgedAppeal
    """The appeal."""
    forwarding: Forwarding
    """What was sent on, and when."""
