"""The questions of a proposal: those of `forms.toml`, with an amount for each year applied for."""

from functools import cache

from formsvc.schemes.definition import Section
from formsvc.services.later.forms import later_fields as fields_after
from formsvc.services.later.forms import with_years
from formsvc.services.open_case import OpenCase
from formsvc.web.caseworker.blueprint import FORMS
from formsvc.web.house_forms import house_form


def proposal_form(page: OpenCase) -> Section:
    """The questions for a case."""
    return _built(page.case.call.grant_year, len(page.applied))


def later_fields(page: OpenCase) -> list[str]:
    """The ids of the amounts after the grant year, in order."""
    return fields_after(len(page.applied))


@cache
def _built(grant_year: int, years: int) -> Section:
    return with_years(house_form(FORMS, "proposal"), "caseworker.proposal.amount_in", grant_year, years)
