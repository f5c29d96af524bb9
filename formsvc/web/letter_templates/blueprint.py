"""The blueprint of the pages about letter templates, and the words they share."""

from typing import Any, cast

from flask import Blueprint, url_for

from formsvc.letters.admission import Problem
from formsvc.letters.faults import Flaw
from formsvc.services.activate_template import ACTIVATORS
from formsvc.services.check_template import Fault
from formsvc.services.letter_library import BLOCKS
from formsvc.services.open_templates import READERS, OpenTemplate, open_template
from formsvc.storage.letter_templates import Place
from formsvc.texts import Language
from formsvc.web.database import db
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.resources import office

letter_templates = Blueprint("letter_templates", __name__, url_prefix="/brevmaler")
ROLES = READERS
AT = "/<int:administrator_id>/<any(nb, nn):written>/<name>"
VERSION = f"{AT}/versjon/<int:number>"


def place_of(written: str, name: str) -> Place:
    """The place of a template by its address, where a full stop stands for the slash."""
    return cast("Language", written), name.replace(".", "/")


def opened(administrator_id: int, written: str, name: str) -> OpenTemplate:
    """The template that a page is about. Raises AdministratorNotFound, RoleMissing or TemplateNotFound."""
    return open_template(db(), current_actor(), office(), administrator_id, place_of(written, name))


@letter_templates.app_template_global()
def template_address(endpoint: str, found: OpenTemplate, **more: str | int) -> str:
    """The address of a page about a template."""
    written, name = found.place
    where: dict[str, Any] = {"administrator_id": found.administrator.id, "written": written, **more}
    return url_for(f"letter_templates.{endpoint}", name=name.replace("/", "."), **where)


@letter_templates.app_template_global()
def template_title(name: str) -> str:
    """What a kind of letter or a shared block is called."""
    if name.startswith(BLOCKS):
        return t(f"letter_templates.block.{name.removeprefix(BLOCKS)}")
    return t(f"letters.title.{name}")


@letter_templates.app_template_global()
def fault_words(fault: Fault) -> str:
    """What is wrong, and what to do."""
    if isinstance(fault, Flaw):
        return fault.in_words(current_language())
    if isinstance(fault, Problem):
        return t(f"letter_templates.problem.{fault.code}", **fault.params)
    return t("letter_templates.lacking", what=fault.what.in_(current_language()), kind=t(f"letters.title.{fault.kind}"))


@letter_templates.app_template_global()
def fault_place(fault: Fault) -> str:
    """Where it is wrong: template, paragraph, and the text around it."""
    if not isinstance(fault, Flaw):
        return ""
    file, place = fault.place.template.removesuffix(".docx").partition("/")[2], fault.place
    shown = {"title": template_title(file), "number": place.paragraph, "text": place.text}
    return t("letter_templates.at" if place.paragraph else "letter_templates.at_part", **shown)


@letter_templates.app_template_global()
def may_activate(found: OpenTemplate) -> bool:
    """Whether the person has a role that puts versions in force."""
    return found.administrator.id in current_actor().administrators_with(*ACTIVATORS)
