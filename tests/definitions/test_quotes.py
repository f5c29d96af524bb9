"""Every quote stands in the official text, word for word.

The texts are not part of the project. With their folder in `REGELVERK_DIR` there is a test for each edition; without it
there is nothing to test against, and so no test.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from formsvc.schemes.definition import Scheme
from formsvc.schemes.traced import Source

TEXTS = sorted(Path(os.environ["REGELVERK_DIR"]).glob("*.txt")) if os.environ.get("REGELVERK_DIR") else []

if TEXTS:

    def test_quotes_stand_in_one_official_text(scheme: Scheme) -> None:
        quotes = sorted({_plain(source.quote) for source in _sources(scheme) if source.quote})
        assert quotes
        contents = [_plain(file.read_text(encoding="utf-8")) for file in TEXTS]
        lacking = min(([quote for quote in quotes if quote not in content] for content in contents), key=len)
        assert lacking == []


def _plain(text: str) -> str:
    return " ".join(text.split())


def _sources(node: object) -> Iterator[Source]:
    if isinstance(node, Source):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _sources(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from _sources(item)
