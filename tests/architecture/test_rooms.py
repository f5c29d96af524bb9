"""Which room may import which package. Together with the layers this keeps frameworks out of the rooms of meaning."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Package, or a name in it, -> the rooms that may import it. What is not named here is free for all.
ALLOWED: dict[str, set[str]] = {
    "flask": {"app", "web"},
    "werkzeug": {"web", "webforms"},
    "flask_wtf": {"web"},
    "wtforms": {"webforms"},
    "jinja2": {"app", "letters"},
    "sqlalchemy": {"storage"},
    # The type alone: use cases, views and commands hand a session on, and only storage asks the database.
    "sqlalchemy.orm.Session": {"cli", "services", "storage", "web"},
    "alembic": {"storage"},
    "docxtpl": {"letters"},
    "docx": set(),
    "lxml": {"letters"},
    # Only its table functions, loaded by name in the child process (legacy_reports/child/cells.py).
    "pdfplumber": set(),
    "pypdfium2": {"legacy_reports"},
    "babel": {"texts"},
    "gunicorn": {"cli"},
    "dbos": {"jobs"},
    "pypdf": {"jobs"},
    "xlsxwriter": {"services"},
}
QUERIES = {"execute", "scalar", "scalars", "query"}


def trees() -> Iterator[tuple[str, str, ast.Module]]:
    """Every file of the service: its path, its room and what it says."""
    for path in sorted((ROOT / "formsvc").rglob("*.py")):
        inside = path.relative_to(ROOT / "formsvc")
        yield inside.as_posix(), inside.parts[0].removesuffix(".py"), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """The dotted name of everything that a file imports from elsewhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rule_for(name: str) -> str:
    """The entry of ALLOWED that decides about a dotted name: the name itself, else its package."""
    return name if name in ALLOWED else name.partition(".")[0]


def test_each_package_stays_in_its_rooms() -> None:
    strays = [
        f"{path} imports {name}"
        for path, room, tree in trees()
        for name in imported(tree)
        if room not in ALLOWED.get(rule_for(name), {room})
    ]
    assert strays == []


def test_the_table_names_what_is_used() -> None:
    used = {(rule_for(name), room) for _, room, tree in trees() for name in imported(tree)}
    assert {(rule, room) for rule, rooms in ALLOWED.items() for room in rooms} <= used


def test_only_storage_asks_the_database() -> None:
    questions = [
        f"{path}:{node.lineno} .{node.func.attr}()"
        for path, room, tree in trees()
        if room != "storage"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUERIES
    ]
    assert questions == []
