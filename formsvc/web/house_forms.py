"""The service's own forms, defined and read as a scheme's are: same questions, same reading, same words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import request

from formsvc.answers import read_typed
from formsvc.answers.plain import faults_in
from formsvc.schemes.definition import Section
from formsvc.schemes.reading import pluralised
from formsvc.web.language import current_language
from formsvc.webforms import SectionForm, bind, receive


@dataclass(frozen=True)
class Filled:
    """What was sent: the form to show again, and the answers; `sound` where nothing is missing or wrong."""

    form: SectionForm
    answers: Mapping[str, Any]
    sound: bool

    def refuse(self, field_id: str, message: str) -> None:
        """Put a message at a question: a rule that the use case found broken."""
        self.form.question(field_id).messages.append(message)


def changed_rows(section: Section) -> SectionForm | None:
    """The form again, where the request asks only for a row more or a row less."""
    sent = receive(section, {}, request.form, request.files)
    return bind(section, sent.typed) if sent.action.verb in ("add", "remove") else None


@cache
def house_form(file: Path, name: str) -> Section:
    """A form of this file, built once."""
    raw = pluralised(tomllib.loads(file.read_text(encoding="utf-8")))[name]
    return Section.model_validate({**raw, "id": name})


def filled_in(section: Section) -> Filled:
    """The form as this request sent it, each fault at its question."""
    typed = receive(section, {}, request.form, request.files).typed
    reading = read_typed(section, typed)
    unread = {finding.field for finding in reading.problems}
    findings = [*reading.problems, *faults_in(section, reading.answers, unread)]
    form = bind(section, typed)
    form.show(findings, current_language())
    return Filled(form, reading.answers, not findings)
