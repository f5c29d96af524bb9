"""What a browser sent: text to keep, new files, and which button was pressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from werkzeug.datastructures import FileStorage, MultiDict

from formsvc.schemes.definition import Section
from formsvc.webforms.around import NOTHING_AROUND, Around
from formsvc.webforms.fields import Files
from formsvc.webforms.groups import Rows
from formsvc.webforms.section import PREFIX, SHOWN, SectionForm, form_class

ACTION = "action"
Verb = Literal["save", "continue", "add", "remove"]
_PLAIN_VERBS: tuple[Verb, ...] = ("save", "continue")


@dataclass(frozen=True)
class Action:
    """The button pressed: `save` (stay here), `continue` (go on), `add` or `remove` a row of a question.

    `focus` is the id of the input to go to after a row was added or removed.
    """

    verb: Verb
    focus: str | None = None


@dataclass(frozen=True)
class Sent:
    """`typed`: field id -> what a draft keeps. `uploads`: field id -> files to store and add to the draft."""

    typed: Mapping[str, Any]
    uploads: Mapping[str, Sequence[FileStorage]]
    action: Action


def receive(
    section: Section,
    typed: Mapping[str, Any],
    formdata: MultiDict[str, str],
    files: MultiDict[str, FileStorage],
    around: Around = NOTHING_AROUND,
) -> Sent:
    """What came back, laid over what the draft held before; questions that the page did not show keep theirs.

    Rows that are entirely blank are dropped, save one just added. Never raises for what a browser may send.
    """
    form = form_class(section)(formdata, typed, around, ())
    shown = set(formdata.getlist(SHOWN))
    answered = [question for question in form.questions if question.path in shown]
    rows = {question.path: question for question in answered if isinstance(question, Rows)}
    for question in rows.values():
        question.drop_blank_rows()
    action = _carry_out(formdata.get(ACTION, ""), rows)
    kept = {name: raw for name, raw in typed.items() if name not in shown}
    new = {question.path: question.raw for question in answered if question.raw not in (None, "", [], {})}
    return Sent({**kept, **new}, _uploads(form, shown, files), action)


def _carry_out(pressed: str, rows: Mapping[str, Rows]) -> Action:
    """`add:budget` and `remove:budget:<row key>`; anything unknown only saves."""
    verb, _, rest = pressed.partition(":")
    question, _, key = rest.partition(":")
    if verb == "add" and question in rows:
        return Action("add", rows[question].add_row().cells[0].first_input)
    if verb == "remove" and question in rows:
        rows[question].remove_row(key)
        return Action("remove", f"{rows[question].id}-add")
    return Action(next((plain for plain in _PLAIN_VERBS if plain == verb), "save"))


def _uploads(form: SectionForm, shown: set[str], files: MultiDict[str, FileStorage]) -> dict[str, list[FileStorage]]:
    asked = [question for question in form.questions if isinstance(question, Files) and question.path in shown]
    sent = {question.path: files.getlist(PREFIX + question.path) for question in asked}
    return {path: chosen for path, found in sent.items() if (chosen := [file for file in found if file.filename])}
