"""What an application asks for, year by year."""

from formsvc.answers.view import View

APPLIED = "applied_amount"
"""The question that asks for the grant year's amount has this id in every form."""


def applied_amounts(view: View) -> tuple[int, ...]:
    """Whole kroner for each year, the grant year first. A form that asks for no amount gives 0 for one year.

    Which questions are about later years, their `later` says; how many years, which of them are asked.
    """
    later = {field.later.year: field.id for field in view.visible_fields() if field.later and field.later.of == APPLIED}
    return tuple(_kroner(view, name) for name in (APPLIED, *(later[year] for year in sorted(later))))


def _kroner(view: View, name: str) -> int:
    amount = view.value(name) if name in view.fields else None
    return amount if isinstance(amount, int) else 0
