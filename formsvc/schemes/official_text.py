"""The raw text of a regelverk -> its items: ticks, bullets, sub-bullets, table rows and numbered questions, by point.

Such texts come out of PDF converters: wrapped lines, page numbers and line numbers among the words, mark-up, tables
with or without cells. Struck-through text is deleted text. Only what the list of requirements is held against is read;
running paragraphs are kept as words alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["tick", "bullet", "row", "question", "option", "heading", "text"]

_MARKUP = re.compile(r"</?[a-zA-Z]+>|\*\*|\\(?=[*_#])|<br\s*/?>")
_STRUCK = re.compile(r"~~.*?~~")
_LINE_NUMBER = re.compile(r"^([\s#>-]*)([0-9]{1,4})(?=\s|$)([ \t]*)")
_LOST_BOX = "\uf0a3"
_NUMBERED = re.compile(r"^#*\s*([0-9]{1,2})\.\s+(\S.*)")
_TICK = re.compile(r"^(?:[-•]\s*)?([☒☑☐\uf000-\uf0ff])\s*(.*)")
_OPTION = re.compile(r"^(?:[-•]\s*)?[❑❏❒□]\s*(.*)")
"""An answer to choose in a survey."""
_BULLET = re.compile(r"^(?:[•●▪*–-]|[A-H]\.)\s+(.*)")
_SUB_BULLET = re.compile(r"^(?:[-•]\s*)?[o○◦]\s+(.*)")
_ANNEX = re.compile(r"^#*\s*Vedlegg\s+[0-9]+\s*:\s*(.*)", re.IGNORECASE)
_RULE_LINE = re.compile(r"^[\s|:+-]*$")
_UNIT = re.compile(r"\((?:i )?(?:%|tall|JA/NEI|minutter|dager|uker)\)\s*$")
_COUNTED = re.compile(r"(?:Totalt antall|Antall|Andel|Gjennomsnittlig) ")
_HEADERS = ("kategori", "kriterie", "indikator")
_EXPLANATIONS = ("forklaring", "utdyping")
_LAST = -1
_WORDS_OF_A_TABLE = ("text", "bullet")
"""In a table without cells, a dash at the beginning of a line is a hyphen."""
_LOST_HEADER = re.compile(r"\bKriterier\s+(?:Utdyping|Forklaring)\b")
_QUESTION = re.compile(r"\b(?:I hvilken grad|Hvor|Hva|Hvordan|Hvilke[nt]?|Er|Samlet vurdering av (?:om|hvordan)) ")
_GOAL = re.compile(r"^(?:Ønsket effekt|Effekt ?mål|Resultat ?mål)\b[ 0-9.()]*")
_RULES_ANNEX = re.compile(r"^Vedlegg\s+[0-9]+\s*:\s*Regelverk", re.IGNORECASE | re.MULTILINE)
_LEAST_LINE_NUMBERS = 30
_MOST_POINTS = 15


@dataclass(frozen=True)
class TextItem:
    """One thing that the text demands. `item` counts within the point: `tick 2`, `bullet 3.1`, `question 15.2`."""

    point: str
    kind: Kind
    item: str
    words: str
    ticked: bool | None = None


@dataclass
class _Line:
    """A line with its meaning; wrapped lines are joined to it."""

    kind: Kind
    words: str
    number: int = 0
    ticked: bool | None = None
    level: int = 1


_END = _Line("heading", "")


def items_of(text: str) -> list[TextItem]:
    """Every tick, bullet, table row and numbered question of a text, in order."""
    annexed = _RULES_ANNEX.search(text.replace("\x0c", "\n"))
    return list(_counted(_joined(_lines(text[annexed.start() :] if annexed else text))))


def words_of(text: str) -> str:
    """The whole text as plain words, for looking up a wording: numbers of pages and lines, mark-up and wraps gone."""
    return plain(
        " ".join(line for line in _without_line_numbers(_STRUCK.sub("", text).splitlines()) if not _is_number(line))
    )


def struck_words_of(text: str) -> str:
    """What is struck through in a text, as plain words: deleted text."""
    return plain(" ".join(_STRUCK.findall(text)))


def plain(text: str) -> str:
    """Words only, in lower case, one space apart: what two wordings of one thing have in common."""
    bare = _MARKUP.sub("", text).lower().replace("\u00ad", "")
    return " ".join(re.findall(r"[0-9a-zæøåäöüéčđŋšŧž%]+", bare))


def _lines(text: str) -> Iterator[_Line | None]:
    """Lines with their meaning; None for an empty one, which may end a paragraph."""
    point, listed, survey = 0, 0, False
    for raw in _without_line_numbers(_STRUCK.sub("", text).splitlines()):
        line = _MARKUP.sub("", raw).strip() if "|" not in raw and "\t" not in raw else _MARKUP.sub("", raw).rstrip()
        annex, numbered = _ANNEX.match(line), _NUMBERED.match(line)
        if annex:
            point, listed, survey = 0, 0, "regelverk" not in annex[1].lower()
            yield _Line("heading", "survey" if survey else "", -1)
        elif numbered and survey:
            yield _Line("question", numbered[2], int(numbered[1]))
        elif numbered and listed and int(numbered[1]) == listed + 1 and "#" not in raw:
            listed += 1
            yield _Line("question", numbered[2], listed)
        elif numbered and ("#" in raw or _is_next(int(numbered[1]), numbered[2], point)):
            # A text may print a number twice; the point is then the one that comes next.
            point, listed = max(int(numbered[1]), point + 1), 0
            yield _Line("heading", numbered[2], point)
        elif numbered and int(numbered[1]) == 1:
            listed = 1
            yield _Line("question", numbered[2], 1)
        else:
            yield _meaning(line)


def _is_next(number: int, title: str, point: int) -> bool:
    """Whether a numbered line is the heading of a later point, and not a date or a line of a list."""
    return point < number <= point + _MOST_POINTS and title[:1].isupper()


def _meaning(line: str) -> _Line | None:
    """What a line is that is neither heading nor numbered."""
    if not line.strip() or _is_number(line):
        return None
    if "\t" in line or line.lstrip().startswith("|"):
        return None if _RULE_LINE.match(line) else _Line("row", line)
    line = line.strip().lstrip("#").strip()
    tick, sub_bullet, bullet = _TICK.match(line), _SUB_BULLET.match(line), _BULLET.match(line)
    if option := _OPTION.match(line):
        return _Line("option", option[1])
    if tick:
        return _Line("tick", tick[2], ticked={"☒": True, "☑": True, "☐": False}.get(tick[1]))
    if sub_bullet:
        return _Line("bullet", sub_bullet[1], level=2)
    return _meaning_of_bullet(bullet[1]) if bullet else _Line("text", line)


def _meaning_of_bullet(words: str) -> _Line | None:
    """A converter may put a dash before the text's own bullet, or before nothing."""
    return None if _is_number(words) or not words.strip() else _Line("bullet", re.sub(r"^[•●▪–-]\s+", "", words))


