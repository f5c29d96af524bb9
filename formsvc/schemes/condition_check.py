"""Conditions checked before anything is served: known names, right types, earlier questions, possible and useful.

What a condition can be is told by trying: the few values that matter to its comparisons, for every question that it
(and the questions it depends on) speaks of.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
                row = {f"row.{other.id}": other for other in field.columns if other.id != column.id}
                names = known | {name: _name(other) for name, other in row.items()}
                yield from _field_faults(column, f"{key}.column[{column.id}]", names, before | row)
            known |= _names_of(field)
            before[field.id] = field
    for check in form.checks:
        yield from _demand_faults(check.when, check.field, f"check[{check.id}]", known, before)
    for rule in scheme.rules:
        if rule.form == form.id:
            yield from _demand_faults(rule.when, rule.field, f"rule[{rule.id}]", known, before)


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
    never = "a required question that nobody can reach" if field.required else "never holds"
    yield from _outcome_faults(field.visible_when, f"{key}.visible_when", known, before, never)
    yield from _outcome_faults(field.required_when, f"{key}.required_when", known, before, "never holds")


def _outcome_faults(
    condition: Condition | None, key: str, known: Mapping[str, Name], before: Mapping[str, Field], never: str
) -> Iterator[Fault]:
    """What is wrong with a condition as written; else whether it makes no difference."""
    faults = list(faults_of(condition, key, known))
    yield from faults
    if faults or condition is None:
        return
    truths = {truth for (truth,) in _possible([condition], before, known)}
    if truths and True not in truths:
        yield key, never
    if truths and False not in truths:
        yield key, "always holds"


def _demand_faults(
    when: Condition | None, field: str | None, key: str, known: Mapping[str, Name], before: Mapping[str, Field]
) -> Iterator[Fault]:
    """A check or a rule: the condition itself, and whether its question is ever asked where it holds."""
    faults = list(_outcome_faults(when, f"{key}.when", known, before, "never holds"))
    yield from faults
    shown = before[field].visible_when if field is not None and field in before else None
    if faults or when is None or shown is None:
        return
    truths = _possible([when, shown], before, known)
    if truths and not any(demanded and asked is not False for demanded, asked in truths):
        yield f"{key}.field", f"{field!r} is never asked where this holds"


def _possible(
    conditions: Sequence[Condition], before: Mapping[str, Field], known: Mapping[str, Name]
) -> set[tuple[bool | None, ...]]:
    """Every outcome that some conditions can have together; empty when there are too many cases to try."""
    involved = _involved(conditions, before)
    spoken = [*conditions, *(field.visible_when for field in involved.values() if field.visible_when)]
    names = dict.fromkeys(name for condition in spoken for name in names_in(condition))
    candidates = {name: _candidates(name, spoken, known[name]) for name in names}
    if prod(len(values) for values in candidates.values()) > MOST_TRIES:
        return set()
    outcomes: set[tuple[bool | None, ...]] = set()
    for combination in product(*candidates.values()):
        look = _seen(dict(zip(candidates, combination, strict=True)), involved)
        outcomes.add(tuple(holds(condition, look) for condition in conditions))
    return outcomes


def _seen(values: Mapping[str, Any], fields: Mapping[str, Field]) -> Callable[[str], Any]:
    """What conditions see of some answers: hidden questions have none."""

    def look(name: str) -> Any:
        shown = name not in fields or holds(fields[name].visible_when, look)
        return values[name] if shown else None

    return look


def _involved(conditions: Sequence[Condition], before: Mapping[str, Field]) -> dict[str, Field]:
    """The questions that some conditions depend on, at any distance."""
    found: dict[str, Field] = {}
    waiting = list(conditions)
    while waiting:
        for name in names_in(waiting.pop()):
            if name in before and name not in found:
                found[name] = before[name]
                waiting += [condition] if (condition := before[name].visible_when) else []
    return found


def _candidates(name: str, conditions: Sequence[Condition], kind: Name) -> list[Any]:
    """The values of a question that can make a difference, and no answer at all."""
    if kind.type in ("boolean", "declaration"):
        return [True, False, None]
    if kind.options:
        return [*kind.options, None]
    compared = {value for condition in conditions for value in _compared_with(condition, name)}
    numbers = [number for number in map(as_number, compared) if number is not None]
    around = [number + step for number in numbers for step in (-1, 0, 1)]
    return [*around, *(value for value in compared if isinstance(value, str)), "something else", None]


def _compared_with(condition: Condition, name: str) -> Iterator[Any]:
    if not parts_of(condition) and name in names_in(condition):
        yield from _values(condition)
    for part in parts_of(condition):
        yield from _compared_with(part, name)
