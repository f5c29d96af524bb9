"""An edition as JSON for other programs: the shape of the command-line contract."""

from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from formsvc.schemes.assessment import Category
from formsvc.schemes.condition import Condition
from formsvc.schemes.definition import Field, Form, Indicator, Rule, Scheme, Section
from formsvc.schemes.traced import Source
from formsvc.texts import Text

Json = Any


def export(scheme: Scheme) -> dict[str, Json]:
    """The edition, resolved: shared blocks and the indicators' questions included."""
    return {
        "scheme": scheme.id,
        "edition": scheme.edition,
        "revision": scheme.revision,
        "title": _text(scheme.title),
        "code": scheme.code,
        "grant_administrator": scheme.grant_administrator,
        "appeal": {"allowed": scheme.appeal.allowed, "body": _text(scheme.appeal.body)},
        "applicants": [
            {"kind": one.kind, "ticked": one.ticked, "inferred": one.inferred, "reason": _text(one.reason)}
            for one in scheme.applicants
        ],
        "forms": {form.id: _form(scheme, form) for form in scheme.forms},
        "indicators": [_indicator(indicator) for indicator in scheme.indicators],
        "assessment": {"categories": [_category(category) for category in scheme.assessment.categories]},
        "rules": [_rule(rule) for rule in scheme.rules],
    }


def _form(scheme: Scheme, form: Form) -> Json:
    return {
        "title": _text(form.title),
        "applicants": [{"kind": one.kind, "condition": _text(one.condition)} for one in form.applicants],
        "decided_by": scheme.decider_of(form),
        "due": form.due,
        "sections": [_section(section) for section in form.sections],
    }


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "title": _text(section.title),
        "source": _source(section.source),
        "fields": [_field(field, section.source) for field in section.fields],
    }


def _field(field: Field, around: Source | None) -> Json:
    """A question or column. Without a source of its own it has that of what it stands in."""
    source = field.source or around
    return {
        "id": field.id,
        "type": field.type,
        "unit": field.unit,
        "label": _text(field.label),
        "help": _text(field.help),
        "required": field.required,
        "required_when": _condition(field.required_when),
        "visible_when": _condition(field.visible_when),
        "options": [{"key": option.key, "label": _text(option.label)} for option in field.options],
        "columns": [_field(column, source) for column in field.columns],
        "source": _source(source),
    }


def _indicator(indicator: Indicator) -> Json:
    return {
        "id": indicator.id,
        "kind": indicator.kind,
        "label": _text(indicator.label),
        "unit": indicator.unit,
        "goal": indicator.goal,
        "level": indicator.level,
        "direction": indicator.direction,
        "per_service": indicator.per_service,
        "listed_in": list(indicator.listed_in),
        "asked_in": list(indicator.asked_in),
        "aliases": list(indicator.aliases),
        "source": _source(indicator.source),
    }


def _category(category: Category) -> Json:
    criteria = [
        {
            "id": criterion.id,
            "title": _text(criterion.title),
            "questions": [_text(question) for question in criterion.questions],
            "source": _source(criterion.source),
        }
        for criterion in category.criteria
    ]
    return {
        "id": category.id,
        "title": _text(category.title),
        "weight": _number(category.weight),
        "criteria": criteria,
    }


def _rule(rule: Rule) -> Json:
    return {"id": rule.id, "kind": rule.kind, "value": _value(rule), "source": _source(rule.source)}


def _value(rule: Rule) -> Json:
    """The rule's number; where that stands in its condition, the condition."""
    return _number(rule.value) if rule.value is not None else _condition(rule.when)


def _text(text: Text | None) -> Json:
    return None if text is None else {"nb": text.nb, "nn": text.nn}


def _source(source: Source | None) -> Json:
    return None if source is None else {"point": source.point, "item": source.item, "quote": source.quote}


def _condition(condition: Condition | None) -> Json:
    return None if condition is None else _plain(condition)


def _plain(node: Any) -> Json:
    """A condition as it is written in the file."""
    if isinstance(node, BaseModel):
        values = ((name, getattr(node, name)) for name in type(node).model_fields)
        return {name.rstrip("_"): _plain(value) for name, value in values if value is not None}
    return [_plain(item) for item in node] if isinstance(node, tuple) else _number(node)


def _number(value: Any) -> Json:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
