"""Headers, cookies and CSRF: what a browser is told not to do on our behalf.

No inline script or style anywhere, nothing from other hosts. Pages of a logged-in person are not stored.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, request, session
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",  # the design system's icons are data: images in its style sheet
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {source}" for what, source in _SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_TWO_YEARS = int(timedelta(days=730).total_seconds())
_SESSION = timedelta(hours=10)
_FORM_BYTES = 8 * 1024 * 1024
_FORM_PARTS = 5000


def install(app: Flask, *, secure: bool) -> None:
    """Protect every response and every form. `secure`: served over HTTPS, as in production."""
    app.config.update(_cookies(secure=secure), MAX_FORM_MEMORY_SIZE=_FORM_BYTES, MAX_FORM_PARTS=_FORM_PARTS)
    # A form may stay open for a day of writing: its token lives as long as the session does.
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    CSRFProtect(app)
    app.after_request(_add_headers)
    if secure:
        app.after_request(_demand_https)


def trust_proxies(app: Flask, hops: int) -> None:
    """Take the visitor's address from this many proxies of our own; with none, nobody may name another address."""
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]


def _cookies(*, secure: bool) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": _SESSION,
    }


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static" and session and not response.cache_control.immutable:
        response.headers["Cache-Control"] = "no-store"
    return response


def _demand_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = f"max-age={_TWO_YEARS}; includeSubDomains"
    return response
