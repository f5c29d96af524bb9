"""Facts of the letters about a report: reminder, approval, questions, and what happens to money left over."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from formsvc.letters.facts.common import Facts, Kroner, Line, Words
from formsvc.letters.facts.rich import Formatted
from formsvc.letters.facts.signed import AppealableFacts, SignedFacts


class Reminder(Facts):
    """A report that has not come."""

    number: Literal[1, 2]
    """The first or the second reminder. From the case's events."""
    year: int
    """The calendar year to report on. From the call."""
    due: date
    """The deadline that has passed. From the definition's report form and the call."""
    deadline: date
    """The new deadline. From the caseworker."""
    repayment_possible: bool
    """True where the regelverk lets the grant be demanded back. From the rule `repayment`."""
    exclusion_possible: bool
    """True where the recipient may be refused grants in later years. From the rule `later_exclusion`."""
    page: Line
    """Web address of the recipient's page for the case. From the service's own address."""


class ReportReminderFacts(SignedFacts):
    """Facts of a report reminder."""

    reminder: Reminder
    """What is late."""


class ReportedYear(Facts):
    """A report that came in, with its sums."""

    year: int
    """The calendar year reported on. From the call."""
    received_on: date
    """When the report came in: the last submission. From the case's events."""
    granted: Kroner
    """Kroner granted for the year, with supplements. From the decisions."""
    carried_over: Kroner = 0
    """Kroner carried over from the year before. From the report."""
    used: Kroner
    """Kroner of the grant used in the year. From the report's accounts."""
    unspent: Kroner = 0
    """Kroner of the grant left at the end of the year. From the report."""

    @model_validator(mode="after")
    def no_more_is_left_than_there_was(self) -> Self:
        """Raises ValueError where more is left than was granted and carried over."""
        if self.unspent > self.granted + self.carried_over:
            raise ValueError("more is left than was granted and carried over")
        return self


class ReportApprovedFacts(SignedFacts):
    """Facts of an approval of a report."""

    report: ReportedYear
    """The report and its sums."""
    remarks: tuple[Formatted, ...] = ()
    """Remarks, a paragraph each, in the recipient's language. From the caseworker."""


class Question(Facts):
    """One question to a report. From the caseworker."""

    about: Words | None = None
    """Which part of the report it is about: title of the section or question. From the definition."""
    question: Line
    """What must be explained or corrected, in the recipient's language."""


class ReportQuestions(Facts):
    """A report sent back."""

    year: int
    """The calendar year reported on. From the call."""
    received_on: date
    """When the report came in. From the case's events."""
    questions: tuple[Question, ...] = Field(min_length=1)
    """What must be answered, item by item."""
    deadline: date
    """Last day to send the report again. From the caseworker."""
    page: Line
    """Web address of the recipient's page for the case. From the service's own address."""


class ReportReturnedFacts(SignedFacts):
    """Facts of a report sent back with questions."""

    returned: ReportQuestions
    """What is asked."""


class Repayment(Facts):
    """Money to be paid back."""

    amount: int = Field(gt=0)
    """Kroner to pay back. From the decision."""
    deadline: date
    """Last day to pay. From the decision."""
    account: Line
    """Account number to pay to, eleven digits. From the grant administrator or the caseworker."""
    reference: Line
    """What to mark the payment with (KID or case number). From the caseworker."""
    offset_possible: bool = False
    """True where the amount may be taken from the next grant instead. From the rule `overpaid`; never where the terms
    were not kept."""


class Transfer(Facts):
    """An application to use money left over in the next year, decided."""

    year: int
    """The year the money was granted for. From the call."""
    to_year: int
    """The year the recipient wants to use it in. From the report."""
    applied_on: date
    """When the application for it came, most often with the report. From the case's events."""
    unspent: int = Field(gt=0)
    """Kroner left. From the report."""
    amount: Kroner = 0
    """Kroner that may be carried over; 0 where it is refused. From the decision."""
    use_by: date | None = None
    """Last day for using the money carried over; absent where it is refused. From the decision."""
    point: Line
    """The point of the regelverk on unspent funds. From the rule `unspent_funds`, else the points on reporting."""
    rule: Words | None = None
    """What the regelverk says there, in whole sentences. From the text of the rule `unspent_funds`."""
    facts: tuple[Formatted, ...] = ()
    """Paragraphs on what the decision is built on, in the recipient's language. From the decision."""
    reasons: tuple[Formatted, ...] = Field(min_length=1)
    """Paragraphs with the reasons, in the recipient's language. From the decision."""
    conditions: tuple[Formatted, ...] = ()
    """Conditions for the use, an item each. From the decision."""


class TransferFacts(AppealableFacts):
    """Facts of a decision on unspent funds."""

    transfer: Transfer
    """What was decided."""
    repay: Repayment | None = None
    """What must be paid back; absent where everything may be carried over."""

    @model_validator(mode="after")
    def every_krone_is_accounted_for(self) -> Self:
        """Raises ValueError unless carried over and paid back is what was left, and a date stands with the first."""
        if self.transfer.amount + (self.repay.amount if self.repay else 0) != self.transfer.unspent:
            raise ValueError("what is carried over and what is paid back must together be what was left")
        if (self.transfer.amount > 0) != (self.transfer.use_by is not None):
            raise ValueError("use_by stands where money is carried over, and only there")
        return self


class TransferGrantedFacts(TransferFacts):
    """Facts of a decision that lets money be carried over."""

    @model_validator(mode="after")
    def something_is_carried_over(self) -> Self:
        """Raises ValueError where nothing is carried over."""
        if self.transfer.amount == 0:
            raise ValueError("nothing is carried over: that is a refusal")
        return self


class TransferRefusedFacts(TransferFacts):
    """Facts of a decision that lets nothing be carried over."""

    repay: Repayment
    """What must be paid back."""

    @model_validator(mode="after")
    def nothing_is_carried_over(self) -> Self:
        """Raises ValueError where something is carried over."""
        if self.transfer.amount > 0:
            raise ValueError("something is carried over: that is no refusal")
        return self
