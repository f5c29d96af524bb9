"""Staff: invite people to roles."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from formsvc.services.invite import administered, invite_staff
from formsvc.web.access import access
from formsvc.web.admin.blueprint import ROLES, admin
from formsvc.web.admin.calls import FORMS, Answer
from formsvc.web.auth.links import invitation_post
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.webforms import SectionForm, bind

_PATH = "/<int:administrator_id>/ansatte/ny"


@admin.get(_PATH)
@access("staff", roles=ROLES)
def new_staff(administrator_id: int) -> str:
    """Whom to invite, and to what."""
    return _page(administrator_id, bind(house_form(FORMS, "staff"), {}))


@admin.post(_PATH)
@access("staff", roles=ROLES)
def invite_new_staff(administrator_id: int) -> Answer:
    """Send the invitation."""
    filled = filled_in(house_form(FORMS, "staff"))
    if not filled.sound:
        return _page(administrator_id, filled.form), 422
    email, roles = filled.answers["email"], filled.answers["roles"]
    invite_staff(db(), current_actor(), administrator_id, email, roles, post=invitation_post(), at=now())
    flash(t("admin.staff.sent", email=email), "success")
    return _back(administrator_id)


def _page(administrator_id: int, form: SectionForm) -> str:
    administrator = administered(db(), current_actor(), administrator_id)
    return render_template("admin/staff.html", administrator=administrator, form=form)


def _back(administrator_id: int) -> Response:
    return redirect(url_for("admin.overview", administrator_id=administrator_id), 303)
