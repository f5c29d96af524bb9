"""Organisations: register one, see who acts for it, invite people."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from formsvc.services.invite import administered, invitable_organisation, invite_member
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
from formsvc.web.auth.links import invitation_post
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.house_forms import Filled, filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.resources import register
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
    return _page("organisation", bind(house_form(FORMS, "organisation"), values), administrator_id, note)


@admin.post(_NEW)
@access("staff", roles=ROLES)
def register_new(administrator_id: int) -> Answer:
    """Register the organisation."""
    filled = filled_in(house_form(FORMS, "organisation"))
    if not filled.sound:
        return _page("organisation", filled.form, administrator_id), 422
    try:
        details = _details(filled.answers)
        organisation = register_organisation(db(), current_actor(), administrator_id, details, now())
    except OrganisationExists as failure:
        filled.refuse("orgnr", words_of(failure))
        return _page("organisation", filled.form, administrator_id), status_of(failure)
    flash(t("admin.organisations.saved", name=organisation.name), "success")
    return redirect(url_for("admin.organisation", organisation_id=organisation.id), 303)


@admin.get("/organisasjoner/<int:organisation_id>")
@access("staff", roles=ROLES)
def organisation(organisation_id: int) -> str:
    """An organisation and who acts for it."""
    return _organisation_page(organisation_id, bind(house_form(FORMS, "member"), {}))


@admin.post("/organisasjoner/<int:organisation_id>")
@access("staff", roles=ROLES)
def invite(organisation_id: int) -> Answer:
    """Invite someone to act for it."""
    filled: Filled = filled_in(house_form(FORMS, "member"))
    if not filled.sound:
        return _organisation_page(organisation_id, filled.form), 422
    email, signs = filled.answers["email"], filled.answers["signs"]
    invite_member(db(), current_actor(), organisation_id, email, signs=signs, post=invitation_post(), at=now())
    flash(t("admin.staff.sent", email=email), "success")
    return redirect(url_for("admin.organisation", organisation_id=organisation_id), 303)


def _page(name: str, form: SectionForm, administrator_id: int, note: str | None = None) -> str:
    return render_template(f"admin/{name}.html", form=form, administrator_id=administrator_id, note=note)


def _organisation_page(organisation_id: int, form: SectionForm) -> str:
    found = invitable_organisation(db(), current_actor(), organisation_id)
    return render_template("admin/organisation_read.html", organisation=found, form=form, here=request.path)


def _values(unit: Unit) -> dict[str, Any]:
    known = {"name": unit.name, "kind": unit.kind, "address": "\n".join(unit.lines), "language": unit.language}
    known |= {"postcode": unit.postcode, "place": unit.place}
    return {name: value for name, value in known.items() if value}


def _details(answers: Mapping[str, Any]) -> OrganisationDetails:
    lines = [line.strip() for line in answers.get("address", "").splitlines()]
    rest = {name: value for name, value in answers.items() if name != "address"}
    return OrganisationDetails(**rest, lines=tuple(line for line in lines if line))
