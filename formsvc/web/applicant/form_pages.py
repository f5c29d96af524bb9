"""Filling in a form, section by section: the same pages for an application and a report.

Whatever was typed is saved, also what cannot be read; after a save the browser is sent on. A section that somebody
else has saved meanwhile comes back with both texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from flask import flash, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from formsvc.answers.summary import Item
from formsvc.kernel.failures import Failure
from formsvc.schemes.definition import Section
from formsvc.services.attach_files import attach
from formsvc.services.form_progress import MISSING, FormProgress, asks_otherwise, hidden_places
from formsvc.services.open_form import OpenForm
from formsvc.services.save_section import SectionChanged, save_section
from formsvc.services.uploads import Upload, looked_at
from formsvc.storage.models import Draft
from formsvc.web.applicant.around import around_of
from formsvc.web.applicant.beside import annotate, demanded, doubt, noted
from formsvc.web.applicant.both_texts import differences
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import words_of
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.webforms import SectionForm, Sent, bind, receive

Typed = Mapping[str, Any]
Answered = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response
CHECKED = "kontroll"
"""In an address: show what is missing too, not only what is wrong."""
FOCUS = "fokus"
"""In an address: the input to start at."""
AUTOSAVE = "autolagre"
"""In an address: the browser saves by itself, and stays where it is."""
_LANGUAGE = "language:"
_LEAVE = "leave"


class Places(Protocol):
    """Where the pages of one form are, and what differs in their words."""

    @property
    def words(self) -> str:
        """Where the texts `due`, `late` and `sent` of this form stand."""
        ...

    def section(self, section: Section, **query: Any) -> str:
        """The page of a section; `_anchor` names an input."""
        ...

    @property
    def tasks(self) -> str:
        """The list of sections."""
        ...

    @property
    def send(self) -> str:
        """The page where the form is checked and sent."""
        ...

    @property
    def case(self) -> str:
        """The page of the case that the form belongs to."""
        ...

    @property
    def layout(self) -> str:
        """The template that the pages stand in."""
        ...

    @property
    def by_staff(self) -> bool:
        """Whether a caseworker enters what somebody else has signed on paper."""
        ...


def show_tasks(opened: OpenForm, places: Places) -> str:
    """The form as a list of sections, each with where it stands."""
    notices = demanded(opened.progress.view, current_language())
    return render_template("applicant/tasks.html", opened=opened, places=places, notices=notices)


def show_section(opened: OpenForm, places: Places, section: Section) -> str:
    """A section as saved. What is missing is told only where the address asks for it."""
    form = bound(opened, section, opened.typed_in(section))
    checked = CHECKED in request.args
    saved = section.id in opened.drafts
    errors = opened.progress_with(section, opened.typed_in(section)).of(section.id).errors
    form.show((e for e in errors if checked or (saved and e.code not in MISSING)), current_language())
    return _page(opened, places, form, opened.version_of(section))


def save_posted(opened: OpenForm, places: Places, section: Section) -> Answered:
    """Save what was posted, and go where the pressed button leads.

    Raises what keeps the form closed, or CaseNotFound.
    """
    if opened.closed is not None:
        raise opened.closed
    around = around_of(opened.progress.view, opened.typed)
    sent = receive(section, opened.typed_in(section), request.form, request.files, around)
    uploads, refused = _looked_at(sent.uploads)
    typed = attach(db(), sent.typed, uploads, now())
    try:
        draft = _save(opened, section, typed)
    except SectionChanged as conflict:
        return _both_texts(opened, places, section, typed, conflict.theirs)
    if refused:
        return _with_refused_files(opened, places, section, draft, refused)
    if AUTOSAVE in request.args:
        return _autosaved(opened, places, section, draft)
    return redirect(_next(opened, places, section, typed, sent), 303)


def bound(opened: OpenForm, section: Section, typed: Typed) -> SectionForm:
    """A section with what was typed, without the questions that other answers make needless."""
    progress = opened.progress_with(section, typed)
    around = around_of(progress.view, opened.typed_with(section, typed))
    form = bind(section, typed, around, hidden_places(progress.view, section))
    annotate(form, progress.view, current_language())
    doubt(form, progress.of(section.id).warnings, current_language())
    return form


def error_links(opened: OpenForm, places: Places, progress: FormProgress) -> Iterator[tuple[str, str]]:
    """Address and message of every error outside the signature, for the page that sends the form."""
    for part in progress.sections:
        if part.status == "not_started":
            title = part.section.title.in_(current_language())
            yield places.section(part.section), t("applicant.check.not_started", title=title)
        elif part.errors:
            form = bound(opened, part.section, opened.typed_in(part.section))
            form.show(part.errors, current_language())
            for place, message in form.error_links:
                yield places.section(part.section, **{CHECKED: 1}, _anchor=place), message


def _page(
    opened: OpenForm,
    places: Places,
    form: SectionForm,
    version: int,
    *,
    conflict: Draft | None = None,
    differing: Sequence[Item] = (),
) -> str:
    part = opened.progress.of(form.section.id)
    return render_template(
        "applicant/section.html",
        opened=opened,
        places=places,
        notices=demanded(opened.progress.view, current_language(), form.section),
        form=form,
        part=part,
        version=version,
        checked=CHECKED in request.args,
        focus=request.args.get(FOCUS, ""),
        autosave=places.section(form.section, **{AUTOSAVE: 1}),
        following=opened.after(form.section),
        conflict=conflict,
        differing=differing,
    )


def _save(opened: OpenForm, section: Section, typed: Typed) -> Draft:
    version = request.form.get("version", 0, type=whole)
    return save_section(
        db(),
        current_actor(),
        opened.case.id,
        form=opened.key,
        section=section.id,
        typed=typed,
        opened_version=version,
        at=now(),
    )


def _both_texts(opened: OpenForm, places: Places, section: Section, typed: Typed, theirs: Draft) -> Answered:
    """This person's text in the inputs, the other's beside it; saving again keeps what stands in the inputs."""
    if AUTOSAVE in request.args:
        return render_template("applicant/parts/not_saved.html", theirs=theirs)
    differing = differences(opened, section, typed, theirs.typed, current_language())
    form = bound(opened, section, typed)
    return _page(opened, places, form, theirs.version, conflict=theirs, differing=differing), 409


def _with_refused_files(
    opened: OpenForm, places: Places, section: Section, draft: Draft, refused: Mapping[str, Sequence[Failure]]
) -> Answered:
    """Everything else is saved; what is wrong with the files stands at their questions."""
    form = bound(opened, section, draft.typed)
    for field, failures in refused.items():
        form.question(field).messages.extend(words_of(failure) for failure in failures)
    return _page(opened, places, form, draft.version), 422


def _autosaved(opened: OpenForm, places: Places, section: Section, draft: Draft) -> Answered:
    """The time and the new version; the whole section where an answer has changed what is asked or said there."""
    form, before, after = (
        bound(opened, section, draft.typed),
        opened.progress,
        opened.progress_with(section, draft.typed),
    )
    same_doubts = before.of(section.id).warnings == after.of(section.id).warnings
    if same_doubts and not asks_otherwise(before.view, after.view, section):
        return render_template("applicant/parts/autosaved.html", draft=draft, noted=noted(form))
    page = _page(opened, places, form, draft.version)
    swap = {"HX-Retarget": "#section-form", "HX-Reswap": "outerHTML", "HX-Reselect": "#section-form"}
    return page, 200, swap


def _next(opened: OpenForm, places: Places, section: Section, typed: Typed, sent: Sent) -> str:
    """Where a saved section leads: on, if nothing stands in its way; else to what does."""
    pressed = request.form.get("action", "")
    if pressed.startswith(_LANGUAGE):
        return places.section(section, lang=pressed.removeprefix(_LANGUAGE))
    if sent.action.verb in ("add", "remove"):
        return places.section(section, **{FOCUS: sent.action.focus})
    if sent.action.verb == "continue":
        return _onwards(opened, places, section, typed)
    flash(t("applicant.section.saved"), "success")
    return places.tasks if pressed == _LEAVE else places.section(section)


def _onwards(opened: OpenForm, places: Places, section: Section, typed: Typed) -> str:
    if opened.progress_with(section, typed).of(section.id).errors:
        return places.section(section, **{CHECKED: 1})
    following = opened.after(section)
    return places.section(following) if following else places.send


def _looked_at(
    sent: Mapping[str, Sequence[FileStorage]],
) -> tuple[dict[str, list[Upload]], dict[str, list[Failure]]]:
    """The files that may be kept and what is wrong with the others, by question."""
    kept: dict[str, list[Upload]] = {}
    refused: dict[str, list[Failure]] = {}
    for field, files in sent.items():
        for file in files:
            try:
                kept.setdefault(field, []).append(looked_at(file.filename or "", file.read()))
            except Failure as failure:
                refused.setdefault(field, []).append(failure)
    return kept, refused
