"""Formal control: what was looked up, and what a person must judge."""

from flask import flash, redirect, render_template, url_for

from formsvc.kernel.failures import Invalid
from formsvc.services.check_case import check_case
from formsvc.services.judge_finding import judge_finding
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import FORMS, Answer, caseworker, opened
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import words_of
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.resources import schemes
from formsvc.webforms import SectionForm, bind


@caseworker.get("/sak/<int:case_id>/kontroll")
@access("staff")
def control(case_id: int) -> str:
    """The findings, each with its source."""
    return _page(case_id)


@caseworker.get("/sak/<int:case_id>/kontroll/<finding>")
@access("staff", roles=("caseworker",))
def judge(case_id: int, finding: str) -> str:
    """The findings, one of them to be judged."""
    return _page(case_id, finding, bind(house_form(FORMS, "finding"), {}))


@caseworker.post("/sak/<int:case_id>/kontroll/<finding>")
@access("staff", roles=("caseworker",))
def keep_judgement(case_id: int, finding: str) -> Answer:
    """Judge a finding."""
    filled = filled_in(house_form(FORMS, "finding"))
    if not filled.sound:
        return _page(case_id, finding, filled.form), 422
    accepted, note = filled.answers["accepted"] == "yes", filled.answers["note"]
    arguments = {"finding": finding, "accepted": accepted, "note": note, "at": now()}
    try:
        judge_finding(db(), current_actor(), schemes(), case_id, **arguments)
    except Invalid as failure:
        filled.refuse("note", words_of(failure))
        return _page(case_id, finding, filled.form), 422
    flash(t("caseworker.control.saved"), "success")
    return redirect(url_for("caseworker.control", case_id=case_id), 303)


def _page(case_id: int, judging: str = "", form: SectionForm | None = None) -> str:
    page = opened(case_id)
    found = check_case(db(), page.case, schemes())
    return render_template("caseworker/control.html", page=page, control=found, judging=judging, form=form)
