"""Facts of a grant: what the money is for, and what the recipient must do."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from formsvc.letters.facts.common import Facts, Kroner, Line, Words
from formsvc.letters.facts.decision import DecisionFacts


class YearAmount(Facts):
    """Money for one year of several."""

    year: int
    """The year."""
    amount: Kroner
    """Kroner for that year; for later years what is intended."""


class MultiYear(Facts):
    """A grant for several years, with the reservation for yearly appropriations. From decision and definition."""

    years: tuple[YearAmount, ...] = Field(min_length=2)
    """Every year of the grant, the first being the grant year."""
    renewal: tuple[Words, ...] = ()
    """What it takes to get the money for each next year, a whole sentence each. From the rules `renewal_required`."""
    reducible: bool = False
    """True where a cut in the appropriation may cut the grants likewise. From the rule `reduction` on years."""

    @property
    def last_year(self) -> int:
        """The last year of the grant."""
        return self.years[-1].year


class UseOfFunds(Facts):
    """What the money is for. From the definition's `funding`."""

    purposes: tuple[Words, ...] = Field(min_length=1)
    """What the grant may be used for, an item each («å drive tilbudet»)."""
    requirements: tuple[Words, ...] = ()
    """What the offer must be, a whole sentence each."""
    excluded: tuple[Words, ...] = ()
    """What the grant may not be used for, an item each."""
    paragraphs: tuple[Words, ...] = ()
    """The scheme's own paragraphs about use. From the definition's letter texts, place `use`."""


class Target(Facts):
    """A target the recipient set itself."""

    service: Line | None = None
    """The service, where the indicator is per service. From the rows of services in the application."""
    value: Words
    """The target, formatted with its unit, or that it is not relevant."""


class Indicator(Facts):
    """An indicator the recipient must report on."""

    label: Words
    """What is measured. From the definition."""
    unit: Words
    """The unit in words (prosent, antall). From texts."""
    targets: tuple[Target, ...] = Field(min_length=1)
    """The targets in the application: one, or one for each service."""


class Reporting(Facts):
    """What must be reported and when."""

    deadline: date
    """Last day for the report on the grant year. From the definition's report form and the call."""
    year: int
    """The calendar year reported on. From the call."""
    indicators: tuple[Indicator, ...] = ()
    """The indicators asked in the report form, with targets."""
    targets_set: bool = True
    """True where the application form asked for targets. From the definition."""
    deviations: Literal["explained", "measures"] | None = None
    """What to say of a result off its target: why, or also which measures were taken; absent where the regelverk does
    not ask. From the rule `deviation_explained` and the definition's `[deviation]`."""
    topics: tuple[Words, ...] = ()
    """What else the report asks for, an item each. From the questions of the report form."""
    paragraphs: tuple[Words, ...] = ()
    """The scheme's own paragraphs about reporting. From the definition's letter texts, place `reporting`."""


class Accounts(Facts):
    """Accounts, auditor and money left over."""

    use_by: date | None = None
    """Last day for using and booking the money; absent where the regelverk names none. From the rule `use_by`."""
    auditor_required: bool
    """True where this grant needs an auditor's statement. From the rule on the awarded amount."""
    auditor_threshold: Kroner | None = None
    """Kroner, inclusive, from which an auditor's statement is demanded; absent where none ever is. From that rule."""
    simple: bool = False
    """True where simple accounts will do. From the rule `accounts` with the value `simple`."""
    transfer_possible: bool
    """True where the recipient may apply to keep unspent money. From the rule `unspent_funds`."""
    offset_possible: bool
    """True where overpaid money may be set off against next year's grant. From the rule `overpaid`."""


class Control(Facts):
    """Control and reactions beyond what every scheme has. From the definition's rules."""

    authority: Words | None = None
    """Who controls and reacts, where that is another than the sender. From the definition's letter texts, `controller`,
    and the call."""
    delegable: bool = True
    """True where another body may be given the control. From the rule `control`."""
    exclusion: bool = False
    """True where misuse may bar the recipient in later years. From the rule `later_exclusion`."""


class Acceptance(Facts):
    """The recipient's acceptance of the grant."""

    deadline: date
    """Last day to accept. From the decision."""
    account: Line | None = None
    """Account number given in the application, eleven digits. From the application."""
    page: Line
    """Web address of the recipient's page, where the grant is accepted. From the service's own address."""


class GrantFacts(DecisionFacts):
    """Facts of a granting decision and of the grant letter that follows it."""

    multi_year: MultiYear | None = None
    """Present where the grant runs for several years."""
    use: UseOfFunds
    """What the money is for."""
    terms: tuple[Words, ...] = ()
    """The scheme's own terms, a paragraph each. From the definition's letter texts, place `terms`."""
    reporting: Reporting | None = None
    """What to report; absent where no report form belongs to the application form."""
    accounts: Accounts
    """Accounts, auditor and unspent funds."""
    control: Control = Control()
    """Control and reactions."""
    acceptance: Acceptance
    """How and when to accept."""

    @model_validator(mode="after")
    def first_year_is_the_one_decided(self) -> Self:
        """Raises ValueError where the years of a grant begin with another year or amount than the decision's."""
        if self.multi_year is None:
            return self
        first = self.multi_year.years[0]
        if (first.year, first.amount) != (self.call.year, self.decision.amount):
            raise ValueError("the first year of multi_year must be the grant year, with the amount decided")
        return self


class Supplement(Facts):
    """More money for a grant that runs."""

    amount: int = Field(gt=0)
    """Kroner in addition. From the approved decision."""
    earlier_amount: int = Field(gt=0)
    """Kroner granted for the year before the supplement. From the earlier decisions."""
    earlier_on: date
    """The date of the decision that is added to. From the earlier decision."""
    source: Words
    """Where the money comes from, as a whole sentence («Stortinget har gitt ordningen mer penger …»). From the
    caseworker."""


class SupplementaryAwardFacts(GrantFacts):
    """Facts of a supplementary award: `decision.amount` is the new total for the grant year."""

    supplement: Supplement
    """What is added to what."""

    @model_validator(mode="after")
    def the_sum_is_the_amount_decided(self) -> Self:
        """Raises ValueError unless the earlier amount and the supplement make the new total."""
        if self.supplement.earlier_amount + self.supplement.amount != self.decision.amount:
            raise ValueError("the earlier amount and the supplement must together be the amount decided")
        return self
