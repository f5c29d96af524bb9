"""Pages that say the same to everyone: front page, accessibility statement, privacy, health."""

from flask import Blueprint, render_template

from formsvc.web.access import access

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
    """Alive: the process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
