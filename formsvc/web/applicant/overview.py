"""My cases, the open calls, and the page of one call."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.services.actor import Actor
from formsvc.services.call_for import find_call_view
from formsvc.services.own_cases import home as home_of
from formsvc.services.renewed_grant import renewable
from formsvc.services.start_application import start_application
from formsvc.services.who_may_begin import why_not
from formsvc.storage.people import organisations_by_id
from formsvc.web.access import access, current_person
from formsvc.web.applicant.blueprint import applicant
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.web.resources import office, schemes


@applicant.get("/mine-saker")
@access("member")
def home() -> str:
    """My organisations, their cases, and what can be applied for."""
    return render_template("applicant/home.html", home=home_of(db(), current_actor(), schemes(), now()))


@applicant.get("/utlysninger/<int:call_id>")
@access("public")
def call(call_id: int) -> str:
    """A call: deadline, frame, who may apply, what is needed, what money is given for, how it is judged."""
    view = find_call_view(db(), schemes(), call_id, now())
    person = current_person()
    ids = sorted(person.organisations) if isinstance(person, Actor) else []
    reasons = [(one, why_not(view, one)) for one in organisations_by_id(db(), ids)]
    return render_template(
        "applicant/call.html",
        view=view,
        organisations=[one for one, reason in reasons if reason is None],
        barred=[reason for _, reason in reasons if reason is not None],
        found=renewable(db(), view.call, view.form, ids),
    )


@applicant.post("/utlysninger/<int:call_id>/soknad")
@access("member")
def start(call_id: int) -> Response:
    """Begin an application, and go to its first questions."""
    organisation_id = request.form.get("organisation", 0, type=whole)
    renews = request.form.get("grant", type=whole)
    case = start_application(
        db(), current_actor(), office(), call_id, organisation_id=organisation_id, renews=renews, at=now()
    )
    return redirect(url_for("applicant.tasks", case_id=case.id), 303)
