"""Pages that say the same to everyone: front page, accessibility statement, privacy, health."""

from flask import Blueprint, render_template

from formsvc.web.access import access
from formsvc.web.database import database

pages = Blueprint("pages", __name__)


@pages.get("/")
@access("public")
def home() -> str:
    """The front page."""
    return render_template("pages/home.html")


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
