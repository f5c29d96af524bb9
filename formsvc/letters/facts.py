"""What a letter may say. Frozen, read from and written to JSON, and stored with every issued letter.

`services` builds these from a case; a template can print nothing else. `Words` is a text for the reader: a `Text`
(bokmål and nynorsk, as definitions have them) or a plain string that is the same in both (a name, an answer, a
reason that a caseworker wrote in the recipient's language). Every field says what it is and where it comes from;
the list of merge fields in `letter_templates/README.md` is made from these descriptions.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from formsvc.texts import Language, Text

Line = Annotated[str, StringConstraints(min_length=1)]
Words = Annotated[Text | Line, Field(union_mode="left_to_right")]
Kroner = Annotated[int, Field(ge=0)]
Outcome = Literal["award", "partial-award", "refusal", "dismissal"]


class Facts(BaseModel):
    """Immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class GrantAdministrator(Facts):
    """Who sends the letter: the grant administrator of the call."""

    name: Line
    """The sender's name, as letterhead. From the grant administrator."""
    unit: Line | None = None
    """The department that handles the scheme, under the name in the letterhead. From the grant administrator."""
    orgnr: Line
    """Organisation number, nine digits. From the grant administrator."""
    address: tuple[Line, ...] = Field(min_length=1)
    """Postal address, a line each, the last with postcode and town. From the grant administrator."""
    email: Line
    """Address that letters and changes are sent to. From the grant administrator."""
    phone: Line
    """Switchboard number. From the grant administrator."""
    website: Line | None = None
    """Web address without https://. From the grant administrator."""


class Recipient(Facts):
    """Whom the letter is for: the applicant's organisation."""

    name: Line
    """Name of the organisation. From the organisation as it stood when the application was submitted."""
    orgnr: Line
    """Organisation number, nine digits. From the organisation."""
    address: tuple[Line, ...] = Field(min_length=1)
    """Postal address, a line each, the last with postcode and town. From the organisation."""
    contact: Line | None = None
    """Whom to hand the letter to (name or role). From the contact person in the application."""


class Case(Facts):
    """The case the letter belongs to."""

    number: Line
    """Case number. From the case."""
    reference: Line
    """Reference number of the application, on the receipt. From the case."""
    title: Line
    """The name of the measure applied for. From the application."""
    submitted_on: date
    """The Norwegian date of the first submission that is in force. From the case's events."""


class SchemePoints(Facts):
    """Point numbers in this edition's regelverk that letters refer to. From the definition's sources."""

    applicants: Line
    """Who may apply."""
    application: Line
    """What an application must hold."""
    award: Line
    """Award criteria and what money may be used for."""
    reporting: Line
    """Reporting, accounts and auditor."""
    control: Line
    """Control."""
    reactions: Line
    """Lapse and other reactions."""


class GrantScheme(Facts):
    """The grant scheme."""

    title: Words
    """Title of the scheme. From the definition."""
    code: Line | None = None
    """Grant code (tilskuddskode). From the definition."""
    purpose: Words
    """The goal of the scheme, as one whole sentence. From the definition."""
    legal_basis: Words
    """What the decision rests on (the Storting's budget decision, the regelverk), as a whole sentence. From the
    definition's letter texts."""
    approved: date | None = None
    """When this edition of the regelverk was approved. From the definition."""
    points: SchemePoints
    """Point numbers that letters refer to."""
    standard_terms: Words | None = None
    """Title of the administrator's standard terms, where the regelverk points to them. From the definition."""


class Contact(Facts):
    """Whom a reader can ask about this call."""

    name: Line | None = None
    """Name or role. From the call."""
    email: Line
    """E-mail address. From the call."""
    phone: Line
    """Telephone. From the call."""


class Call(Facts):
    """The call applied under."""

    year: int = Field(ge=2000, le=2100)
    """The grant year (tilskuddsår). From the call."""
    budget_chapter: Line
    """Chapter of the national budget, as `0765`. From the call."""
    budget_item: Line
    """Item (post) of the chapter, as `72`. From the call."""
    deadline: date
    """The last day of application. From the call."""
    contact: Contact
    """Whom to ask. From the call."""


