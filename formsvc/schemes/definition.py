"""The frozen types of a scheme edition, as resolved (shared blocks and indicator fields included).

A definition is data in TOML (`forms/<scheme>/<edition>/`); `schemes.loader` reads it into these types. Unknown
keys are refused. Every text that a person reads is a `Text` (nb and nn); every requirement carries its `Source`.
"""

from decimal import Decimal
from typing import Literal, TypeVar

from pydantic import Field as Key

from formsvc.schemes.assessment import Assessment
from formsvc.schemes.condition import Condition, Frozen, Membership
from formsvc.schemes.regulation import Regulation, Requirement
from formsvc.schemes.traced import OfForms, Source, Traced
from formsvc.texts import Text

FieldType = Literal[
    "text", "long_text", "integer", "decimal", "nok", "percent", "count", "boolean", "grade", "minutes", "duration",
    "fte", "date", "choice", "multi_choice", "orgnr", "account", "email", "phone", "url", "municipality", "county",
    "attachment", "rows", "declaration",
]  # fmt: skip
Unit = Literal["percent", "count", "boolean", "grade", "minutes", "duration", "nok", "fte", "text"]
ApplicantKind = Literal[
    "municipality", "county", "intermunicipal", "state_enterprise", "voluntary_organisation", "university",
    "business", "foreign",
]  # fmt: skip
AdministratorKind = Literal["directorate", "county"]
"""What kind of body a grant administrator is. A form that any of a kind decides on names the kind, not a key."""
FormKind = Literal["grant", "survey"]
"""`grant`: money is applied for, decided on and reported on. `survey`: what comes in is received and read."""
Signatory = Literal["board_leader", "authorised_signatory", "municipal_director", "county_director"]
InsteadOfValue = Literal["no_activity", "not_relevant"]
FormStage = Literal["matrix", "application", "report"]


class Option(Frozen):
    """One choice. An exclusive one cannot be combined with others."""

    key: str
    label: Text
    exclusive: bool = False
    covers: tuple[str, ...] = ()
    """Options that it says in one: "both" and "all" beside what they are both and all of (`answers.meant`)."""


class LaterYear(Frozen):
    """An amount for a later year of a grant: that of which question or column, and which year, counted from 1."""

    of: str
    year: int = Key(ge=2)


class Field(Traced):
    """One question, or one column of a `rows` field."""

    id: str
    type: FieldType
    label: Text
    help: Text | None = None
    unit: Unit | None = None
    required: bool = False
    required_when: Condition | None = None
    visible_when: Condition | None = None
    options: tuple[Option, ...] = ()
    columns: tuple["Field", ...] = ()
    min_rows: int = 0
    max_rows: int = 50
    rows_from: str | None = None
    """Rows are those of another rows field, matched by key: `application.budget` in the accounts of a report."""
    per_service: bool = False
    """One value per service, `{"per_service": {service key: value}}`; a plain value will do where there is one."""
    of_services: Membership | None = None
    """With `per_service`: only of the services whose column has one of these values; of all where left out."""
    instead: tuple[InsteadOfValue, ...] = ()
    """What may stand in place of a value."""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    max_length: int | None = None
    expected: bool | None = None
    """An eligibility answer: anything else gives the warning `unexpected` for a person to judge."""
    unexpected: Text | None = None
    later: LaterYear | None = None
    """What this amount is for, where a form asks for each year's; the amount of the first year says nothing."""
    row_years: bool = False
    """In a column: the answer says which years of the grant the row is for; the options' keys count them from 1."""
    prefill: str | None = None
    """Where a first value comes from: `organisation.name`, `organisation.county`, `person.email`, `call.year`,
    `call.county`, `case.granted_amount`, `case.intended_amount`, `application.<field>` (`services.prefill`)."""
    indicator: str | None = None
    """The indicator whose target, result or deviation this is (set by the loader)."""


class Section(Traced):
    """A page of a form."""

    id: str
    title: Text
    intro: Text | None = None
    eligibility: bool = False
    """Asked before the application is begun."""
    assessed_by: tuple[str, ...] = ()
    """Criteria (ids) shown beside these questions."""
    fields: tuple[Field, ...] = ()


