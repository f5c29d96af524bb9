"""What stands under a heading of an earlier year is not this year's: `Vedlegg: tallene vi rapporterte for 2022`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from formsvc.legacy_reports.answers import is_value
from formsvc.legacy_reports.document import level
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.nearby import Claim

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_LARGER = 1.12
_LONGEST = 90


def titles_of(pages: list[list[Block]]) -> list[Block]:
    """Short texts in larger or bold type, alone on their line, from the top of the first page."""
    return [title for blocks in pages for title in _titles(blocks)]


def with_years(claims: list[Claim], titles: list[Block], year: int | None) -> list[Claim]:
    """The claims, with those under a heading of earlier years only as last year's."""
    return [_dated(claim, titles, year) if year and titles else claim for claim in claims]


def _dated(claim: Claim, titles: list[Block], year: int) -> Claim:
    finding = claim.finding
    if finding is None or finding.role != "result":
        return claim
    above = [title for title in titles if (title.page, title.box[1]) < (finding.page, finding.box[1])]
    years = [int(found) for found in _YEAR.findall(above[-1].text)] if above else []
    return replace(claim, finding=replace(finding, role="last_year")) if years and max(years) < year else claim


def _titles(blocks: list[Block]) -> Iterator[Block]:
    usual = median(block.height for block in blocks) if blocks else 0.0
    for block in blocks:
        stands_out = block.bold or block.height > _LARGER * usual
        short = block.cell is None and len(block.text) < _LONGEST and not block.text.endswith(".")
        if is_value(block.text):
            continue
        if stands_out and short and not any(level(block.box, other.box) for other in blocks if other is not block):
            yield block
