"""Conditions checked before anything is served: known names, right types, earlier questions, possible and useful.

What a condition can be is told by trying: the few values that matter to its comparisons, for every question that it
(and the questions it depends on) speaks of.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, get_args

from formsvc.schemes.condition import Condition
from formsvc.schemes.conditions import OPERATORS, as_number, holds, names_in, parts_of
from formsvc.schemes.definition import ApplicantKind, Field, Form, Scheme

NUMERIC = {"integer", "decimal", "nok", "percent", "count", "minutes", "fte"}
CHOICES = {"choice", "multi_choice", "municipality", "county"}
FACTS: Mapping[str, str] = {
    "case.granted_amount": "nok",
    "case.grant_years": "integer",
    "case.report_year": "integer",
    "applicant.kind": "choice",
}
"""The facts that are not answers, and their types. The list is closed."""
MOST_TRIES = 50_000

Fault = tuple[str, str]
"""Key and reason."""


@dataclass(frozen=True)
class Name:
    """What a name in a condition refers to: its type and, for choices, its options."""

    type: str
    options: tuple[str, ...] = ()


def condition_faults(scheme: Scheme, form: Form) -> Iterator[Fault]:
    """Faults of every condition of a form, with keys as the file writes them."""
    known: dict[str, Name] = _facts(scheme, form)
    before: dict[str, Field] = {}
    for section in form.sections:
        for field in section.fields:
            key = f"section[{section.id}].field[{field.id}]"
            yield from _field_faults(field, key, known, before)
            for column in field.columns:
                row = {f"row.{other.id}": _name(other) for other in field.columns if other.id != column.id}
                yield from _column_faults(column, f"{key}.column[{column.id}]", known | row)
            known |= _names_of(field)
            before[field.id] = field
    for check in form.checks:
        yield from faults_of(check.when, f"check[{check.id}].when", known)
    for rule in scheme.rules:
        if rule.form == form.id:
            yield from faults_of(rule.when, f"rule[{rule.id}].when", known)


def faults_of(condition: Condition | None, key: str, known: Mapping[str, Name]) -> Iterator[Fault]:
    """Unknown names, wrong types, more or fewer operators than one."""
    if condition is None:
        return
    given = [name for name in OPERATORS if getattr(condition, name) is not None]
    if len(given) != 1:
        yield key, f"needs exactly one of {', '.join(OPERATORS).replace('not_', 'not')}"
        return
    operator = given[0].rstrip("_")
    for place, part in enumerate(parts_of(condition)):
        yield from faults_of(part, f"{key}.{operator}" + (f"[{place}]" if operator != "not" else ""), known)
    if operator in ("all", "any", "not"):
        if not parts_of(condition):
            yield f"{key}.{operator}", "empty"
        return
    name = next(names_in(condition))
    if name not in known:
        yield f"{key}.{operator}", f"unknown field {name!r} (it must be an earlier question or a known fact)"
    else:
        yield from ((f"{key}.{operator}", why) for why in _type_faults(condition, operator, known[name], name))


def _type_faults(condition: Condition, operator: str, name: Name, called: str) -> Iterator[str]:
    for value in _values(condition):
        if operator in ("at_least", "above"):
            fits = name.type in NUMERIC and as_number(value) is not None
        else:
            fits = _fits(value, name)
        if not fits:
            yield f"{value!r} does not fit {called!r}, which is {_described(name)}"
    if operator == "equals" and name.type == "multi_choice":
        yield f"{called!r} has several answers; use one_of"


def _values(condition: Condition) -> tuple[Any, ...]:
    if condition.one_of is not None:
        return condition.one_of.values
    term = condition.equals or condition.at_least or condition.above
    return (term.value,) if term else ()


def _fits(value: Any, name: Name) -> bool:
    if name.type in ("boolean", "declaration"):
        return isinstance(value, bool)
    if name.type in NUMERIC:
        return as_number(value) is not None
    if name.options:
        return value in name.options
    return isinstance(value, str) and name.type not in ("rows", "attachment", "duration")


def _described(name: Name) -> str:
    return f"{name.type} ({', '.join(name.options[:8])})" if name.options else name.type


def _facts(scheme: Scheme, form: Form) -> dict[str, Name]:
    known = {fact: Name(kind) for fact, kind in FACTS.items()}
    known["applicant.kind"] = Name("choice", get_args(ApplicantKind))
    base = next((other for other in scheme.forms if other.id == form.based_on), None)
    fields = [field for section in base.sections for field in section.fields] if base else []
    return known | {f"application.{name}": kind for field in fields for name, kind in _names_of(field).items()}


def _names_of(field: Field) -> dict[str, Name]:
    """A question, and each choice among its columns: the answers in all the rows."""
    columns = (column for column in field.columns if column.type in CHOICES)
    kinds = {f"{field.id}.{column.id}": Name("multi_choice", _name(column).options) for column in columns}
    return {field.id: _name(field), **kinds}


def _name(field: Field) -> Name:
    if field.type == "grade":
        return Name("grade", ("yes", "partly", "no", "not_applicable"))
    options = tuple(option.key for option in field.options) if field.type in CHOICES else ()
    return Name(field.type, options)


def _field_faults(field: Field, key: str, known: Mapping[str, Name], before: Mapping[str, Field]) -> Iterator[Fault]:
    faults = [
        *faults_of(field.visible_when, f"{key}.visible_when", known),
        *faults_of(field.required_when, f"{key}.required_when", known),
    ]
    yield from faults
    if faults or field.visible_when is None:
        return
    truths = _possible(field, before, known)
    if truths and True not in truths:
        what = "a required question that nobody can reach" if field.required else "never holds"
        yield f"{key}.visible_when", what
    if truths and False not in truths:
        yield f"{key}.visible_when", "always holds"


def _column_faults(column: Field, key: str, known: Mapping[str, Name]) -> Iterator[Fault]:
    yield from faults_of(column.visible_when, f"{key}.visible_when", known)
    yield from faults_of(column.required_when, f"{key}.required_when", known)


def _possible(field: Field, before: Mapping[str, Field], known: Mapping[str, Name]) -> set[bool | None]:
    """Every outcome that the field's visibility can have; empty when there are too many cases to try."""
    involved = _involved(field, before)
    candidates = {name: _candidates(name, [*involved.values(), field], known[name]) for name in _names(involved, field)}
    if prod(len(values) for values in candidates.values()) > MOST_TRIES:
        return set()
    truths: set[bool | None] = set()
    for combination in product(*candidates.values()):
        values = dict(zip(candidates, combination, strict=True))
        truths.add(holds(field.visible_when, _seen(values, involved)))
    return truths


