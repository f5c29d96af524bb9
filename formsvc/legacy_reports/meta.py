"""Who reports and for which year: organisation number by its check digit, name beside it, year by its cues."""

import re
from collections import Counter
from functools import cache

from formsvc.kernel.identifiers import InvalidOrgnr, parse_orgnr
from formsvc.legacy_reports.catalogue import Catalogue
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded, plain
from formsvc.legacy_reports.reading import Meta
from formsvc.legacy_reports.vocabulary import vocabulary

_NINE_DIGITS = re.compile(r"(?<!\d)(?<!\d )(\d{3}[ .]?\d{3}[ .]?\d{3})(?! ?\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?![\d-])")
_DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[a-zæøå]+)\s?20\d\d", re.IGNORECASE)


@cache
def _cues(kind: str) -> str:
    """The cue words of a kind as alternatives of a pattern, longest first."""
    words: list[str] = sorted(vocabulary()["meta"][kind], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in words)


_ORG_CUE = re.compile(rf"\b(?:{_cues('number')})(?![a-zæøå])\.?:?", re.IGNORECASE)
_NAME_CUE = re.compile(rf"^(?:{_cues('name')})(?![a-zæøå])\s*:?\s*(.*)$", re.IGNORECASE)
_YEAR_CUE = re.compile(rf"(?:{_cues('year')})\w*\D{{0,40}}(20[0-4]\d)(?!\d)", re.IGNORECASE)
_NOT_A_NAME = re.compile(rf"\b(?:{_cues('not_a_name')})|\d{{4,}}", re.IGNORECASE)


def read_meta(pages: list[list[Block]], catalogue: Catalogue) -> Meta:
    """Organisation, organisation number and year, each None where it is not clear."""
    first = [block for blocks in pages[:2] for block in blocks]
    everything = [block for blocks in pages for block in blocks]
    orgnr, place = _orgnr(first) or _orgnr(everything) or (None, None)
    return Meta(_organisation(first, place, catalogue), orgnr, _year(first))


def _orgnr(blocks: list[Block]) -> tuple[str, Block] | None:
    """The first valid number, one that says `org.nr.` before others."""
    found: list[tuple[bool, str, Block]] = []
    for index, block in enumerate(blocks):
        text = plain(block.text)
        before = plain(blocks[index - 1].text) if index else ""
        for match in _NINE_DIGITS.finditer(text):
            try:
                digits = parse_orgnr(match.group(1))
            except InvalidOrgnr:
                continue
            cued = _ORG_CUE.search(text[: match.start()]) or (match.start() < 3 and _ORG_CUE.search(before))
            found.append((bool(cued), digits, block))
    cued_first = sorted(found, key=lambda item: not item[0])
    return (cued_first[0][1], cued_first[0][2]) if cued_first and (cued_first[0][0] or len(found) == 1) else None


def _organisation(blocks: list[Block], place: Block | None, catalogue: Catalogue) -> str | None:
    return _named(blocks, catalogue) or (_beside_number(blocks, place, catalogue) if place else None)


def _named(blocks: list[Block], catalogue: Catalogue) -> str | None:
    for index, block in enumerate(blocks[:60]):
        match = _NAME_CUE.match(plain(block.text))
        if not match:
            continue
        follows = blocks[index + 1].text if index + 1 < len(blocks) else ""
        name = match.group(1) if ":" in block.text or not match.group(1) else ""
        name = _clean(name or (follows if not match.group(1) else ""))
        if _is_name(name, catalogue):
            return name
    return None


def _beside_number(blocks: list[Block], place: Block, catalogue: Catalogue) -> str | None:
    """The text before the number on its line, or the line above it."""
    text = plain(place.text)
    cue = _ORG_CUE.search(text) or _NINE_DIGITS.search(text)
    if cue:
        before = re.split(r"[|•]", text[: cue.start()])
        parts = [_clean(part) for part in before if _clean(part)]
        if parts and _is_name(parts[0], catalogue):
            return parts[0]
    index = blocks.index(place)
    for above in [block for block in reversed(blocks[:index]) if _just_above(block, place)][:2]:
        name = _clean(plain(above.text))
        if _is_name(name, catalogue):
            return name
    return None


def _just_above(block: Block, place: Block) -> bool:
    near = block.page == place.page and 0 < place.box[1] - block.box[1] < 4 * place.height
    return near and abs(block.box[0] - place.box[0]) < 12


def _clean(text: str) -> str:
    return text.strip(" ,;:–—-|(•")


def _is_name(text: str, catalogue: Catalogue) -> bool:
    known_titles = {folded(title) for title in catalogue.titles}
    return (
        2 < len(text) < 90 and text[0].isupper() and not _NOT_A_NAME.search(text) and folded(text) not in known_titles
    )


def _year(blocks: list[Block]) -> int | None:
    """The year that headings and cue words name most; big type counts more."""
    votes: Counter[int] = Counter()
    tallest = max((block.height for block in blocks), default=0.0)
    for position, block in enumerate(blocks):
        text = _DATE.sub(" ", plain(block.text))
        title = 4 if block.height > 0.9 * tallest and position < 12 else 0
        for year in _YEAR_CUE.findall(text):
            votes[int(year)] += 3 + (3 if position < 12 else 0)
        for year in _YEAR.findall(text):
            votes[int(year)] += 1 + title
    return max(votes, key=lambda year: (votes[year], year)) if votes else None
