"""Login and what leads to it. All pages here are for everyone: none tells whether an account exists."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.kernel.failures import Failure
from formsvc.services import log_in as use_case
from formsvc.services.accept_invitation import NameMissing, NewAccount, accept_invitation, offer_of
from formsvc.services.load_example_data import EXAMPLE_PASSWORD, example_people
from formsvc.services.passwords import SHORTEST, PasswordUnsuitable
from formsvc.services.reset_password import request_password_reset, require_reset_link, reset_password
from formsvc.services.throttle import TooManyAttempts, Visitor
from formsvc.storage.models import Person
from formsvc.texts.formats import joined
from formsvc.web.access import LOGIN_PATH, LOGOUT_PATH, access, begin_session, end_session, safe_next
from formsvc.web.auth.links import reset_post
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.language import current_language, t
from formsvc.web.people import home_of, session_key
from formsvc.web.resources import settings

auth = Blueprint("auth", __name__)

Page = str | tuple[str, int]


@auth.get(LOGIN_PATH)
@access("public")
def log_in() -> Page:
    """The login page."""
    return _login_page()


@auth.post(LOGIN_PATH)
@access("public")
def try_log_in() -> Page | Response:
    """Log in, and go on to where the person was heading."""
    email, password = _typed("email"), request.form.get("password", "")
    try:
        person = use_case.log_in(db(), _visitor(), email, password, now())
    except (use_case.WrongLogin, TooManyAttempts) as failure:
        return _login_page(email, failure)
    return _enter(person, request.args.get("next"))


@auth.post(LOGOUT_PATH)
@access("public")
def log_out() -> Response:
    """Log out; harmless for a visitor."""
    end_session()
    flash(t("auth.log_in.logged_out"), "success")
    return redirect(url_for("pages.home"), 303)


@auth.get("/glemt-passord")
@access("public")
def forgotten() -> str:
    """Where to ask for a new password."""
    return render_template("auth/forgotten.html", email=request.args.get("epost", ""))


@auth.post("/glemt-passord")
@access("public")
def ask_for_reset() -> str:
    """Send a link; says the same whether the address has an account."""
    request_password_reset(db(), _visitor(), _typed("email"), reset_post(), now())
    return render_template("auth/reset_sent.html", email=_typed("email"))


@auth.get("/nytt-passord/<secret>")
@access("public")
def new_password(secret: str) -> str:
    """Where to choose a new password. Looking does not use the link."""
    require_reset_link(db(), secret, now())
    return render_template("auth/new_password.html", error=None, shortest=SHORTEST)


@auth.post("/nytt-passord/<secret>")
@access("public")
def set_new_password(secret: str) -> Page | Response:
    """Set the password and log in."""
    try:
        person = reset_password(db(), _visitor(), secret, request.form.get("password", ""), now())
    except PasswordUnsuitable as failure:
        page = render_template("auth/new_password.html", error=words_of(failure), shortest=SHORTEST)
        return page, status_of(failure)
    return _enter(person, saying=t("auth.reset.done"))


@auth.get("/invitasjon/<secret>")
@access("public")
def invitation(secret: str) -> Page:
    """What an invitation offers. Looking does not use it."""
    return _invitation_page(secret)


@auth.post("/invitasjon/<secret>")
@access("public")
def accept(secret: str) -> Page | Response:
    """Accept: a new account is logged in at once, an existing one is asked for its password."""
    offer = offer_of(db(), secret, now())
    account = NewAccount(_typed("name"), request.form.get("password", ""), current_language())
    try:
        person = accept_invitation(db(), secret, account, now())
    except (NameMissing, PasswordUnsuitable) as failure:
        return _invitation_page(secret, failure)
    done = t("auth.invitation.done", place=offer.place[current_language()])
    if not offer.has_account:
        return _enter(person, saying=done)
    flash(done, "success")
    return redirect(url_for("auth.log_in"), 303)


def _login_page(email: str = "", failure: Failure | None = None) -> Page:
    examples = example_people(db(), settings().forms_dir) if settings().mode == "development" else []
    error = words_of(failure) if failure else None
    shown = {"email": email, "error": error, "examples": examples, "example_password": EXAMPLE_PASSWORD}
    return render_template("auth/log_in.html", **shown), status_of(failure) if failure else 200


def _invitation_page(secret: str, failure: Failure | None = None) -> Page:
    offer = offer_of(db(), secret, now())
    field = "name" if isinstance(failure, NameMissing) else "password"
    errors = {field: words_of(failure)} if failure else {}
    roles = joined([t(f"auth.role.{role}") for role in offer.roles], current_language())
    shown = {"offer": offer, "role_names": roles, "errors": errors, "name": _typed("name"), "shortest": SHORTEST}
    return render_template("auth/invitation.html", **shown), status_of(failure) if failure else 200


def _enter(person: Person, heading_for: str | None = None, saying: str | None = None) -> Response:
    begin_session(session_key(person))
    if saying:
        flash(saying, "success")
    return redirect(safe_next(heading_for, home_of(person)), 303)


def _visitor() -> Visitor:
    return Visitor(request.remote_addr or "", settings().secret_key)


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()
