"""Where an administrator begins."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from formsvc.services.administration import overview_of
from formsvc.services.call_for import title_of
from formsvc.storage.people import grant_administrators
from formsvc.web.access import access
from formsvc.web.admin.blueprint import ROLES, admin
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.people import current_actor
from formsvc.web.resources import schemes


@admin.get("")
@access("staff", roles=ROLES)
def home() -> str | Response:
    """The grant administrators that the person administers; the only one at once."""
    administrators = grant_administrators(db(), current_actor().administrators_with("administrator"))
    if len(administrators) == 1:
        return redirect(url_for("admin.overview", administrator_id=administrators[0].id))
    return render_template("admin/choose.html", administrators=administrators)


@admin.get("/<int:administrator_id>")
@access("staff", roles=ROLES)
def overview(administrator_id: int) -> str:
    """Calls, organisations and staff of one grant administrator."""
    view = overview_of(db(), current_actor(), administrator_id, now())
    titles = {call.id: title_of(call, schemes()) for call, _ in view.calls}
    return render_template("admin/overview.html", view=view, titles=titles)
