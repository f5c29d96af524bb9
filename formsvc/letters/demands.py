"""The requirements of one kind of letter as one compiled program, which gives the texts to look for in a letter."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, cast

from formsvc.letters.facts import LetterFacts
from formsvc.letters.language import safe_environment
from formsvc.letters.reading import squeezed
from formsvc.letters.requirements import Requirement
from formsvc.letters.writing import printable
from formsvc.texts import Language, Text

_UNEVEN = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]|  |^ | $")
_WANTED, _BESIDE = "_wanted", "_beside"
_OWN_NAMES: Final = {_WANTED: _WANTED, _BESIDE: _BESIDE, "_nothing": ()}
"""Names that the program has beside the facts; none is a constant, which Jinja would make text of."""


class Demand(NamedTuple):
    """A requirement that holds for some facts: the texts it speaks of, and those that may hold them all the same."""

    requirement: Requirement
    wanted: list[str]
    beside: list[str]

    def is_met_by(self, letter: str) -> bool:
        """Whether the text of a letter has what is wanted, or has nothing of what is unwanted."""
        if not self.requirement.unwanted:
            return all(words in letter for words in self.wanted)
        for name in self.beside:
            letter = letter.replace(name, "")
        return not any(re.search(rf"\b{re.escape(words)}", letter, re.IGNORECASE) for words in self.wanted)


class Demands:
    """The program. Raises TemplateSyntaxError for an expression that cannot be read."""

    def __init__(self, requirements: Iterable[Requirement], language: Language) -> None:
        self._requirements, self._language = tuple(requirements), language
        environment = safe_environment(language)
        environment.finalize = _as_it_is
        environment.filters["items"] = _items
        source = "".join(_source(number, one) for number, one in enumerate(self._requirements))
        self._program = environment.from_string(source)

    def on(self, facts: LetterFacts) -> list[Demand]:
        """The requirements that hold for these facts.

        Raises UndefinedError, AttributeError or TypeError where an expression does not fit the facts.
        """
        given = {name: getattr(facts, name) for name in type(facts).model_fields}
        context = self._program.new_context({**given, **_OWN_NAMES, "_facts": facts})
        printed = cast("Iterator[tuple[int, str, Any]]", self._program.root_render_func(context))
        demands: dict[int, Demand] = {}
        for number, role, value in printed:
            demand = demands.get(number) or demands.setdefault(number, self._demand(number))
            (demand.beside if role is _BESIDE else demand.wanted).extend(self._texts(value))
        return list(demands.values())

    def _demand(self, number: int) -> Demand:
        one = self._requirements[number]
        return Demand(one, [one.words.in_(self._language)] if one.words else [], [])

    def _texts(self, value: Any) -> Iterator[str]:
        """A value's text as it stands in a letter; of a list, each text."""
        if type(value) is str:
            yield squeezed(printable(value)) if _UNEVEN.search(value) else value
        elif isinstance(value, tuple | list):
            for item in value:
                yield from self._texts(item)
        else:
            yield from self._texts(value.in_(self._language) if isinstance(value, Text) else str(value))


def _source(number: int, one: Requirement) -> str:
    """The piece of the program for one requirement; each printed value is (number, role, value)."""
    every = f"{{% for item in _facts | items('{one.each}') %}}" if one.each else ""
    wanted = "".join(f"{{{{ ({number}, {_WANTED}, {value}) }}}}" for value in one.values)
    beside = "".join(f"{{{{ ({number}, {_BESIDE}, {value}) }}}}" for value in one.beside)
    values = f"{every}{wanted}{'{% endfor %}' if every else ''}"
    return f"{{% if {one.when} %}}{{{{ ({number}, {_WANTED}, _nothing) }}}}{values}{beside}{{% endif %}}"


def _as_it_is(value: Any) -> Any:
    return value


def _items(facts: LetterFacts, path: str) -> list[Any]:
    return _flattened(facts, path.split("."))


def _flattened(value: Any, path: list[str]) -> list[Any]:
    """The items at the end of a path whose steps may be lists."""
    if isinstance(value, tuple):
        return [found for item in value for found in _flattened(item, path)]
    return _flattened(getattr(value, path[0]), path[1:]) if path else [value]
