"""Words and cells to proposed answers. Pure: no PDF, no process; whoever calls may keep a clock."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from formsvc.legacy_reports.answers import is_instruction
from formsvc.legacy_reports.assign import settled
from formsvc.legacy_reports.catalogue import Catalogue
from formsvc.legacy_reports.columns import Columns
from formsvc.legacy_reports.document import Box, Document
from formsvc.legacy_reports.earlier import titles_of, with_years
from formsvc.legacy_reports.layout import Block, blocks_of, edges_of, repeated_edges
from formsvc.legacy_reports.meta import read_meta
from formsvc.legacy_reports.narrative import read_sections
from formsvc.legacy_reports.nearby import Claim, Nearby, how_built
from formsvc.legacy_reports.occurrences import Finder, Occurrence
from formsvc.legacy_reports.paragraphs import paragraphs_of
from formsvc.legacy_reports.prose import Prose, with_figures
from formsvc.legacy_reports.reading import Reading
from formsvc.legacy_reports.relevance import without_regulation

_FEWEST_LETTERS = 20
_MOST_WORDS, _MOST_WORDS_A_PAGE = 100_000, 2_500
"""The work grows with the words, which these bound: four seconds for the longest report, half a minute for a page of
labels and numbers repeated."""
_REACH = 60.0
"""A label further than this from every value of its indicator is a heading, or words of a sentence."""
_MOST_LABELS_A_PAGE = 100
"""A page that names indicators more often says nothing about them; to look around each would take long."""


Item = TypeVar("Item")
InTime = Callable[[], bool]


class OutOfTimeError(Exception):
    """The clock that the caller keeps has run out."""


def read_pages(document: Document, catalogue: Catalogue, in_time: InTime = lambda: True) -> Reading:
    """What a document says about a catalogue. `in_time` is asked page by page whether to go on.

    Error codes: no_text, not_a_report, too_large, timeout, corrupt (no page read).
    """
    bad = tuple(page.number for page in document.pages if page.bad)
    if _letters(document) < _FEWEST_LETTERS:
        return Reading(error="corrupt" if len(bad) == len(document.pages) else "no_text", bad_pages=bad)
    if _too_large(document):
        return Reading(error="too_large", bad_pages=bad)
    try:
        found = _read(document, catalogue, in_time)
    except OutOfTimeError:
        return Reading(error="timeout", bad_pages=bad)
    if not found.values and not found.sections:
        return Reading(error="not_a_report", bad_pages=bad)
    return replace(found, bad_pages=bad)


def _read(document: Document, catalogue: Catalogue, in_time: InTime) -> Reading:
    repeated = repeated_edges(document)
    pages = without_regulation(blocks_of(document, repeated))
    finder = Finder(catalogue)
    labels = [_sensible(finder.find(blocks)) for blocks in _while(in_time, pages)]
    meta = read_meta(pages, edges_of(document, repeated), catalogue)
    columns = Columns(pages, meta.year)
    claims = _claims(pages, labels, finder, catalogue, columns, meta.year, in_time)
    values, facts = settled(claims)
    sections = read_sections(_narrative(pages, _with_claims(labels, claims), columns), catalogue)
    return Reading(values, facts, sections, meta)


def _while(in_time: InTime, items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if not in_time():
            raise OutOfTimeError
        yield item


def _claims(
    pages: list[list[Block]],
    labels: list[list[Occurrence]],
    finder: Finder,
    catalogue: Catalogue,
    columns: Columns,
    year: int | None,
    in_time: InTime,
) -> list[Claim]:
    """What tables, cards and lines say; then running text for what they left open."""
    both = list(zip(pages, labels, strict=True))
    surroundings = [Nearby(blocks, found, columns) for blocks, found in _while(in_time, both)]
    built = how_built(surroundings)
    for page in surroundings:
        page.built = built
    beside = [claim for page in _while(in_time, surroundings) for claim in page.claims(finder)]
    titles = titles_of(pages)
    claims = with_years(beside, titles, year)
    answered = {claim.indicator for claim in claims if claim.empty or _is_result(claim)}
    prose = Prose(catalogue, finder, year)
    told = [
        claim
        for blocks, found in _while(in_time, both)
        for claim in prose.claims(with_figures(paragraphs_of(_running(blocks, found, answered))))
        if claim.indicator not in answered
    ]
    return [*claims, *with_years(told, titles, year)]


def _running(blocks: list[Block], labels: list[Occurrence], answered: set[str]) -> list[Block]:
    """The text that is no label of what tables and lines have answered."""
    named = {id(block) for label in labels if label.entry.id in answered for block in label.blocks}
    return [block for block in blocks if id(block) not in named]


def _is_result(claim: Claim) -> bool:
    return claim.finding is not None and claim.finding.role == "result"


def _with_claims(labels: list[list[Occurrence]], claims: list[Claim]) -> list[list[Occurrence]]:
    """The labels with something beside them: the others may be headings, or words of a sentence."""
    told: dict[tuple[str, int], list[Box]] = {}
    for claim in claims:
        for block in claim.blocks:
            told.setdefault((claim.indicator, block.page), []).append(block.box)
    return [
        [label for label in found if any(_near(label.box, box) for box in told.get((label.entry.id, label.page), []))]
        for found in labels
    ]


def _near(label: Box, value: Box) -> bool:
    return value[1] - label[3] < _REACH and label[1] - value[3] < _REACH


def _narrative(pages: list[list[Block]], labels: list[list[Occurrence]], columns: Columns) -> list[list[Block]]:
    """What is left for the narrative: no labels, heads of columns, words of the form, nor cells of tables with these.

    Of a table of questions and answers only the rows of the labels go.
    """
    left: list[list[Block]] = []
    heads = columns.in_heads()
    for blocks, found in zip(pages, labels, strict=True):
        named = heads | {id(block) for label in found for block in label.blocks}
        named |= {id(block) for block in blocks if is_instruction(block.text)}
        gone = {place for block in blocks if block.cell and id(block) in named for place in _around(block, blocks)}
        left.append([b for b in blocks if id(b) not in named and not (b.cell and _place(b) in gone)])
    return left


def _place(cell: Block) -> tuple[int, int]:
    """The table on the page, and the row by its top."""
    table, box = cell.cell or (0, cell.box)
    return table, round(box[1])


def _around(cell: Block, blocks: list[Block]) -> set[tuple[int, int]]:
    """The rows that go with a label's cell: its own, in a table of two columns; all of a wider table."""
    table = [block for block in blocks if block.cell and cell.cell and block.cell[0] == cell.cell[0]]
    columns = {round(block.cell[1][0]) for block in table if block.cell}
    return {_place(cell)} if len(columns) == 2 else {_place(block) for block in table}


def _sensible(found: list[Occurrence]) -> list[Occurrence]:
    return found if len(found) <= _MOST_LABELS_A_PAGE else []


def _too_large(document: Document) -> bool:
    words = [len(page.words) for page in document.pages]
    return sum(words) > _MOST_WORDS or max(words) > _MOST_WORDS_A_PAGE


def _letters(document: Document) -> int:
    return sum(ch.isalpha() for page in document.pages for word in page.words for ch in word.text)
