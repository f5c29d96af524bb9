"""Who may begin a form on a call. Most demands are for a person to judge later; these two keep the form closed."""

from formsvc.kernel.failures import Failure, NotAllowed
from formsvc.services.call_for import CallView
from formsvc.storage.models import Organisation

_COUNTY_DIGITS = 2


class OtherCounty(NotAllowed):
    """The county that calls gives money to those that lie in it. Parameter: organisation."""

    code = "other_county"


class NotAsked(NotAllowed):
    """A survey is for those that it asks. Parameter: organisation."""

    code = "not_asked"


def why_not(view: CallView, organisation: Organisation) -> Failure | None:
    """What keeps an organisation from beginning: OtherCounty, NotAsked or nothing.

    One whose municipality is not known is let in: then the formal control has a person look.
    """
    user = next((user for user in view.form.applicants if user.kind == organisation.kind), None)
    if user is None:
        return NotAsked(organisation=organisation.name) if view.form.kind == "survey" else None
    if user.own_county and county_of(organisation.municipality) not in (None, view.call.grant_administrator.county):
        return OtherCounty(organisation=organisation.name)
    return None


def may_begin(view: CallView, organisation: Organisation) -> bool:
    """Whether nothing keeps an organisation from beginning."""
    return why_not(view, organisation) is None


def require_may_begin(view: CallView, organisation: Organisation) -> None:
    """Raises what `why_not` finds."""
    failure = why_not(view, organisation)
    if failure is not None:
        raise failure


def county_of(municipality: str | None) -> str | None:
    """The number of the county that a municipality lies in: how its own number begins."""
    return municipality[:_COUNTY_DIGITS] if municipality else None
