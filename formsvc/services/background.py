"""The first text of a decision's background: what was applied for, when it came in, what the register said."""

from collections.abc import Iterator
from datetime import date

from formsvc.kernel.clock import oslo_date
from formsvc.services.check_case import Control
from formsvc.services.open_case import OpenCase
from formsvc.services.renewed_grant import RenewedGrant
from formsvc.storage.models import RegisterAnswer
from formsvc.texts import Language, formats, text


def background(page: OpenCase, control: Control | None) -> str:
    """One paragraph in the recipient's language, for a caseworker to go on from."""
    return " ".join(_sentences(page, control, page.language.language))


def _sentences(page: OpenCase, control: Control | None, language: Language) -> Iterator[str]:
    case, call = page.case, page.case.call
    yield text(
        "services.background.applied",
        language,
        amounts=formats.joined(list(_amounts(page, language)), language),
        title=case.title,
    )
    if page.renewed is not None:
        yield _continued(page.renewed, language)
    submitted = page.state.submitted_at
    if submitted is not None:
        when = "in_time" if page.state.in_time else "late"
        days = {"date": formats.date(oslo_date(submitted), language)}
        days["deadline"] = formats.date(oslo_date(call.deadline_at), language)
        yield text(f"services.background.{when}", language, **days)
    if control is not None and control.register is not None:
        yield from _register(control.register, language)


def _continued(grant: RenewedGrant, language: Language) -> str:
    return text(
        "services.background.continues",
        language,
        number=grant.case.number,
        first=grant.years[0],
        last=grant.years[-1],
        year=grant.year,
        amount=formats.amount(grant.intended, language),
    )


def _amounts(page: OpenCase, language: Language) -> Iterator[str]:
    for year, kroner in enumerate(page.applied, start=page.case.call.grant_year):
        yield text("services.background.amount", language, amount=formats.amount(kroner, language), year=year)


def _register(answer: RegisterAnswer, language: Language) -> Iterator[str]:
    name = text(f"services.register.{answer.register}", language)
    if answer.found and answer.registered_on:
        since = formats.date(date.fromisoformat(answer.registered_on), language)
        yield text("services.background.registered", language, register=name, since=since)
    elif answer.found is False:
        yield text("services.background.not_registered", language, register=name)
