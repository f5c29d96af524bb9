"""A member begins an application for their organisation."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import ApplicationStarted
from formsvc.kernel.clock import in_oslo
from formsvc.services.actor import Actor
from formsvc.services.call_for import find_call_view, require_open
from formsvc.services.invite import OrganisationNotFound
from formsvc.services.office import Office
from formsvc.services.renewed_grant import require_renewable
from formsvc.services.who_may_begin import require_may_begin
from formsvc.storage.cases import next_case_number, record
from formsvc.storage.drafts import untouched_case
from formsvc.storage.models import Call, Case, Renewal
from formsvc.storage.people import find_organisation
from formsvc.storage.renewals import renewal_on


def start_application(
    session: Session,
    actor: Actor,
    office: Office,
    call_id: int,
    *,
    organisation_id: int = 0,
    at: datetime,
    renews: int | None = None,
) -> Case:
    """Begin an application on a call, and give its case.

    One that the organisation began on the same call and has written nothing in is given back instead, so that a
    second click makes no second application. `renews`: the case whose grant a simplified application continues, once;
    the organisation follows from it. Raises CallNotFound, OrganisationNotFound, CallNotOpen, OtherCounty, NotAsked or
    NothingToRenew.
    """
    view = find_call_view(session, office.schemes, call_id, at, lock=True)
    grant = require_renewable(session, view.call, view.form, actor.organisations, renews) if view.form.renews else None
    organisation_id = grant.case.organisation_id if grant else organisation_id
    organisation = find_organisation(session, organisation_id)
    if organisation is None or organisation_id not in actor.organisations:
        raise OrganisationNotFound(organisation_id=organisation_id)
    require_open(view)
    require_may_begin(view, organisation)
    if grant is not None:
        begun = renewal_on(session, grant.case, call_id)
        return begun or _new_case(session, actor, view.call, organisation_id, at, continues=grant.case)
    case = untouched_case(session, call_id, organisation_id)
    return case or _new_case(session, actor, view.call, organisation_id, at)


def _new_case(
    session: Session, actor: Actor, call: Call, organisation_id: int, at: datetime, continues: Case | None = None
) -> Case:
    case = Case(
        number=next_case_number(session, in_oslo(at).year),
        grant_administrator_id=call.grant_administrator_id,
        call_id=call.id,
        organisation_id=organisation_id,
        created_at=at,
        changed_at=at,
    )
    session.add(case)
    session.flush()
    if continues is not None:
        session.add(Renewal(case_id=case.id, renewed_id=continues.id))
    record(session, case, actor.id, at, ApplicationStarted(call.id, organisation_id))
    session.commit()
    return case
