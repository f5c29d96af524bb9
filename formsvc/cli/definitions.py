"""Commands on definitions. Each takes the parsed arguments and returns the exit code."""

import os
from argparse import Namespace
from typing import Any

from formsvc import config
from formsvc.cli.files import read_text, show
from formsvc.cli.places import edition, forms, templates
from formsvc.kernel.clock import now, oslo_date
from formsvc.letters import lint_templates
from formsvc.schemes.definition import Scheme
from formsvc.schemes.export import export as export_scheme
from formsvc.schemes.findings import DefinitionFinding, DefinitionRefused
from formsvc.schemes.lint import lint
from formsvc.schemes.lock import lock_findings, write_lock
from formsvc.schemes.new import new_scheme
from formsvc.schemes.registry import Registry
from formsvc.schemes.trace import as_json


def check(arguments: Namespace) -> int:
    """Lint definitions and letter templates; one finding a line: file: key: reason."""
    known, folder = forms(arguments), templates(arguments)
    lines = [str(finding) for scheme in known.schemes() for finding in _findings(known, scheme)]
    lines += [f"{folder.name}/{found.file}: {found.key}: {found.reason}" for found in lint_templates(folder)]
    for line in lines:
        print(line)
    return 1 if lines else 0


def schemes(arguments: Namespace) -> int:
    """List schemes with their editions and forms."""
    known = forms(arguments)
    editions = {scheme: [known.get(scheme, name) for name in known.editions(scheme)] for scheme in known.schemes()}
    if arguments.json:
        show([{"scheme": scheme, "editions": [_edition(one) for one in some]} for scheme, some in editions.items()])
        return 0
    for scheme in (one for some in editions.values() for one in some):
        state = "open" if scheme.open else "closed"
        print(f"{scheme.id} {scheme.edition} ({state}): {', '.join(form.id for form in scheme.forms)}")
    return 0


def export(arguments: Namespace) -> int:
    """Print one edition as JSON."""
    show(export_scheme(edition(arguments)))
    return 0


def lock(arguments: Namespace) -> int:
    """Lock an edition, or a new revision of its texts."""
    scheme = edition(arguments)
    locked = write_lock(scheme, forms(arguments).folder(scheme.id, scheme.edition))
    print(f"{scheme.id} {scheme.edition} is locked at revision {locked.revision}")
    return 0


def trace(arguments: Namespace) -> int:
    """Print every requirement and what carries it; with --text also what the list lacks."""
    found = as_json(edition(arguments), read_text(arguments.text) if arguments.text else None)
    if arguments.json:
        show(found)
    else:
        _print_trace(found)
    return 1 if any(found.get(part) for part in ("gaps", "missing", "not_found", "ticks")) else 0


def new(arguments: Namespace) -> int:
    """Begin a scheme, and say what to do next."""
    folder = getattr(arguments, "forms", None) or config.forms_dir(os.environ)
    year = arguments.edition or str(oslo_date(now()).year)
    for file in new_scheme(folder, arguments.scheme, year, arguments.administrator, config.forms_dir(os.environ)):
        print(file)
    print("write the texts that begin with SKRIV:, then run formsvc check and formsvc lock")
    return 0


def _findings(known: Registry, scheme: str) -> list[DefinitionFinding]:
    findings: list[DefinitionFinding] = []
    for name in known.editions(scheme):
        try:
            loaded = known.get(scheme, name)
        except DefinitionRefused as refused:
            findings += refused.findings
        else:
            findings += lint(loaded) + lock_findings(loaded, known.folder(scheme, name))
    return findings


def _edition(scheme: Scheme) -> dict[str, Any]:
    return {"edition": scheme.edition, "open": scheme.open, "forms": [form.id for form in scheme.forms]}


def _print_trace(found: dict[str, Any]) -> None:
    for one in found["requirements"]:
        home = ", ".join(one["carried_by"]) or f"({one['unhoused']})"
        print(f"{one['point']} {one['item']}: {one['wording']} -> {home}")
    for gap in found["gaps"]:
        print(f"GAP {gap['point']} {gap['item']}: {gap['reason']}")
    for item in found.get("missing", []):
        print(f"NOT LISTED {item['point']} {item['item']}: {item['text']}")
    for one in found.get("not_found", []):
        print(f"NOT IN THE TEXT {one['point']} {one['item']}: {one['wording']}")
    for one in found.get("ticks", []):
        print(f"TICK DIFFERS {one['point']} {one['item']}: {'ticked' if one['ticked'] else 'not ticked'} in the text")
    excuses = ", ".join(f"{reason} {count}" for reason, count in found["unhoused"].items())
    print(f"{len(found['requirements'])} requirements, {len(found['gaps'])} gaps; without a home: {excuses}")
