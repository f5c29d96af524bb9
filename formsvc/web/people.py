"""Who a session belongs to.

A session keeps `<person id>.<session epoch>`: a changed password raises the epoch, and every older session ends.
"""

from flask import current_app, url_for
from werkzeug.exceptions import Unauthorized

from formsvc.services.actor import Actor, actor_from
from formsvc.storage.models import Person
from formsvc.storage.people import find_person
from formsvc.web.access import current_person
from formsvc.web.database import database


def session_key(person: Person) -> str:
    """What the session of a person keeps."""
    return f"{person.id}.{person.session_epoch}"


def load_person(key: str) -> Actor | None:
    """Whoever a session belongs to, with what they may do now; None if it has ended.

    Reads in a short session of its own, so that a request that writes takes its lock only when its use case begins.
    """
    person_id, _, _epoch = key.partition(".")
    if not person_id.isdecimal():
        return None
    with database().session() as session:
        person = find_person(session, int(person_id))
        return actor_from(person) if person and session_key(person) == key else None


def current_actor() -> Actor:
    """Whoever is logged in. Raises Unauthorized for a visitor (views with declared access never see that)."""
    person = current_person()
    if not isinstance(person, Actor):
        raise Unauthorized
    return person


def home_of(person: Person) -> str:
    """Where a person begins: the desk of staff, administration, or the organisations' own page."""
    actor = actor_from(person)
    if actor.staff_roles - {"administrator"}:
        return url_for(_there("caseworker.home"))
    return url_for(_there("admin.home" if actor.staff_roles else "applicant.home"))


def _there(endpoint: str) -> str:
    return endpoint if endpoint in current_app.view_functions else "pages.home"
