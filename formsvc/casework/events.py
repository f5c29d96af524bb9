"""What can happen to a case. Past tense, frozen, never changed once stored: the audit log.

Personal values do not stand here: events refer to people and files by id, answers by submission number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar, Literal

DecisionKind = Literal[
    "award", "partial-award", "refusal", "dismissal",
    "supplementary-award", "transfer-granted", "transfer-refused", "recovery", "appeal-changed",
]  # fmt: skip
SubmissionKind = Literal["original", "correction"]
Judgement = Literal["found", "not_found", "person_must_judge"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `name` is the stored type; subclasses add the facts."""

    registry: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        Event.registry[cls.__name__] = cls

    @property
    def name(self) -> str:
        """The type as stored: the class name."""
        return type(self).__name__

    def data(self) -> dict[str, Any]:
        """The facts as JSON values."""
        return asdict(self)


def event_from(name: str, data: Mapping[str, Any]) -> Event:
    """A stored event as its type. Raises KeyError for an unknown name, TypeError for facts that do not fit."""
    kind = Event.registry[name]
    known = {field.name for field in fields(kind)}
    return kind(**{key: value for key, value in data.items() if key in known})


@dataclass(frozen=True, slots=True)
class ApplicationStarted(Event):
    """An organisation began an application on a call."""

    call_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(Event):
    """A numbered version of the application was sent in with the signatory's declaration.

    `applied_amount` is for the grant year; `later_amounts` for the years after it, where it applies for several.
    """

    number: int
    kind: SubmissionKind
    reference: str
    applied_amount: int
    in_time: bool
    later_amounts: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class SurveySubmitted(Event):
    """A numbered version of the answers to a survey was sent in: to be received and read, and nothing is decided."""

    number: int
    kind: SubmissionKind
    reference: str
    in_time: bool


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn(Event):
    """The applicant withdrew; a numbered version of its own. Earlier versions stay."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class FindingJudged(Event):
    """A caseworker judged one finding of the formal control."""

    finding: str
    accepted: bool
    note: str


@dataclass(frozen=True, slots=True)
class ImpartialityDeclared(Event):
    """The actor declared being impartial, or partial (forvaltningsloven § 6), in this case."""

    impartial: bool
    note: str


@dataclass(frozen=True, slots=True)
class AssessmentRecorded(Event):
    """Scores (criterion id -> 0..scale) and notes (criterion id -> words). Guides a person; never decides.

    `percent` is the weighted score as computed then; None where a criterion is not scored.
    """

    scores: Mapping[str, int]
    notes: Mapping[str, str]
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionProposed(Event):
    """A decision was proposed. A new proposal for the same decision replaces the former and voids its approval.

    `amount` is for the grant year; `later_amounts` are what is intended for the years after it, where there are any.
    Of a transfer or a recovery it is the sum that may be kept or is claimed. `entered`: the further facts that a
    person entered for the letter, by the names in `letters/later.toml`.
    """

    decision_id: int
    kind: DecisionKind
    amount: int
    years: int
    reason: str
    background: str = ""
    cuts: str = ""
    terms: str = ""
    later_amounts: Sequence[int] = ()
    entered: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionReturned(Event):
    """The approver sent the proposal back with a note."""

    decision_id: int
    note: str


@dataclass(frozen=True, slots=True)
class DecisionApproved(Event):
    """Another person approved exactly this kind and amount, for the signatory with authority over the budget."""

    decision_id: int
    amount: int
    signatory_id: int


@dataclass(frozen=True, slots=True)
class DecisionDispatched(Event):
    """The letter stands on the recipient's page: the three weeks of appeal run from this moment."""

    decision_id: int
    document_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GrantAccepted(Event):
    """The recipient accepted the terms and confirmed the account (kept with the case, not here)."""

    decision_id: int


@dataclass(frozen=True, slots=True)
class ReportSubmitted(Event):
    """A numbered version of the annual report was sent in (by the recipient, or confirmed from an old PDF)."""

    number: int
    kind: SubmissionKind
    reference: str
    report_year: int
    in_time: bool
    received_on: str | None = None
    """The day that it came on paper (ISO date), where staff entered it."""


@dataclass(frozen=True, slots=True)
class LegacyReportRead(Event):
    """A PDF report was uploaded and read into proposals; nothing counts until confirmed."""

    document_id: int
    report_year: int
    proposals: int


@dataclass(frozen=True, slots=True)
class ProposalJudged(Event):
    """A person confirmed, changed or rejected a value that was read from a PDF, or saw that it does not say.

    `old` and `new` are None for running text, which may be about people: that stands with the reading.
    """

    document_id: int
    field: str
    outcome: Literal["confirmed", "changed", "rejected", "not_answered"]
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class LetterIssued(Event):
    """A letter was rendered, read back, checked and stored as a numbered document."""

    document_id: int
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class AccountConfirmed(Event):
    """The account number was confirmed or changed; the number itself stands on the case's recipient row."""

    changed: bool


@dataclass(frozen=True, slots=True)
class InformationRequested(Event):
    """The applicant was asked for what is missing (forvaltningsloven § 11), by a day (ISO date)."""

    document_id: int
    due: str


@dataclass(frozen=True, slots=True)
class ReportReminded(Event):
    """The recipient was reminded of a report that is overdue, with a new last day (ISO date)."""

    document_id: int
    report_year: int
    due: str


@dataclass(frozen=True, slots=True)
class ReportApproved(Event):
    """A report was approved: it is corrected no more, unless it is returned."""

    document_id: int
    report_year: int
    version: int


@dataclass(frozen=True, slots=True)
class ReportReturned(Event):
    """A report was sent back with questions, to be answered by a day (ISO date). It is open for corrections again."""

    document_id: int
    report_year: int
    due: str


@dataclass(frozen=True, slots=True)
class RecoveryNotified(Event):
    """The recipient was told that money may be claimed back, and may answer by a day (forvaltningsloven § 16)."""

    document_id: int
    amount: int
    due: str


@dataclass(frozen=True, slots=True)
class AppealReceived(Event):
    """An appeal came in on a day (ISO date), and its sender was told."""

    document_id: int
    received_on: str
    in_time: bool


@dataclass(frozen=True, slots=True)
class AppealForwarded(Event):
    """The decision was upheld, and the appeal sent on to the appeal body."""

    document_id: int
