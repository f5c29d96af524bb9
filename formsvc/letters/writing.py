"""How values are written in a letter: filters for the template language, and one strict way to print.

A field that is not there, or is empty, is an error and never a gap in a letter. How a value is written follows from
where it stands in the document's XML (see `proof`).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, Final

from jinja2 import Undefined, UndefinedError
from markupsafe import escape

from formsvc.kernel.identifiers import format_account, format_orgnr
from formsvc.letters.facts.rich import Rich, Run
from formsvc.letters.slow import is_placed_by_docxtpl, is_protected, placed
from formsvc.texts import Language, Text, formats

_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff&<>\"'_]")
_LINE_ENDS = re.compile(r"\r\n?")
_BREAKS: Final = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
_NBSP: Final = "\u00a0"
_SPACES: Final = {"\n": " ", "\t": " "}
_OF_FACTS: Final = frozenset({str, int, Text, Rich})
"""The types of nearly all values: no need to ask whether docxtpl must place them."""
_WEIGHT = re.compile("<w:bC?s?(?: [^>]*)?/>")
_BEFORE_WEIGHT = re.compile("^<w:rPr>(?:<w:rStyle[^>]*/>)?(?:<w:rFonts[^>]*/>)?")


class Xml(str):
    """XML that is printed as it is."""

    __slots__ = ()


class Writer:
    """Writes values into the XML of a letter in one language.

    Each way raises UndefinedError for what is not text or a whole number, and NeedsDocxtpl (see `slow`).
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    def text(self, value: Any) -> str:
        """Inside a run's text: line breaks and tabs become Word's."""
        if type(value) is str:
            return _escaped(value, _BREAKS) if _SPECIAL.search(value) else value
        if type(value) is Xml:
            return value
        if type(value) not in _OF_FACTS and is_placed_by_docxtpl(value):
            return placed(value)
        return _escaped(self._words(value), _BREAKS)

    def plain(self, value: Any) -> Xml:
        """Where no run is (a property, an attribute): line breaks and tabs become spaces."""
        return Xml(_escaped(self._words(value), _SPACES))

    def runs(self, value: Any, properties: str) -> Xml:
        """Between runs (`{{r value}}`): runs of its own, each with these run properties."""
        if type(value) not in _OF_FACTS and is_placed_by_docxtpl(value):
            return Xml(placed(value))
        runs = value.runs if isinstance(value, Rich) else (Run(text=self._words(value)),)
        return Xml("".join(_run(run, properties) for run in runs))

    def block(self, value: Any) -> Xml:
        """Between paragraphs (`{{p value}}`): only what is paragraphs itself."""
        if is_placed_by_docxtpl(value):
            return Xml(placed(value))
        raise UndefinedError(f"a {type(value).__name__} cannot take the place of a paragraph, row or cell")

    def _words(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, Text):
            return value.in_(self._language)
        if isinstance(value, Undefined) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value)
        if isinstance(value, Rich):
            raise UndefinedError("formatted text is printed with {{r …}}")
        raise UndefinedError("the field is empty" if value is None else f"a {type(value).__name__} needs a filter")


# Amounts and dates repeat from letter to letter, and Babel takes its time over each.
_remembered = lru_cache(maxsize=4096)


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters a template may use, by name."""
    return {
        "account": format_account,
        "amount": _remembered(partial(formats.amount, language=language)),
        "capitalised": partial(_capitalised, language=language),
        "date": _remembered(partial(_date, language=language)),
        "joined": partial(_joined, language=language),
        "length": len,
        "moment": partial(_moment, language=language),
        "number": _remembered(partial(formats.number, language=language)),
        "orgnr": format_orgnr,
    }


def printable(value: str) -> str:
    """Without the characters that XML cannot hold (control characters, half surrogates)."""
    return _FORBIDDEN_IN_XML.sub("", value)


def in_language(value: Text | str, language: Language) -> str:
    """Words in one language."""
    return value.in_(language) if isinstance(value, Text) else value


def _escaped(value: str, breaks: dict[str, str]) -> str:
    if not _SPECIAL.search(value):
        return value
    text = str(escape(printable(_LINE_ENDS.sub("\n", value))))
    for mark, markup in breaks.items():
        text = text.replace(mark, markup)
    return text.replace("_", "&#95;") if is_protected() else text


def _run(run: Run, properties: str) -> str:
    properties = _in_bold(properties) if run.bold else properties
    return f'<w:r>{properties}<w:t xml:space="preserve">{_escaped(run.text, _BREAKS)}</w:t></w:r>'


@lru_cache(maxsize=256)
def _in_bold(properties: str) -> str:
    """Run properties with bold, at the place that the order of the schema gives it."""
    without = _WEIGHT.sub("", properties or "<w:rPr></w:rPr>")
    return _BEFORE_WEIGHT.sub(lambda start: f"{start[0]}<w:b/>", without)


def _capitalised(value: Text | str, *, language: Language) -> str:
    written = in_language(value, language)
    return written[:1].upper() + written[1:]


def _date(value: date, *, language: Language) -> str:
    """`22. november 2026` on one line: no-break spaces, as in amounts."""
    return formats.date(value, language).replace(" ", _NBSP)


def _moment(value: datetime, *, language: Language) -> str:
    """The day on one line, the time on one line."""
    day, _, time = formats.moment(value, language).partition(" kl. ")
    return f"{day.replace(' ', _NBSP)} kl.{_NBSP}{time}"


def _joined(values: Sequence[Text | str], *, language: Language) -> str:
    return formats.joined([in_language(value, language) for value in values], language)
