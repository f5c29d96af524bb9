"""What a browser sends, tidied at the door, and which addresses there can be.

Characters that neither a database nor a document can hold come along when people paste from a PDF; nobody sees them,
so they are left out before anything reads the request. Numbers in addresses stay within what a row's key can be.
"""

import re
from collections.abc import Callable
from typing import IO, Any, TypeVar

from flask import Flask, Request, current_app
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.routing import BaseConverter, IntegerConverter
from werkzeug.utils import cached_property

_UNHOLDABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_HIGHEST_KEY = 2**31 - 1
_MANY = "takes_many_files"

View = TypeVar("View", bound=Callable[..., Any])
Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]


class TidyFormParser(FormDataParser):
    """A form parser whose texts can be stored."""

    def parse(self, *args: Any, **kwargs: Any) -> Parsed:
        """Stream, texts and files."""
        stream, texts, files = super().parse(*args, **kwargs)
        return stream, _tidied(texts), files


class TidyRequest(Request):
    """A request whose texts can be stored."""

    form_data_parser_class = TidyFormParser

    @property
    def max_content_length(self) -> int | None:
        """Bytes; more where the view takes many files at once."""
        view = current_app.view_functions.get(self.endpoint or "")
        return current_app.config["MAX_FILES_LENGTH"] if hasattr(view, _MANY) else super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        Request.max_content_length.fset(self, value)  # type: ignore[attr-defined]

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The address's parameters."""
        return _tidied(super().args)


class KeyConverter(IntegerConverter):
    """A row's key in an address: a number that no row can have is not found."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": _HIGHEST_KEY, **kwargs})


class WordConverter(BaseConverter):
    """A word in an address, without characters that cannot be stored."""

    regex = r"[^/\x00-\x1f\x7f]+"


def many_files(view: View) -> View:
    """Declare that a view takes many files at once: its requests may be as large as MAX_FILES_LENGTH."""
    setattr(view, _MANY, True)
    return view


def whole(text: str) -> int:
    """A whole number that a column can hold, for `request.form.get(..., type=whole)`. Raises ValueError."""
    number = int(text)
    if abs(number) > _HIGHEST_KEY:
        raise ValueError(text)
    return number


def install(app: Flask) -> None:
    """Before any route is added."""
    app.request_class = TidyRequest
    app.url_map.converters.update({"int": KeyConverter, "default": WordConverter, "string": WordConverter})


def _tidied(texts: MultiDict[str, str]) -> MultiDict[str, str]:
    pairs = [(_UNHOLDABLE.sub("", name), _UNHOLDABLE.sub("", value)) for name, value in texts.items(multi=True)]
    return type(texts)(pairs)
