"""The log in plain words: what each event says, and each changed fact with its old and new value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from formsvc.answers.values import in_words
from formsvc.schemes.definition import Scheme
from formsvc.services.case_log import Changed, LogEntry
from formsvc.services.later.forms import entered_field
from formsvc.texts import Language, formats, text
from formsvc.web.caseworker.judged_words import judged_words

_WORD = "caseworker.log.value"
_KEYED = frozenset({"kind"})
_HIDDEN = frozenset({"signatory_id", "finding", "version"})
_ENTERED = "entered."
_EACH_ITS_OWN = frozenset({"ApplicationSubmitted", "SurveySubmitted", "ReportSubmitted", "LetterIssued"})
"""Events whose kind says what this one is, not that something changed."""


@dataclass(frozen=True)
class Detail:
    """A fact of an event: its name, what it was, and what it became."""

    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Logged:
    """An event as a line of the log."""

    number: int
    at: datetime
    who: str
    what: str
    details: Sequence[Detail]


def logged(entry: LogEntry, scheme: Scheme, language: Language) -> Logged:
    """The entry in words."""
    who = entry.actor or text("caseworker.log.service", language)
    what = text(f"caseworker.log.event.{entry.name}", language)
    if "finding" in entry.data:
        what = f"{what}: {text('caseworker.finding.' + entry.data['finding'], language)}"
    return Logged(entry.number, entry.at, who, what, tuple(_details(entry, scheme, language)))


def _details(entry: LogEntry, scheme: Scheme, language: Language) -> Iterator[Detail]:
    if entry.name == "ProposalJudged":
        yield from (Detail(*fact) for fact in judged_words(entry.data, scheme, language))
        return
    for change in entry.changes:
        if change.what.startswith(_ENTERED):
            yield _entered(change, language)
        elif change.what not in _HIDDEN:
            before = None if entry.name in _EACH_ITS_OWN and change.what == "kind" else change.old
            old, new = (_value(entry.name, change.what, value, language) for value in (before, change.new))
            yield Detail(_label(change, scheme, language), old, new)


def _entered(change: Changed, language: Language) -> Detail:
    """A fact that a person entered for a letter."""
    name = change.what.removeprefix(_ENTERED)
    field = entered_field(name)
    if field is None:
        old, new = (_value("", name, value, language) for value in (change.old, change.new))
        return Detail(text(f"caseworker.log.fact.{name}", language), old, new)
    old, new = (None if value is None else in_words(value, field, language) for value in (change.old, change.new))
    return Detail(field.label.in_(language).removesuffix("?"), old, new)


def _label(change: Changed, scheme: Scheme, language: Language) -> str:
    group, _, criterion = change.what.partition(".")
    label = text(f"caseworker.log.fact.{group}", language)
    return f"{label}: {_titles(scheme)[criterion].in_(language)}" if criterion else label


def _titles(scheme: Scheme) -> Mapping[str, Any]:
    return {one.id: one.title for category in scheme.assessment.categories for one in category.criteria}


def _value(event: str, what: str, value: Any, language: Language) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return text(f"answers.{'yes' if value else 'no'}", language)
    if (event, what) == ("LetterIssued", "kind"):
        return text(f"letters.title.{value}", language)
    if what in _KEYED:
        return text(f"{'caseworker' if event == 'DecisionProposed' else _WORD}.{what}.{value}", language)
    writer: Callable[[Any, Language], str] = _WRITERS.get(what, _plain)
    return writer(value, language)


def _plain(value: Any, language: Language) -> str:
    if isinstance(value, list | tuple):
        return formats.joined([_plain(one, language) for one in value], language)
    return formats.number(value, language) if isinstance(value, int) else str(value)


def _amounts(value: Any, language: Language) -> str:
    return formats.joined([formats.amount(int(one), language) for one in value], language)


def _day(value: Any, language: Language) -> str:
    return formats.date(date.fromisoformat(value), language)


_WRITERS: Mapping[str, Callable[[Any, Language], str]] = {
    "amount": formats.amount,
    "applied_amount": formats.amount,
    "later_amounts": _amounts,
    "percent": formats.percent,
    "report_year": lambda value, _: str(value),
    "received_on": _day,
    "due": _day,
    "language": lambda value, language: text(f"web.language.in_{value}", language),
}