class Laws(Facts):
    """Statute and paragraphs in force on the letter's date, by `letters.laws_on`; as `18 og 19`, without the sign."""

    statute: Words
    """The public administration act."""
    appeal: Words
    """The right to appeal, its deadline and form."""
    deferral: Words
    """Asking that the decision waits."""
    access: Words
    """A party's access to the documents."""
    reasons: Words
    """Reasons for a decision."""
    public_access: Words
    """The statute that gives everyone access."""
    appropriation: Words
    """The rule that lets the administrator control how grants are used, with its paragraph."""


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


class Answer(Facts):
    """A question and its answer, as the applicant saw them."""

    question: Words
    """The question. From the definition."""
    answer: Words | None = None
    """The answer, formatted by its answer type; absent where the question was not answered."""
    columns: tuple[Words, ...] = ()
    """Column headings, where the answer is rows."""
    rows: tuple[tuple[Words, ...], ...] = ()
    """Rows of the answer, a formatted cell for each column; an empty cell is `–`."""


class AnsweredSection(Facts):
    """A section of the form with its answers."""

    title: Words
    """Title of the section. From the definition."""
    answers: tuple[Answer, ...]
    """Visible questions in the form's order."""


class Application(Facts):
    """The submitted application."""

    submitted_at: AwareDatetime
    """The moment of submission (any time zone; printed in Norwegian time). From the submission."""
    version: int = Field(ge=1)
    """Number of the submission: 1, then corrections. From the submission."""
    signed_by: Line
    """Who declared to be entitled to sign. From the submission."""
    signed_as: Words
    """In which capacity (board leader, authorised signatory). From the submission."""
    decision_expected: date | None = None
    """When a decision can be expected, if the call says so. From the call."""
    sections: tuple[AnsweredSection, ...] = Field(min_length=1)
    """All sections with their answers."""


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
    renewal_required: bool = True
    """True where a simplified application is demanded each year. From the rule `renewal_required`."""
    reducible: bool = True
    """True where a cut in the appropriation may cut the grants likewise. From the rule `yearly_appropriation`."""

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
    topics: tuple[Words, ...] = ()
    """What else the report asks for, an item each. From the questions of the report form."""
    paragraphs: tuple[Words, ...] = ()
    """The scheme's own paragraphs about reporting. From the definition's letter texts, place `reporting`."""


class Accounts(Facts):
    """Accounts, auditor and money left over."""

    use_by: date
    """Last day for using and booking the money. From the rule `use_by`."""
    auditor_required: bool
    """True where this grant needs an auditor's statement. From the rule on the awarded amount."""
    auditor_threshold: Kroner
    """Kroner, inclusive, from which an auditor's statement is demanded. From the same rule."""
    transfer_possible: bool
    """True where the recipient may apply to keep unspent money. From the rule `unspent_funds`."""
    offset_possible: bool
    """True where overpaid money may be set off against next year's grant. From the rule `overpaid`."""


class Control(Facts):
    """Control and reactions beyond what every scheme has. From the definition's rules."""

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


class LetterFacts(Facts):
    """What every letter knows."""

    language: Language
    """The recipient's written language; chosen by rule and stored with its reason on the case."""
    dated: date
    """The letter's date."""
    administrator: GrantAdministrator
    """The sender."""
    recipient: Recipient
    """The addressee."""
    case: Case
    """The case."""
    scheme: GrantScheme
    """The grant scheme."""
    call: Call
    """The call."""
    laws: Laws
    """Law references in force."""


class ReceiptFacts(LetterFacts):
    """Facts of the receipt."""

    application: Application
    """The submitted application with all answers."""


class DecisionFacts(LetterFacts):
    """Facts of a decision: refusal and dismissal need no more."""

    decision: Decision
    """The decision."""
    appeal: Appeal | None = None
    """The right to appeal; absent where the scheme gives none."""
    signature: Signature
    """Who signs."""


class GrantFacts(DecisionFacts):
    """Facts of a granting decision and of the grant letter that follows it."""

    multi_year: MultiYear | None = None
    """Present where the grant runs for several years."""
    use: UseOfFunds
    """What the money is for."""
    terms: tuple[Words, ...] = ()
    """The scheme's own terms, a paragraph each. From the definition's letter texts, place `terms`."""
    reporting: Reporting
    """What to report."""
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
