"""Letters: preview them at any time, send them once the decision is approved."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from formsvc.casework.four_eyes import DecisionAlreadySent
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.issue_letter import DOCX
from formsvc.services.preview_letters import preview_letter
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import Answer, caseworker
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.downloads import download
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.resources import office


@caseworker.get("/sak/<int:case_id>/vedtak/utkast/<kind>")
@access("staff")
def preview(case_id: int, kind: str) -> Response:
    """A letter as it would go out now, in Word."""
    found = preview_letter(db(), current_actor(), office(), case_id, kind, now())
    return download(found.content, found.file_name, DOCX)


@caseworker.post("/sak/<int:case_id>/vedtak/send")
@access("staff", roles=("caseworker", "approver"))
def dispatch(case_id: int) -> Answer:
    """Send the approved decision. A second click finds it sent."""
    try:
        dispatch_decision(db(), current_actor(), office(), case_id, now())
    except DecisionAlreadySent:
        return redirect(url_for("caseworker.decision", case_id=case_id), 303)
    flash(t("caseworker.decision.sent"), "success")
    return redirect(url_for("caseworker.decision", case_id=case_id), 303)
