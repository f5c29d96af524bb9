"""Example cases, played by the people of the example data through the same use cases as everybody's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar, get_args

from sqlalchemy.orm import Session

from formsvc.kernel.clock import OSLO, oslo_date
from formsvc.schemes.definition import Form, Scheme, Section
from formsvc.services.accept_grant import accept_grant
from formsvc.services.actor import Actor, Role, actor_from
from formsvc.services.approve_decision import approve_decision
from formsvc.services.attach_files import attach
from formsvc.services.background import background
from formsvc.services.check_case import check_case
from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.example_data import BadDataFile, CaseFile, ExampleCase, Examples, Stage, read_answers, read_case
from formsvc.services.form_progress import signing_section
from formsvc.services.issue_receipt import issue_receipt
from formsvc.services.load_example_data import add_dated_call, who_calls
from formsvc.services.office import Office
from formsvc.services.open_case import open_case
from formsvc.services.propose_decision import Proposal, propose_decision
from formsvc.services.record_assessment import record_assessment
from formsvc.services.renewed_grant import renewable
from formsvc.services.report_of import report_key
from formsvc.services.save_section import save_section
from formsvc.services.signing import Signing
from formsvc.services.start_application import start_application
from formsvc.services.submit_application import submit_application
from formsvc.services.submit_report import submit_report
from formsvc.services.uploads import Upload, looked_at
from formsvc.storage.calls import open_calls, same_call
from formsvc.storage.cases import find_case, state_of
from formsvc.storage.models import Call, Organisation
from formsvc.storage.people import find_person, organisation_by_orgnr, staff_of

STAGES: tuple[Stage, ...] = get_args(Stage)
_DAYS: Mapping[Stage, int] = {
    "draft": -7, "submitted": 0, "proposed": 48, "approved": 55, "dispatched": 62, "accepted": 70, "reported": 440,
}  # fmt: skip
"""When each step happens, in days from the day the application was sent in. On the open call: a day apart."""
_NOON = time(12)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Step:
    """Something that has been done in a case, by whom and when."""

    stage: Stage
    actor: Actor
    at: datetime
    case_id: int


def load_example_cases(session: Session, office: Office, at: datetime) -> None:
    """Last year's calls, and every case of `examples.toml` as far as it has come.

    Raises BadDataFile or DefinitionRefused.
    """
    add_past_calls(session, office)
    for example in Examples.read(office.schemes.forms_dir).cases:
        list(play(session, office, example, at))


def add_past_calls(session: Session, office: Office) -> None:
    """The calls of earlier years that example cases belong to. Raises BadDataFile."""
    for call in Examples.read(office.schemes.forms_dir).past_calls:
        add_dated_call(session, office.schemes.get(call.scheme), call)
    session.commit()


def play(session: Session, office: Office, example: ExampleCase, at: datetime) -> Iterator[Step]:
    """Do what happens in an example case, one step after the other; each step is done when it is given."""
    acting = _Acting(session, office, example, at)
    for stage in STAGES[: STAGES.index(example.until) + 1]:
        yield acting.do(stage)


def to_the_end(office: Office, example: ExampleCase) -> ExampleCase:
    """The same case, as far as its file goes: reported, accepted, dispatched or submitted. Raises BadDataFile."""
    scheme = office.schemes.get(example.scheme)
    file = read_case(office.schemes.folder(scheme.id, scheme.edition) / "examples", example.file)
    return example.model_copy(update={"until": _last_stage(file)})


def _last_stage(file: CaseFile) -> Stage:
    if file.decision is None:
        return "submitted"
    return "reported" if file.report else "accepted" if file.account else "dispatched"


class _Acting:
    """One example case: its file, its call, and the people in it."""

    def __init__(self, session: Session, office: Office, example: ExampleCase, at: datetime) -> None:
        self.session, self.office, self.example = session, office, example
        self.scheme: Scheme = office.schemes.get(example.scheme)
        self.folder = office.schemes.folder(self.scheme.id, self.scheme.edition) / "examples"
        self.case_file = example.file
        self.file = read_case(self.folder, example.file)
        self.answers = read_answers(self.folder, self.file.application)
        self.call = self._call(at)
        self.sent_on: date = oslo_date(at) - timedelta(days=10) if example.on_open_call else self.file.submitted_on
        self.case_id = 0
        self.signing = Signing({}, 1, self.file.language)

    def do(self, stage: Stage) -> Step:
        """Do one step, as the person whose step it is."""
        days = STAGES.index(stage) - 1 if self.example.on_open_call else _DAYS[stage]
        at = datetime.combine(self.sent_on + timedelta(days=days), _NOON, OSLO)
        actor: Actor = getattr(self, f"_{stage}")(at)
        return Step(stage, actor, at, self.case_id)

    def _draft(self, at: datetime) -> Actor:
        applicant = self._applicant()
        organisation_id, renews = self._organisation().id, self._renewed()
        case = start_application(
            self.session, applicant, self.office, self.call.id, organisation_id=organisation_id, renews=renews, at=at
        )
        self.case_id = case.id
        self.signing = self._fill_in(applicant, self.form, self.call.form, at)
        return applicant

    def _submitted(self, at: datetime) -> Actor:
        applicant = self._applicant()
        submit_application(self.session, applicant, self.office, self.case_id, self.signing, at=at)
        issue_receipt(self.session, applicant, self.office, self.case_id, at)
        return applicant

    def _proposed(self, at: datetime) -> Actor:
        caseworker = self._staff("caseworker")
        declare_impartiality(self.session, caseworker, self.case_id, impartial=True, note="", at=at)
        record_assessment(
            self.session, caseworker, self.case_id, scheme=self.scheme, scores=self.file.scores, notes={}, at=at
        )
        decided = self._there(self.file.decision, "decision")
        page = open_case(self.session, caseworker, self.office.schemes, self.case_id)
        proposal = Proposal(
            decided.kind,
            decided.amount,
            decided.years,
            "\n\n".join(decided.reasons),
            background=background(page, check_case(self.session, page.case, self.office.schemes)),
            cuts="\n".join(decided.cuts),
        )
        propose_decision(self.session, caseworker, self.case_id, proposal, at)
        return caseworker

    def _approved(self, at: datetime) -> Actor:
        approver = self._staff("approver")
        declare_impartiality(self.session, approver, self.case_id, impartial=True, note="", at=at)
        proposal = state_of(self.session, self._there(find_case(self.session, self.case_id), "case")).decision
        read = self._there(proposal, "proposal").version
        signatory = self._staff("signatory").id
        approve_decision(self.session, approver, self.case_id, version_read=read, signatory_id=signatory, at=at)
        return approver

    def _dispatched(self, at: datetime) -> Actor:
        caseworker = self._staff("caseworker")
        dispatch_decision(self.session, caseworker, self.office, self.case_id, at)
        return caseworker

    def _accepted(self, at: datetime) -> Actor:
        applicant = self._applicant()
        account = self.file.account or ""
        accept_grant(self.session, applicant, self.case_id, account=account, account_again=account, accepts=True, at=at)
        return applicant

    def _reported(self, at: datetime) -> Actor:
        applicant, year = self._applicant(), self.call.grant_year
        self.answers = read_answers(self.folder, self.file.report or "")
        form = self._there(self.scheme.report_on(self.call.form), f"report on {self.call.form}")
        signing = self._fill_in(applicant, form, report_key(form, year), at)
        submit_report(self.session, applicant, self.office, self.case_id, year, signing, at=at)
        return applicant

    @property
    def form(self) -> Form:
        """The form that the call asks for."""
        return self.scheme.form(self.call.form)

    def _fill_in(self, actor: Actor, form: Form, key: str, at: datetime) -> Signing:
        """Save every section; what is signed is for the signatory to send."""
        signed = signing_section(form)
        for section in form.sections:
            if section is not signed:
                typed = attach(self.session, self._typed(section), self._files(section), at)
                save_section(
                    self.session,
                    actor,
                    self.case_id,
                    form=key,
                    section=section.id,
                    typed=typed,
                    opened_version=0,
                    at=at,
                )
        return Signing(self._typed(signed) if signed else {}, 1, self.file.language)

    def _typed(self, section: Section) -> dict[str, Any]:
        asked = [field for field in section.fields if field.id in self.answers and field.type != "attachment"]
        return {field.id: self.answers[field.id] for field in asked}

    def _files(self, section: Section) -> dict[str, list[Upload]]:
        """The files that answers name stand beside them."""
        fields = [field.id for field in section.fields if field.type == "attachment" and field.id in self.answers]
        return {field: [self._file(named["name"]) for named in self.answers[field]] for field in fields}

    def _file(self, name: str) -> Upload:
        file = self.folder / name
        return looked_at(name, self._there(file.read_bytes() if file.is_file() else None, f"file {name}"))

    def _call(self, at: datetime) -> Call:
        administrator = who_calls(self.session, self.scheme, self.example)
        wanted = (administrator.id, self.scheme.id, self.example.form)
        if self.example.on_open_call:
            found = open_calls(self.session, at)
            return next(call for call in found if (call.grant_administrator_id, call.scheme, call.form) == wanted)
        year = self.file.grant_year
        return self._there(same_call(self.session, *wanted, year), f"call of {year}")

    def _organisation(self) -> Organisation:
        orgnr = self.file.orgnr or self.answers["orgnr"]
        return self._there(organisation_by_orgnr(self.session, orgnr), f"organisation {orgnr}")

    def _renewed(self) -> int | None:
        """The case of the grant that a simplified application continues."""
        found = renewable(self.session, self.call, self.form, [self._organisation().id])
        grants = found.grants if found else ()
        return self._there(next((grant.case.id for grant in grants), None), "grant to continue") if found else None

    def _applicant(self) -> Actor:
        return self._actor(next(row.person_id for row in self._organisation().memberships if row.signs))

    def _staff(self, role: Role) -> Actor:
        roles = staff_of(self.session, self.call.grant_administrator_id)
        return self._actor(next(row.person_id for row in roles if row.role == role))

    def _actor(self, person_id: int) -> Actor:
        return actor_from(self._there(find_person(self.session, person_id), f"person {person_id}"))

    def _there(self, found: Found | None, what: str) -> Found:
        if found is None:
            raise BadDataFile(file=self.folder / self.case_file, reason=f"there is no {what}")
        return found
