"""Cells from ruling lines: the same as pdfplumber's for any drawing."""

from itertools import chain
from typing import Any

import pdfplumber.table
from hypothesis import given
from hypothesis import strategies as st

from formsvc.legacy_reports.child.cells import table_cells
from formsvc.legacy_reports.child.objects import Path, Subpath

places = st.integers(0, 8).map(lambda step: 20.0 * step)
corners = st.tuples(places, places)


def line(x0: float, y0: float, x1: float, y1: float) -> Subpath:
    return Subpath([(x0, y0), (x1, y1)], "ml")


def lines(start: tuple[float, float], length: float) -> list[Subpath]:
    x, y = start
    return [line(x, y, x + length, y), line(x, y, x, y + length)]


@given(st.lists(st.tuples(corners, places), min_size=2, max_size=14), st.booleans())
def test_any_lines_give_the_cells_that_pdfplumber_finds(starts: list[Any], framed: bool) -> None:
    frame = [line(0, 0, 160, 0), line(0, 160, 160, 160), line(0, 0, 0, 160), line(160, 0, 160, 160)]
    drawn = [*chain.from_iterable(lines(*start) for start in starts), *(frame if framed else [])]
    ours = table_cells([Path(0, None, 1.0, drawn)], pdfplumber.table)
    assert ours == _theirs(drawn)


def _theirs(drawn: list[Subpath]) -> list[Any]:
    edges = [_edge(*subpath.points[0], *subpath.points[1]) for subpath in drawn]
    edges = [edge for edge in edges if edge["width"] + edge["height"] >= 3]
    if len(edges) < 4:
        return []
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    table = pdfplumber.table
    crossings = table.edges_to_intersections(table.merge_edges(upright + level, 3, 3, 3, 3), 3, 3)
    return table.cells_to_tables(table.intersections_to_cells(crossings))


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    edge: dict[str, Any] = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top}
    return edge | {"width": x1 - x0, "height": bottom - top, "orientation": "v" if x0 == x1 else "h"}
