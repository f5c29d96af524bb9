"""Pages to look at: all templates, one with its history, a version beside the one in force; files to save."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from formsvc.letters.merge_fields import merge_fields
from formsvc.services.check_template import TemplateFaulty, kinds_with
from formsvc.services.compare_template import compare_template, example_letter
from formsvc.services.issue_letter import DOCX
from formsvc.services.letter_library import library_of
from formsvc.services.open_templates import OpenTemplate, blocks_and_kinds, file_of, templates_of
from formsvc.storage.people import grant_administrators
from formsvc.web.access import access
from formsvc.web.database import db
from formsvc.web.downloads import download
from formsvc.web.language import t
from formsvc.web.letter_templates.blueprint import AT, ROLES, VERSION, letter_templates, opened, template_title
from formsvc.web.people import current_actor
from formsvc.web.resources import office


@letter_templates.get("")
@access("staff", roles=ROLES)
def home() -> str | Response:
    """The grant administrators whose templates the person may see; the only one at once."""
    administrators = grant_administrators(db(), current_actor().administrators_with(*ROLES))
    if len(administrators) == 1:
        return redirect(url_for("letter_templates.overview", administrator_id=administrators[0].id))
    return render_template("letter_templates/choose.html", administrators=administrators)


@letter_templates.get("/<int:administrator_id>")
@access("staff", roles=ROLES)
def overview(administrator_id: int) -> str:
    """Every template of one grant administrator, both languages beside each other."""
    administrator, lines = templates_of(db(), current_actor(), office(), administrator_id)
    named = list(blocks_and_kinds(lines))
    return render_template("letter_templates/overview.html", administrator=administrator, named=named)


@letter_templates.get(AT)
@access("staff", roles=ROLES)
def template(administrator_id: int, written: str, name: str) -> str:
    """One template: the version in force, the one that waits, upload, history."""
    return template_page(opened(administrator_id, written, name))


@letter_templates.get(VERSION)
@access("staff", roles=ROLES)
def version(administrator_id: int, written: str, name: str, number: int) -> Response:
    """The Word file of a version, to save; 0 comes with the service."""
    found = opened(administrator_id, written, name)
    content = file_of(db(), office(), found.place, found.version(number))
    return download(content, f"{_file_name(found, number)}.docx", DOCX)


@letter_templates.get(f"{VERSION}/sammenlign")
@access("staff", roles=ROLES)
def comparison(administrator_id: int, written: str, name: str, number: int) -> str:
    """A version beside the one in force, with example letters of every outcome."""
    found = opened(administrator_id, written, name)
    compared = compare_template(db(), office(), found, number)
    return render_template("letter_templates/comparison.html", found=found, number=number, compared=compared)


@letter_templates.get(f"{VERSION}/eksempel/<kind>/<outcome>/<any(ny, gjeldende):which>")
@access("staff", roles=ROLES)
def example(
    administrator_id: int, written: str, name: str, number: int, kind: str, outcome: str, which: str
) -> Response:
    """An example letter in Word, with this version or with the one in force."""
    found = opened(administrator_id, written, name)
    content = example_letter(db(), office(), found, number, kind, outcome, in_force=which == "gjeldende")
    title = t("letter_templates.example_file", kind=t(f"letters.title.{kind}"), which=t(f"letter_templates.{which}"))
    return download(content, f"{title}.docx", DOCX)


def template_page(found: OpenTemplate, faulty: TemplateFaulty | None = None, message: str = "", note: str = "") -> str:
    """The page of a template; with what was wrong with an upload."""
    kinds = kinds_with(library_of(db(), office(), found.administrator.id), found.place)
    fields = [field for field in merge_fields(kinds[0]).values() if field.type != "group"] if kinds else []
    shown = {"faults": faulty.faults if faulty else [], "message": message, "note": note}
    return render_template("letter_templates/template.html", found=found, kinds=kinds, fields=fields, **shown)


def _file_name(found: OpenTemplate, number: int) -> str:
    written, name = found.place
    return t("letter_templates.version_file", title=template_title(name), written=written, number=number)
