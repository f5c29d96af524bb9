"""What every letter knows: sender, recipient, case, scheme, call and law."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from formsvc.texts import Language, Text

Line = Annotated[str, StringConstraints(min_length=1)]
Words = Annotated[Text | Line, Field(union_mode="left_to_right")]
Kroner = Annotated[int, Field(ge=0)]


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
    dismissal: tuple[Words, ...] = ()
    """Which applications this edition lets be dismissed, a whole sentence each. From the rules `dismissal_ground` that
    leave it to judgement: a bar against some applicants is cited by the caseworker where it is the reason."""
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
    guidance: Words
    """Guidance: telling an applicant what is missing."""
    notice: Words
    """Advance notice to a party."""
    reversal: Words
    """How an appeal is prepared: the one who decided may change the decision or send the appeal on."""
    late_appeal: Words
    """Taking up an appeal that came too late."""
    appeal_outcome: Words
    """What the one who decides an appeal may do."""
    public_access: Words
    """The statute that gives everyone access."""
    appropriation: Words
    """The rule that lets the administrator control how grants are used, with its paragraph."""


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
