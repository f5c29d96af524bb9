"""What templates may call beside `t`: words of the definition, faces of questions, sizes and dates."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask import Flask

from formsvc.answers.values import in_words
from formsvc.kernel.clock import in_oslo, oslo_date
from formsvc.kernel.identifiers import format_orgnr
from formsvc.letters.marks import items_of, paragraphs_of
from formsvc.schemes.definition import Form
from formsvc.services.uploads import LARGEST_FILE
from formsvc.texts import formats
from formsvc.texts.catalogue import catalogue
from formsvc.web.language import current_language, t
from formsvc.web.people import own_homes
from formsvc.webforms import faces


def install(app: Flask) -> None:
    """Register filters and globals."""
    filters: dict[str, Callable[..., Any]] = {
        "say": lambda words: words.in_(current_language()),
        "amount": lambda kroner: formats.amount(kroner, current_language()),
        "number": lambda value: formats.number(value, current_language()),
        "signed": lambda kroner: formats.signed_amount(kroner, current_language()),
        "percent": lambda value: formats.percent(value, current_language()),
        "day": _day,
        "moment": lambda value: formats.moment(value, current_language()),
        "clock": lambda value: in_oslo(value).strftime("%H.%M"),
        "orgnr": format_orgnr,
        "joined": lambda items: formats.joined(list(items), current_language()),
        "file_size": _file_size,
        "face": lambda field: faces.face_of(field, current_language()),
        "paragraphs_of": paragraphs_of,
        "items_of": items_of,
        "numeric_labels": lambda field: faces.numeric_labels(field, current_language()),
    }
    for name, function in filters.items():
        app.add_template_filter(function, name)
    app.add_template_global(current_language, "language")
    app.add_template_global(lambda value, field: in_words(value, field, current_language()), "in_words")
    app.add_template_global(said, "said")
    app.add_template_global(own_homes, "own_homes")
    app.jinja_env.globals["largest_upload"] = LARGEST_FILE


def said(form: Form, key: str, **params: Any) -> str:
    """The text of a key, in the words of the form's kind where it has its own: `survey.<key>`."""
    own = f"{form.kind}.{key}"
    return t(own if own in catalogue() else key, **params)


def _day(value: date | datetime) -> str:
    """`22. november 2026`; of a moment, its date in Norway."""
    return formats.date(oslo_date(value) if isinstance(value, datetime) else value, current_language())


def _file_size(size: int) -> str:
    """`120 kB` below a megabyte, `1,4 MB` from there."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    return f"{formats.number(round(size / 1_000_000, 1), current_language())}\u00a0MB"
