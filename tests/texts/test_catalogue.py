"""Words: both languages at the same time, and nothing left to fill in."""

import re
import string

import pytest

from formsvc.texts import LANGUAGES, Text, text, text_in_both
from formsvc.texts.catalogue import catalogue


def test_both_languages_want_the_same_parameters() -> None:
    for key, words in catalogue().items():
        wanted = [{name for _, name, _, _ in string.Formatter().parse(words.in_(lang)) if name} for lang in LANGUAGES]
        assert wanted[0] == wanted[1], key


def test_a_text_without_its_parameter_is_a_fault_of_ours() -> None:
    assert text("error.required", "nn", label="Namn") == "«Namn» må svarast på."
    with pytest.raises(KeyError):
        text("error.required", "nb")
    with pytest.raises(KeyError):
        text("error.no_such_text", "nb")


def test_both_at_once() -> None:
    assert text_in_both("answers.not_relevant") == Text(nb="Ikke relevant", nn="Ikkje relevant")


@pytest.mark.parametrize("raw", [{"nb": "Lagre"}, {"nb": "Lagre", "nn": ""}, {"nb": "a", "nn": "b", "en": "c"}])
def test_a_text_has_both_languages_and_no_other(raw: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"nn|en"):
        Text.model_validate(raw)


@pytest.mark.parametrize(
    ("language", "other"),
    [
        ("nn", r"\b(ikke|hva|hvordan|hvilke[tn]?|dere|deres|fra|søknadene|måltallet|besvares|velg|bare|noen)\b"),
        ("nb", r"\b(ikkje|kva|korleis|kvar|dykk|frå|vere|berre|nokre|søkjer|måltalet|tilbod)\b"),
    ],
)
def test_the_words_of_answers_and_errors_are_in_their_own_language(language: str, other: str) -> None:
    for key, words in catalogue().items():
        if key.split(".")[0] in ("answers", "error", "warning", "schemes", "units"):
            found = re.search(other, words.nn if language == "nn" else words.nb, re.IGNORECASE)
            assert not found, f"{key}: {found}"
