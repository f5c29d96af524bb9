"""The language of a request: what was chosen, else what the browser asks for, else bokmål.

Every page can be had in both languages at the same address; `?lang=nn` chooses and is remembered in a cookie that
holds nothing else.
"""

from typing import Any, cast
from urllib.parse import quote, urlencode

from flask import Flask, g, request
from werkzeug.wrappers import Response

from formsvc.texts import LANGUAGES, Language, text

COOKIE = "language"
_A_YEAR = 365 * 24 * 60 * 60
_BROWSER_CODES: dict[str, Language] = {"nn": "nn", "nn-no": "nn", "nb": "nb", "nb-no": "nb", "no": "nb", "no-no": "nb"}


def current_language() -> Language:
    """The language of this request."""
    if "language" not in g:
        g.language = _find()
    return cast("Language", g.language)


def t(key: str, **params: Any) -> str:
    """The text of a key in the language of this request."""
    return text(key, current_language(), **params)


def here_in(language: Language) -> str:
    """The address of this page in a language, everything else in it kept; always one of ours (`//other` is not)."""
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    path = quote("/" + request.path.lstrip("/"))
    return f"{path}?{urlencode([*others, ('lang', language)])}"


def install(app: Flask) -> None:
    """Give templates `t`, `lang` and `here_in`, and remember a choice."""
    app.add_template_global(t, "t")
    app.add_template_global(here_in, "here_in")
    app.context_processor(lambda: {"lang": current_language()})
    app.after_request(_remember)


def _find() -> Language:
    for chosen in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    asked = (code.lower() for code in request.accept_languages.values())
    return next((_BROWSER_CODES[code] for code in asked if code in _BROWSER_CODES), "nb")


def _remember(response: Response) -> Response:
    response.vary.update(("Cookie", "Accept-Language"))
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie(COOKIE, chosen, max_age=_A_YEAR, samesite="Lax", secure=request.is_secure, httponly=True)
    return response
