"""Whether two Word files say the same, part for part: their XML in canonical form (W3C C14N), other parts by bytes."""

from collections.abc import Mapping

from lxml import etree

from formsvc.letters.archive import read_entries
from formsvc.letters.source import parsed


def differing_parts(one: bytes, other: bytes) -> list[str]:
    """The paths of the parts that differ, or that one of the files lacks. Raises NotADocument."""
    first, second = read_entries(one, "one"), read_entries(other, "other")
    return [path for path in sorted(first.keys() | second.keys()) if _content(first, path) != _content(second, path)]


def _content(entries: Mapping[str, bytes], path: str) -> bytes | None:
    content = entries.get(path)
    if content is None or not path.endswith((".xml", ".rels")):
        return content
    return etree.tostring(parsed(content, path), method="c14n", exclusive=True)
