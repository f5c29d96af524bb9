"""The value that belongs to a label: in the same text, to its right, or right above or below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from formsvc.legacy_reports.answers import (
    Answer,
    answer,
    first_tick,
    has_lead,
    is_instruction,
    is_mark,
    is_ticked,
    is_value,
    only_answer,
    says_nothing,
)
from formsvc.legacy_reports.columns import Columns, role_of
from formsvc.legacy_reports.crossed import crossings, rows_of
from formsvc.legacy_reports.document import Box, Word, union
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded, plain
from formsvc.legacy_reports.numbers import amounts
from formsvc.legacy_reports.occurrences import CHOICES, Finder, Occurrence, services_in, services_in_lines
from formsvc.legacy_reports.own_heads import heads_of
from formsvc.legacy_reports.places import (
    above_another,
    beside,
    gap,
    in_column,
    item_numbers,
    left_of,
    right_of,
    with_lines_below,
)
from formsvc.legacy_reports.reading import Finding, Role
from formsvc.legacy_reports.wrapped import whole_values

_ABOVE_REACH, _BELOW_REACH = 2.2, 2.6
_FIGURE_REACH = 1.6
"""Heights of the value: large figures stand farther from their labels."""
_CLEARLY_NEARER = 0.7
_CLEARLY_MORE = 2
_PAD = 2.0
_SHORT = 6
_UNIT_ONLY = ("%", "prosent", "antall", "tal", "minutter", "min", "ja nei", "stk", "kr", "kroner", "i %", "andel")
Side = Literal["above", "below"]
_ROLES: dict[str, Role] = {"result": "result", "none": "result", "target": "target", "last_year": "last_year"}


@dataclass(frozen=True)
class Claim:
    """A proposal and the blocks its value came from. `empty`: the label is there, and says that there is no value."""

    finding: Finding | None
    blocks: tuple[Block, ...]
    indicator: str
    empty: bool = False


class Nearby:
    """Looks around the labels of one page."""

    def __init__(self, blocks: list[Block], labels: list[Occurrence], columns: Columns) -> None:
        told = [block for block in blocks if block.cell is None and is_instruction(block.text)]
        self._labels = [with_lines_below(label, told) for label in labels]
        self._columns = columns
        named = {id(block) for label in self._labels for block in label.blocks}
        apart = named | item_numbers(blocks)
        self._free = whole_values([block for block in blocks if id(block) not in apart], blocks)
        self._values = {id(block) for block in self._free if is_value(block.text)}
        self.built: Side | None = None
        """On which side of their labels the document's values stand; see `how_built`."""
        for label in self._labels:
            columns.learn(self._to_the_right(label), label.box)

    def claims(self, finder: Finder) -> Iterator[Claim]:
        """Proposals for every label of the page, and for the rows of tables that name theirs with their heads."""
        for label in self._labels:
            yield from self._claims_of(label, finder)
        for crossing in crossings(rows_of(self._free, self._rows()), self._columns, finder):
            yield self._claim(crossing.label, crossing.value, (crossing.block,), 0.85)

    def _rows(self) -> dict[int, list[Block]]:
        """The values to the right of each text that names no indicator, nearest first; by its identity."""
        values = sorted((b for b in self._free if id(b) in self._values), key=lambda value: value.box[0])
        texts = [b for b in self._free if id(b) not in self._values and not has_lead(b.text)]
        return {id(text): found for text in texts if (found := [value for value in values if beside(text, value)])}

    def _claims_of(self, label: Occurrence, finder: Finder) -> Iterator[Claim]:
        if label.tail is not None:
            yield from self._told(label, label.tail)
            return
        marks = [block for block in self._free if is_mark(block.text) and right_of(label, block)]
        if marks and label.entry.unit in CHOICES:
            yield from self._chosen(label, [mark for mark in marks if is_ticked(mark.text)])
            return
        own = list(self._under_heads(label))
        if own:
            yield from own
            return
        right = self._to_the_right(label)
        if right:
            yield from self._row(label, right)
            return
        stacked = self._stacked(label)
        services = list(self._rows_of_services(label)) if label.entry.per_service and not stacked else []
        if stacked:
            yield self._claim(label, stacked.text, (stacked,), 0.9)
        else:
            yield from services or self._otherwise(label, finder)

    def _under_heads(self, label: Occurrence) -> Iterator[Claim]:
        """What stands under `Måltall` and `Resultat` below the label, each over a value of its own or none."""
        for head, role, value in heads_of(label, self._labels, self._free, self._values):
            found = answer(value.text, label.entry.unit) if value else None
            if value and found and role in _ROLES:
                finding = _finding(label, found, (value,), 0.93, label.service, _ROLES[role])
                yield Claim(finding, (value,), label.entry.id)
            else:
                yield Claim(None, (head,), label.entry.id, empty=role == "result")

    def _otherwise(self, label: Occurrence, finder: Finder) -> Iterator[Claim]:
        """What else may answer: a sentence in the next cell, or a figure before the label."""
        sentence = next((block for block in self._free if block.cell and right_of(label, block)), None)
        sentence = sentence or (self._sentence_below(label) if label.asks else None)
        if sentence:
            yield from self._told_in(label, sentence, finder)
            return
        row = self._row_before(label)
        if row and self._columns.roles(row, label.box).count("result") == 1:
            yield from self._by_role(label, row)
            return
        before = [block for block in self._free if id(block) in self._values and left_of(label, block)]
        if len(before) == 1:
            yield self._claim(label, before[0].text, (before[0],), 0.85)

    def _row_before(self, label: Occurrence) -> list[Block]:
        """The values of a row whose label stands last; none where another text stands before it."""
        first = label.blocks[0]
        others = (block for other in self._labels for block in other.blocks if other.blocks != label.blocks)
        before = [block for block in (*self._free, *others) if beside(block, first)]
        values = [block for block in before if id(block) in self._values or says_nothing(block.text)]
        return sorted(values, key=lambda block: block.box[0]) if len(values) == len(before) > 1 else []

    def _told_in(self, label: Occurrence, sentence: Block, finder: Finder) -> Iterator[Claim]:
        services = services_in_lines(sentence) if label.entry.per_service else []
        for name, text in services:
            yield self._claim(label, text, (sentence,), 0.85, service=name)
        told = None if services else only_answer(sentence.text, label.entry.unit)
        if told and not finder.says_another(sentence.text, label.entry):
            yield Claim(_finding(label, told, (sentence,), 0.72, None, "result"), (sentence,), label.entry.id)

    def _sentence_below(self, label: Occurrence) -> Block | None:
        """The line that follows a question, where it is more than a value."""
        below = [block for block in self._free if block.cell is None and in_column(label, block)]
        near = [block for block in below if -3 <= block.box[1] - label.box[3] <= _BELOW_REACH * block.height]
        return min(near, key=lambda block: block.box[1], default=None)

    def _chosen(self, label: Occurrence, ticked: list[Block]) -> Iterator[Claim]:
        """The one choice that is ticked in the label's row, by the head over it."""
        if len(ticked) == 1:
            yield self._claim(label, self._columns.choice_over(ticked[0]), (ticked[0],), 0.9)

    def _told(self, label: Occurrence, tail: str) -> Iterator[Claim]:
        services = services_in(tail) if label.entry.per_service else []
        for name, text in services:
            yield self._claim(label, text, label.blocks, 0.85, service=name)
        if not services:
            yield self._claim(label, tail, label.blocks, 0.93)

    def _rows_of_services(self, label: Occurrence) -> Iterator[Claim]:
        """Lines below the label: a short name, and its value to the right or right below."""
        x1, bottom = label.box[2:]
        below = [other.box[1] for other in self._labels if other.box[1] > bottom - 2 and other.box[0] < x1]
        last, end = bottom, min(below, default=float("inf"))
        for block in self._free:
            indented = label.box[0] - 4 <= block.box[0] <= label.box[0] + 60
            if id(block) in self._values or not indented or not bottom - 2 <= block.box[1] < end:
                continue
            service = Occurrence(label.entry, label.score, (block,), service=block.text.strip(" :•-–"))
            under = self._neighbour(service, above=False)
            values = self._to_the_right(service) or [value for value in [under] if value]
            if not values or len(block.text.split()) > 5 or block.box[1] - last > 1.6 * block.height:
                return
            last = max(block.box[3], values[0].box[3])
            yield from self._row(service, values)

    # to the right

    def _to_the_right(self, label: Occurrence) -> list[Block]:
        """The values of the label's row, nearest first. In running lines the row ends at the first other text."""
        row = sorted((b for b in self._free if right_of(label, b)), key=lambda b: b.box[0])
        row = [block for block in row if first_tick(block.text) is not None or folded(block.text) not in _UNIT_ONLY]
        if label.blocks[0].cell is not None:
            return [block for block in row if id(block) in self._values or says_nothing(block.text)]
        values: list[Block] = []
        for block in row:
            if self._is_card_of_another(label, block):
                break
            if not (id(block) in self._values or says_nothing(block.text) or _with_role(block.text)):
                break
            values.append(block)
        return values

    def _is_card_of_another(self, label: Occurrence, value: Block) -> bool:
        """It stands right above or below another label, and this one has a value of its own so: cards, not rows."""
        if not any(self._neighbour(label, above=above) for above in (True, False)):
            return False
        others = (other for other in self._labels if other is not label and in_column(other, value))
        return any(-3 <= gap(other, value) <= 1.5 * value.height for other in others)

    def _row(self, label: Occurrence, row: list[Block]) -> Iterator[Claim]:
        if all(first_tick(block.text) is not None for block in row):  # one question, its choices in columns
            yield self._claim(label, " ".join(block.text for block in row), tuple(row), 0.93)
            return
        names = self._columns.names_over(row) if label.entry.per_service and len(row) > 1 else []
        if names:
            for block, name in zip(row, names, strict=True):
                if name:
                    yield self._claim(label, block.text, (block,), 0.85, service=name)
            return
        yield from self._by_role(label, row)

    def _by_role(self, label: Occurrence, row: list[Block]) -> Iterator[Claim]:
        """The result, the target and last year's by the heads over them, or by what they say themselves."""
        by_head = self._columns.roles(row, label.box)
        said = [_with_role(block.text) or role for block, role in zip(row, by_head, strict=True)]
        fitting = [role if _answers(label, block) else "other" for role, block in zip(said, row, strict=True)]
        roles = _settled(said if len(row) == 1 else fitting)
        trust = 0.95 if len(row) > 1 else 0.93
        for block, role in zip(row, roles, strict=True):
            if role in _ROLES and role != "none" and (role != "result" or roles.count("result") == 1):
                yield self._claim(label, block.text, (block,), trust, role=_ROLES[role])

    # above or below

    def _stacked(self, label: Occurrence) -> Block | None:
        """The value right above or right below: the nearer one, unless the page's other cards are built otherwise."""
        above, below = self._neighbour(label, above=True), self._neighbour(label, above=False)
        chosen: Block | None
        if above and below:
            first, second = sorted((above, below), key=lambda block: gap(label, block))
            clear = gap(label, first) <= _CLEARLY_NEARER * gap(label, second)
            chosen = first if self.built is None else above if self.built == "above" else below
            unclear = not clear and self.built is None
        else:
            chosen, unclear = above or below, False
        if chosen is None or unclear or self._nearer_label(label, chosen) or self._heads_a_column(label, chosen):
            return None
        side = "above" if chosen is above else "below"
        return chosen if label.asks or self.built in (None, side) else None

    def _heads_a_column(self, label: Occurrence, value: Block) -> bool:
        """More values follow right below the one that stands below the label: rows of a table, not a card."""
        if value.box[1] < label.box[1]:
            return False
        following = [b for b in self._free if b.box[1] > value.box[1] and above_another(value, b)]
        nearest = min(following, key=lambda b: b.box[1], default=None)
        if nearest is None or id(nearest) not in self._values:
            return False
        between = [other for other in self._labels if value.box[1] < other.box[1] < nearest.box[1] + 2]
        return nearest.box[1] - value.box[3] < 2.5 * value.height and not any(in_column(o, nearest) for o in between)

    def fitting(self, side: Side) -> int:
        """How many labels have a value on this side that answers them, less those for whom it does not."""
        count = 0
        for label in self._labels:
            if label.tail is None and not label.asks and not self._to_the_right(label):
                value = self._neighbour(label, above=side == "above")
                count += 1 if value and _answers(label, value) else -1
        return count

    def _neighbour(self, label: Occurrence, *, above: bool) -> Block | None:
        """The value next to a label in its column, if what stands there is one."""
        if above and label.asks:
            return None
        reach = (_ABOVE_REACH if above else _BELOW_REACH) * label.blocks[0].height
        near = [b for b in self._free if in_column(label, b) and (b.box[1] < label.box[1]) == above]
        near = [block for block in near if not (above and has_lead(block.text))]
        near = [block for block in near if -3 <= gap(label, block) <= max(reach, block.height * _FIGURE_REACH)]
        nearest = min(near, key=lambda b: gap(label, b), default=None)
        return nearest if nearest and id(nearest) in self._values else None

    def _nearer_label(self, label: Occurrence, value: Block) -> bool:
        mine = gap(label, value)
        rivals = (other for other in self._labels if other is not label and self._may_have(other, value))
        return any(in_column(other, value) and gap(other, value) < mine for other in rivals)

    def _may_have(self, label: Occurrence, value: Block) -> bool:
        """A question's answer follows it, `Svar: 8` answers what stands before it, and a page is built one way."""
        if value.box[1] > label.box[1]:
            return self.built != "above" or label.asks
        return self.built != "below" and not (label.asks or has_lead(value.text))

    def _claim(
        self,
        label: Occurrence,
        text: str,
        blocks: tuple[Block, ...],
        trust: float,
        *,
        service: str | None = None,
        role: Role = "result",
    ) -> Claim:
        found = answer(text, label.entry.unit)
        if found is None:
            return Claim(None, blocks, label.entry.id, empty=says_nothing(text))
        finding = _finding(label, found, blocks, trust, service or label.service, role)
        return Claim(finding, blocks, label.entry.id)


