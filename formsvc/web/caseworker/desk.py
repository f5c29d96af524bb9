"""The list of cases: what waits for me, and all the rest."""

from typing import get_args
from urllib.parse import urlencode

from flask import render_template, request, url_for

from formsvc.casework.state import Status
from formsvc.services.call_for import title_of
from formsvc.services.list_cases import Desk, Wanted, list_cases
from formsvc.storage.case_list import Order
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import caseworker
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.web.resources import schemes

ORDERS: tuple[Order, ...] = get_args(Order)
STATUSES: tuple[Status, ...] = tuple(status for status in get_args(Status) if status != "draft")
LONGEST_SEARCH = 200


@caseworker.get("/saker")
@access("staff")
def home() -> str:
    """The cases of my grant administrator."""
    desk = list_cases(db(), current_actor(), wanted(), now())
    titles = {call.id: title_of(call, schemes()) for call in desk.calls}
    return render_template("caseworker/desk.html", desk=desk, titles=titles, statuses=STATUSES, address=_address)


def wanted() -> Wanted:
    """What the address asks for; what makes no sense there is left out."""
    order, status = request.args.get("sort", ""), request.args.get("status", "")
    return Wanted(
        call_id=request.args.get("utlysning", type=whole),
        status=status if status in STATUSES else None,
        words=request.args.get("q", "")[:LONGEST_SEARCH],
        mine="mine" in request.args,
        order=order if order in ORDERS else "waiting",
        descending=request.args.get("retning") == "ned",
        page=request.args.get("side", 1, type=whole),
    )


def _address(desk: Desk, **changes: str | int | None) -> str:
    """The address of this list with something changed; None takes a filter away."""
    asked = desk.wanted
    now_shown: dict[str, str | int | None] = {
        "utlysning": asked.call_id,
        "status": asked.status,
        "q": asked.words or None,
        "mine": 1 if asked.mine else None,
        "sort": asked.order,
        "retning": "ned" if asked.descending else None,
    }
    shown = {name: value for name, value in (now_shown | changes).items() if value is not None}
    return f"{url_for('caseworker.home')}?{urlencode(shown)}"
