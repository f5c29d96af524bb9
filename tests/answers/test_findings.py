"""Every finding has words in both languages, and the words have what they need."""

import string

import pytest

from formsvc.answers import CODES, Finding
from formsvc.texts import LANGUAGES, Language, Text
from formsvc.texts.catalogue import catalogue

PARAMS = {
    name: Text(nb=f"<{name}>", nn=f"<{name}>")
    for name in ("label", "name", "column", "expected", "written", "option", "row", "service", "indicator", "target",
                 "result", "explanation", "left", "right", "length", "maximum", "minimum", "earliest", "latest",
                 "allowed")
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_has_a_message(code: str, language: Language) -> None:
    message = Finding("field", code, PARAMS).message(language)

    assert message.strip()
    assert "{" not in message


def test_no_message_is_left_without_its_code() -> None:
    for key in catalogue():
        area, _, code = key.partition(".")
        if area == "warning":
            assert CODES[code].severity == "warning"


def test_both_languages_have_the_same_placeholders() -> None:
    for key, words in catalogue().items():
        names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (words.nb, words.nn)]
        assert names[0] == names[1], key


def test_a_finding_in_the_shape_of_the_contract() -> None:
    finding = Finding("budget[2].amount", "too_small", {"label": Text(nb="Kroner", nn="Kroner"), "minimum": 0})

    assert finding.as_json() == {
        "field": "budget[2].amount",
        "code": "too_small",
        "message": {
            "nb": "Tallet i «Kroner» er for lavt. Skriv 0 eller mer.",
            "nn": "Talet i «Kroner» er for lågt. Skriv 0 eller meir.",
        },
    }


def test_an_unknown_code_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        Finding("field", "no_such_code").message("nb")