def _seen(values: Mapping[str, Any], fields: Mapping[str, Field]) -> Callable[[str], Any]:
    """What conditions see of some answers: hidden questions have none."""

    def look(name: str) -> Any:
        shown = name not in fields or holds(fields[name].visible_when, look)
        return values[name] if shown else None

    return look


def _involved(field: Field, before: Mapping[str, Field]) -> dict[str, Field]:
    """The earlier fields that a field's visibility depends on, at any distance."""
    found: dict[str, Field] = {}
    waiting = [field]
    while waiting:
        for name in names_in(waiting.pop().visible_when):
            if name in before and name not in found:
                found[name] = before[name]
                waiting.append(before[name])
    return found


def _names(involved: Mapping[str, Field], field: Field) -> list[str]:
    conditions = [field.visible_when, *(other.visible_when for other in involved.values())]
    return list(dict.fromkeys(name for condition in conditions for name in names_in(condition)))


def _candidates(name: str, fields: list[Field], kind: Name) -> list[Any]:
    """The values of a question that can make a difference, and no answer at all."""
    if kind.type in ("boolean", "declaration"):
        return [True, False, None]
    if kind.options:
        return [*kind.options, None]
    compared = {value for field in fields for value in _compared_with(field.visible_when, name)}
    numbers = [number for number in map(as_number, compared) if number is not None]
    around = [number + step for number in numbers for step in (-1, 0, 1)]
    return [*around, *(value for value in compared if isinstance(value, str)), "something else", None]


def _compared_with(condition: Condition | None, name: str) -> Iterator[Any]:
    if condition is None:
        return
    if not parts_of(condition) and name in names_in(condition):
        yield from _values(condition)
    for part in parts_of(condition):
        yield from _compared_with(part, name)
