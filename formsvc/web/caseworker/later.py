"""Letters that follow later in a case: written, read as a draft, and sent; a decision is proposed instead."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.casework.four_eyes import ProposalChanged
from formsvc.letters import LetterIncomplete
from formsvc.services.decision_dates import decision_dates
from formsvc.services.issue_later_letter import (
    LetterIssuedAlready,
    ToWrite,
    issue_later_letter,
    letter_to_write,
    preview_later_letter,
)
from formsvc.services.issue_letter import DOCX
from formsvc.services.issue_receipt import FactsMissing
from formsvc.services.later.entered import EnteredFaulty, form_for
from formsvc.services.later.offers import DECISIONS
from formsvc.services.later.situation import Offer
from formsvc.services.open_case import OpenCase
from formsvc.services.propose_later_decision import propose_later_decision
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import Answer, caseworker, opened
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.downloads import download
from formsvc.web.errors import words_of
from formsvc.web.house_forms import Filled, changed_rows, filled_in
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.web.resources import office
from formsvc.webforms import SectionForm, bind

FORMATTED = frozenset({"background", "reason", "terms", "assessment", "comments", "remarks"})
"""The questions whose answer the letter sets with bold and items of lists."""


@caseworker.get("/sak/<int:case_id>/brev/<kind>")
@access("staff", roles=("caseworker",))
def later_letter(case_id: int, kind: str) -> str | Response:
    """Write a letter, with what the case says already."""
    page, letter = opened(case_id), _to_write(case_id, kind)
    if not page.writes:
        return redirect(url_for("caseworker.case", case_id=case_id), 303)
    return _page(page, letter, bind(form_for(letter.situation, letter.offer), letter.first))


@caseworker.post("/sak/<int:case_id>/brev/<kind>")
@access("staff", roles=("caseworker",))
def write_later_letter(case_id: int, kind: str) -> Answer:
    """Read the letter as a draft, send it, or propose the decision."""
    try:
        page, letter = opened(case_id), _to_write(case_id, kind, _number("issued"))
    except LetterIssuedAlready:
        return redirect(url_for("caseworker.case", case_id=case_id, _anchor="letters"), 303)
    section = form_for(letter.situation, letter.offer)
    changed = changed_rows(section)
    if changed is not None:
        return _page(page, letter, changed)
    filled = filled_in(section)
    if not filled.sound:
        return _page(page, letter, filled.form), 422
    return _done_with(page, letter, filled)


def _done_with(page: OpenCase, letter: ToWrite, filled: Filled) -> Answer:
    """What the pressed button asks for; the page again, with what was written, where that cannot be done."""
    try:
        return _carry_out(page.case.id, letter.offer, filled)
    except EnteredFaulty as failure:
        filled.form.show(failure.findings, current_language())
        return _page(page, letter, filled.form), 422
    except ProposalChanged as failure:
        return _page(page, letter, filled.form, words_of(failure)), 409
    except (LetterIncomplete, FactsMissing) as failure:
        return _page(page, letter, filled.form, words_of(failure)), 409


def _carry_out(case_id: int, offer: Offer, filled: Filled) -> Response:
    who = (db(), current_actor(), office(), case_id, offer, filled.answers)
    if offer.kind in DECISIONS:
        propose_later_decision(*who, version_read=_number("version"), at=now())
        flash(t("caseworker.decision.proposed"), "success")
        return redirect(url_for("caseworker.decision", case_id=case_id), 303)
    if "draft" in request.form:
        draft = preview_later_letter(*who, now())
        return download(draft.content, draft.file_name, DOCX)
    issue_later_letter(*who, issued=_number("issued"), at=now())
    flash(t("caseworker.later.sent", title=t(f"letters.title.{offer.kind}")), "success")
    return redirect(url_for("caseworker.case", case_id=case_id, _anchor="letters"), 303)


def _to_write(case_id: int, kind: str, issued: int | None = None) -> ToWrite:
    offer = Offer(kind, request.args.get("ar", type=whole))
    return letter_to_write(
        db(), current_actor(), office(), case_id, offer, now(), None if kind in DECISIONS else issued
    )


def _page(page: OpenCase, letter: ToWrite, form: SectionForm, conflict: str | None = None) -> str:
    unsent, dates = page.state.open_decision, decision_dates(page.case, page.scheme, page.state)
    fresh = request.method == "GET"
    return render_template(
        "caseworker/later_letter.html",
        page=page,
        letter=letter,
        form=form,
        formatted=any(question.path in FORMATTED for question in form.questions),
        conflict=conflict,
        decides=letter.offer.kind in DECISIONS,
        version=(unsent.version if unsent else 0) if fresh or conflict else _number("version"),
        issued=letter.issued if fresh else _number("issued"),
        last_day_to_appeal=dates.appeal_by if dates and letter.offer.kind.startswith("appeal") else None,
    )


def _number(name: str) -> int:
    return request.form.get(name, 0, type=whole)
