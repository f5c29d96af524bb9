"""Staff: invite people to roles, change the roles they have."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.services.change_access import LastAdministrator, change_roles, staff_member, withdraw_staff_invitation
from formsvc.services.invite import NoRoleChosen, administered, invite_staff
from formsvc.web.access import access
from formsvc.web.admin.blueprint import ROLES, admin
from formsvc.web.admin.calls import FORMS, Answer
from formsvc.web.auth.links import invitation_post
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.webforms import SectionForm, bind

_PATH = "/<int:administrator_id>/ansatte/ny"
_PERSON = "/<int:administrator_id>/ansatte/<int:person_id>"


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


@admin.get(_PERSON)
@access("staff", roles=ROLES)
def staff_roles(administrator_id: int, person_id: int) -> str:
    """The roles somebody has."""
    _, _, held = staff_member(db(), current_actor(), administrator_id, person_id)
    return _person_page(administrator_id, person_id, bind(house_form(FORMS, "roles"), {"roles": held}))


@admin.post(_PERSON)
@access("staff", roles=ROLES)
def save_roles(administrator_id: int, person_id: int) -> Answer:
    """Give somebody these roles and no others."""
    staff_member(db(), current_actor(), administrator_id, person_id)
    filled = filled_in(house_form(FORMS, "roles"))
    try:
        change_roles(db(), current_actor(), administrator_id, person_id, filled.answers.get("roles", ()), now())
    except (LastAdministrator, NoRoleChosen) as failure:
        filled.refuse("roles", words_of(failure))
        return _person_page(administrator_id, person_id, filled.form), status_of(failure)
    flash(t("admin.staff.changed"), "success")
    return _back(administrator_id)


@admin.post("/<int:administrator_id>/ansatte/invitasjoner/<int:token_id>")
@access("staff", roles=ROLES)
def withdraw_invitation(administrator_id: int, token_id: int) -> Response:
    """Make an invitation void."""
    withdraw_staff_invitation(db(), current_actor(), administrator_id, token_id, now())
    flash(t("admin.invitations.withdrawn"), "success")
    return _back(administrator_id)


def _person_page(administrator_id: int, person_id: int, form: SectionForm) -> str:
    administrator, person, _ = staff_member(db(), current_actor(), administrator_id, person_id)
    shown = {"title": t("admin.staff.change", name=person.name), "above": administrator.name[current_language()]}
    back = (t("admin.title"), url_for("admin.overview", administrator_id=administrator_id))
    return render_template("admin/access.html", form=form, here=request.path, back=back, **shown)


def _page(administrator_id: int, form: SectionForm) -> str:
    administrator = administered(db(), current_actor(), administrator_id)
    return render_template("admin/staff.html", administrator=administrator, form=form)


def _back(administrator_id: int) -> Response:
    return redirect(url_for("admin.overview", administrator_id=administrator_id), 303)
