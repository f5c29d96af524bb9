"""The assessment: a score and a note for each criterion, beside the answers that it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from formsvc.answers.summary import Item, summary
from formsvc.casework.scoring import CategoryScore, category_scores
from formsvc.schemes.assessment import Assessment, Criterion
from formsvc.schemes.definition import Field, Option, Section
from formsvc.services.notes import LONGEST_NOTE
from formsvc.services.open_case import OpenCase
from formsvc.services.record_assessment import AssessmentChanged, record_assessment
from formsvc.texts import Text, text_in_both
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import Answer, caseworker, opened
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import words_of
from formsvc.web.house_forms import filled_in
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.webforms import SectionForm, bind

_SCORE, _NOTE = "score.", "note."


@dataclass(frozen=True)
class Assessed:
    """A criterion with the sections of the application that it is about: (title, answers)."""

    criterion: Criterion
    beside: Sequence[tuple[str, Sequence[Item]]]


@caseworker.get("/sak/<int:case_id>/vurdering")
@access("staff")
def assessment(case_id: int) -> str:
    """The scores so far."""
    page = opened(case_id)
    kept: dict[str, Any] = {f"{_SCORE}{name}": str(score) for name, score in page.state.scores.items()}
    kept |= {f"{_NOTE}{name}": note for name, note in page.state.assessment_notes.items()}
    asked = assessment_form(page.scheme.assessment, page.case.call.form)
    return _page(page, bind(asked, kept), page.state.assessment_version)


@caseworker.post("/sak/<int:case_id>/vurdering")
@access("staff", roles=("caseworker",))
def keep_assessment(case_id: int) -> Answer:
    """Record scores and notes."""
    page = opened(case_id)
    filled = filled_in(assessment_form(page.scheme.assessment, page.case.call.form))
    if not filled.sound:
        return _page(page, filled.form, _version()), 422
    try:
        _record(page, filled.answers)
    except AssessmentChanged as conflict:
        return _page(page, filled.form, page.state.assessment_version, words_of(conflict)), 409
    flash(t("caseworker.assessment.saved"), "success")
    return redirect(url_for("caseworker.assessment", case_id=case_id), 303)


def _record(page: OpenCase, answers: Mapping[str, Any]) -> None:
    scores = {name.removeprefix(_SCORE): int(value) for name, value in answers.items() if name.startswith(_SCORE)}
    notes = {name.removeprefix(_NOTE): value for name, value in answers.items() if name.startswith(_NOTE)}
    record_assessment(
        db(),
        current_actor(),
        page.case.id,
        scheme=page.scheme,
        scores=scores,
        notes=notes,
        version_read=_version(),
        at=now(),
    )


def _version() -> int:
    return request.form.get("version", 0, type=whole)


def _page(page: OpenCase, form: SectionForm, version: int, conflict: str | None = None) -> str:
    return render_template(
        "caseworker/assessment.html",
        page=page,
        form=form,
        version=version,
        conflict=conflict,
        categories=_categories(page),
        score=page.state.score,
    )


def _categories(page: OpenCase) -> list[tuple[CategoryScore, list[Assessed]]]:
    parts = summary(page.view, current_language())
    return [
        (scored, [Assessed(one, _beside(one, parts)) for one in scored.category.criteria])
        for scored in category_scores(page.scheme.assessment.of_form(page.case.call.form), page.state.scores)
    ]


def _beside(criterion: Criterion, parts: Sequence[Any]) -> list[tuple[str, Sequence[Item]]]:
    return [(part.title, part.items) for part in parts if criterion.id in part.section.assessed_by]


def assessment_form(assessment: Assessment, form_id: str) -> Section:
    """A score and a note for each criterion that submissions of a form are held against, as questions; built once."""
    return _assessment_form(_Same(assessment), form_id)


class _Same:
    """An assessment by identity."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.assessment is other.assessment

    def __hash__(self) -> int:
        return id(self.assessment)


@cache
def _assessment_form(same: _Same, form_id: str) -> Section:
    criteria = [one for category in same.assessment.of_form(form_id).categories for one in category.criteria]
    fields = [field for one in criteria for field in _questions(one, same.assessment.scale_max)]
    return Section(id="assessment", title=text_in_both("caseworker.tab.assessment"), fields=tuple(fields))


def _questions(criterion: Criterion, top: int) -> tuple[Field, Field]:
    options = tuple(Option(key=str(score), label=Text(nb=str(score), nn=str(score))) for score in range(top + 1))
    score, note = text_in_both("caseworker.assessment.score"), text_in_both("caseworker.assessment.note")
    return (
        Field(id=f"{_SCORE}{criterion.id}", type="choice", label=score, options=options),
        Field(id=f"{_NOTE}{criterion.id}", type="long_text", label=note, max_length=LONGEST_NOTE),
    )
