"""The questions of a proposal: those of `forms.toml`, with an amount for each year applied for."""

from functools import cache

from formsvc.schemes.definition import Section
from formsvc.services.open_case import OpenCase
from formsvc.texts import Text, text_in_both
from formsvc.web.caseworker.blueprint import FORMS
from formsvc.web.house_forms import house_form


def proposal_form(page: OpenCase) -> Section:
    """The questions for a case."""
    return _built(page.case.call.grant_year, len(page.applied))


def later_fields(page: OpenCase) -> list[str]:
    """The ids of the amounts after the grant year, in order."""
    return [f"amount_{number}" for number in range(2, len(page.applied) + 1)]


@cache
def _built(grant_year: int, years: int) -> Section:
    plain = house_form(FORMS, "proposal")
    if years == 1:
        return plain
    place = next(number for number, field in enumerate(plain.fields) if field.id == "amount")
    amount = plain.fields[place]
    first = amount.model_copy(update={"label": _label(grant_year)})
    later = [
        amount.model_copy(update={"id": f"amount_{number}", "label": _label(grant_year + number - 1), "help": None})
        for number in range(2, years + 1)
    ]
    fields = (*plain.fields[:place], first, *later, *plain.fields[place + 1 :])
    return plain.model_copy(update={"fields": fields})


def _label(year: int) -> Text:
    return text_in_both("caseworker.proposal.amount_in", year=year)
