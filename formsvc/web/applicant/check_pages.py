"""Check and send a form: everything that will be sent, what stands in the way, and the signature.

The same page for an application, a report, and a report that a caseworker enters from an old PDF.
"""

from collections.abc import Callable, Sequence
from typing import Any

from flask import render_template, request

from formsvc.answers.summary import Part, summary
from formsvc.services.open_form import OpenForm
from formsvc.services.signing import FormIncomplete, Signing
from formsvc.services.submit_report import ReceivedInFuture
from formsvc.web.applicant.around import around_of
from formsvc.web.applicant.form_pages import Places, error_links
from formsvc.web.errors import words_of
from formsvc.web.house_forms import Filled
from formsvc.web.language import current_language
from formsvc.web.report_tables import report_tables
from formsvc.web.requests import whole
from formsvc.webforms import SectionForm, bind, receive

Typed = dict[str, Any]


def show_check(opened: OpenForm, places: Places, signatories: Sequence[str], paper: SectionForm | None = None) -> str:
    """The page, with what is known of the signature beforehand. `paper`: what is asked of a form that came on paper."""
    return _page(opened, places, _signature(opened, None), signatories, paper)


def send_posted(
    opened: OpenForm,
    places: Places,
    submit: Callable[[Signing], object],
    signatories: Sequence[str],
    paper: Filled | None = None,
) -> tuple[str, int] | None:
    """Send what has been saved with the posted signature; the page again where something is missing."""
    typed, beside = _signed(opened), paper.form if paper else None
    try:
        if paper is None or paper.sound:
            submit(Signing(typed, request.form.get("number", 0, type=whole), current_language()))
            return None
    except ReceivedInFuture as failure:
        if paper is not None:
            paper.refuse("received_on", words_of(failure))
    except FormIncomplete as incomplete:
        form = _signature(opened, typed)
        if form is not None and incomplete.progress.signature is not None:
            form.show(incomplete.progress.signature.errors, current_language())
        return _page(opened, places, form, signatories, beside), 422
    return _page(opened, places, _signature(opened, typed), signatories, beside), 422


def _page(
    opened: OpenForm,
    places: Places,
    form: SectionForm | None,
    signatories: Sequence[str],
    paper: SectionForm | None = None,
) -> str:
    signed = [link for part in (paper, form) if part is not None for link in part.error_links]
    view = opened.progress.view
    tables = report_tables(view, current_language()) if view.base else None
    return render_template(
        "applicant/check.html",
        opened=opened,
        places=places,
        errors=[*error_links(opened, places, opened.progress), *((f"#{place}", words) for place, words in signed)],
        tables=tables,
        parts=_begun(opened, tables.rest if tables else summary(view, current_language())),
        form=form,
        paper=paper,
        number=opened.next_number,
        signatories=signatories,
    )


def _begun(opened: OpenForm, parts: Sequence[Part]) -> list[Part]:
    """The sections that somebody has saved, to read through."""
    return [part for part in parts if part.section.id in opened.drafts]


def _signature(opened: OpenForm, typed: Typed | None) -> SectionForm | None:
    """The signature to fill in: as sent, or with what is known beforehand."""
    section = opened.signature
    if section is None:
        return None
    known = opened.typed_in(section) if typed is None else typed
    return bind(section, known, around_of(opened.progress.view, opened.typed))


def _signed(opened: OpenForm) -> Typed:
    section = opened.signature
    return dict(receive(section, {}, request.form, request.files).typed) if section else {}
