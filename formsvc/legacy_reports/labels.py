"""Which known wording does a text mean? Words are weighed by how well they tell the wordings apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from rapidfuzz import fuzz, process

from formsvc.legacy_reports.normal import small_stems, stems

_SMALL_WEIGHT = 0.15
_STRANGER_WEIGHT = 1.6
_TYPING_ERROR = 84
_SHORTEST_FUZZY = 5
_FEWEST_TELLING = 2


@dataclass(frozen=True, slots=True)
class Match:
    """A wording's owner and how sure it is: 1 is the same words; `margin` is the distance to the next owner."""

    id: str
    score: float
    margin: float


@dataclass
class LabelIndex:
    """All wordings of a set of entries, ready to be compared with many texts."""

    wordings: tuple[tuple[str, str], ...]
    """(id, wording) pairs."""
    _sets: list[tuple[str, frozenset[str], float]] = field(init=False, default_factory=list)
    _weights: dict[str, float] = field(init=False, default_factory=dict)
    _having: dict[str, list[int]] = field(init=False, default_factory=dict)
    """Where in `_sets` each stem stands."""
    _of: dict[str, list[tuple[frozenset[str], float]]] = field(init=False, default_factory=dict)
    _known: dict[str, str | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        sets = [(owner, frozenset(stems(wording))) for owner, wording in self.wordings]
        owners: dict[str, set[str]] = {}
        for owner, words in sets:
            for word in words:
                owners.setdefault(word, set()).add(owner)
        count = len({owner for owner, _ in sets})
        for word, having in owners.items():
            self._weights[word] = _weight(word, len(having), count)
        self._sets = [(owner, words, self._sum(words)) for owner, words in sets if words]
        for place, (owner, words, total) in enumerate(self._sets):
            self._of.setdefault(owner, []).append((words, total))
            for word in words:
                self._having.setdefault(word, []).append(place)
        self._known = {word: word for word in self._weights}

    def weight(self, word: str) -> float:
        """How much a stem of our vocabulary says; 0 for strangers."""
        return self._weights.get(word, 0.0)

    def known(self, words: Iterable[str]) -> frozenset[str]:
        """The stems as our vocabulary spells them; typing errors mended, strangers kept as they are."""
        return frozenset(self._spelt(word) for word in words)

    def promising(self, words: frozenset[str]) -> bool:
        """Whether a line has at least one telling word of ours: a cheap test before `best`."""
        return any(self._weights.get(word, 0.0) > _SMALL_WEIGHT for word in words)

    def ranked(self, words: frozenset[str]) -> list[tuple[float, str]]:
        """Score by owner, best first. 1 means that all telling words are there and no strangers."""
        theirs, shared = 0.0, dict[int, float]()
        for word in words:
            weight = self._weights.get(word)
            theirs += _stranger(word) if weight is None else weight
            for place in self._having.get(word, ()):
                shared[place] = shared.get(place, 0.0) + (weight or 0.0)
        best: dict[str, float] = {}
        for place, both in shared.items():
            owner, _, total = self._sets[place]
            best[owner] = max(best.get(owner, 0.0), 2 * both / (total + theirs))
        return sorted(((score, owner) for owner, score in best.items()), reverse=True)

    def best(self, words: frozenset[str]) -> Match | None:
        """The best owner and its distance to the next, if any word is shared."""
        ranked = self.ranked(words)
        if not ranked:
            return None
        score, owner = ranked[0]
        return Match(owner, score, score - (ranked[1][0] if len(ranked) > 1 else 0.0))

    def shared(self, words: frozenset[str]) -> bool:
        """Whether wordings of several owners hold all the telling words of a text: the beginning of many labels."""
        having = [set(self._having[word]) for word in words if self.weight(word) > _SMALL_WEIGHT]
        return len({self._sets[place][0] for place in set.intersection(*having)}) > 1 if having else True

    def covered(self, words: frozenset[str], owner: str) -> float:
        """The share of an owner's telling words that a text has, by its best wording (strangers cost nothing)."""
        shares = (self._sum(mine & words) / total for mine, total in self._of.get(owner, ()))
        return max(shares, default=0.0)

    def tells(self, words: frozenset[str], owner: str) -> bool:
        """Whether a text has two telling words of one of an owner's wordings, or the only one that it has."""
        return any(self.telling(words & mine) >= min(2, self.telling(mine)) for mine, _ in self._of.get(owner, ()))

    def tells_any(self, words: frozenset[str], owner: str) -> bool:
        """Whether a text has a telling word of any of an owner's wordings."""
        return any(self.telling(words & mine) for mine, _ in self._of.get(owner, ()))

    def telling(self, words: frozenset[str]) -> int:
        """How many of our words a text has that say something."""
        return sum(self.weight(word) > _SMALL_WEIGHT for word in words)

    def said(self, words: frozenset[str], owner: str) -> float:
        """How much a text says of an owner: the weight of the words it shares with the wording it covers best."""
        return max((self._sum(mine & words) for mine, _ in self._of.get(owner, ())), default=0.0)

    def holding(self, words: frozenset[str]) -> Match | None:
        """The owner whose wordings hold most of a text's words, of which some are telling; strangers count against."""
        if self.telling(words) < _FEWEST_TELLING:
            return None
        theirs = sum(self._weights.get(word, _stranger(word)) for word in words)
        shares: dict[str, float] = {}
        for owner, mine, _ in self._sets:
            shares[owner] = max(shares.get(owner, 0.0), self._sum(mine & words) / theirs)
        ranked = sorted(((share, owner) for owner, share in shares.items()), reverse=True)
        if not ranked or not ranked[0][0]:
            return None
        return Match(ranked[0][1], ranked[0][0], ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0))

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, 0.0) for word in words)

    def _spelt(self, word: str) -> str:
        if word not in self._known:
            self._known[word] = self._closest(word)
        return self._known[word] or word

    def _closest(self, word: str) -> str | None:
        if len(word) < _SHORTEST_FUZZY or word in small_stems():
            return None
        parts = [mine for mine in self._weights if len(mine) >= _SHORTEST_FUZZY and _part_of(mine, word)]
        if len(parts) == 1:
            return parts[0]
        close = process.extractOne(word, self._weights.keys(), scorer=fuzz.ratio, score_cutoff=_TYPING_ERROR)
        return close[0] if close and len(close[0]) >= _SHORTEST_FUZZY else None


def _weight(word: str, having: int, count: int) -> float:
    if word in small_stems():
        return _SMALL_WEIGHT
    return 0.5 + log((1 + count) / having)


def _stranger(word: str) -> float:
    return _SMALL_WEIGHT if word in small_stems() else _STRANGER_WEIGHT


def _part_of(one: str, other: str) -> bool:
    """One is the start or the end of the other: `telefon` of `telefontjenest` and `hjelpetelefon`."""
    short, long = sorted((one, other), key=len)
    return len(short) * 2 >= len(long) and (long.startswith(short) or long.endswith(short))