class Check(Traced):
    """A rule over several fields: what the terms on each side add up to.

    A term is a numeric field (`applied_amount`), a column of a rows field, summed (`budget.amount`), the value of a
    rule (`rule.competence_cap`), or a product of such: `places * rule.rate_per_place`.
    """

    id: str
    kind: Literal["sums_equal", "at_most"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    field: str
    """The field at which the message stands."""
    when: Condition | None = None
    severity: Literal["error", "warning"] = "error"
    message: Text


def factors_of(term: str) -> list[str]:
    """The names in a term of a check: one, or those that are multiplied."""
    return [factor.strip() for factor in term.split("*")]


class FormApplicant(Frozen):
    """A kind of applicant that may use a form, and on what condition (words for people)."""

    kind: ApplicantKind
    condition: Text | None = None
    own_county: bool = False
    """Such an applicant may only turn to the county that it lies in."""


class Form(Frozen):
    """A form of an edition: application, renewal, report and others. `id` is the file's name."""

    id: str
    title: Text
    subject: Text | None = None
    """What a case is called in lists and letters, where the form asks for no `project_title`; else as its call is."""
    kind: FormKind = "grant"
    applicants: tuple[FormApplicant, ...] = ()
    decided_by: str | None = None
    """Who calls for it and decides: the key of a grant administrator, or a kind of them; left out, the scheme's own."""
    due: str | None = Key(default=None, pattern=r"^\d\d-\d\d$")
    """Month and day of the year after the grant year, for reports; an application's deadline stands on the call."""
    based_on: str | None = None
    """The form whose answers this one refers to as `application.<field>`."""
    renews: bool = False
    """A simplified application: it continues a grant that was given on the form that it is based on, and in the report
    of its year its answers stand in for that form's."""
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()


class Goal(Traced):
    """An outcome goal (effektmål) or output goal (resultatmål)."""

    id: str
    level: Literal["outcome", "output"]
    label: Text


class Indicator(Traced):
    """A measured value. `id` is our own word, never the printed number."""

    id: str
    kind: Literal["matrix", "other_reported", "survey"] = "matrix"
    label: Text
    """A noun phrase, as it stands in a table or letter."""
    help: Text | None = None
    unit: Unit
    goal: str | None = None
    level: Literal["outcome", "output"]
    direction: Literal["up", "down", "none"]
    per_service: bool = False
    of_services: Membership | None = None
    """As of a field: the services that it is measured for, where not for all."""
    listed_in: tuple[FormStage, ...]
    asked_in: tuple[FormStage, ...]
    instead: tuple[InsteadOfValue, ...] = ("not_relevant",)
    tolerance: Decimal = Decimal(0)
    """A deviation larger than this (in the indicator's own unit) must be explained, in either direction."""
    aliases: tuple[str, ...] = ()
    """Other wordings in old reports, both languages."""

    @property
    def has_target(self) -> bool:
        """Whether the application asks for a target: without one, nothing can deviate from it."""
        return "application" in self.asked_in


class Deviations(Frozen):
    """What a recipient tells of a result that deviates from its target, beside why."""

    measures: bool = False
    """Also which measures were taken: a question `measures.<indicator>` beside each `deviation.<indicator>`."""


class RegisterDemand(Frozen):
    """A register that the applicant must stand in, and when."""

    name: Literal["voluntary", "units"]
    at: Literal["submission", "decision"]


class Applicant(Traced):
    """A tick in the list of who may apply. `ticked` is null where the text lost it: then `inferred` says who may."""

    kind: ApplicantKind
    ticked: bool | None = None
    register_: RegisterDemand | None = Key(default=None, alias="register")
    signatory: tuple[Signatory, ...] = ()

    @property
    def eligible(self) -> bool:
        """Whether such applicants may apply."""
        return self.inferred if self.ticked is None else self.ticked


class Funding(Traced, OfForms):
    """What the grant may be used for, what the offer must be, and what is not funded."""

    id: str
    kind: Literal["purpose", "requirement", "excluded"]
    text: Text


class Priority(Traced, OfForms):
    """An order of priority among applications, for a person's judgement."""

    id: str
    text: Text


RuleKind = Literal[
    "attachment_required", "max_years", "yearly_appropriation", "renewal_required", "grant_period", "use_by",
    "unspent_funds", "overpaid", "notify_changes", "dismissal_ground", "reduction", "deviation_explained",
    "no_activity_is_zero", "combined_application", "unrequested_attachments", "other_sources", "control",
    "evaluation", "stop_payment", "repayment", "legal_consequences", "later_exclusion", "cap", "about", "accounts",
    "decision", "access", "prefer_multi_year", "signature", "publication",
]  # fmt: skip


class Rule(Traced):
    """A rule that a check, a letter or a table needs. A threshold stands in `when` or `value`, never in code."""

    id: str
    kind: RuleKind
    value: bool | int | Decimal | str | None = None
    form: str | None = None
    field: str | None = None
    when: Condition | None = None
    discretionary: bool = False
    """`kan`: a finding for a person, never an automatic outcome."""
    text: Text | None = None
    """Our own plain sentence for letters and pages."""


class Appeal(Frozen):
    """Whether a decision may be appealed, to whom, within how many weeks."""

    allowed: bool
    body: Text | None = None
    weeks: int | None = None
    source: Source | None = None


class LetterParagraph(Traced, OfForms):
    """A paragraph of the scheme's own in letters of these kinds."""

    id: str
    kinds: tuple[str, ...]
    place: Literal["basis", "use", "terms", "reporting"]
    text: Text


class LetterTexts(Frozen):
    """What letters of this scheme say beyond the shared blocks."""

    legal_basis: Text
    standard_terms: Text | None = None
    controller: Text | None = None
    """Who controls how grants are used, and reacts: named where letters may come from somebody else."""
    paragraphs: tuple[LetterParagraph, ...] = ()


class Scheme(Frozen):
    """One edition of one scheme, resolved. Everything else in the service follows from it."""

    id: str
    edition: str
    revision: int = 1
    revision_note: str | None = None
    open: bool = True
    """Whether new calls may be made on this edition."""
    code: str | None = None
    title: Text
    purpose: Text
    target_group: Text
    regulation: Regulation = Regulation()
    grant_administrator: str
    appeal: Appeal
    applicants: tuple[Applicant, ...]
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    deviation: Deviations = Deviations()
    funding: tuple[Funding, ...] = ()
    priorities: tuple[Priority, ...] = ()
    rules: tuple[Rule, ...] = ()
    assessment: Assessment = Assessment()
    letters: LetterTexts
    forms: tuple[Form, ...]
    requirements: tuple[Requirement, ...] = ()

    def decider_of(self, form: Form) -> str:
        """Who calls for a form and decides on it: a grant administrator's key, or a kind of them."""
        return form.decided_by or self.grant_administrator

    @property
    def callable_forms(self) -> tuple[Form, ...]:
        """The forms that a call can be opened for: those not based on what was sent in before, save renewals."""
        return tuple(form for form in self.forms if form.based_on is None or form.renews)

    def title_of(self, form: Form) -> Text:
        """What a call for a form is called: as the scheme, unless calls are opened for other forms of it too."""
        first = [one for one in self.callable_forms if not one.renews]
        return self.title if first == [form] else form.title

    def report_on(self, form_id: str) -> Form | None:
        """The form that reports on what a form applied for; None where nothing does.

        What continues a grant is reported on as that grant is.
        """
        applied = self.form(form_id)
        first = applied.based_on if applied.renews else form_id
        return next((form for form in self.forms if form.based_on == first and form.due is not None), None)

    def form(self, form_id: str) -> Form:
        """A form by id. Raises KeyError."""
        return _by_id(self.forms, form_id)

    def renewal_of(self, form_id: str | None) -> Form | None:
        """The simplified application that continues what was granted on a form; None where there is none."""
        return next((form for form in self.forms if form.renews and form.based_on == form_id), None)

    def indicator(self, indicator_id: str) -> Indicator:
        """An indicator by id. Raises KeyError."""
        return _by_id(self.indicators, indicator_id)

    def rule(self, rule_id: str) -> Rule:
        """A rule by id. Raises KeyError."""
        return _by_id(self.rules, rule_id)

    def funding_of(self, form_id: str) -> tuple[Funding, ...]:
        """What the grant that a form applies for may be used for, must be, and is not for."""
        return tuple(one for one in self.funding if one.is_for(form_id))

    def priorities_of(self, form_id: str) -> tuple[Priority, ...]:
        """The order of priority among the applications that are submitted on a form."""
        return tuple(one for one in self.priorities if one.is_for(form_id))

    def rules_of(self, kind: RuleKind) -> tuple[Rule, ...]:
        """The rules of a kind, in the regelverk's order."""
        return tuple(rule for rule in self.rules if rule.kind == kind)


Item = TypeVar("Item", Form, Indicator, Rule)


def _by_id(items: tuple[Item, ...], wanted: str) -> Item:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
