"""Targets of the application beside the results of the report: for the report page, its rules and letters.

Zero, no activity (which counts as zero), not relevant and unanswered are four things. Units never mix.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from formsvc.answers.types import Json
from formsvc.answers.values import NO_ACTIVITY, NOT_RELEVANT, instead_of, per_service
from formsvc.answers.view import View
from formsvc.schemes.conditions import as_number
from formsvc.schemes.definition import Indicator

Kind = Literal["met", "deviates", "unit_differs", "not_relevant", "not_compared"]
"""`not_relevant`: the application said so, or has no such service; `not_compared`: target or result is missing."""

EXPLANATIONS = ("deviation", "measures")
"""What a report is asked about a deviation: why, and (in some schemes) which measures were taken."""


@dataclass(frozen=True)
class Comparison:
    """One target beside one result. `difference` is result minus target, where both are numbers of one unit."""

    indicator: Indicator
    service: str | None
    """The service's key; None where the value stands for all."""
    target: Json | None
    result: Json | None
    kind: Kind
    difference: Decimal | None = None


def compare(report: View) -> list[Comparison]:
    """Every indicator that the report asks for, per service where either value is.

    `report.base` has the targets; without it nothing is compared.
    """
    return [row for indicator in report.scheme.indicators for row in _of_indicator(report, indicator)]


def unneeded_explanations(report: View) -> frozenset[str]:
    """The explanations (field ids) that nothing calls for and nobody has written: there is no deviation to explain."""
    deviating = {row.indicator.id for row in compare(report) if row.kind in ("deviates", "unit_differs")}
    needless = (indicator.id for indicator in report.scheme.indicators if indicator.id not in deviating)
    names = (f"{part}.{indicator}" for indicator in needless for part in EXPLANATIONS)
    return frozenset(name for name in names if name in report.fields and not report.answers.get(name))


def _of_indicator(report: View, indicator: Indicator) -> Iterator[Comparison]:
    result_name, target_name = f"result.{indicator.id}", f"target.{indicator.id}"
    if result_name not in report.fields:
        return
    if report.is_visible(result_name) is False:
        yield Comparison(indicator, None, None, None, "not_relevant")
        return
    plan = report.below(target_name)
    results = _by_service(report.value(result_name), indicator, report)
    targets = _by_service(plan.value(target_name), indicator, report) if plan else {}
    for service in list(targets | results) or [None]:
        yield _compared(indicator, service, targets.get(service), results.get(service))


def _by_service(value: Json | None, indicator: Indicator, view: View) -> dict[str | None, Json]:
    """Values by service. A plain value is the only service's, where the indicator is measured per service."""
    parts = per_service(value)
    if parts is not None:
        return dict(parts.items())
    services = list(view.services_of(indicator) or ()) if indicator.per_service else []
    return {} if value is None else {services[0] if len(services) == 1 else None: value}


def _compared(indicator: Indicator, service: str | None, target: Json | None, result: Json | None) -> Comparison:
    kind, difference = _outcome(indicator, target, result)
    return Comparison(indicator, service, target, result, kind, difference)


def _outcome(indicator: Indicator, target: Json | None, result: Json | None) -> tuple[Kind, Decimal | None]:
    if target is None or result is None or indicator.unit == "text":
        return "not_compared", None
    if instead_of(target) == NOT_RELEVANT:
        return "not_relevant", None
    if instead_of(result) == NOT_RELEVANT:
        return "deviates", None
    if len({_unit(value) for value in (target, result)} - {None}) > 1:
        return "unit_differs", None
    wanted, reached = number_of(target), number_of(result)
    if wanted is None or reached is None:
        return ("met" if _word(target) == _word(result) else "deviates"), None
    return ("deviates" if abs(reached - wanted) > indicator.tolerance else "met"), reached - wanted


def _unit(value: Json) -> str | None:
    return str(value["unit"]) if isinstance(value, dict) and "unit" in value else None


def number_of(value: Json | None) -> Decimal | None:
    """A number, a duration's number in its unit, or zero for no activity."""
    if instead_of(value) == NO_ACTIVITY:
        return Decimal(0)
    return as_number(value["value"] if isinstance(value, dict) and "value" in value else value)


def _word(value: Json) -> Json:
    """No activity counts as no beside yes and no."""
    return False if instead_of(value) == NO_ACTIVITY else value
