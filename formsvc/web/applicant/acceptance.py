"""The recipient accepts the grant: the terms, the account, by a signatory."""

from pathlib import Path

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from formsvc.kernel.failures import Failure
from formsvc.services.accept_grant import AccountsDiffer, NothingToAccept, TermsNotAccepted, accept_grant
from formsvc.services.decision_dates import decision_dates
from formsvc.services.own_cases import case_page
from formsvc.services.signatories import signatories
from formsvc.web.access import access
from formsvc.web.applicant.blueprint import applicant
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import words_of
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.resources import schemes
from formsvc.webforms import SectionForm, bind

FORMS = Path(__file__).parent / "forms.toml"
_FIELDS: dict[type[Failure], str] = {AccountsDiffer: "account_again", TermsNotAccepted: "accepts"}


@applicant.get("/mine-saker/<int:case_id>/bekreft")
@access("member")
def acceptance(case_id: int) -> str:
    """What was granted, what accepting it means, and by when."""
    return _page(case_id, bind(house_form(FORMS, "acceptance"), {}))


@applicant.post("/mine-saker/<int:case_id>/bekreft")
@access("member")
def accept(case_id: int) -> str | tuple[str, int] | Response:
    """Accept the grant."""
    filled = filled_in(house_form(FORMS, "acceptance"))
    if not filled.sound:
        return _page(case_id, filled.form), 422
    account, again = filled.answers["account"], filled.answers["account_again"]
    accepts = filled.answers["accepts"]
    try:
        accept_grant(db(), current_actor(), case_id, account=account, account_again=again, accepts=accepts, at=now())
    except (AccountsDiffer, TermsNotAccepted) as failure:
        filled.refuse(_FIELDS[type(failure)], words_of(failure))
        return _page(case_id, filled.form), 422
    flash(t("applicant.acceptance.done"), "success")
    return redirect(url_for("applicant.case", case_id=case_id), 303)


def _page(case_id: int, form: SectionForm) -> str:
    """Raises NothingToAccept where no grant has been sent."""
    page = case_page(db(), current_actor(), schemes(), case_id, now())
    decision = page.state.grant
    if decision is None:
        raise NothingToAccept
    return render_template(
        "applicant/acceptance.html",
        page=page,
        decision=decision,
        form=form,
        dates=decision_dates(page.own.case, page.own.view.scheme, page.state),
        signatories=signatories(db(), current_actor(), case_id),
    )
