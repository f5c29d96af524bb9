"""Small functions and small files: what separates good code from bad is the tail."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("formsvc", "tests", "benchmarks")
LONGEST_FUNCTION = 60
LONGEST_FILE = 400
MEDIAN_FUNCTION = 8
P95_FUNCTION = 30
# A migration is a list of tables in the order of their making, written once and never changed.
MIGRATIONS = "formsvc/storage/migrations/versions"


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if MIGRATIONS not in path.as_posix())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_and_no_function_is_long(folder: str) -> None:
    long_files = {path for path in sources(folder) if path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE}
    long_functions = {
        f"{path.relative_to(ROOT)}: {name} has {lines} lines"
        for path in sources(folder)
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION
    }
    assert not long_files
    assert not long_functions


def test_functions_are_short_as_a_rule() -> None:
    lines = [length for path in sources("formsvc") for _, length in functions(path)]
    assert statistics.median(lines) < MEDIAN_FUNCTION
    assert statistics.quantiles(lines, n=20)[-1] <= P95_FUNCTION
