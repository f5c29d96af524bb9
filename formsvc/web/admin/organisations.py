"""Organisations: register one, by hand or looked up."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for

from formsvc.schemes.definition import Section
from formsvc.services.invite import administered
from formsvc.services.register_organisation import (
    OrganisationDetails,
    OrganisationExists,
    look_up,
    register_organisation,
)
from formsvc.services.registers import Unit
from formsvc.web.access import access
from formsvc.web.admin.blueprint import ROLES, admin
from formsvc.web.admin.calls import FORMS, Answer
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.resources import register, schemes
from formsvc.webforms import SectionForm, bind

_NEW = "/<int:administrator_id>/organisasjoner/ny"


@admin.get(_NEW)
@access("staff", roles=ROLES)
def ask_for_number(administrator_id: int) -> str:
    """Which organisation number."""
    administered(db(), current_actor(), administrator_id)
    return _page("number", bind(house_form(FORMS, "number"), {}), administrator_id)


@admin.post(f"{_NEW}/oppslag")
@access("staff", roles=ROLES)
def fill_from_register(administrator_id: int) -> Answer:
    """The form, filled with what the register says, for a person to confirm."""
    administered(db(), current_actor(), administrator_id)
    filled = filled_in(house_form(FORMS, "number"))
    if not filled.sound:
        return _page("number", filled.form, administrator_id), 422
    orgnr = filled.answers["orgnr"]
    unit = look_up(db(), register(), orgnr, now())
    values = {"orgnr": orgnr, **(_values(unit) if unit else {})}
    note = t("admin.organisations.looked_up" if unit else "admin.organisations.not_looked_up")
    return _page("organisation", bind(_details_asked(), values), administrator_id, note)


@admin.post(_NEW)
@access("staff", roles=ROLES)
def register_new(administrator_id: int) -> Answer:
    """Register the organisation."""
    administered(db(), current_actor(), administrator_id)
    filled = filled_in(_details_asked())
    if not filled.sound:
        return _page("organisation", filled.form, administrator_id), 422
    try:
        details = _details(filled.answers)
        organisation = register_organisation(db(), current_actor(), administrator_id, details, now())
    except OrganisationExists as failure:
        filled.refuse("orgnr", words_of(failure))
        return _page("organisation", filled.form, administrator_id), status_of(failure)
    flash(t("admin.organisations.saved", name=organisation.name), "success")
    return redirect(url_for("members.organisation", organisation_id=organisation.id), 303)


def _details_asked() -> Section:
    """The questions about an organisation, with the municipalities that there are."""
    asked, there = house_form(FORMS, "organisation"), schemes().places("municipality")
    fields = tuple(
        field.model_copy(update={"options": there}) if field.type == "municipality" else field for field in asked.fields
    )
    return asked.model_copy(update={"fields": fields})


def _page(name: str, form: SectionForm, administrator_id: int, note: str | None = None) -> str:
    return render_template(f"admin/{name}.html", form=form, administrator_id=administrator_id, note=note)


def _values(unit: Unit) -> dict[str, Any]:
    known = {"name": unit.name, "kind": unit.kind, "address": "\n".join(unit.lines), "language": unit.language}
    known |= {"postcode": unit.postcode, "place": unit.place, "municipality": unit.municipality}
    return {name: value for name, value in known.items() if value}


def _details(answers: Mapping[str, Any]) -> OrganisationDetails:
    lines = [line.strip() for line in answers.get("address", "").splitlines()]
    rest = {name: value for name, value in answers.items() if name != "address"}
    return OrganisationDetails(**rest, lines=tuple(line for line in lines if line))
