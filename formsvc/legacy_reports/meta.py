"""Who reports and for which year: the number by its check digit, the name by what is around it, the year by cues."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from formsvc.kernel.identifiers import InvalidOrgnr, parse_orgnr
from formsvc.legacy_reports.catalogue import Catalogue
from formsvc.legacy_reports.document import level
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded, plain
from formsvc.legacy_reports.reading import Meta
from formsvc.legacy_reports.vocabulary import vocabulary

_NINE_DIGITS = re.compile(r"(?<!\d)(?<!\d )(\d{3}[ .]?\d{3}[ .]?\d{3})(?! ?\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?![\d-])")
_DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[a-zæøå]+)\s?20\d\d", re.IGNORECASE)
_ADDRESS = re.compile(r" \d{1,3} ?[A-Za-z]?$|^\d")
_REGISTERED = re.compile(r"(?<![A-Za-zÆØÅæøå])NO\s*$")
_PARTS = re.compile(r"\s*[|•·;]\s*|\s+[–—-]+\s+|,\s+(?=[a-zæøå0-9])|\s*\(|\.\s+(?=[A-ZÆØÅ])")
_IS_A = re.compile(r"^([A-ZÆØÅ][\wÆØÅæøå&-]*(?: [\wÆØÅæøå&-]+){0,7}?) (?:er|driver|driv|gir|gjev) ")
_NAMED, _BESIDE, _SENTENCE, _AT_EDGE, _IN_TITLE, _ALONE = 5.0, 4.0, 3.5, 3.0, 2.5, 1.5
_ENOUGH = 2.5
_MOST_WORDS, _LONGEST = 9, 90
_FIRST_LINES, _TITLE_LINES = 60, 5
_MOST_MENTIONS = 3
_ANSWERED = 12


@cache
def _cues(kind: str) -> str:
    """The cue words of a kind as alternatives of a pattern, longest first."""
    words: list[str] = sorted(vocabulary()["meta"][kind], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in words)


_ORG_CUE = re.compile(rf"\b(?:{_cues('number')})(?![a-zæøå])\.?:?", re.IGNORECASE)
_NAME_CUE = re.compile(
    rf"^(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]?\s+)?({_cues('name')})(?![a-zæøå])\s*(:?)\s*(.*)$", re.IGNORECASE
)
_NAME_CUE_INSIDE = re.compile(rf"\.\s+({_cues('name')})(:)\s*(.*)$", re.IGNORECASE)
_ON_BEHALF = re.compile(r"(?:på vegne av|på vegner av) ([^,.;()]+)")
_ASKS_NAME = re.compile(r"(?:navn|namn)\b", re.IGNORECASE)
_YEAR_CUE = re.compile(rf"(?:{_cues('year')})\w*\D{{0,40}}(20[0-4]\d)(?!\d)", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    rf"(?<![a-zæøå])(?:(?:{_cues('no_name')})(?![a-zæøå])|{_cues('not_a_name')})|\d{{4,}}|@", re.IGNORECASE
)
_TITLE = re.compile(rf"^(?:(?:{_cues('title')})(?![a-zæøå])[\s:,]*|20\d\d[\s:,]*)+|(?:[\s,]*20\d\d)+$", re.IGNORECASE)


def read_meta(pages: list[list[Block]], edges: list[Block], catalogue: Catalogue) -> Meta:
    """Organisation, organisation number and year, each None where it is not clear. `edges`: headers and footers."""
    first = [block for blocks in pages[:2] for block in blocks]
    later = [block for blocks in pages[2:] for block in blocks]
    orgnr = _orgnr(first + edges) or _orgnr(later)
    return Meta(_Names(first, edges, catalogue).best(orgnr), orgnr, _year(edges + first))


def _orgnr(blocks: list[Block]) -> str | None:
    """The valid number that says `org.nr.` before others; without, the only one."""
    cued, others = Counter[str](), Counter[str]()
    for index, block in enumerate(blocks):
        text = plain(block.text)
        before = plain(blocks[index - 1].text) if index else ""
        for match in _NINE_DIGITS.finditer(text):
            digits = _valid(match.group(1))
            if digits and not _is_authority(text[: match.start()]):
                (cued if _is_cued(text[: match.start()], before) else others)[digits] += 1
    if cued:
        return cued.most_common(1)[0][0]
    return next(iter(others)) if len(others) == 1 else None


def _valid(digits: str) -> str | None:
    try:
        return parse_orgnr(digits)
    except InvalidOrgnr:
        return None


def _is_cued(text: str, before: str) -> bool:
    """The cue stands before the number on its line, or ends the line before."""
    return bool(_ORG_CUE.search(text) or _REGISTERED.search(text) or (len(text) < 3 and _ORG_CUE.search(before)))


class _Names:
    """What may be the organisation's name, each with a weight by where it stands."""

    def __init__(self, first: list[Block], edges: list[Block], catalogue: Catalogue) -> None:
        self._first, self._edges = first, edges
        self._titles = [folded(title) for title in catalogue.titles]
        self._text = " ".join(plain(block.text) for block in [*edges, *first])

    def best(self, orgnr: str | None) -> str | None:
        """The name with most weight, where it has enough; one more for each other mention of it."""
        weights: dict[str, float] = {}
        spelt: dict[str, str] = {}
        for weight, name in self._candidates(orgnr):
            key = folded(name)
            weights[key] = max(weights.get(key, 0.0), weight)
            spelt.setdefault(key, name)
        for key, mentions in self._mentions(weights).items():
            weights[key] += 0.5 * (min(mentions, _MOST_MENTIONS) - 1)
        key = max(weights, key=lambda key: weights[key], default="")
        return self._in_small_letters(spelt[key]) if key and weights[key] >= _ENOUGH else None

    def _mentions(self, keys: Iterable[str]) -> dict[str, int]:
        """How often each is mentioned, mentions of longer names that hold it aside."""
        everything = f" {folded(self._text)} "
        found: dict[str, int] = {}
        for key in sorted(keys, key=len, reverse=True):
            longer = sum(count for other, count in found.items() if f" {key} " in f" {other} ")
            found[key] = max(everything.count(f" {key} ") - longer, 0)
        return found

    def _candidates(self, orgnr: str | None) -> Iterator[tuple[float, str]]:
        yield from ((_NAMED, name) for name in self._named())
        for blocks in (self._first, self._edges):
            yield from self._beside_number(blocks, orgnr)
        yield from ((_AT_EDGE, name) for block in self._edges for name in self._names_in(plain(block.text))[:1])
        tallest = max((block.height for block in self._first), default=0.0)
        lowest = self._first[-1:]
        for number, block in enumerate([*self._first[:_FIRST_LINES], *lowest]):
            text = plain(block.text)
            is_title = number < _TITLE_LINES or block.height > 0.9 * tallest or block in lowest
            if is_title and any(_TITLE.sub("", part) != part for part in _PARTS.split(text)):
                yield from ((_IN_TITLE, name) for name in self._names_in(text)[:1])
            elif number < _TITLE_LINES and self._is_name(text) and not _DATE.search(text):
                yield (_IN_TITLE if _is_municipality(text) else _ALONE), text

    def _named(self) -> Iterator[str]:
        """After `Tilskuddsmottaker:`, on its line or on the next."""
        for block in self._first[:_FIRST_LINES]:
            text = plain(block.text)
            yield from (name for match in _ON_BEHALF.finditer(text) for name in self._names_in(match.group(1))[:1])
            match = _NAME_CUE.match(text) or _NAME_CUE_INSIDE.search(text)
            if not match or (match.group(3) and not match.group(2) and not block.cell):
                continue
            follows = "" if match.group(3) else _answer_to(block, self._first)
            names = self._names_in(match.group(3) or follows)
            if names and not _is_authority(names[0]):
                wanted = vocabulary()["meta"]["municipality"]
                is_short = match.group(1).lower() == wanted and not _is_municipality(names[0])
                yield f"{names[0]} {wanted}" if is_short else names[0]

    def _beside_number(self, blocks: list[Block], orgnr: str | None) -> Iterator[tuple[float, str]]:
        """Before the number on its line, in its sentence, or on a line above."""
        for block in blocks:
            text = plain(block.text)
            cue = _ORG_CUE.search(text) or _NINE_DIGITS.search(text)
            if not cue or not orgnr or not (_holds(text, orgnr) or _ORG_CUE.search(text)):
                continue
            before = text[: cue.start()]
            sentences = [match for part in re.split(r"(?<=\.)\s+", text) if (match := _IS_A.match(part))]
            yield from ((_SENTENCE, m.group(1)) for m in sentences[:1] if self._is_name(m.group(1)))
            names = [] if sentences else self._names_in(before)
            above = [plain(one.text) for one in reversed(blocks[: blocks.index(block)]) if _just_above(one, block)][:2]
            names += [] if names else [name for line in above for name in self._names_in(line)[:1]]
            yield from ((_BESIDE, name) for name in names[:1])

    def _names_in(self, text: str) -> list[str]:
        """The parts of a line that may be names, without number, year and kind of report."""
        text = text[: cue.start()] if (cue := _ORG_CUE.search(text)) and cue.start() > 2 else text
        if _DATE.search(text):
            return []
        parts = [_TITLE.sub("", part.strip(" ,;:–—-|()•·")) for part in _PARTS.split(text) if part.strip()]
        return [part for part in parts if self._is_name(part)]

    def _is_name(self, text: str) -> bool:
        key = folded(text)
        return (
            2 < len(text) < _LONGEST
            and text[0].isupper()
            and not text.endswith((".", "?", "!", ":"))
            and len(text.split()) <= _MOST_WORDS
            and not _NOT_A_NAME.search(text)
            and not _ADDRESS.search(text)
            and not _ORG_CUE.match(text)
            and not _ASKS_NAME.match(text)
            and not any(key in title or title in key for title in self._titles)
        )

    def _in_small_letters(self, name: str) -> str:
        """`STEINVIK KOMMUNE` as the text has it elsewhere, or with a capital for each longer word."""
        if not name.isupper():
            return name
        others = re.finditer(re.escape(name), self._text, re.IGNORECASE)
        other = next((match.group() for match in others if not match.group().isupper()), None)
        wanted = vocabulary()["meta"]["municipality"]
        return other or " ".join(_small(word, wanted) for word in name.split())


