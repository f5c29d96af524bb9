"""Example data: administrators, organisations, people and open calls, for trying the service and for tests."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from formsvc.kernel.clock import OSLO, end_of_oslo_day, oslo_date
from formsvc.schemes.definition import Scheme
from formsvc.schemes.registry import registry
from formsvc.services import passwords
from formsvc.services.call_for import years_after
from formsvc.services.example_data import (
    Administrators,
    CalledFor,
    ExampleCall,
    ExampleOrganisation,
    ExamplePerson,
    Examples,
    PastCall,
)
from formsvc.storage.models import (
    Call,
    GrantAdministrator,
    Membership,
    Organisation,
    Person,
    RegisterAnswer,
    StaffRole,
)
from formsvc.storage.people import grant_administrator, has_people, people_by_email

EXAMPLE_PASSWORD = "eksempel-passord"  # noqa: S105 - printed for everybody; only in development mode
_DECIDING = timedelta(days=120)
_SOURCE = "forms/examples.toml"


def load_example_data(session: Session, forms_dir: Path, at: datetime) -> bool:
    """Load everything, unless there are people already. Says whether it did.

    Raises BadDataFile or DefinitionRefused.
    """
    if has_people(session):
        return False
    loader = _Loader(session, forms_dir, at)
    for organisation in loader.examples.organisations:
        loader.add_organisation(organisation)
    for person in loader.examples.people:
        loader.add_person(person)
    for call in loader.examples.calls:
        loader.add_call(call)
    session.commit()
    return True


def example_people(session: Session, forms_dir: Path) -> list[tuple[str, str]]:
    """Name and address of the example people that can log in here."""
    people = people_by_email(session, [person.email for person in Examples.read(forms_dir).people])
    return [(person.name, person.email) for person in people]


class _Loader:
    """Turns examples into rows; remembers them by key."""

    def __init__(self, session: Session, forms_dir: Path, at: datetime) -> None:
        self.session, self.at = session, at
        self.examples = Examples.read(forms_dir)
        self.schemes = registry(forms_dir)
        self.password_hash = passwords.hashed(EXAMPLE_PASSWORD)
        self.administrators = self._administrators(forms_dir)
        self.organisations: dict[str, Organisation] = {}

    def _administrators(self, forms_dir: Path) -> dict[str, GrantAdministrator]:
        known = Administrators.read(forms_dir).administrators
        rows = {entry.key: GrantAdministrator(**entry.model_dump(mode="json")) for entry in known}
        return self._added(rows)

    def _added(self, rows: dict[str, GrantAdministrator]) -> dict[str, GrantAdministrator]:
        self.session.add_all(rows.values())
        self.session.flush()
        return rows

    def add_organisation(self, example: ExampleOrganisation) -> None:
        """An organisation, and what the register of voluntary organisations says about it."""
        values = example.model_dump(mode="json", exclude={"key", "registered_by", "voluntary_since"})
        vouching = self.administrators[example.registered_by]
        row = Organisation(**values, registered_by_id=vouching.id, created_at=self.at)
        self.organisations[example.key] = row
        found, since = example.voluntary_since is not None, example.voluntary_since
        answer = RegisterAnswer(
            orgnr=example.orgnr,
            register="voluntary",
            found=found,
            registered_on=since,
            source=_SOURCE,
            asked_at=self.at,
        )
        self.session.add_all([row, answer])
        self.session.flush()

    def add_person(self, example: ExamplePerson) -> None:
        """A person with memberships and roles."""
        person = Person(name=example.name, email=example.email, language=example.language, created_at=self.at)
        person.password_hash = self.password_hash
        for key, right in example.member_of.items():
            organisation_id = self.organisations[key].id
            membership = Membership(organisation_id=organisation_id, signs=right == "signs", created_at=self.at)
            person.memberships.append(membership)
        for key, roles in example.works_at.items():
            person.staff_roles += self._roles(key, roles)
        self.session.add(person)

    def _roles(self, key: str, roles: Sequence[str]) -> list[StaffRole]:
        administrator_id = self.administrators[key].id
        return [StaffRole(grant_administrator_id=administrator_id, role=role, created_at=self.at) for role in roles]

    def add_call(self, example: ExampleCall) -> None:
        """A call that is open now, on the newest edition of a scheme."""
        scheme = self.schemes.get(example.scheme)
        deadline = oslo_date(self.at) + timedelta(days=example.closes_in_days)
        decided = deadline + _DECIDING
        dated = PastCall(
            **example.model_dump(exclude={"opened_days_ago", "closes_in_days"}),
            grant_year=decided.year - years_after(scheme.form(example.form)),
            opens=oslo_date(self.at) - timedelta(days=example.opened_days_ago),
            deadline=deadline,
            decision_expected=decided,
        )
        add_dated_call(self.session, scheme, dated)


def add_dated_call(session: Session, scheme: Scheme, example: PastCall) -> None:
    """A call with its dates, at whoever calls for the form; a survey's says nothing of when decisions come."""
    form, opens_at = scheme.form(example.form), datetime.combine(example.opens, time(), OSLO)
    session.add(
        Call(
            grant_administrator_id=who_calls(session, scheme, example).id,
            scheme=scheme.id,
            edition=scheme.edition,
            form=form.id,
            grant_year=example.grant_year,
            opens_at=opens_at,
            deadline_at=end_of_oslo_day(example.deadline),
            decision_expected=example.decision_expected.isoformat() if form.kind == "grant" else None,
            frame=example.frame,
            budget_chapter=example.budget_chapter,
            budget_item=example.budget_item,
            contact=example.contact.model_dump(mode="json"),
            created_at=opens_at,
        )
    )


def who_calls(session: Session, scheme: Scheme, example: CalledFor) -> GrantAdministrator:
    """The grant administrator that an example names, else the one that the form does. Raises NoResultFound."""
    return grant_administrator(session, example.administrator or scheme.decider_of(scheme.form(example.form)))
