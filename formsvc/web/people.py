"""Who a session belongs to.

A session keeps `<person id>.<session epoch>`: a changed password raises the epoch, and every older session ends.
"""

from flask import url_for
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


def homes_of(actor: Actor) -> list[tuple[str, str]]:
    """Where a person may begin, the likeliest first: the name of each group of pages, and its address."""
    open_to = {
        "caseworker": bool(actor.staff_roles - {"administrator"}),
        "admin": "administrator" in actor.staff_roles,
        "letter_templates": bool(actor.staff_roles - {"signatory"}),
        "applicant": actor.is_member,
    }
    return [(name, url_for(f"{name}.home")) for name, is_open in open_to.items() if is_open]


def home_of(person: Person) -> str:
    """The first page after login."""
    return next((address for _, address in homes_of(actor_from(person))), url_for("pages.home"))


def own_homes() -> list[tuple[str, str]]:
    """`homes_of` whoever is logged in, for the menu."""
    person = current_person()
    return homes_of(person) if isinstance(person, Actor) else []
