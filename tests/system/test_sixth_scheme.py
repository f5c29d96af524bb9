"""A scheme that nobody has programmed for: made with the scaffold in a folder of its own, and walked to the end."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from formsvc.app import create_app
from formsvc.cli import main
from formsvc.config import Settings
from formsvc.letters.reading import read_letter
from formsvc.schemes.registry import registry
from formsvc.services.actor import Actor, actor_from
from formsvc.services.example_cases import Step, play
from formsvc.services.example_data import ExampleCase, Stage
from formsvc.services.load_example_data import load_example_data
from formsvc.services.mail import Outbox
from formsvc.services.office import Office
from formsvc.services.open_call import CallPlace, CallTerms, open_call
from formsvc.services.submit_application import ApplicationIncomplete
from formsvc.storage.cases import find_case, latest_submission, stored_events
from formsvc.storage.documents import documents_of, file_content
from formsvc.storage.models import Case
from formsvc.storage.people import grant_administrator, person_by_email
from formsvc.web import access, people
from tests.fixtures.example import START, Clock, Site, StrictClient
from tests.fixtures.sixth_scheme import APPLICATION, EDITION, LEAST, OFFICE, REPORT, SCHEME, write_sixth_scheme

TERMS = CallTerms(
    grant_year=2027, opens=date(2026, 11, 23), deadline=date(2027, 1, 15), decision_expected=date(2027, 3, 1),
    frame=6_000_000, budget_chapter="0999", budget_item="70",
    contact_name="Nemnda for forsamlingshus", contact_email="post@husnemnda.example", contact_phone="00 00 00 00",
)  # fmt: skip
APPLICANT, CASEWORKER, LEADER = (
    "sokjar9@grendelag.example", "saksbehandler9@husnemnda.example", "leder9@husnemnda.example",
)  # fmt: skip


@dataclass(frozen=True)
class Elsewhere:
    """A service whose only definitions are those of the sixth scheme, its people known and its call open."""

    site: Site
    edition: Path

    @property
    def office(self) -> Office:
        """What use cases take."""
        settings: Settings = self.site.app.extensions["settings"]
        schemes = registry(settings.forms_dir)
        return Office(schemes, settings.templates_dir, self.site.outbox, settings.base_url)

    def actor(self, session: Session, email: str) -> Actor:
        """One of the people."""
        person = person_by_email(session, email)
        assert person
        return actor_from(person)

    def walk(self, session: Session, until: Stage) -> Step:
        """The example case, played to a stage; gives the last step."""
        example = ExampleCase(scheme=SCHEME, file="case-award.json", until=until)
        return list(play(session, self.office, example, START))[-1]

    def apply_with(self, **changes: Any) -> None:
        """Change what the applicant answers; None takes an answer away."""
        answers = {name: value for name, value in {**APPLICATION, **changes}.items() if value is not None}
        (self.edition / "examples/application.valid.json").write_text(json.dumps(answers), encoding="utf-8")

    def statuses(self, email: str, *paths: str) -> dict[str, int]:
        """What the pages answer one of the people; each is read strictly."""
        client = self.site.visitor()
        with self.site.database.session() as session, client.session_transaction() as cookie:
            person = person_by_email(session, email)
            assert person
            cookie[access.PERSON_KEY] = people.session_key(person)
        return {path: client.get(path).status_code for path in paths}


@pytest.fixture
def elsewhere(tmp_path: Path, migrated_file: Path) -> Iterator[Elsewhere]:
    """The service with the sixth scheme, on the day before its call opens."""
    shutil.copyfile(migrated_file, tmp_path / "formsvc.sqlite3")
    edition = write_sixth_scheme(tmp_path / "forms")
    settings = Settings.from_env(
        {"FORMSVC_MODE": "development", "FORMSVC_DATA": str(tmp_path), "FORMS_DIR": str(tmp_path / "forms")}
    )
    clock = Clock()
    app = create_app(settings, time=clock)
    app.test_client_class = StrictClient
    made = Elsewhere(Site(app, clock, Outbox(settings.outbox_dir, settings.mail_from)), edition)
    with made.site.database.session(writes=True) as session:
        load_example_data(session, settings.forms_dir, START)
        place = CallPlace(grant_administrator(session, OFFICE).id, SCHEME, EDITION, "application")
        open_call(session, made.actor(session, LEADER), made.office.schemes, place, TERMS, at=START)
    yield made
    app.extensions["database"].close()


@pytest.fixture
def session(elsewhere: Elsewhere) -> Iterator[Session]:
    with elsewhere.site.database.session(writes=True) as opened:
        yield opened


def case_of(session: Session, step: Step) -> Case:
    case = find_case(session, step.case_id)
    assert case
    return case


def letter(session: Session, case: Case, kind: str) -> str:
    (found,) = [document for document in documents_of(session, case) if document.kind == kind]
    return " ".join(read_letter(file_content(session, found.sha256)).text.split())


def test_it_passes_every_check(elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--forms", str(elsewhere.edition.parents[1]), "check"]) == 0, capsys.readouterr()


def test_an_application_becomes_a_grant_and_a_report(elsewhere: Elsewhere, session: Session) -> None:
    case = case_of(session, elsewhere.walk(session, "reported"))

    names = [row.name for row in stored_events(session, case)]
    assert names[0] == "ApplicationStarted"
    assert names[-1] == "ReportSubmitted"
    assert (case.call.scheme, case.granted_amount) == (SCHEME, 300_000)
    report = latest_submission(session, case, "report:2027")
    assert report
    assert report.answers == REPORT


def test_its_letters_say_what_the_definition_says(elsewhere: Elsewhere, session: Session) -> None:
    case = case_of(session, elsewhere.walk(session, "dispatched"))

    award, grant = letter(session, case, "award"), letter(session, case, "grant")
    for words in (
        "Grunnlaget er reglane for gamle forsamlingshus.",
        "De kan berre bruke tilskotet til å setje huset i stand.",
        "klage til Klagenemnda for forsamlingshus. Fristen er 3 veker",
    ):
        assert words in award
    for words in ("Talet på besøk i huset tal Heile tiltaket 1 200", "Kva har de gjort med huset?", "1. april 2028"):
        assert words in grant
    assert "revisor" not in grant


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"owner_consent": None}, "owner_consent", "attachment_missing"),
        ({"applied_amount": LEAST - 1, "budget": [{"key": "roof", "item": "Tak", "amount": LEAST + 99_999}]},
         "applied_amount", "too_small"),
    ],
)  # fmt: skip
def test_what_it_demands_is_demanded(
    elsewhere: Elsewhere, session: Session, changes: dict[str, Any], field: str, code: str
) -> None:
    elsewhere.apply_with(**changes)

    with pytest.raises(ApplicationIncomplete) as refused:
        elsewhere.walk(session, "submitted")

    assert [(fault.field, fault.code) for fault in refused.value.progress.errors] == [(field, code)]


def test_who_owns_the_house_needs_no_consent(elsewhere: Elsewhere, session: Session) -> None:
    elsewhere.apply_with(owner_consent=None, owns_the_house=True)

    assert case_of(session, elsewhere.walk(session, "submitted")).status == "submitted"


def test_its_pages_are_there_for_everybody(elsewhere: Elsewhere, session: Session) -> None:
    step = elsewhere.walk(session, "reported")
    elsewhere.site.clock.moment = step.at
    form = elsewhere.office.schemes.get(SCHEME).form("report")

    own = [f"/rapport/{step.case_id}/2027/{section.id}" for section in form.sections[:-1]]
    theirs = [f"/sak/{step.case_id}{page}" for page in ("", "/kontroll", "/vurdering", "/vedtak", "/rapport")]
    seen = {
        **elsewhere.statuses(APPLICANT, "/mine-saker", f"/mine-saker/{step.case_id}", *own),
        **elsewhere.statuses(CASEWORKER, "/saker", f"/sak/{step.case_id}/soknad", *theirs),
    }
    assert {path: status for path, status in seen.items() if status != 200} == {}
