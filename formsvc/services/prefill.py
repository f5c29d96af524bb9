"""First values of questions whose answer the service knows already. They count once a person has saved them."""

from collections.abc import Callable, Mapping
from typing import Any

from formsvc.answers import View
from formsvc.answers.carried_over import carried_over
from formsvc.schemes.definition import Field
from formsvc.services.actor import Actor
from formsvc.services.facts.address import address_lines
from formsvc.services.who_may_begin import county_of
from formsvc.storage.models import Case

_INTENDED = "case.intended_amount"
"""What was intended for the year, when the grant that is continued was given."""
_KNOWN: Mapping[str, Callable[[Case, Actor], Any]] = {
    "organisation.name": lambda case, _: case.organisation.name,
    "organisation.municipality": lambda case, _: case.organisation.municipality,
    "organisation.county": lambda case, _: county_of(case.organisation.municipality),
    "organisation.orgnr": lambda case, _: case.organisation.orgnr,
    "organisation.address": lambda case, _: ", ".join(address_lines(case.organisation)),
    "person.name": lambda _, actor: actor.name,
    "person.email": lambda _, actor: actor.email,
    "call.county": lambda case, _: case.call.grant_administrator.county,
    "call.year": lambda case, _: case.call.grant_year,
    "case.granted_amount": lambda case, _: case.granted_amount,
}


def prefilled(view: View, case: Case, actor: Actor) -> dict[str, Any]:
    """Field id -> first value, where there is one. Raises KeyError for a name that no definition may use."""
    found = {field.id: _value(field, view, case, actor) for field in view.fields.values() if field.prefill}
    return {name: value for name, value in found.items() if value not in (None, "")}


def _value(field: Field, view: View, case: Case, actor: Actor) -> Any:
    name = field.prefill or ""
    room, _, rest = name.partition(".")
    if room == "application":
        return carried_over(view, rest, field)
    if room == "person" and case.organisation_id not in actor.organisations:
        return None
    if name == _INTENDED:
        return (view.context.case or {}).get("intended_amount")
    return _KNOWN[name](case, actor)
