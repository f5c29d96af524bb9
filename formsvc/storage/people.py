"""People, organisations and how they get in: every query about them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from formsvc.storage.models import (
    GrantAdministrator,
    LoginAttempt,
    Membership,
    Organisation,
    Person,
    StaffRole,
    Token,
)

_WITH_DOORS = (selectinload(Person.memberships), selectinload(Person.staff_roles))


def find_person(session: Session, person_id: int) -> Person | None:
    """A person with memberships and staff roles."""
    return session.scalars(select(Person).where(Person.id == person_id).options(*_WITH_DOORS)).one_or_none()


def person_by_email(session: Session, email: str) -> Person | None:
    """A person by address, whatever case it was typed in, with memberships and staff roles."""
    query = select(Person).where(Person.email == email.strip().lower()).options(*_WITH_DOORS)
    return session.scalars(query).one_or_none()


def find_organisation(session: Session, organisation_id: int) -> Organisation | None:
    """An organisation by id."""
    return session.get(Organisation, organisation_id)


def organisations_by_id(session: Session, ids: Sequence[int]) -> Sequence[Organisation]:
    """These organisations, by name."""
    query = select(Organisation).where(Organisation.id.in_(ids))
    return session.scalars(query.order_by(func.lower(Organisation.name), Organisation.id)).all()


def organisation_by_orgnr(session: Session, orgnr: str) -> Organisation | None:
    """An organisation by its nine digits."""
    return session.scalars(select(Organisation).where(Organisation.orgnr == orgnr)).one_or_none()


def organisations_of_administrators(session: Session, administrator_ids: Sequence[int]) -> Sequence[Organisation]:
    """The organisations that these grant administrators registered, with members, by name."""
    query = select(Organisation).where(Organisation.registered_by_id.in_(administrator_ids))
    query = query.options(selectinload(Organisation.memberships).joinedload(Membership.person))
    return session.scalars(query.order_by(func.lower(Organisation.name), Organisation.id)).all()


def grant_administrators(session: Session, ids: Sequence[int], *, lock: bool = False) -> Sequence[GrantAdministrator]:
    """These grant administrators, in the order they were made; `lock` keeps others from writing beneath them."""
    query = select(GrantAdministrator).where(GrantAdministrator.id.in_(ids)).order_by(GrantAdministrator.id)
    return session.scalars(query.with_for_update() if lock else query).all()


def staff_of(session: Session, administrator_id: int) -> Sequence[StaffRole]:
    """Every staff role at a grant administrator with its person, by name."""
    query = select(StaffRole).where(StaffRole.grant_administrator_id == administrator_id)
    query = query.join(StaffRole.person).options(selectinload(StaffRole.person))
    return session.scalars(query.order_by(func.lower(Person.name), Person.id, StaffRole.id)).all()


def membership_of(session: Session, organisation_id: int, person_id: int) -> Membership | None:
    """A person's membership in an organisation."""
    query = select(Membership).where(Membership.organisation_id == organisation_id, Membership.person_id == person_id)
    return session.scalars(query.options(selectinload(Membership.person))).one_or_none()


def roles_of(session: Session, administrator_id: int, person_id: int) -> Sequence[StaffRole]:
    """A person's roles at a grant administrator, with the person."""
    query = select(StaffRole).where(StaffRole.grant_administrator_id == administrator_id)
    query = query.where(StaffRole.person_id == person_id).options(selectinload(StaffRole.person))
    return session.scalars(query.order_by(StaffRole.id)).all()


def usable_token(session: Session, digest: str, purpose: str, at: datetime) -> Token | None:
    """An unused token that has not run out, locked so that it is used once."""
    query = select(Token).where(Token.digest == digest, Token.purpose == purpose)
    query = query.where(Token.used_at.is_(None), Token.expires_at >= at)
    return session.scalars(query.with_for_update()).one_or_none()


def open_tokens(session: Session, purpose: str, at: datetime, email: str | None = None) -> Sequence[Token]:
    """Unused tokens that have not run out, of one address or of all, oldest first."""
    query = select(Token).where(Token.purpose == purpose, Token.used_at.is_(None), Token.expires_at >= at)
    if email is not None:
        query = query.where(Token.email == email)
    return session.scalars(query.order_by(Token.id)).all()


def failed_logins(session: Session, key_hash: str, since: datetime) -> int:
    """How often a login failed for this key since then."""
    query = select(func.count()).select_from(LoginAttempt)
    return session.scalar(query.where(LoginAttempt.key_hash == key_hash, LoginAttempt.at >= since)) or 0


def forget_failed_logins(session: Session, key_hash: str, before: datetime) -> None:
    """Remove a key's failed logins, and everyone's that are older than `before`."""
    session.execute(delete(LoginAttempt).where(or_(LoginAttempt.key_hash == key_hash, LoginAttempt.at < before)))


def has_people(session: Session) -> bool:
    """Whether anyone can log in here."""
    return session.scalar(select(Person.id).limit(1)) is not None


def people_by_email(session: Session, emails: Sequence[str]) -> Sequence[Person]:
    """The people with these addresses, in the order they were made."""
    return session.scalars(select(Person).where(Person.email.in_(emails)).order_by(Person.id)).all()


def grant_administrator(session: Session, key: str) -> GrantAdministrator:
    """A grant administrator by the key that schemes name it with. Raises NoResultFound."""
    return session.scalars(select(GrantAdministrator).where(GrantAdministrator.key == key)).one()


def find_grant_administrator(session: Session, key: str) -> GrantAdministrator | None:
    """A grant administrator by its key, if it is known here."""
    return session.scalars(select(GrantAdministrator).where(GrantAdministrator.key == key)).one_or_none()
