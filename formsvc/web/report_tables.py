"""A report held against its application, as tables: results beside targets, accounts beside the budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formsvc.answers import View
from formsvc.answers.beside_plan import Account, accounts
from formsvc.answers.deviations import EXPLANATIONS, Comparison, compare
from formsvc.answers.summary import Part, summary
from formsvc.texts import Language, text
from formsvc.web.differences import difference, in_result_words, in_target_words, verdict
from formsvc.webforms.notes import Colour


@dataclass(frozen=True)
class ResultRow:
    """One result beside its target, in words; for one service where it is measured so."""

    label: str
    service: str
    target: str
    result: str
    difference: str
    verdict: str
    colour: Colour
    explanation: str
    """Told once for an indicator: at its first row."""
    measures: str = ""
    """As the explanation: what was done about the deviation."""
    has_target: bool = True


@dataclass(frozen=True)
class ReportTables:
    """Everything that is held against the application, and the other answers."""

    results: Sequence[ResultRow]
    accounts: Sequence[Account]
    rest: Sequence[Part]

    @property
    def planned(self) -> "ReportTables":
        """What can be held against a target or a budget, without the rest."""
        return replace(self, results=[row for row in self.results if row.has_target], rest=())

    @property
    def flags(self) -> int:
        """How many results and lines differ without an explanation, or in another unit."""
        results = sum(row.colour in ("warning", "danger") for row in self.results)
        return results + sum(line.unexplained for account in self.accounts for line in account.lines)


def report_tables(view: View, language: Language) -> ReportTables:
    """A report's answers; `view.base` has the application's."""
    results, tables = [], accounts(view)
    told: set[str] = set()
    for row in compare(view):
        results.append(_result(view, row, language, first=row.indicator.id not in told))
        told.add(row.indicator.id)
    shown = {table.field.id for table in tables} | {name for name in view.fields if view.fields[name].indicator}
    return ReportTables(results, tables, _rest(view, language, shown))


def _result(view: View, row: Comparison, language: Language, *, first: bool) -> ResultRow:
    services = view.services or {}
    asked = [f"{part}.{row.indicator.id}" for part in EXPLANATIONS if first]
    told = {name.partition(".")[0]: view.value(name) or "" for name in asked if name in view.fields}
    words, colour = verdict(view, row, language)
    if row.target is None and row.result is not None:
        words = text("report.no_target", language)
    return ResultRow(
        label=row.indicator.label.in_(language),
        service=services.get(row.service, row.service) if row.service else "",
        target=in_target_words(view, row, language),
        result=in_result_words(view, row, language),
        difference=difference(view, row, language),
        verdict=words,
        colour=colour,
        explanation=told.get("deviation", ""),
        measures=told.get("measures", ""),
        has_target=row.target is not None,
    )


def _rest(view: View, language: Language, shown: set[str]) -> list[Part]:
    parts = [
        Part(part.section, part.title, tuple(item for item in part.items if item.field.id not in shown))
        for part in summary(view, language)
    ]
    return [part for part in parts if part.items]
