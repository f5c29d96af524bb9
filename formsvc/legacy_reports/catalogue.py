"""What to look for in a report: the indicators and narrative sections of a scheme edition, with every wording known."""

from dataclasses import dataclass

from formsvc.schemes.definition import Field, Indicator, Scheme, Unit

_NARRATIVE = ("long_text", "text", "rows")


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
    """The catalogue of a form of a scheme edition. Raises KeyError where the edition has no such form."""
    form = scheme.form(form_id)
    fields = [field for section in form.sections for field in section.fields]
    asked = {field.indicator for field in fields if field.indicator}
    return Catalogue(
        indicators=tuple(
            _indicator(item) for item in scheme.indicators if item.id in asked or form_id in item.asked_in
        ),
        sections=tuple(_section(field) for field in fields if _is_narrative(field)),
        titles=(scheme.title.nb, scheme.title.nn),
    )


def _indicator(indicator: Indicator) -> IndicatorEntry:
    quote = indicator.source.quote if indicator.source else None
    wordings = (quote or "", indicator.label.nb, indicator.label.nn, *indicator.aliases)
    return IndicatorEntry(
        id=indicator.id,
        label=quote or indicator.label.nb,
        unit=indicator.unit,
        wordings=_distinct(wordings),
        per_service=indicator.per_service,
    )


def _is_narrative(field: Field) -> bool:
    return field.indicator is None and field.type in _NARRATIVE and field.source is not None


def _section(field: Field) -> SectionEntry:
    quote = field.source.quote if field.source else None
    wordings = (quote or "", field.label.nb, field.label.nn)
    return SectionEntry(id=field.id, label=quote or field.label.nb, wordings=_distinct(wordings))


def _distinct(wordings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wording for wording in wordings if wording))
