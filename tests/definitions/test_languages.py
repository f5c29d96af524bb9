"""Bokmål is bokmål and nynorsk is nynorsk, in every text of every edition: neither is copied into the other."""

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from formsvc.schemes.definition import Field, Scheme
from formsvc.texts import Text

# Words that the other language does not have, or that this service writes otherwise (`òg` for `også` in nynorsk).
ONLY_BOKMAL = """
ikke hva hvem hvor hvordan hvorfor hvilken hvilket hvilke dere deres jeg noe noen tilskudd tilskuddet tilbudet
tilbudene søker søkeren søkere målgruppen ordningen brukerne brukere medarbeiderne medarbeidere
frivillighetsregisteret mestring veiledning henvendelser uke uker
måneder fra mye gjøre gjør sier være blitt ble ansatte andel antall penger
forskning opplysninger aktiviteter resultater regnskap regnskapet årene underveis henne kommer bare også
frem hele flere hverandre hvert hver selv
"""
ONLY_NYNORSK = """
ikkje kva kven kvar korleis kvifor kor dykk dykkar noko nokon tilskot tilskotet tilbodet tilboda søkjar søkjaren
målgruppa ordninga brukarane brukarar medarbeidarane medarbeidarar frivilligregisteret meistring rettleiing
førespurnader veker månader heim frå mykje gjere gjer seier vere vart tilsette delen pengar forsking opplysningar
aktivitetar rekneskap rekneskapen åra undervegs kjem berre òg heile fleire kvarandre sjølv eit
"""
PLACES = ("municipality", "county")
"""Their options are names of places, which are the same in both languages."""
LONG = 6
"""Words. A text of so many that is the same in both languages is one that nobody translated."""


@pytest.mark.parametrize(("language", "foreign"), [("nn", ONLY_BOKMAL), ("nb", ONLY_NYNORSK)])
def test_no_word_of_the_other_language(scheme: Scheme, language: str, foreign: str) -> None:
    words = set(foreign.split())
    found = [
        (word, text)
        for text in (getattr(pair, language) for pair in texts_of(scheme))
        for word in re.findall(r"\w+", text.lower())
        if word in words
    ]
    assert found == []


def test_long_texts_differ(scheme: Scheme) -> None:
    assert {pair.nb for pair in texts_of(scheme) if pair.nb == pair.nn and len(pair.nb.split()) >= LONG} == set()


def texts_of(node: object) -> Iterator[Text]:
    """Every text under a node of a definition."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, BaseModel):
        names = set(type(node).model_fields)
        if isinstance(node, Field) and node.type in PLACES:
            names.remove("options")
        for name in sorted(names):
            yield from texts_of(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from texts_of(item)
