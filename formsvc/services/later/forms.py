"""What a person enters for each kind of letter, from `kinds.toml`."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from formsvc.schemes.definition import Field, Section
from formsvc.texts import text_in_both


@cache
def entered_form(kind: str, first_year: int = 0, years: int = 1) -> Section:
    """The questions of a kind; for a grant of several years, with an amount for each. Raises KeyError."""
    declared = _declared()["kind"][kind]
    fields = tuple(Field.model_validate(raw) for raw in _fields(declared))
    plain = Section(id=kind, title=text_in_both(f"letters.title.{kind}"), fields=fields)
    return with_years(plain, "caseworker.later.amount_in", first_year, years)


@cache
def entered_field(name: str) -> Field | None:
    """A question by its name, with the label that most kinds give it; None where there is none."""
    raw = _declared()["field"].get(name)
    return Field.model_validate({**raw, "id": name}) if raw else None


def with_years(section: Section, label: str, first_year: int, years: int) -> Section:
    """The section with an amount for each of several years in place of one; `label`: a text with `{year}`."""
    if years < 2:
        return section
    place = next(number for number, field in enumerate(section.fields) if field.id == "amount")
    amount = section.fields[place]
    first = amount.model_copy(update={"label": text_in_both(label, year=first_year)})
    later = [
        amount.model_copy(update={"id": name, "label": text_in_both(label, year=first_year + number), "help": None})
        for number, name in enumerate(later_fields(years), start=1)
    ]
    fields = (*section.fields[:place], first, *later, *section.fields[place + 1 :])
    return section.model_copy(update={"fields": fields})


def later_fields(years: int) -> list[str]:
    """The ids of the amounts after the first year, in order."""
    return [f"amount_{number}" for number in range(2, years + 1)]


def _fields(declared: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in declared["fields"]:
        own = {part: declared[part][name] for part in ("label", "help") if name in declared.get(part, {})}
        asked = {**_declared()["field"][name], **own}
        required = (asked.get("required", False) or name in declared.get("needed", ())) and name not in declared.get(
            "optional", ()
        )
        yield {**asked, "id": name, "required": required}


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads((files("formsvc.services.later") / "kinds.toml").read_text(encoding="utf-8"))
