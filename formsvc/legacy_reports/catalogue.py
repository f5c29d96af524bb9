"""What to look for in a report: the indicators and narrative sections of a scheme edition, with every wording known."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from formsvc.schemes.definition import Field, Indicator, Scheme, Unit
from formsvc.schemes.traced import Source

_IN_WORDS = ("long_text", "text", "rows")
_TOLD = (*_IN_WORDS, "count", "fte", "percent", "boolean")
Wordings = Mapping[tuple[str, str | None], str]
"""The regelverk's wording by point and item."""


@dataclass(frozen=True)
class IndicatorEntry:
    """A value to look for. `label` is the official wording where there is one."""

    id: str
    label: str
    unit: Unit
    wordings: tuple[str, ...] = ()
    per_service: bool = False


@dataclass(frozen=True)
class SectionEntry:
    """A narrative point to look for."""

    id: str
    label: str
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """Everything to look for in one kind of report. `titles` are the scheme's own names: never an organisation."""

    indicators: tuple[IndicatorEntry, ...]
    sections: tuple[SectionEntry, ...] = ()
    titles: tuple[str, ...] = ()


def catalogue_from(scheme: Scheme, form_id: str = "report") -> Catalogue:
    """The catalogue of a form of a scheme edition. Raises KeyError where the edition has no such form.

    Labels are the regelverk's wording of the requirement that an indicator or question comes from.
    """
    form = scheme.form(form_id)
    fields = [field for section in form.sections for field in section.fields]
    asked = {field.indicator for field in fields if field.indicator}
    official: Wordings = {(item.point, item.item): item.wording for item in scheme.requirements}
    indicators = [
        _indicator(item, scheme, official)
        for item in scheme.indicators
        if (item.id in asked or form_id in item.asked_in) and item.unit != "text"
    ]
    sections = [
        *_sections([field for field in fields if not field.indicator], official),
        *_deviation(scheme, form_id),
    ]
    return Catalogue(
        indicators=tuple(_telling(indicators)),
        sections=tuple(_apart(sections, indicators)),
        titles=(scheme.title.nb, scheme.title.nn),
    )


def catalogue_of_all(scheme: Scheme) -> Catalogue:
    """The report's catalogue, and the values that a survey of the scheme asks beside the same indicators.

    For files that nobody has said what answer: an old report may hold both. Raises KeyError as `catalogue_from` does.
    """
    found = catalogue_from(scheme)
    known = {entry.id for entry in found.indicators}
    fields = [field for form in scheme.forms for section in form.sections for field in section.fields]
    beside = [field.columns for field in fields if known & {column.indicator for column in field.columns}]
    others = [_asked(column) for columns in beside for column in columns if not column.indicator]
    return replace(found, indicators=tuple(_telling([*found.indicators, *(entry for entry in others if entry)])))


def _asked(field: Field) -> IndicatorEntry | None:
    """A question as something to look for, if it has a value and the regelverk has words for it."""
    unit: Unit | None = "boolean" if field.type == "boolean" else "nok" if field.type == "nok" else None
    if unit is None or field.source is None or not field.source.quote:
        return None
    label = field.source.quote
    return IndicatorEntry(field.id, label, unit, _distinct([label, field.label.nb, field.label.nn]))


def _telling(indicators: list[IndicatorEntry]) -> Iterator[IndicatorEntry]:
    """Without the wordings that several indicators have; an official one stays with the first that has it as label."""
    owners = Counter(wording for entry in indicators for wording in entry.wordings)
    taken: set[str] = set()
    for entry in indicators:
        mine = {w for w in entry.wordings if owners[w] == 1 or (w == entry.label and w not in taken)}
        taken.add(entry.label)
        yield replace(entry, wordings=tuple(w for w in entry.wordings if w in mine))


def _apart(sections: list[SectionEntry], indicators: list[IndicatorEntry]) -> Iterator[SectionEntry]:
    """Without the wordings that ask for an indicator: what is told about it has words of its own."""
    asked = {wording for entry in indicators for wording in entry.wordings}
    for section in sections:
        wordings = tuple(wording for wording in section.wordings if wording not in asked)
        if wordings:
            yield replace(section, label=wordings[0], wordings=wordings)


def _deviation(scheme: Scheme, form_id: str) -> Iterator[SectionEntry]:
    """The demand that deviations be explained, where questions beside the indicators carry it."""
    mark = f"field:{form_id}.deviation."
    demands = [item for item in scheme.requirements if any(carrier.startswith(mark) for carrier in item.carried_by)]
    for item in demands[:1]:
        yield SectionEntry("deviation", item.wording, (item.wording,))


def _indicator(indicator: Indicator, scheme: Scheme, official: Wordings) -> IndicatorEntry:
    carried = [item.wording for item in scheme.requirements if f"indicator:{indicator.id}" in item.carried_by]
    label = _wording(indicator.source, official) or indicator.label.nb
    return IndicatorEntry(
        id=indicator.id,
        label=label,
        unit=indicator.unit,
        wordings=_distinct([label, *carried, indicator.label.nb, indicator.label.nn, *indicator.aliases]),
        per_service=indicator.per_service,
    )


def _sections(fields: list[Field], official: Wordings) -> Iterator[SectionEntry]:
    """One for each item of the regelverk that asks for words or numbers about the work, in the form's order."""
    by_item: dict[tuple[str, str | None], list[Field]] = {}
    for field in fields:
        if field.source and field.source.quote:
            by_item.setdefault((field.source.point, field.source.item), []).append(field)
    for group in by_item.values():
        told = [field for field in group if field.type in _TOLD]
        if told:
            first = next((field for field in told if field.type in _IN_WORDS), told[0])
            label = _wording(first.source, official) or first.label.nb
            labels = [text for field in told for text in (field.label.nb, field.label.nn)]
            yield SectionEntry(first.id, label, _distinct([label, *_beginning(label), *labels]))


def _beginning(label: str) -> list[str]:
    """The first part of a long wording, as a heading would have it: `Tilbud til alle` of `Tilbud til alle, enten …`."""
    beginning = label.split(",", maxsplit=1)[0]
    return [beginning] if len(beginning.split()) > 1 else []


def _wording(source: Source | None, official: Wordings) -> str | None:
    return (official.get((source.point, source.item)) or source.quote) if source else None


def _distinct(wordings: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wordings))
