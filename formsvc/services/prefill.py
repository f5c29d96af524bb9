"""First values of questions whose answer the service knows already. They count once a person has saved them."""

from collections.abc import Callable, Mapping
from typing import Any

from formsvc.answers import Context
from formsvc.schemes.definition import Form
from formsvc.services.actor import Actor
from formsvc.services.facts.address import address_lines
from formsvc.storage.models import Case

_KNOWN: Mapping[str, Callable[[Case, Actor], Any]] = {
    "organisation.name": lambda case, _: case.organisation.name,
    "organisation.orgnr": lambda case, _: case.organisation.orgnr,
    "organisation.address": lambda case, _: ", ".join(address_lines(case.organisation)),
    "person.name": lambda _, actor: actor.name,
    "person.email": lambda _, actor: actor.email,
    "call.year": lambda case, _: case.call.grant_year,
    "case.granted_amount": lambda case, _: case.granted_amount,
}


def prefilled(form: Form, case: Case, actor: Actor, context: Context) -> dict[str, Any]:
    """Field id -> first value, where there is one. Raises KeyError for a name that no definition may use."""
    found = {
        field.id: _value(field.prefill, case, actor, context)
        for section in form.sections
        for field in section.fields
        if field.prefill
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _value(name: str, case: Case, actor: Actor, context: Context) -> Any:
    room, _, rest = name.partition(".")
    if room == "application":
        return (context.application or {}).get(rest)
    if room == "person" and case.organisation_id not in actor.organisations:
        return None
    return _KNOWN[name](case, actor)
