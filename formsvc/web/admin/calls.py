"""Calls: open one, and change it until it opens."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.schemes.definition import Scheme
from formsvc.services.administration import phase_of
from formsvc.services.invite import administered
from formsvc.services.open_call import (
    CallExists,
    CallPlace,
    CallTerms,
    TermRefused,
    callable_schemes,
    change_call,
    open_call,
    require_theirs,
    terms_of,
    their_call,
)
from formsvc.web.access import access
from formsvc.web.admin.blueprint import ROLES, admin
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.house_forms import Filled, filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.resources import schemes
from formsvc.webforms import SectionForm, bind

FORMS = Path(__file__).parent / "forms.toml"
_NEW = "/<int:administrator_id>/utlysninger/ny"
_DAYS = ("opens", "deadline", "decision_expected")
Answer = str | tuple[str, int] | Response


@admin.get(_NEW)
@access("staff", roles=ROLES)
def choose_scheme(administrator_id: int) -> str:
    """Which scheme to call for."""
    administrator = administered(db(), current_actor(), administrator_id)
    found = callable_schemes(schemes(), administrator)
    return render_template("admin/choose_scheme.html", administrator=administrator, schemes=found)


@admin.get(f"{_NEW}/<scheme>/<edition>")
@access("staff", roles=ROLES)
def new_call(administrator_id: int, scheme: str, edition: str) -> str:
    """An empty call, with the contact of the letterhead."""
    administrator = administered(db(), current_actor(), administrator_id)
    found = schemes().get(scheme, edition)
    require_theirs(administrator, found, "application")
    letterhead = administrator.letterhead
    known = {f"contact_{name}": letterhead.get(name) for name in ("email", "phone")}
    return _page(bind(house_form(FORMS, "call"), {**known, "contact_name": letterhead.get("unit")}), found)


@admin.post(f"{_NEW}/<scheme>/<edition>")
@access("staff", roles=ROLES)
def make_call(administrator_id: int, scheme: str, edition: str) -> Answer:
    """Make the call."""
    administered(db(), current_actor(), administrator_id)
    found, filled = schemes().get(scheme, edition), filled_in(house_form(FORMS, "call"))
    if not filled.sound:
        return _page(filled.form, found), 422
    place = CallPlace(administrator_id, scheme, edition)
    try:
        open_call(db(), current_actor(), schemes(), place, _terms(filled.answers), at=now())
    except (TermRefused, CallExists) as failure:
        return _refused(filled, found, failure)
    return _saved(administrator_id)


@admin.get("/utlysninger/<int:call_id>")
@access("staff", roles=ROLES)
def call(call_id: int) -> str:
    """A call: to change while it is planned, to read afterwards."""
    found = their_call(db(), current_actor(), call_id)
    scheme = schemes().get(found.scheme, found.edition)
    if phase_of(found, now()) != "planned":
        shown = {"call": found, "terms": terms_of(found), "scheme": scheme, "phase": phase_of(found, now())}
        return render_template("admin/call_read.html", **shown)
    values = {name: str(value) for name, value in asdict(terms_of(found)).items() if value is not None}
    return _page(bind(house_form(FORMS, "call"), values), scheme)


@admin.post("/utlysninger/<int:call_id>")
@access("staff", roles=ROLES)
def save_call(call_id: int) -> Answer:
    """Change the call."""
    found = their_call(db(), current_actor(), call_id)
    scheme, filled = schemes().get(found.scheme, found.edition), filled_in(house_form(FORMS, "call"))
    if not filled.sound:
        return _page(filled.form, scheme), 422
    try:
        change_call(db(), current_actor(), call_id, _terms(filled.answers), now())
    except (TermRefused, CallExists) as failure:
        return _refused(filled, scheme, failure)
    return _saved(found.grant_administrator_id)


def _page(form: SectionForm, scheme: Scheme) -> str:
    return render_template("admin/call.html", form=form, scheme=scheme, here=request.path)


def _refused(filled: Filled, scheme: Scheme, failure: TermRefused | CallExists) -> tuple[str, int]:
    filled.refuse(failure.field if isinstance(failure, TermRefused) else "grant_year", words_of(failure))
    return _page(filled.form, scheme), status_of(failure)


def _saved(administrator_id: int) -> Response:
    flash(t("admin.calls.saved"), "success")
    return redirect(url_for("admin.overview", administrator_id=administrator_id), 303)


def _terms(answers: Mapping[str, Any]) -> CallTerms:
    days = {name: date.fromisoformat(answers[name]) for name in _DAYS if name in answers}
    return CallTerms(**{**answers, **days})
