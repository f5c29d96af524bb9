"""Calls: open one, and change it until it opens."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.schemes.definition import Form, FormKind, Scheme, Section
from formsvc.schemes.registry import form_of
from formsvc.services.administration import phase_of
from formsvc.services.invite import administered
from formsvc.services.open_call import (
    CallExists,
    CallPlace,
    CallTerms,
    TermRefused,
    callable_forms,
    change_call,
    open_call,
    require_theirs,
    terms_of,
    their_call,
)
from formsvc.storage.models import Call
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
_OF_MONEY = frozenset({"frame", "decision_expected"})
"""Questions about money that is given out: a survey gives none."""
_DAYS = ("opens", "deadline", "decision_expected")
Answer = str | tuple[str, int] | Response


@admin.get(_NEW)
@access("staff", roles=ROLES)
def choose_form(administrator_id: int) -> str:
    """Which form of which scheme to call for."""
    administrator = administered(db(), current_actor(), administrator_id)
    found = callable_forms(schemes(), administrator)
    return render_template("admin/choose_form.html", administrator=administrator, found=found)


@admin.get(f"{_NEW}/<scheme>/<edition>/<form>")
@access("staff", roles=ROLES)
def new_call(administrator_id: int, scheme: str, edition: str, form: str) -> str:
    """An empty call, with the contact of the letterhead."""
    administrator = administered(db(), current_actor(), administrator_id)
    found = schemes().get(scheme, edition)
    asked = require_theirs(administrator, found, form)
    letterhead = administrator.letterhead
    known = {f"contact_{name}": letterhead.get(name) for name in ("email", "phone")}
    return _page(bind(_questions(asked.kind), {**known, "contact_name": letterhead.get("unit")}), found, asked)


@admin.post(f"{_NEW}/<scheme>/<edition>/<form>")
@access("staff", roles=ROLES)
def make_call(administrator_id: int, scheme: str, edition: str, form: str) -> Answer:
    """Make the call."""
    administrator = administered(db(), current_actor(), administrator_id)
    found = schemes().get(scheme, edition)
    asked = require_theirs(administrator, found, form)
    filled = filled_in(_questions(asked.kind))
    if not filled.sound:
        return _page(filled.form, found, asked), 422
    place = CallPlace(administrator_id, scheme, edition, form)
    try:
        open_call(db(), current_actor(), schemes(), place, _terms(filled.answers), at=now())
    except (TermRefused, CallExists) as failure:
        return _refused(filled, found, asked, failure)
    return _saved(administrator_id)


@admin.get("/utlysninger/<int:call_id>")
@access("staff", roles=ROLES)
def call(call_id: int) -> str:
    """A call: to change while it is planned, to read afterwards."""
    found = their_call(db(), current_actor(), call_id)
    scheme, form = _called_for(found)
    if phase_of(found, now()) != "planned":
        shown = {"call": found, "terms": terms_of(found), "scheme": scheme, "form": form}
        return render_template("admin/call_read.html", phase=phase_of(found, now()), **shown)
    values = {name: str(value) for name, value in asdict(terms_of(found)).items() if value is not None}
    return _page(bind(_questions(form.kind), values), scheme, form)


@admin.post("/utlysninger/<int:call_id>")
@access("staff", roles=ROLES)
def save_call(call_id: int) -> Answer:
    """Change the call."""
    found = their_call(db(), current_actor(), call_id)
    scheme, form = _called_for(found)
    filled = filled_in(_questions(form.kind))
    if not filled.sound:
        return _page(filled.form, scheme, form), 422
    try:
        change_call(db(), current_actor(), schemes(), call_id, _terms(filled.answers), at=now())
    except (TermRefused, CallExists) as failure:
        return _refused(filled, scheme, form, failure)
    return _saved(found.grant_administrator_id)


def _called_for(call: Call) -> tuple[Scheme, Form]:
    scheme = schemes().get(call.scheme, call.edition)
    return scheme, form_of(scheme, call.form)


@cache
def _questions(kind: FormKind) -> Section:
    """What is asked about a call for a form of this kind, built once."""
    whole = house_form(FORMS, "call")
    fields = tuple(field for field in whole.fields if kind == "grant" or field.id not in _OF_MONEY)
    return whole.model_copy(update={"fields": fields})


def _page(questions: SectionForm, scheme: Scheme, form: Form) -> str:
    return render_template("admin/call.html", form=questions, scheme=scheme, asked=form, here=request.path)


def _refused(filled: Filled, scheme: Scheme, form: Form, failure: TermRefused | CallExists) -> tuple[str, int]:
    filled.refuse(failure.field if isinstance(failure, TermRefused) else "grant_year", words_of(failure))
    return _page(filled.form, scheme, form), status_of(failure)


def _saved(administrator_id: int) -> Response:
    flash(t("admin.calls.saved"), "success")
    return redirect(url_for("admin.overview", administrator_id=administrator_id), 303)


def _terms(answers: Mapping[str, Any]) -> CallTerms:
    days = {name: date.fromisoformat(answers[name]) for name in _DAYS if name in answers}
    return CallTerms(**{"frame": 0, **answers, **days})
