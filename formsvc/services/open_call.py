"""An administrator opens a call on a scheme edition, and may change it until it opens."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from formsvc.kernel.clock import OSLO, end_of_oslo_day, in_oslo
from formsvc.kernel.failures import Conflict, Invalid, NotFound
from formsvc.schemes.definition import Form, Scheme
from formsvc.schemes.registry import Registry, form_of
from formsvc.services.actor import Actor
from formsvc.services.call_for import years_after
from formsvc.services.invite import administered
from formsvc.storage.calls import find_call, same_call
from formsvc.storage.models import Call, GrantAdministrator

_YEARS_AHEAD = 2


class SchemeNotTheirs(NotFound):
    """A form that another grant administrator decides on, that builds on another, or of an edition that is closed."""

    code = "scheme_not_theirs"


class CallNotTheirs(NotFound):
    """No such call, or another grant administrator's."""

    code = "call_not_found"


class CallExists(Conflict):
    """There is one call per scheme, form and year. Parameter: `year`."""

    code = "call_exists"


class CallAlreadyOpen(Conflict):
    """Applicants rely on what an open call says."""

    code = "call_already_open"


class TermRefused(Invalid):
    """A term of the call does not fit the others. `field` is the question it is about."""

    field: str


class GrantYearUnlikely(TermRefused):
    """The grant year is neither this year nor one of the next two. Parameters: `year`, `first`, `last`.

    A form that tells of a year that has passed is called for a year later.
    """

    code = "grant_year_unlikely"
    field = "grant_year"


class DeadlineBeforeOpening(TermRefused):
    """The deadline is before the day the call opens, or has passed."""

    code = "deadline_before_opening"
    field = "deadline"


class DecisionBeforeDeadline(TermRefused):
    """Decisions are expected before the deadline."""

    code = "decision_before_deadline"
    field = "decision_expected"


@dataclass(frozen=True)
class CallTerms:
    """What the regelverk leaves to the year. `frame` in whole kroner; days are Norwegian calendar days."""

    grant_year: int
    opens: date
    deadline: date
    frame: int
    budget_chapter: str
    budget_item: str
    contact_name: str
    contact_email: str
    contact_phone: str
    decision_expected: date | None = None

    @property
    def opens_at(self) -> datetime:
        """The beginning of the Norwegian day it opens."""
        return datetime.combine(self.opens, time(), OSLO)

    @property
    def deadline_at(self) -> datetime:
        """23:59:59 in Oslo."""
        return end_of_oslo_day(self.deadline)


@dataclass(frozen=True)
class CallPlace:
    """Which grant administrator calls for which form of which edition."""

    administrator_id: int
    scheme: str
    edition: str
    form: str


def open_call(
    session: Session, actor: Actor, schemes: Registry, place: CallPlace, terms: CallTerms, *, at: datetime
) -> Call:
    """Make a call, and give it.

    Raises AdministratorNotFound, RoleMissing, UnknownScheme, UnknownEdition, UnknownForm, SchemeNotTheirs, CallExists
    or a TermRefused.
    """
    administrator = administered(session, actor, place.administrator_id, lock=True)
    form = require_theirs(administrator, schemes.get(place.scheme, place.edition), place.form)
    require_sensible(form, terms, at)
    if same_call(session, administrator.id, place.scheme, form.id, terms.grant_year):
        raise CallExists(year=terms.grant_year)
    call = Call(
        grant_administrator_id=administrator.id,
        scheme=place.scheme,
        edition=place.edition,
        form=form.id,
        created_at=at,
    )
    _write(call, terms)
    session.add(call)
    session.commit()
    return call


def change_call(
    session: Session, actor: Actor, schemes: Registry, call_id: int, terms: CallTerms, *, at: datetime
) -> Call:
    """Change a call that has not opened.

    Raises CallNotTheirs, RoleMissing, CallAlreadyOpen, CallExists or a TermRefused.
    """
    call = their_call(session, actor, call_id, lock=True)
    if call.opens_at <= at:
        raise CallAlreadyOpen
    require_sensible(form_of(schemes.get(call.scheme, call.edition), call.form), terms, at)
    same = same_call(session, call.grant_administrator_id, call.scheme, call.form, terms.grant_year)
    if same is not None and same.id != call.id:
        raise CallExists(year=terms.grant_year)
    _write(call, terms)
    session.commit()
    return call


def their_call(session: Session, actor: Actor, call_id: int, *, lock: bool = False) -> Call:
    """A call of a grant administrator that the actor is administrator of. Raises CallNotTheirs or RoleMissing."""
    call = find_call(session, call_id, lock=lock)
    if call is None or call.grant_administrator_id not in actor.roles:
        raise CallNotTheirs(call_id=call_id)
    administered(session, actor, call.grant_administrator_id)
    return call


def callable_forms(schemes: Registry, administrator: GrantAdministrator) -> list[tuple[Scheme, Form]]:
    """The forms that this grant administrator may open calls for, by scheme; the newest edition first."""
    editions = sorted(schemes.open_(), key=lambda scheme: (scheme.id, scheme.edition), reverse=True)
    forms = ((scheme, form) for scheme in editions for form in scheme.callable_forms)
    return [(scheme, form) for scheme, form in forms if _decides(administrator, scheme, form)]


def require_theirs(administrator: GrantAdministrator, scheme: Scheme, form_id: str) -> Form:
    """The form called for. Raises SchemeNotTheirs or UnknownForm."""
    form = form_of(scheme, form_id)
    if form not in scheme.callable_forms or not scheme.open or not _decides(administrator, scheme, form):
        raise SchemeNotTheirs(scheme=scheme.id)
    return form


def _decides(administrator: GrantAdministrator, scheme: Scheme, form: Form) -> bool:
    return scheme.decider_of(form) in (administrator.key, administrator.kind)


def require_sensible(form: Form, terms: CallTerms, at: datetime) -> None:
    """Raises a TermRefused."""
    first = in_oslo(at).year - years_after(form)
    last = first + _YEARS_AHEAD
    if not first <= terms.grant_year <= last:
        raise GrantYearUnlikely(year=str(terms.grant_year), first=str(first), last=str(last))
    if terms.deadline < terms.opens or terms.deadline_at <= at:
        raise DeadlineBeforeOpening
    if terms.decision_expected is not None and terms.decision_expected <= terms.deadline:
        raise DecisionBeforeDeadline


def terms_of(call: Call) -> CallTerms:
    """A stored call's terms, to show and to change."""
    decision = call.decision_expected
    return CallTerms(
        grant_year=call.grant_year,
        opens=in_oslo(call.opens_at).date(),
        deadline=in_oslo(call.deadline_at).date(),
        frame=call.frame,
        budget_chapter=call.budget_chapter,
        budget_item=call.budget_item,
        contact_name=call.contact.get("name", ""),
        contact_email=call.contact.get("email", ""),
        contact_phone=call.contact.get("phone", ""),
        decision_expected=date.fromisoformat(decision) if decision else None,
    )


def _write(call: Call, terms: CallTerms) -> None:
    call.grant_year, call.frame = terms.grant_year, terms.frame
    call.opens_at, call.deadline_at = terms.opens_at, terms.deadline_at
    call.budget_chapter, call.budget_item = terms.budget_chapter, terms.budget_item
    call.decision_expected = terms.decision_expected.isoformat() if terms.decision_expected else None
    call.contact = {"name": terms.contact_name, "email": terms.contact_email, "phone": terms.contact_phone}
