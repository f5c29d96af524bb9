"""What a report calls an indicator, without the value that stands at its end."""

import pytest

from formsvc.legacy_reports.wordings import wording_in


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Delen som fekk hjelp (%): 88", "Delen som fekk hjelp (%)"),
        ("Andel som fikk svar innen 4 uker 79,5 %", "Andel som fikk svar innen 4 uker"),
        ("Antall samtaler i alt .......... 12 500", "Antall samtaler i alt"),
        ("Rutiner for personvern: JA", "Rutiner for personvern"),
        ("I 2027 fikk 88 prosent den hjelpen de trengte fra oss.", None),
        ("88 %", None),
        ("", None),
        ("Svært " * 60 + "88", None),
    ],
)
def test_the_wording_is_what_stands_before_the_value(text: str, wording: str | None) -> None:
    assert wording_in(text) == wording