def _settled(roles: list[str]) -> list[str]:
    """A row without a result has it where nothing else is said: alone, or beside its target and last year's."""
    if "result" in roles:
        return roles
    unsaid = ("none", "name", "ignore", "unit") if len(roles) == 1 else ("none", "name")
    left = [index for index, role in enumerate(roles) if role in unsaid]
    return ["result" if [index] == left else role for index, role in enumerate(roles)]


def how_built(pages: list[Nearby]) -> Side | None:
    """The side on which clearly more of a document's labels find a value that answers them."""
    above, below = (sum(page.fitting(side) for page in pages) for side in ("above", "below"))
    if abs(above - below) < _CLEARLY_MORE:
        return None
    return "above" if above > below else "below"


def _answers(label: Occurrence, value: Block) -> bool:
    return answer(value.text, label.entry.unit) is not None or says_nothing(value.text)


def _finding(
    label: Occurrence, found: Answer, blocks: tuple[Block, ...], trust: float, service: str | None, role: Role
) -> Finding:
    sureness = trust * (0.6 + 0.4 * min(1.0, label.score / 0.95)) * (1.0 if found.plain else 0.75)
    return Finding(
        indicator=label.entry.id,
        label=label.entry.label,
        value=found.value,
        unit=label.entry.unit,
        page=label.page,
        box=_evidence(blocks, found.shown),
        text=" ".join(block.text for block in (*label.blocks, *(b for b in blocks if b not in label.blocks))),
        confidence=sureness,
        service=service,
        role=role,
    )


