"""Who acts for an organisation: the page its signatories and its registering administrator invite people from."""

from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.services.invite import invitable_organisation, invite_member
from formsvc.web.access import access
from formsvc.web.auth.links import invitation_post
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.webforms import SectionForm, bind

members = Blueprint("members", __name__)
_FORM = house_form(Path(__file__).parent / "admin" / "forms.toml", "member")


@members.get("/organisasjoner/<int:organisation_id>")
@access("person")
def organisation(organisation_id: int) -> str:
    """An organisation and who acts for it."""
    return _page(organisation_id, bind(_FORM, {}))


@members.post("/organisasjoner/<int:organisation_id>")
@access("person")
def invite(organisation_id: int) -> str | tuple[str, int] | Response:
    """Invite someone to act for it."""
    filled = filled_in(_FORM)
    if not filled.sound:
        return _page(organisation_id, filled.form), 422
    email, signs = filled.answers["email"], filled.answers["signs"]
    invite_member(db(), current_actor(), organisation_id, email, signs=signs, post=invitation_post(), at=now())
    flash(t("admin.staff.sent", email=email), "success")
    return redirect(url_for("members.organisation", organisation_id=organisation_id), 303)


def _page(organisation_id: int, form: SectionForm) -> str:
    actor = current_actor()
    found = invitable_organisation(db(), actor, organisation_id)
    home = "applicant" if found.id in actor.organisations else "admin"
    return render_template("admin/organisation_read.html", organisation=found, form=form, here=request.path, home=home)
