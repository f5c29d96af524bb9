"""How values are written in a letter: the template language with its filters, and one strict way to print.

A template is written by many people, so it runs in Jinja's sandbox: fields and filters, nothing callable, no globals. A
field that is not there, or is empty, is an error and never a gap in a letter.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Undefined, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import escape
from pydantic import BaseModel

from formsvc.kernel.identifiers import format_account, format_orgnr
from formsvc.texts import Language, Text, formats

_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff&<>\"']")
_LINE_ENDS = re.compile(r"\r\n?")
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}


class Environment(SandboxedEnvironment):
    """The template language for one written language. Nothing in it can be called."""

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - the signature is Jinja's
        """Never: a letter needs fields and filters only."""
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the facts directly; for anything else the sandbox's own, slower rules."""
        if isinstance(obj, BaseModel):
            fields = vars(obj)
            if attribute in fields:
                return fields[attribute]
        return super().getattr(obj, attribute)


def environment(language: Language, loader: BaseLoader | None = None, *, breaks: bool = True) -> Environment:
    """A strict environment. `breaks`: newlines and tabs in values become Word's; without, they become spaces."""
    made = Environment(
        loader=loader,
        autoescape=False,  # `printed` escapes every value, at half the cost
        undefined=StrictUndefined,
        finalize=partial(printed, language=language, breaks=breaks),
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.clear()
    made.filters = filters(language)
    return made


# Amounts and dates repeat from letter to letter, and Babel takes its time over each.
_remembered = lru_cache(maxsize=4096)


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters a template may use, by name."""
    return {
        "account": format_account,
        "amount": _remembered(partial(formats.amount, language=language)),
        "capitalised": partial(_capitalised, language=language),
        "date": _remembered(partial(formats.date, language=language)),
        "joined": partial(_joined, language=language),
        "length": len,
        "moment": partial(formats.moment, language=language),
        "number": _remembered(partial(formats.number, language=language)),
        "orgnr": format_orgnr,
    }


def printed(value: Any, *, language: Language, breaks: bool) -> str:
    """A value as it goes into the XML. Raises UndefinedError for anything that is not text or a whole number."""
    if isinstance(value, Text):
        value = value.in_(language)
    if isinstance(value, str):
        return _escaped(value, breaks)
    if isinstance(value, Undefined) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise UndefinedError("the field is empty" if value is None else f"a {type(value).__name__} needs a filter")


def printable(value: str) -> str:
    """Without the characters that XML cannot hold (control characters, half surrogates)."""
    return _FORBIDDEN_IN_XML.sub("", value)


def _escaped(value: str, breaks: bool) -> str:
    if not _SPECIAL.search(value):
        return value
    text = str(escape(printable(_LINE_ENDS.sub("\n", value))))
    for mark, markup in _BREAKS.items():
        text = text.replace(mark, markup if breaks else " ")
    return text


def in_language(value: Text | str, language: Language) -> str:
    """Words in one language."""
    return value.in_(language) if isinstance(value, Text) else value


def _capitalised(value: Text | str, *, language: Language) -> str:
    written = in_language(value, language)
    return written[:1].upper() + written[1:]


def _joined(values: Sequence[Text | str], *, language: Language) -> str:
    return formats.joined([in_language(value, language) for value in values], language)
