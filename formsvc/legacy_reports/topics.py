"""What a point of a form and a stretch of a report are about, by the cues of `topics.toml`."""

import re
from functools import cache, lru_cache
from typing import Any

from formsvc.legacy_reports.normal import folded
from formsvc.legacy_reports.vocabulary import topics


@cache
def topic_of(label: str) -> str | None:
    """The topic of a point of a form, by its wording."""
    asking = (topic["id"] for topic in topics() if topic.get("asks"))
    return next((topic for topic in asking if _pattern(topic, "asks").search(_spaced(label))), None)


@lru_cache(maxsize=20_000)
def cues(text: str, topic: str, kind: str) -> frozenset[str]:
    """The cues of a topic that a text has: `heads` of a heading, `says` of running text."""
    return frozenset(_pattern(topic, kind).findall(_spaced(text)))


@lru_cache(maxsize=2_000)
def other_matters(heading: str) -> frozenset[str]:
    """The cues of what no point asks for: who we are, the figures, the accounts."""
    others = [topic["id"] for topic in topics() if not topic.get("asks")]
    return frozenset[str]().union(*(cues(heading, topic, "heads") for topic in others))


@lru_cache(maxsize=2_000)
def matters(text: str) -> int:
    """How many topics a text names, as a list of what to report does."""
    return sum(bool(cues(text, topic["id"], "heads")) for topic in topics())


@cache
def _pattern(topic: str, kind: str) -> re.Pattern[str]:
    words: Any = next(item[kind] for item in topics() if item["id"] == topic)
    start = "" if kind == "asks" else "(?<= )"
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"{start}(?:{'|'.join(map(_cue, ordered)) or '(?!)'})")


def _cue(word: str) -> str:
    """The beginning of a word; a whole word where a space follows."""
    return re.escape(folded(word)) + ("(?= )" if word.endswith(" ") else "")


@lru_cache(maxsize=2_000)
def _spaced(text: str) -> str:
    return f" {folded(text)} "