def _joined(lines: Iterator[_Line | None]) -> Iterator[_Line]:
    """Wrapped lines joined to what they continue."""
    current: _Line | None = None
    after_gap = False
    for line in lines:
        if line is None:
            after_gap = True
            continue
        if current is not None and line.kind == "text" and _continues(current, line.words, after_gap=after_gap):
            current.words = f"{current.words} {line.words}"
        else:
            if current is not None:
                yield current
            current = line
        after_gap = False
    if current is not None:
        yield current


def _continues(current: _Line, words: str, *, after_gap: bool) -> bool:
    if current.kind in ("heading", "row"):
        return False
    if not after_gap:
        return True
    unfinished = not re.search(r"[.:!?)]\s*$", current.words)
    return unfinished and words[:1].islower() and current.kind != "text"


def _counted(lines: Iterator[_Line]) -> Iterator[TextItem]:
    """Items with the numbers that they have within their point."""
    point, counts, sub = "0", {"tick": 0, "bullet": 0, "row": 0, "question": 0}, 0
    for line in _cells_and_paragraphs(_criteria_tables(lines)):
        if line.kind == "heading":
            point = str(line.number) if line.number >= 0 else line.words
            counts, sub = dict.fromkeys(counts, 0), 0
        elif line.kind == "question":
            # A second list begins at 1 again, and is counted on.
            counts["question"], sub = max(line.number, counts["question"] + 1), 0
            yield TextItem(point, "question", f"question {counts['question']}", line.words)
        elif line.kind == "option" and counts["question"]:
            sub += 1
            yield TextItem(point, "option", f"question {counts['question']}.{sub}", line.words)
        elif line.kind == "option":
            counts["tick"] += 1
            yield TextItem(point, "tick", f"tick {counts['tick']}", line.words, ticked=False)
        elif line.kind == "bullet" and line.level == 2:
            sub += 1
            yield TextItem(point, "bullet", f"bullet {counts['bullet']}.{sub}", line.words)
        elif line.kind in counts:
            counts[line.kind] += 1
            sub = 0
            yield TextItem(point, line.kind, f"{line.kind} {counts[line.kind]}", line.words, line.ticked)


