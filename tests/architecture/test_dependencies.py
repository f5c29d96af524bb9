"""Every dependency is declared, and a decision says why it is here."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs/decisions"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normalised(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    return {normalised(re.split(r"[\[<>=;~! ]", requirement, maxsplit=1)[0]) for requirement in requirements}


def runtime() -> set[str]:
    """What the service itself may import, its optional extras included."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    return declared(PROJECT["project"]["dependencies"] + [name for extra in extras for name in extra])


def packages_imported_by(folder: str) -> set[str]:
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"formsvc", "tests", "_typeshed"}


def test_what_the_service_imports_is_declared() -> None:
    providers = packages_distributions()
    undeclared = {
        package
        for package in packages_imported_by("formsvc")
        if runtime().isdisjoint(map(normalised, providers.get(package, [package])))
    }
    assert undeclared == set()


def test_a_decision_says_why_each_dependency_is_here() -> None:
    design = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    named = {*runtime(), *declared(PROJECT["dependency-groups"]["dev"]), *design["dependencies"]}
    told = "\n".join(path.read_text(encoding="utf-8") for path in DECISIONS.glob("*-dependencies.md"))
    reasons = set(re.findall(r"^\| `([^`]+)` \| \S", told, re.MULTILINE))
    assert named | set(design["devDependencies"]) | set(design["optionalDependencies"]) == reasons
