"""The decision: propose, approve or send back; each change voids the approval before it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.answers.values import in_words
from formsvc.casework.amounts import AmountDoesNotFit, YearsDoNotFit
from formsvc.casework.four_eyes import ProposalChanged
from formsvc.kernel.failures import Failure
from formsvc.letters.facts import Outcome
from formsvc.services.approve_decision import approve_decision, return_decision
from formsvc.services.background import background
from formsvc.services.case_log import LogEntry, case_log
from formsvc.services.check_case import check_case
from formsvc.services.decision_dates import decision_dates
from formsvc.services.edited_words import edited_words
from formsvc.services.facts.letters_of import kinds_of
from formsvc.services.later.forms import entered_form
from formsvc.services.notes import NoteMissing, NoteUnreadable
from formsvc.services.open_case import OpenCase
from formsvc.services.propose_decision import Proposal, ReasonMissing, WordsUnreadable, propose_decision
from formsvc.services.signatories import budget_holders
from formsvc.storage.models import Decision
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import FORMS, Answer, caseworker, opened
from formsvc.web.caseworker.log_words import Logged, logged
from formsvc.web.caseworker.proposal_form import later_fields, proposal_form
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.house_forms import Filled, filled_in, house_form
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.web.resources import schemes
from formsvc.webforms import SectionForm, bind

_FIELDS: Mapping[type[Failure], str] = {ReasonMissing: "reason", AmountDoesNotFit: "amount", YearsDoNotFit: "amount"}
_OUTCOMES = get_args(Outcome)
_HISTORY = ("DecisionProposed", "DecisionReturned", "DecisionApproved")


@caseworker.get("/sak/<int:case_id>/vedtak")
@access("staff")
def decision(case_id: int) -> str:
    """The decision as it stands, and what this person may do with it."""
    return _page(opened(case_id))


@caseworker.get("/sak/<int:case_id>/vedtak/forslag")
@access("staff", roles=("caseworker",))
def proposal(case_id: int) -> str | Response:
    """Write or change the proposal."""
    page = opened(case_id)
    if not page.works:
        return redirect(url_for("caseworker.decision", case_id=case_id), 303)
    return _proposal_page(page, bind(proposal_form(page), _typed(page)), _version_of(page))


@caseworker.post("/sak/<int:case_id>/vedtak/forslag")
@access("staff", roles=("caseworker",))
def propose(case_id: int) -> Answer:
    """Propose a decision."""
    page = opened(case_id)
    filled = filled_in(proposal_form(page))
    if not filled.sound:
        return _proposal_page(page, filled.form, _version_read()), 422
    try:
        propose_decision(db(), current_actor(), case_id, _proposed(page, filled.answers), now())
    except ProposalChanged as conflict:
        shown = opened(case_id)
        return _proposal_page(shown, filled.form, _version_of(shown), words_of(conflict)), 409
    except (ReasonMissing, AmountDoesNotFit, YearsDoNotFit, WordsUnreadable) as failure:
        return _refused(page, filled, failure)
    flash(t("caseworker.decision.proposed"), "success")
    return redirect(url_for("caseworker.decision", case_id=case_id), 303)


@caseworker.post("/sak/<int:case_id>/vedtak/godkjenn")
@access("staff", roles=("approver",))
def approve(case_id: int) -> Answer:
    """Approve the proposal that the page showed."""
    signatory = request.form.get("signatory", 0, type=whole)
    approve_decision(db(), current_actor(), case_id, version_read=_version_read(), signatory_id=signatory, at=now())
    flash(t("caseworker.decision.approved"), "success")
    return redirect(url_for("caseworker.decision", case_id=case_id), 303)


@caseworker.post("/sak/<int:case_id>/vedtak/returner")
@access("staff", roles=("approver",))
def send_back(case_id: int) -> Answer:
    """Send the proposal back with a note."""
    filled = filled_in(house_form(FORMS, "return"))
    try:
        return_decision(db(), current_actor(), case_id, note=filled.answers.get("note", ""), at=now())
    except (NoteMissing, NoteUnreadable) as failure:
        if filled.sound:
            filled.refuse("note", words_of(failure))
        return _page(opened(case_id), filled.form), 422
    flash(t("caseworker.decision.returned"), "success")
    return redirect(url_for("caseworker.decision", case_id=case_id), 303)


def _page(page: OpenCase, returning: SectionForm | None = None) -> str:
    events, control = case_log(db(), page.case), check_case(db(), page.case, schemes())
    standard = {"background": background(page, control)} if page.decision and page.decision.kind in _OUTCOMES else {}
    return render_template(
        "caseworker/decision.html",
        page=page,
        control=control,
        edited=edited_words(events, page.decision, standard) if page.decision else [],
        returning=returning or bind(house_form(FORMS, "return"), {}),
        letters=kinds_of(page.decision.kind) if page.decision else [],
        entered=_entered(page.decision) if page.decision else [],
        signatories=budget_holders(db(), page.case),
        dates=decision_dates(page.case, page.scheme, page.state),
        history=_history(page, events),
        note=next((one.data["note"] for one in reversed(events) if one.name == "DecisionReturned"), ""),
    )


def _entered(row: Decision) -> list[tuple[str, str]]:
    """The further facts of a decision that followed later: question and answer."""
    if row.kind in _OUTCOMES:
        return []
    language = current_language()
    asked = [field for field in entered_form(row.kind).fields if field.id in row.entered]
    return [(field.label.in_(language), in_words(row.entered[field.id], field, language)) for field in asked]


def _history(page: OpenCase, events: Sequence[LogEntry]) -> list[Logged]:
    """What happened to the proposal, newest first; what the first one said is no change."""
    lines = [logged(one, page.scheme, current_language()) for one in events if one.name in _HISTORY]
    first = [replace(line, details=()) for line in lines[:1]]
    return [*first, *lines[1:]][::-1]


def _proposal_page(page: OpenCase, form: SectionForm, version: int, conflict: str | None = None) -> str:
    return render_template("caseworker/proposal.html", page=page, form=form, version=version, conflict=conflict)


def _refused(page: OpenCase, filled: Filled, failure: Failure) -> tuple[str, int]:
    field = failure.params["part"] if isinstance(failure, WordsUnreadable) else _FIELDS[type(failure)]
    filled.refuse(field, _amount_words(failure) if isinstance(failure, AmountDoesNotFit) else words_of(failure))
    return _proposal_page(page, filled.form, _version_read()), status_of(failure)


def _amount_words(failure: Failure) -> str:
    return t(f"caseworker.proposal.misfit.{failure.params['kind']}")


def _proposed(page: OpenCase, answers: Mapping[str, Any]) -> Proposal:
    """The proposal that was sent: an award without an amount is for all that was applied for."""
    kind, whole = answers["kind"], page.applied[0] if answers["kind"] == "award" else 0
    later = tuple(answers[name] for name in later_fields(page) if name in answers)
    words = {part: answers.get(part, "") for part in ("background", "reason", "cuts", "terms")}
    years = len(page.applied) if kind == "award" else 1
    return Proposal(
        kind, answers.get("amount", whole), years, later_amounts=later, version_read=_version_read(), **words
    )


def _typed(page: OpenCase) -> dict[str, Any]:
    """The standing proposal as typed, or a first text about what was applied for."""
    row = page.decision
    if row is None:
        return {"background": background(page, check_case(db(), page.case, schemes()))}
    return _kept(page, row)


def _kept(page: OpenCase, row: Decision) -> dict[str, Any]:
    words = {part: getattr(row, part) for part in ("kind", "background", "reason", "cuts", "terms")}
    if row.kind != "partial-award":
        return words
    later = dict(zip(later_fields(page), map(str, row.later_amounts), strict=False))
    return {**words, "amount": str(row.amount), **later}


def _version_of(page: OpenCase) -> int:
    return page.standing.version if page.standing else 0


def _version_read() -> int:
    return request.form.get("version", 0, type=whole)
