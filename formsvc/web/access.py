"""Who may reach a route. Every view declares it; the app refuses to start where one does not.

Declare the widest door here (`@access("staff", roles=(...))`); whether this person may see this case is for the
use case in `services`, which answers as if the case did not exist.

The seam to login: the session holds a key of a person's under `PERSON_KEY` (`web.people`); the loader given to
`install` turns it into a `Person` for each request. Login and logout live at `LOGIN_PATH` and `LOGOUT_PATH`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Flask, current_app, g, redirect, request, session
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

Audience = Literal["public", "person", "member", "staff"]
View = TypeVar("View", bound=Callable[..., Any])

LOGIN_PATH = "/logg-inn"
LOGOUT_PATH = "/logg-ut"
PERSON_KEY = "person_id"
_ATTRIBUTE = "declared_access"


class Person(Protocol):
    """What the web needs to know about whoever is logged in."""

    @property
    def name(self) -> str:
        """The name shown in the header."""
        ...

    @property
    def is_member(self) -> bool:
        """Acts for at least one organisation."""
        ...

    @property
    def staff_roles(self) -> Collection[str]:
        """Roles held at any grant administrator."""
        ...


PersonLoader = Callable[[str], Person | None]


def nobody(_: str) -> None:
    """The loader of a service without accounts: every session is a visitor's."""


@dataclass(frozen=True)
class Access:
    """The door of a view: an audience and, for staff, the roles that open it (any role where none is named)."""

    audience: Audience
    roles: frozenset[str] = frozenset()

    def admits(self, person: Person) -> bool:
        """Whether a logged-in person may pass."""
        if self.audience == "member":
            return person.is_member
        if self.audience == "staff":
            return bool(self.roles & set(person.staff_roles) if self.roles else person.staff_roles)
        return True


class AccessNotDeclared(RuntimeError):
    """A view has no `@access`. English: whoever wrote the view reads it."""

    def __init__(self, endpoints: list[str]) -> None:
        super().__init__(f"views without declared access: {', '.join(endpoints)}")
        self.endpoints = endpoints


def access(audience: Audience, *, roles: Collection[str] = ()) -> Callable[[View], View]:
    """Declare who may reach a view. Put it directly under the route decorator."""
    declared = Access(audience, frozenset(roles))

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, declared)
        return view

    return declare


def declared_access(app: Flask) -> dict[str, Access | None]:
    """The declared access of every endpoint, for the check at start and for tests."""
    return {name: getattr(view, _ATTRIBUTE, None) for name, view in sorted(app.view_functions.items())}


def require_declarations(app: Flask) -> None:
    """Raise AccessNotDeclared if any view says nothing."""
    missing = [name for name, declared in declared_access(app).items() if declared is None]
    if missing:
        raise AccessNotDeclared(missing)


def current_person() -> Person | None:
    """Whoever is logged in, loaded once per request; None for a visitor."""
    if "person" not in g:
        g.person = _load_person()
    person: Person | None = g.person
    return person


def begin_session(key: str) -> None:
    """Begin a new session for a person: nothing from before the login is kept."""
    session.clear()
    session[PERSON_KEY] = key
    session.permanent = True
    g.pop("person", None)


def end_session() -> None:
    """Forget everything about whoever was here."""
    session.clear()
    g.pop("person", None)


def safe_next(target: str | None, default: str = "/") -> str:
    """A path within this service to go on to after login; anything else becomes `default`."""
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\"):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc or not target.isprintable() else target


def install(app: Flask, load_person: PersonLoader) -> None:
    """Guard every request; the loader finds a person by the key in the session."""
    app.extensions["person_loader"] = load_person
    access("public")(app.view_functions["static"])
    app.before_request(_guard)
    app.context_processor(lambda: {"person": current_person(), "login_url": _login_url, "logout_path": LOGOUT_PATH})


def _load_person() -> Person | None:
    key = session.get(PERSON_KEY)
    if key is None:
        return None
    loader: PersonLoader = current_app.extensions["person_loader"]
    return loader(key)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None
    declared: Access = getattr(current_app.view_functions[request.endpoint], _ATTRIBUTE)
    if declared.audience == "public":
        return None
    person = current_person()
    if person is None:
        return _ask_to_log_in()
    if not declared.admits(person):
        raise Forbidden
    return None


def _ask_to_log_in() -> Response:
    """To the login page and back; but never away from a page whose typed text would be lost."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return redirect(_login_url(), 303)
    raise Unauthorized


def _login_url() -> str:
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    at_login = request.path in ("/", LOGIN_PATH, LOGOUT_PATH)
    return LOGIN_PATH if at_login else f"{LOGIN_PATH}?{urlencode({'next': here})}"
