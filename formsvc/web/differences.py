"""Differences between plan and outcome in words: results beside targets, accounts beside budgets."""

from decimal import Decimal

from formsvc.answers import View
from formsvc.answers.deviations import Comparison
from formsvc.answers.values import in_words
from formsvc.schemes.definition import Field
from formsvc.texts import Language, formats, text
from formsvc.webforms.notes import Colour


def in_target_words(view: View, row: Comparison | None, language: Language) -> str:
    """The application's target; in words of its own where the application gave none."""
    if row is None or row.target is None:
        return text("report.no_target", language)
    return in_words(row.target, _field(view, row), language)


def in_result_words(view: View, row: Comparison, language: Language) -> str:
    """The report's result."""
    return in_words(row.result, _field(view, row), language)


def difference(view: View, row: Comparison, language: Language) -> str:
    """`3 prosentpoeng over`; empty where there is none, or where it is no number."""
    if not row.difference:
        return ""
    way = "above" if row.difference > 0 else "below"
    return text(f"report.{way}", language, difference=_size(abs(row.difference), _field(view, row), row, language))


def verdict(view: View, row: Comparison, language: Language) -> tuple[str, Colour]:
    """What a comparison comes to, and the colour that repeats it."""
    if row.kind == "met":
        within = "within" if row.difference else "met"
        return text(f"report.verdict.{within}", language), "success"
    if row.kind == "deviates":
        explained = view.value(f"deviation.{row.indicator.id}")
        return (
            (text("report.verdict.explained", language), "info")
            if explained
            else (text("report.verdict.unexplained", language), "warning")
        )
    if row.kind == "unit_differs":
        return text("report.verdict.unit_differs", language), "danger"
    return "", "neutral"


def from_plan(kroner: int, language: Language) -> str:
    """`kr 5 000 mer enn budsjettet`, `Som budsjettet`."""
    if not kroner:
        return text("report.as_planned", language)
    way = "more" if kroner > 0 else "less"
    return text(f"report.{way}_than_planned", language, amount=formats.amount(abs(kroner), language))


def _size(size: Decimal, field: Field, row: Comparison, language: Language) -> str:
    if field.type == "percent":
        return text("report.points", language, number=formats.number(size, language))
    if isinstance(row.result, dict) and "unit" in row.result:
        return formats.duration(size, row.result["unit"], language)
    return formats.amount(int(size), language) if field.type == "nok" else formats.number(size, language)


def _field(view: View, row: Comparison) -> Field:
    return view.fields[f"result.{row.indicator.id}"]
