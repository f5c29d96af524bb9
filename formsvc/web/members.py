"""Who acts for an organisation: the pages where its signatories and its registering administrator see to that."""

from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.services.change_access import (
    LastSignatory,
    change_membership,
    invitations_to_organisation,
    member_of,
    withdraw_member_invitation,
)
from formsvc.services.invite import invitable_organisation, invite_member
from formsvc.web.access import access
from formsvc.web.auth.links import invitation_post
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.webforms import SectionForm, bind

members = Blueprint("members", __name__)
_FILE = Path(__file__).parent / "admin" / "forms.toml"
_FORM, _RIGHT = house_form(_FILE, "member"), house_form(_FILE, "membership")
_PERSON = "/organisasjoner/<int:organisation_id>/personer/<int:person_id>"


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


@members.get(_PERSON)
@access("person")
def member(organisation_id: int, person_id: int) -> str:
    """What a member may do."""
    _, membership = member_of(db(), current_actor(), organisation_id, person_id)
    held = "signs" if membership.signs else "writes"
    return _person_page(organisation_id, person_id, bind(_RIGHT, {"right": held}))


@members.post(_PERSON)
@access("person")
def change_member(organisation_id: int, person_id: int) -> str | tuple[str, int] | Response:
    """Change it, or take it away."""
    member_of(db(), current_actor(), organisation_id, person_id)
    filled = filled_in(_RIGHT)
    if not filled.sound:
        return _person_page(organisation_id, person_id, filled.form), 422
    try:
        change_membership(db(), current_actor(), organisation_id, person_id, filled.answers["right"])
    except LastSignatory as failure:
        filled.refuse("right", words_of(failure))
        return _person_page(organisation_id, person_id, filled.form), status_of(failure)
    flash(t("admin.organisations.changed"), "success")
    return redirect(_after(organisation_id, changed=person_id), 303)


@members.post("/organisasjoner/<int:organisation_id>/invitasjoner/<int:token_id>")
@access("person")
def withdraw_invitation(organisation_id: int, token_id: int) -> Response:
    """Make an invitation void."""
    withdraw_member_invitation(db(), current_actor(), organisation_id, token_id, now())
    flash(t("admin.invitations.withdrawn"), "success")
    return redirect(_after(organisation_id), 303)


def _after(organisation_id: int, changed: int | None = None) -> str:
    """The organisation's page; whoever changed their own access may have lost it."""
    if changed == current_actor().id:
        return url_for("pages.home")
    return url_for("members.organisation", organisation_id=organisation_id)


def _person_page(organisation_id: int, person_id: int, form: SectionForm) -> str:
    found, membership = member_of(db(), current_actor(), organisation_id, person_id)
    shown = {"title": t("admin.organisations.change", name=membership.person.name), "above": found.name}
    back = (found.name, url_for("members.organisation", organisation_id=organisation_id))
    return render_template("admin/access.html", form=form, here=request.path, back=back, **shown)


def _page(organisation_id: int, form: SectionForm) -> str:
    actor = current_actor()
    found = invitable_organisation(db(), actor, organisation_id)
    home = "applicant" if found.id in actor.organisations else "admin"
    shown = {"organisation": found, "form": form, "home": home}
    waiting = invitations_to_organisation(db(), organisation_id, now())
    return render_template("admin/organisation_read.html", **shown, here=request.path, invitations=waiting)