def _cells_and_paragraphs(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Table rows by what they measure or ask; also rows of a matrix whose cells the converter lost."""
    column = _LAST
    for line in lines:
        if line.kind == "row":
            cells = _cells(line.words)
            if any(plain(cell).startswith(_HEADERS) for cell in cells):
                column = 1 if plain(cells[-1]).startswith(_EXPLANATIONS) else _LAST
            elif len(cells) > column and cells[column]:
                yield _Line("row", cells[column].rstrip("*\\ "))
        elif line.kind == "text":
            yield from _lost_cells(line.words)
        else:
            yield line


def _criteria_tables(lines: Iterator[_Line]) -> Iterator[_Line]:
    """A table of criteria whose cells the converter lost, as rows; everything else as it is."""
    words: list[str] | None = None
    for line in (*lines, _END):
        if words is not None and line.kind in _WORDS_OF_A_TABLE:
            words.append(line.words)
            continue
        yield from _lost_criteria(" ".join(words or []))
        words = [] if line.kind == "text" and _LOST_HEADER.search(line.words) else None
        if words is None and line is not _END:
            yield line


def _lost_criteria(words: str) -> Iterator[_Line]:
    """A criterion is what stands before the first question about it."""
    for sentence in re.split(r"(?<=\?)\s|(?<=\.)\s+(?=[A-ZÆØÅ])", words):
        question = _QUESTION.search(sentence)
        title = re.sub(r"^.*[0-9]+ %\s*", "", sentence[: question.start()]).strip() if question else ""
        if title:
            yield _Line("row", title)


def _cells(row: str) -> list[str]:
    """The cells of a row of a table with pipes or tabs."""
    inside = row.strip(" ").removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in re.split(r"\t|\|", inside)]


def _lost_cells(words: str) -> Iterator[_Line]:
    """A paragraph that ends with an indicator and its unit, or is a counted thing, is a row of the matrix."""
    unit = _UNIT.search(words)
    if unit is None:
        if _COUNTED.match(words) and not words.endswith("."):
            yield _Line("row", words)
        return
    head = _GOAL.sub("", words[: unit.start()])
    starts = [found.start() for found in re.finditer(r"(?<![/\w-])[A-ZÆØÅ][a-zæøå]", head)]
    if starts:
        yield _Line("row", f"{head[starts[-1] :].strip()} {unit.group().strip()}")


def _without_line_numbers(lines: list[str]) -> list[str]:
    """Lines without the numbers of a line-numbered document: a long run that rises by one from line to line."""
    last, cleaned, found = 0, [], 0
    for line in lines:
        number = _LINE_NUMBER.match(line)
        if number and last < int(number[2]) <= last + 3:
            last, found = int(number[2]), found + 1
            cleaned.append(_numbered_line(number[1], number[3], line[number.end() :]))
        else:
            cleaned.append(line)
    return cleaned if found >= _LEAST_LINE_NUMBERS else lines


def _numbered_line(before: str, gap: str, words: str) -> str:
    """What stood on a numbered line. A box that the converter lost leaves a gap; its own dash means nothing."""
    if words and len(gap) > 1:
        return f"{_LOST_BOX} {words}"
    return words if "-" in before and not _BULLET.match(words) else before + words


def _is_number(line: str) -> bool:
    return re.fullmatch(r"\s*-?\s*[0-9]{1,4}\s*", line) is not None