def _evidence(blocks: tuple[Block, ...], shown: str) -> Box:
    """Around the words that say the value: the last ones that do, since a label stands before its value."""
    words = [word for block in blocks for word in block.words]
    if len(words) <= _SHORT and not re.search(r"\d", shown):
        shown = ""  # a word and what leads to it, tick boxes
    x0, top, x1, bottom = union(
        [word.box for word in (_saying(words, _squeezed(shown)) if shown else words) or words[-2:]]
    )
    return x0 - _PAD, top, x1 + _PAD, bottom


def _saying(words: list[Word], wanted: str) -> list[Word]:
    """The last run of words that holds a text, as short as can be; empty where none does."""
    for start in reversed(range(len(words))):
        held = ""
        for end in range(start, len(words)):
            held += _squeezed(words[end].text)
            if wanted in held:
                return words[start : end + 1]
            if len(held) > 2 * len(wanted) + 40:
                break
    return []


def _squeezed(text: str) -> str:
    return plain(text).replace(" ", "").lower()


def _with_role(text: str) -> str | None:
    """The role that a value names itself: `Mål: 75 %`."""
    found = amounts(plain(text))
    if len(found) != 1 or not re.search(r"[a-zæøå]", text[: found[0].start], re.IGNORECASE):
        return None
    role, _ = role_of(text[: found[0].start].strip(" :="))
    return role if role in ("result", "target", "last_year", "deviation") else None
