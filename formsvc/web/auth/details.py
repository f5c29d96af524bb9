"""A person's own page: name and language of mail."""

from pathlib import Path
from typing import Final

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from formsvc.services.change_own_details import change_own_details
from formsvc.web.access import access
from formsvc.web.auth.views import Page, auth
from formsvc.web.database import db
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.webforms import SectionForm, bind

FORMS: Final = Path(__file__).with_name("forms.toml")


@auth.get("/om-deg")
@access("person")
def details() -> str:
    """What the service knows about the person who is logged in."""
    actor = current_actor()
    return _page(bind(house_form(FORMS, "details"), {"name": actor.name, "language": actor.language}))


@auth.post("/om-deg")
@access("person")
def change_details() -> Page | Response:
    """Change it."""
    filled = filled_in(house_form(FORMS, "details"))
    if not filled.sound:
        return _page(filled.form), 422
    change_own_details(db(), current_actor(), **filled.answers)
    flash(t("auth.details.saved"), "success")
    return redirect(url_for("auth.details"), 303)


def _page(form: SectionForm) -> str:
    return render_template("auth/details.html", form=form, email=current_actor().email)
