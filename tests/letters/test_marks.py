"""The marks of free text: bold, items, paragraphs; and nothing that was written is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formsvc.letters.facts.rich import Rich
from formsvc.letters.marks import items_of, paragraphs_of


def shown(paragraphs: tuple[Rich, ...]) -> list[str]:
    """One line a paragraph: `* ` before an item, bold in capitals between signs."""
    return [
        ("* " if one.item else "") + "".join(f"<{run.text}>" if run.bold else run.text for run in one.runs)
        for one in paragraphs
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Vi gir **hele** summen.", ["Vi gir <hele> summen."]),
        ("**Alt**", ["<Alt>"]),
        ("En.\n\nTo.\nSamme avsnitt.", ["En.", "To.\nSamme avsnitt."]),
        (
            "Dette er med:\n- lønn\n- **husleie**\nOg så videre.",
            ["Dette er med:", "* lønn", "* <husleie>", "Og så videre."],
        ),
        ("- en\r\n\r\n- to", ["* en", "* to"]),
        ("• limt inn fra Word", ["* limt inn fra Word"]),
        ("a **b** c **d**", ["a <b> c <d>"]),
        ("**linje\nto**", ["<linje\nto>"]),
        # What is no mark stands as it was written.
        ("2 ** 3", ["2 ** 3"]),
        ("**uten slutt", ["**uten slutt"]),
        ("** luft **", ["** luft **"]),
        ("****", ["****"]),
        ("**a\n\nb**", ["**a", "b**"]),
        ("-uten luft\n- ", ["-uten luft\n-"]),
        ("20 - 30 timer", ["20 - 30 timer"]),
        ("-5 grader", ["-5 grader"]),
        (" \n\t\n", []),
    ],
)
def test_marks_become_formatting(written: str, expected: list[str]) -> None:
    assert shown(paragraphs_of(written)) == expected


def test_where_every_line_is_an_item_the_mark_may_be_there_or_not() -> None:
    assert shown(items_of("Lønn: **for høy**\n\n- Reise\n")) == ["* Lønn: <for høy>", "* Reise"]


WRITTEN = st.text(alphabet=st.sampled_from("ab *-•\n\r\tæ👍<&{"), max_size=60)


@given(WRITTEN)
def test_nothing_that_was_written_is_lost(written: str) -> None:
    kept = "".join(str(one) for one in paragraphs_of(written))

    assert only_words(kept) == only_words(written)


@given(WRITTEN)
def test_a_paragraph_is_never_empty_and_holds_no_empty_line(written: str) -> None:
    for one in (*paragraphs_of(written), *items_of(written)):
        assert str(one).strip()
        assert all(run.text for run in one.runs)
        assert "\n\n" not in str(one)
        assert "\r" not in str(one)


@given(WRITTEN)
def test_text_without_marks_is_its_own_paragraph(written: str) -> None:
    plain = " ".join(re.sub(r"[*•-]", "", written).split())
    if plain:
        assert shown(paragraphs_of(plain)) == [plain]


@given(st.lists(st.text(alphabet="abæ ", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_bold_words_written_with_marks_are_read_back(words: list[str]) -> None:
    (paragraph,) = paragraphs_of(" og ".join(f"**{word}**" for word in words))

    assert [run.text for run in paragraph.runs if run.bold] == words


def only_words(text: str) -> str:
    return re.sub(r"[\s*•-]", "", text)
