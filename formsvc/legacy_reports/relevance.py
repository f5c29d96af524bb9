"""Is it a report at all? The rules of a scheme name every indicator and answer none of them."""

from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded
from formsvc.legacy_reports.vocabulary import vocabulary


def without_regulation(pages: list[list[Block]]) -> list[list[Block]]:
    """The pages up to where the rules of a scheme begin: all of them in a report, none of the rules themselves."""
    found = [_cues(blocks) for blocks in pages]
    needed = vocabulary()["regulation"]["needed"]
    if len(set().union(*found)) < needed:
        return pages
    first = next(index for index, cues in enumerate(found) if cues)
    return pages[:first]


def _cues(blocks: list[Block]) -> set[str]:
    text = f" {folded(' '.join(block.text for block in blocks))} "
    return {cue for cue in vocabulary()["regulation"]["cues"] if f" {folded(cue)}" in text}
