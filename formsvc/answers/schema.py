"""JSON Schema (2020-12) of a form's answers, for programs that fill in forms.

It says what can be said of one answer alone. What it rejects, `validate` rejects; the codes marked `beyond_schema`
are what only `validate` can tell.
"""

from formsvc.answers.types import Schema, always_required
from formsvc.answers.values import value_schema
from formsvc.schemes.definition import Field, Form, Scheme
from formsvc.texts import Language

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def form_schema(scheme: Scheme, form: Form, language: Language = "nb") -> Schema:
    """The schema of one form: an object of field id to answer, with the questions as titles."""
    fields = [field for section in form.sections for field in section.fields]
    return {
        "$schema": DIALECT,
        "$id": f"urn:formsvc:{scheme.id}:{scheme.edition}:{form.id}",
        "title": form.title.in_(language),
        "type": "object",
        "properties": {field.id: _titled(field, language) for field in fields},
        "required": [field.id for field in fields if always_required(field)],
        "additionalProperties": False,
    }


def _titled(field: Field, language: Language) -> Schema:
    return {"title": field.label.in_(language), **value_schema(field)}
