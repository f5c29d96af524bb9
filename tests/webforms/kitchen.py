"""A section with every kind of question, as no scheme has it, and pages that show and keep it."""

from collections.abc import Mapping
from typing import Any, get_args

from flask import Blueprint, redirect, render_template_string, request, url_for
from werkzeug.wrappers import Response

from formsvc.answers import read_typed
from formsvc.answers.findings import Finding
from formsvc.schemes.definition import Field, FieldType, Option, Section
from formsvc.texts import Text
from formsvc.web.access import access
from formsvc.web.language import current_language
from formsvc.webforms import Around, SourceRows, bind, receive


def both(words: str) -> Text:
    """A text that says which language it is in."""
    return Text(nb=f"{words} (bokmål)", nn=f"{words} (nynorsk)")


def question(kind: FieldType, **parts: Any) -> Field:
    """A question of a type, called after it."""
    given = {"id": kind, "type": kind, "label": both(f"Spørsmål av typen {kind}"), "required": True, **parts}
    return Field.model_validate(given)


OPTIONS = tuple(Option(key=key, label=both(f"Valg {key.upper()}")) for key in ("a", "b", "c"))
PLACES = tuple(Option(key=f"{key:04}", label=both(f"Sted {key}")) for key in range(12))
PARTS: Mapping[FieldType, dict[str, Any]] = {
    "long_text": {"max_length": 4000, "help": both("Skriv kort om hva dere gjør, og for hvem.")},
    "text": {"help": both("Navnet slik det skal stå i brevet."), "required": False},
    "choice": {"options": OPTIONS},
    "multi_choice": {"options": OPTIONS, "help": both("Velg alt som passer.")},
    "municipality": {"options": PLACES},
    "county": {"options": PLACES},
    "percent": {"instead": ("not_relevant",), "unit": "percent"},
    "count": {"instead": ("no_activity", "not_relevant"), "unit": "count"},
    "grade": {"instead": ("not_relevant",)},
    "rows": {
        "id": "services",
        "label": both("Hvilke tilbud søker dere om tilskudd til?"),
        "help": both("Ett tilbud i hver rad."),
        "columns": (
            question("text", id="name", label=both("Navn")),
            question("count", id="contacts", label=both("Henvendelser i året")),
            question("choice", id="kind", label=both("Slag"), options=OPTIONS, required=False),
        ),
    },
}
PER_SERVICE = question(
    "percent",
    id="target.answered",
    label=both("Andel besvarte henvendelser"),
    unit="percent",
    per_service=True,
    instead=("not_relevant",),
    indicator="answered",
    help=both("Regn bare med henvendelser i åpningstiden."),
)
BUDGET = question(
    "rows",
    id="budget",
    columns=(
        question("text", id="item", label=both("Post")),
        question("nok", id="amount", label=both("Budsjett")),
    ),
)
ACCOUNTS = question(
    "rows",
    id="accounts",
    label=both("Hva kostet tiltaket, post for post?"),
    rows_from="application.budget",
    columns=(
        question("nok", id="amount", label=both("Regnskapsførte kroner")),
        question("long_text", id="explanation", label=both("Forklaring"), required=False),
    ),
)
TRAP = question("text", id="validate", label=both("Et felt som heter det samme som en metode"))

SECTION = Section(
    id="everything",
    title=both("Alt på én side"),
    fields=(*(question(kind, **PARTS.get(kind, {})) for kind in get_args(FieldType)), PER_SERVICE, ACCOUNTS, TRAP),
)
BUDGET_ROWS = [
    {"key": "k1", "item": "Lønn & sosiale <kostnader>", "amount": 750_000},
    {"key": "k2", "item": "Lokaler", "amount": 120_000},
]
SERVICES = {"chat": "Chat", "tlf 1": "Telefon «døgnet rundt»"}
AROUND = Around(services=SERVICES, rows_from={"application.budget": SourceRows(BUDGET, BUDGET_ROWS)})

_PAGE = """
{% extends "base.html" %}
{% import "macros/ui.html" as ui %}
{% import "macros/fields.html" as fields %}
{% block title %}Alt{% endblock %}
{% block main %}
{{ ui.page_heading("Alt på én side", above="Sak 26/1", intro="Hver slags spørsmål.") }}
{{ ui.error_summary(form.error_links) }}
{{ fields.section_form(form, url_for("kitchen.page"), version=3, focus=request.args.get("focus", "")) }}
{% call ui.card("Saken", "/", "Under behandling", "info") %}<p class="ds-paragraph">Et kort.</p>{% endcall %}
{{ ui.table("Poster", [{"label": "Post"}, {"label": "Kr", "numeric": true}], [["Lønn", "kr 75"]], ["Sum", "kr 75"]) }}
{{ ui.summary_list([("Navn", "Eksempelforeningen"), ("Telefon", None)]) }}
{% call ui.alert("Fristen er snart ute", "warning") %}<p class="ds-paragraph">Send i tide.</p>{% endcall %}
{% endblock %}
"""


def kitchen(draft: dict[str, Any]) -> Blueprint:
    """Pages that keep the section in `draft`, as the service's own pages do."""
    blueprint = Blueprint("kitchen", __name__)

    @blueprint.get("/kitchen")
    @access("public")
    def page() -> str:
        form = bind(SECTION, draft, AROUND)
        if "checked" in request.args:
            form.show(findings(draft), current_language())
        return render_template_string(_PAGE, form=form)

    @blueprint.post("/kitchen")
    @access("public")
    def save() -> Response:
        sent = receive(SECTION, draft, request.form, request.files, AROUND)
        draft.clear()
        draft.update(sent.typed)
        checked = 1 if sent.action.verb == "continue" else None
        return redirect(url_for("kitchen.page", focus=sent.action.focus, checked=checked), 303)

    return blueprint


def findings(draft: Mapping[str, Any]) -> list[Finding]:
    """What cannot be read, and what is missing."""
    read = read_typed(SECTION, draft)
    missing = [field for field in SECTION.fields if field.required and field.id not in draft]
    return [*read.problems, *(Finding(field.id, "required", {"label": field.label}) for field in missing)]