def _small(word: str, municipality: str) -> str:
    if word.lower() == municipality or word.lower() in vocabulary()["small"]:
        return word.lower()
    return word.capitalize() if len(word) > 3 else word


def _is_municipality(text: str) -> bool:
    return bool(text.lower().endswith(f" {vocabulary()['meta']['municipality']}"))


def _is_authority(text: str) -> bool:
    """Who a report is sent to."""
    return not set(folded(text).split()).isdisjoint(vocabulary()["meta"]["authority"])


def _holds(text: str, orgnr: str) -> bool:
    return orgnr in re.sub(r"[ .]", "", text)


def _just_above(block: Block, place: Block) -> bool:
    """At most three lines above, with the same left edge or the same middle."""
    gap = place.box[1] - block.box[3]
    near = block.page == place.page and block.box[1] < place.box[1] and gap < 3 * place.height
    centred = abs(block.box[0] + block.box[2] - place.box[0] - place.box[2]) < 20
    return near and (abs(block.box[0] - place.box[0]) < 12 or centred)


def _answer_to(question: Block, blocks: list[Block]) -> str:
    """What stands to the right of a question, or below it."""
    page = [block for block in blocks if block.page == question.page and block is not question]
    right = sorted((block for block in page if _beside(question, block)), key=lambda block: block.box[0])
    below = [block for block in page if _just_above(question, block)]
    found = right or sorted(below, key=lambda block: block.box[1])
    return plain(found[0].text) if found else ""


def _year(blocks: list[Block]) -> int | None:
    """The year that a question for it, headings and cue words name most; big type counts more."""
    votes: Counter[int] = Counter()
    tallest = max((block.height for block in blocks), default=0.0)
    for position, block in enumerate(blocks):
        text = _DATE.sub(" ", plain(block.text))
        title = 4 if block.height > 0.9 * tallest and position < 12 else 0
        for year in _YEAR_CUE.findall(text):
            votes[int(year)] += 3 + (3 if position < 12 else 0)
        for year in _YEAR.findall(text):
            votes[int(year)] += 1 + title
        if year := _year_asked(block, blocks):
            votes[year] += _ANSWERED
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _year_asked(question: Block, blocks: list[Block]) -> int | None:
    """`Tilskuddsår:` with the year to its right or below."""
    if folded(question.text) not in vocabulary()["meta"]["year_asked"]:
        return None
    answers = [block for block in blocks if block.page == question.page and _YEAR.fullmatch(plain(block.text))]
    near = _answer_to(question, [question, *answers])
    return int(near) if near else None


def _beside(block: Block, other: Block) -> bool:
    return level(block.box, other.box) and other.box[0] > block.box[0]
