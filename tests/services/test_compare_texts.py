"""Differences between two texts: nothing is lost on either side, and what is marked is what changed."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from formsvc.services.compare_texts import Pair, Piece, changed_only, compare_texts

WORDS = st.lists(st.sampled_from(["tilskudd", "frist", "vi", "  ", ".", "æ", "👍", "\n", ""]), max_size=6).map("".join)
TEXTS = st.lists(WORDS, max_size=6)


def words(pieces: Sequence[Piece]) -> str:
    return "".join(piece.words for piece in pieces)


def test_a_word_that_was_changed_is_marked_and_the_rest_is_not() -> None:
    (pair,) = compare_texts(["Fristen er 1. april."], ["Fristen er 1. mai."])

    assert pair.before[1] == Piece("removed", "april")
    assert pair.after[1] == Piece("added", "mai")
    assert [(piece.kind, piece.words) for piece in pair.merged] == [
        ("same", "Fristen er 1. "),
        ("removed", "april"),
        ("added", "mai"),
        ("same", "."),
    ]


def test_a_new_paragraph_does_not_make_the_others_look_changed() -> None:
    pairs = compare_texts(["En.", "To."], ["En.", "Mellom.", "To."])

    assert changed_only(pairs) == [Pair((), (Piece("added", "Mellom."),))]


def test_paragraphs_with_little_in_common_are_not_mixed_word_by_word() -> None:
    pairs = compare_texts(["Dere får tilskuddet i mars."], ["Klagen sendes til departementet innen tre uker."])

    assert [(words(pair.before), words(pair.after)) for pair in pairs] == [
        ("Dere får tilskuddet i mars.", ""),
        ("", "Klagen sendes til departementet innen tre uker."),
    ]


@given(TEXTS, TEXTS)
def test_nothing_is_lost_on_either_side(before: list[str], after: list[str]) -> None:
    pairs = compare_texts(before, after)

    assert [words(pair.before) for pair in pairs if pair.before] == [text for text in before if text]
    assert [words(pair.after) for pair in pairs if pair.after] == [text for text in after if text]
    assert [words([p for p in pair.merged if p.kind != "added"]) for pair in pairs if pair.before] == [
        text for text in before if text
    ]
    assert [words([p for p in pair.merged if p.kind != "removed"]) for pair in pairs if pair.after] == [
        text for text in after if text
    ]


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: list[str]) -> None:
    assert changed_only(compare_texts(text, text)) == []
