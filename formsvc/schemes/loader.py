"""A folder of TOML -> one resolved `Scheme`.

`forms/<scheme>/<edition>/` holds `scheme.toml`, `assessment.toml`, `letters.toml`, `requirements.toml`, and one file
per form: any other `.toml`, whose stem is the form's id. A section of a form may be

- `use = "budget"`: the section(s) of `forms/common/budget.toml` stand in this place, and its checks join the form's;
- `indicators = "targets"` or `"results"`: the questions of each indicator that is asked for at that stage.

A field with `same_as = "application"` is the field of that form with its id.

Whatever else such a section says replaces the block's own keys; a field with the id of a block's field is laid over it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from formsvc.schemes.condition_check import condition_faults
from formsvc.schemes.definition import AdministratorKind, Form, Indicator, Option, Scheme
from formsvc.schemes.findings import DefinitionRefused
from formsvc.schemes.geography import FILES, PlaceKind, geography_file, places
from formsvc.schemes.lint import ESSENTIAL
from formsvc.schemes.reading import DefinitionFiles, Table
from formsvc.texts import Text, text, text_in_both

_PARTS = ("scheme", "assessment", "letters", "requirements")
_STAGES = {"targets": "application", "results": "report"}


def load_edition(folder: Path) -> Scheme:
    """The edition in `forms/<scheme>/<edition>`, resolved.

    Raises DefinitionRefused with every fault found, each with file and key.
    """
    files = DefinitionFiles(folder)
    scheme = _scheme(files)
    forms = [_form(files, file, scheme) for file in _form_files(folder)]
    if scheme and not (folder / "application.toml").is_file():
        files.report(folder / "application.toml", "", "missing file")
    if files.findings or not scheme:
        raise DefinitionRefused(sorted(set(files.findings)))
    resolved = scheme.model_copy(update={"forms": tuple(form for form in forms if form)})
    for file, key, reason in (*_faults(resolved), *_unknown_deciders(files, resolved)):
        files.report(folder / file, key, reason)
    if files.findings:
        raise DefinitionRefused(sorted(set(files.findings)))
    return resolved


def _faults(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """What makes a well-written edition impossible to serve: file, key, reason."""
    for rule in ESSENTIAL:
        yield from rule(scheme)
    for form in scheme.forms:
        for key, reason in condition_faults(scheme, form):
            yield ("scheme.toml" if key.startswith("rule[") else f"{form.id}.toml"), key, reason


def _unknown_deciders(files: DefinitionFiles, scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """Forms that nobody could open a call for."""
    kinds = get_args(AdministratorKind)
    known = {*kinds, scheme.grant_administrator, *_administrators(files)}
    for form in scheme.forms:
        if scheme.decider_of(form) not in known:
            reason = (
                f"{form.decided_by!r} is neither a grant administrator's key nor a kind of them ({', '.join(kinds)})"
            )
            yield f"{form.id}.toml", "decided_by", reason


def _administrators(files: DefinitionFiles) -> set[str]:
    """The keys of `administrators.toml`, where there is one: `formsvc invite-administrator` is what demands it."""
    file = files.forms_dir / "administrators.toml"
    entries = files.table(file).get("administrator", []) if file.is_file() else []
    return {str(entry.get("key")) for entry in entries}


def _form_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.toml") if file.stem not in _PARTS)


def _scheme(files: DefinitionFiles) -> Scheme | None:
    file = files.edition / "scheme.toml"
    raw = files.table(file)
    if not raw:
        return None
    for key, folder in (("id", files.edition.parent), ("edition", files.edition)):
        if raw.get(key) != folder.name:
            files.report(file, key, f"must be the folder's name, {folder.name!r}, and is {raw.get(key)!r}")
    parts = {name: files.edition / f"{name}.toml" for name in _PARTS[1:]}
    tables = {name: files.table(part) for name, part in parts.items() if name == "letters" or part.is_file()}
    if "requirements" in tables:
        tables["requirements"] = tables["requirements"].get("requirements", [])
    return files.model(Scheme, {**raw, **tables, "forms": []}, file, parts)


def _form(files: DefinitionFiles, file: Path, scheme: Scheme | None) -> Form | None:
    raw = files.table(file)
    if not raw:
        return None
    checks = list(raw.get("checks", []))
    sections: list[Table] = []
    for section in raw.get("sections", []):
        block, more = _block(files, file, section)
        parts = (_with_shared(files, file, part) for part in _filled(section, block, scheme))
        sections += [_with_geography(files, part) for part in parts]
        checks += more
    if raw.get("renews"):
        sections = [_carried_on(section) for section in sections]
    return files.model(Form, {**raw, "id": file.stem, "sections": sections, "checks": checks}, file)


def _block(files: DefinitionFiles, file: Path, section: Table) -> tuple[list[Table], list[Table]]:
    """The sections and checks of the block that a section uses."""
    name = section.get("use")
    if name is None:
        return [], []
    block = files.table(files.forms_dir / "common" / f"{name}.toml")
    sections = block.get("sections", [])
    if len(sections) != 1 and len(section) > 1:
        files.report(
            file, f"section.use = {name!r}", f"only a block of one section can be changed, not of {len(sections)}"
        )
    return sections, block.get("checks", [])


def _filled(section: Table, block: list[Table], scheme: Scheme | None) -> list[Table]:
    """The section(s) that stand in one section's place."""
    own = {key: value for key, value in section.items() if key not in ("use", "indicators")}
    block = [_demanded(part) for part in block] if own.get("inferred") is False else block
    if "indicators" in section and scheme:
        block = [*block, {"fields": list(_indicator_fields(section["indicators"], scheme))}]
    if not block:
        return [own]
    if not own:
        return block
    fields = [field for part in block for field in part.get("fields", [])]
    return [{**block[0], **own, "fields": _laid_over(fields, own.get("fields", []))}]


