"""Pages for everyone: front page with open calls, accessibility statement, privacy, health."""

from flask import Blueprint, render_template

from formsvc.services.call_for import view_of
from formsvc.storage.calls import open_calls
from formsvc.web.access import access
from formsvc.web.clock import now
from formsvc.web.database import database, db
from formsvc.web.resources import schemes

pages = Blueprint("pages", __name__)


@pages.get("/")
@access("public")
def home() -> str:
    """The front page, with the calls that can be applied on."""
    views = [view_of(call, schemes(), now()) for call in open_calls(db(), now())]
    return render_template("pages/home.html", calls=[view for view in views if view.form.kind == "grant"])


@pages.get("/tilgjengelighet")
@access("public")
def accessibility() -> str:
    """The accessibility statement (forskrift om universell utforming av IKT)."""
    return render_template("pages/accessibility.html")


@pages.get("/personvern")
@access("public")
def privacy() -> str:
    """What personal data the service keeps, why, and the rights of whoever it is about."""
    return render_template("pages/privacy.html")


@pages.get("/healthz")
@access("public")
def health() -> tuple[str, int, dict[str, str]]:
    """Alive: the process answers, and so does its database."""
    alive = database().answers()
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return ("ok\n", 200, headers) if alive else ("no answer from the database\n", 503, headers)
