"""What the sides of a form's checks add up to, and what a check leaves for the field that it stands at."""

from collections.abc import Mapping
from decimal import Decimal
from math import prod

from formsvc.answers.types import Json
from formsvc.answers.view import View
from formsvc.schemes.conditions import as_number, holds
from formsvc.schemes.definition import Check, factors_of


def total(view: View, terms: tuple[str, ...]) -> Decimal | None:
    """What the terms add up to; None when an answer that is required is missing."""
    parts = [_term(view, term) for term in terms]
    return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))


def computed(view: View) -> dict[str, Decimal]:
    """What the other answers demand of each field that a check of equal sums stands at.

    Field id -> value, for fields that are a term of their check themselves: what is left of a grant is what was
    received less what was used. Left out where another answer is missing.
    """
    found = {check.field: _left_for(view, check) for check in view.form.checks if check.kind == "sums_equal"}
    return {name: value for name, value in found.items() if value is not None}


def _left_for(view: View, check: Check) -> Decimal | None:
    own, other = (check.right, check.left) if check.field in check.right else (check.left, check.right)
    if check.field not in own or holds(check.when, view.lookup) is not True:
        return None
    whole, rest = total(view, other), total(view, tuple(term for term in own if term != check.field))
    return None if whole is None or rest is None else whole - rest


def _term(view: View, term: str) -> Decimal | None:
    """A term's value; of a product, its factors multiplied."""
    factors = [_factor(view, factor) for factor in factors_of(term)]
    return None if None in factors else prod((factor for factor in factors if factor is not None), start=Decimal(1))


def _factor(view: View, term: str) -> Decimal | None:
    if term in view.fields:
        return _amount(view, term)
    name, _, column = term.rpartition(".")
    if name == "rule":
        return as_number(view.scheme.rule(column).value)
    if name in view.problems:
        return None
    rows = [row for row in view.row_list(name) if _is_shown(view, name, column, row)]
    return sum((as_number(row.get(column)) or Decimal(0) for row in rows), Decimal(0))


def _is_shown(view: View, name: str, column: str, row: Mapping[str, Json]) -> bool:
    return any(shown.id == column for shown in view.visible_columns(view.fields[name], row))


def _amount(view: View, name: str) -> Decimal | None:
    number = as_number(view.value(name))
    missing = number is None and view.is_visible(name) is not False and view.fields[name].required
    return None if missing or name in view.problems else number or Decimal(0)