def _demanded(block: Table) -> Table:
    """A block's section whose reason for being inferred falls away, since this regelverk demands it."""
    return {key: value for key, value in block.items() if key != "reason"}


def _laid_over(fields: list[Table], changes: list[Table]) -> list[Table]:
    by_id = {field.get("id"): field for field in fields}
    for change in changes:
        by_id[change.get("id")] = {**by_id.get(change.get("id"), {}), **change}
    return list(by_id.values())


def _with_shared(files: DefinitionFiles, file: Path, section: Table) -> Table:
    """Fields that are the same as another form's: what stands here replaces the other's own keys."""
    return {**section, "fields": [_shared(files, file, field) for field in section.get("fields", [])]}


def _shared(files: DefinitionFiles, file: Path, field: Table) -> Table:
    home = field.get("same_as")
    if home is None:
        return field
    other = files.table(files.edition / f"{home}.toml") if (files.edition / f"{home}.toml").is_file() else {}
    for section in other.get("sections", []):
        for block in (*_block(files, file, section)[0], section):
            for found in (found for found in block.get("fields", []) if found.get("id") == field.get("id")):
                return {**found, **{key: value for key, value in field.items() if key != "same_as"}}
    files.report(file, f"field[{field.get('id')}].same_as", f"there is no such field in {home!r}")
    return {key: value for key, value in field.items() if key != "same_as"}


def _carried_on(section: Table) -> Table:
    """In a simplified application each target begins as the one that was set before."""
    fields = section.get("fields", [])
    return {
        **section,
        "fields": [{"prefill": f"application.{f['id']}", **f} if "indicator" in f else f for f in fields],
    }


def _indicator_fields(kind: str, scheme: Scheme) -> Iterator[Table]:
    """`target.<id>`, or `result.<id>` with what explains its deviation, for the indicators that the stage asks for."""
    explanations = ("deviation", "measures") if scheme.deviation.measures else ("deviation",)
    for indicator in scheme.indicators:
        if _STAGES.get(kind) not in indicator.asked_in:
            continue
        yield _value_field("target" if kind == "targets" else "result", indicator)
        for prefix in explanations if kind == "results" and indicator.has_target else ():
            explanation = {"type": "long_text", "help": text_in_both(f"schemes.help.{prefix}")}
            yield _indicator_field(prefix, indicator) | explanation


def _value_field(prefix: str, indicator: Indicator) -> Table:
    return _indicator_field(prefix, indicator) | {
        "type": indicator.unit,
        "unit": indicator.unit,
        "help": indicator.help,
        "required": True,
        "per_service": indicator.per_service,
        "of_services": indicator.of_services if indicator.per_service else None,
        "instead": indicator.instead,
    }


def _indicator_field(prefix: str, indicator: Indicator) -> Table:
    label = Text(
        nb=text(f"schemes.field.{prefix}", "nb", indicator=indicator.label.nb),
        nn=text(f"schemes.field.{prefix}", "nn", indicator=indicator.label.nn),
    )
    return {
        "id": f"{prefix}.{indicator.id}",
        "label": label,
        "indicator": indicator.id,
        "source": indicator.source,
        "inferred": indicator.inferred,
        "reason": indicator.reason,
        "visible_when": _of_such_services(prefix, indicator),
    }


def _of_such_services(prefix: str, indicator: Indicator) -> Table | None:
    """What is measured once, but only of some services, is asked where there is such a service."""
    wanted = indicator.of_services
    if wanted is None or indicator.per_service:
        return None
    name = f"services.{wanted.field}" if prefix == "target" else f"application.services.{wanted.field}"
    return {"one_of": {"field": name, "values": wanted.values}}


def _with_geography(files: DefinitionFiles, section: Table) -> Table:
    """Questions about a municipality or county get the country's own as their options."""
    return {**section, "fields": [_with_places(files, field) for field in section.get("fields", [])]}


def _with_places(files: DefinitionFiles, field: Table) -> Table:
    if "columns" in field:
        field = {**field, "columns": [_with_places(files, column) for column in field["columns"]]}
    return {**field, "options": _places(files, field["type"])} if field.get("type") in FILES else field


def _places(files: DefinitionFiles, kind: PlaceKind) -> tuple[Option, ...]:
    try:
        return places(files.forms_dir, kind)
    except FileNotFoundError:
        files.report(geography_file(files.forms_dir, kind), "", "missing file")
        return ()
