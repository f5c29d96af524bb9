"""Ruling lines to table cells with pdfplumber's own functions, loaded without the rest of pdfplumber.

`import pdfplumber` costs more than reading a page does. Its table module needs only two small modules of
`pdfplumber.utils`, so the two package files are replaced by empty packages on the same path.
"""

import sys
from bisect import bisect_right
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from types import ModuleType
from typing import Any

from formsvc.legacy_reports.child.geometry import Box, Point
from formsvc.legacy_reports.child.objects import Path, Subpath

Crossings = dict[Point, dict[str, list[dict[str, Any]]]]
"""Where edges meet, and the upright ("v") and level ("h") ones that do."""
Through = dict[Point, tuple[set[Box], set[Box]]]

MAX_EDGES = 6_000
_SNAP = _JOIN = _INTERSECTION = 3
_MIN_LENGTH = 3
_MIN_LENGTH_BEFORE = 1


def load_table_functions() -> ModuleType:
    """Pdfplumber's `table` module. Only for the child process: pdfplumber itself is not usable after this."""
    spec = find_spec("pdfplumber")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("pdfplumber")
    folder = spec.submodule_search_locations[0]
    _empty_package("pdfplumber", folder)
    utils = _empty_package("pdfplumber.utils", f"{folder}/utils")
    for name in ("clustering", "geometry"):
        utils.__dict__.update(vars(import_module(f"pdfplumber.utils.{name}")))
    return import_module("pdfplumber.table")


def _empty_package(name: str, folder: str) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = [folder]
    sys.modules[name] = package
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, package)
    return package


def table_cells(paths: list[Path], functions: Any) -> list[list[Box]]:
    """Tables as lists of cells (x0, top, x1, bottom): what pdfplumber's `find_tables()` finds by default."""
    edges = [edge for path in paths for subpath in path.subpaths for edge in _edges(subpath)]
    edges = [edge for edge in edges if _length(edge) >= _MIN_LENGTH_BEFORE]
    if len(edges) < 4 or len(edges) > MAX_EDGES:
        return []
    verticals = [edge for edge in edges if edge["orientation"] == "v"]
    horizontals = [edge for edge in edges if edge["orientation"] == "h"]
    merged = functions.merge_edges(verticals + horizontals, _SNAP, _SNAP, _JOIN, _JOIN)
    merged = [edge for edge in merged if _length(edge) >= _MIN_LENGTH]
    crossings = functions.edges_to_intersections(merged, _INTERSECTION, _INTERSECTION)
    tables: list[list[Box]] = functions.cells_to_tables(_cells(crossings))
    return tables


def _cells(crossings: Crossings) -> list[Box]:
    """The smallest cell down and to the right of each crossing.

    The same cells as pdfplumber's `intersections_to_cells`, which asks every crossing about every other.
    """
    through = {point: (_boxes(edges["v"]), _boxes(edges["h"])) for point, edges in crossings.items()}
    points = sorted(crossings)
    columns, rows = defaultdict(list), defaultdict(list)
    for x, top in points:
        columns[x].append(top)
        rows[top].append(x)
    found = (_cell(point, columns[point[0]], rows[point[1]], through) for point in points)
    return [cell for cell in found if cell]


def _cell(point: Point, column: list[float], row: list[float], through: Through) -> Box | None:
    """The first cell whose four corners are joined by edges; `column` and `row` are the crossings in line with it."""
    x, top = point
    vertical, horizontal = through[point]
    rights = [right for right in row[bisect_right(row, x) :] if through[right, top][1] & horizontal]
    for bottom in column[bisect_right(column, top) :] if rights else ():
        if not through[x, bottom][0] & vertical:
            continue
        for right in rights:
            corner = through.get((right, bottom))
            if corner and corner[0] & through[right, top][0] and corner[1] & through[x, bottom][1]:
                return x, top, right, bottom
    return None


def _boxes(edges: list[dict[str, Any]]) -> set[Box]:
    return {(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in edges}


def _edges(subpath: Subpath) -> list[dict[str, Any]]:
    """The straight edges of a subpath, by pdfminer's and pdfplumber's rules."""
    points, shape = subpath.points, subpath.shape
    if len(shape) > 3 and shape.endswith("lh") and points[-2] == points[0]:
        points, shape = points[:-1], shape[:-2] + "h"
    if shape in ("ml", "mlh"):
        return [_edge(points[0], points[1], "h" if points[0][1] == points[1][1] else "v")]
    if shape in ("mlllh", "mllll") and _is_rectangle(points):
        return _sides(*subpath.box)
    found = (_edge(a, b, "v" if a[0] == b[0] else "h" if a[1] == b[1] else "") for a, b in pairwise(points))
    return [edge for edge in found if edge["orientation"]]


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    if last != points[0]:
        return False
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)


def _sides(x0: float, top: float, x1: float, bottom: float) -> list[dict[str, Any]]:
    return [
        _line(x0, top, x1, top, "h"),
        _line(x0, bottom, x1, bottom, "h"),
        _line(x0, top, x0, bottom, "v"),
        _line(x1, top, x1, bottom, "v"),
    ]


def _edge(a: Point, b: Point, orientation: str) -> dict[str, Any]:
    return _line(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), orientation)


def _line(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    """An edge as pdfplumber has it."""
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }


def _length(edge: dict[str, Any]) -> float:
    length: float = edge["height"] if edge["orientation"] == "v" else edge["width"]
    return length
