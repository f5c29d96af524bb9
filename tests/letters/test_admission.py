"""Which Word files may become templates: what acts or fetches by itself is refused, with a reason for each."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formsvc.letters.admission import LARGEST_TEMPLATE, TemplateRefused, require_harmless
from tests.fixtures.word_files import TEMPLATES, part, rebuilt, template

LETTER = template("refusal")
BODY, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refused(docx: bytes) -> dict[str, dict[str, str]]:
    """Why a file is refused: code and parameters."""
    with pytest.raises(TemplateRefused) as refusal:
        require_harmless(docx)
    return {problem.code: dict(problem.params) for problem in refusal.value.problems}


def replaced(path: str, old: str, new: str, docx: bytes = LETTER) -> bytes:
    content = part(docx, path)
    assert old.encode() in content
    return rebuilt(docx, {path: content.replace(old.encode(), new.encode(), 1)})


def related(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="x1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return replaced(RELATIONS, "</Relationships>", relation)


def with_run(inside: str) -> bytes:
    return replaced(BODY, "<w:p><w:r>", f"<w:p><w:r>{inside}</w:r><w:r>")


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.docx")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_service_s_own_templates_are_harmless(file: Path) -> None:
    require_harmless(file.read_bytes())


@pytest.mark.parametrize(
    ("docx", "code", "said"),
    [
        pytest.param(b"", "not_a_document", {}, id="empty"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"0" * 600, "not_a_document", {}, id="password or old Word"),
        pytest.param(LETTER[: len(LETTER) // 2], "not_a_document", {}, id="cut off"),
        pytest.param(b"0" * (LARGEST_TEMPLATE + 1), "too_large", {"megabytes": "5"}, id="too large"),
        pytest.param(rebuilt(LETTER, {BODY: None}), "not_a_document", {}, id="no body"),
        pytest.param(rebuilt(LETTER, {"../evil.xml": b"<a/>"}), "not_a_document", {}, id="outside the file"),
        pytest.param(rebuilt(LETTER, {"WORD/document.xml": b"<a/>"}), "not_a_document", {}, id="same name twice"),
        pytest.param(rebuilt(LETTER, {"word/vbaProject.bin": b"x"}), "macros", {}, id="macros"),
        pytest.param(
            replaced(TYPES, "wordprocessingml.document.main", "macroEnabled.main"), "macros", {}, id="docm renamed"
        ),
        pytest.param(
            replaced(TYPES, "document.main+xml", "template.main+xml"), "saved_as_another_kind", {}, id="dotx renamed"
        ),
        pytest.param(
            rebuilt(LETTER, {"word/embeddings/a.xlsx": b"x"}),
            "embedded",
            {"part": "word/embeddings/a.xlsx"},
            id="workbook inside",
        ),
        pytest.param(
            rebuilt(LETTER, {"word/activeX/activeX1.xml": b"<a/>"}),
            "embedded",
            {"part": "word/activeX/activeX1.xml"},
            id="control",
        ),
        pytest.param(
            rebuilt(LETTER, {"word/media/a.exe": b"x"}), "unknown_part", {"part": "word/media/a.exe"}, id="a program"
        ),
        pytest.param(
            related("attachedTemplate", "https://ond.example/a.dotm"),
            "attached_template",
            {"target": "https://ond.example/a.dotm"},
            id="template elsewhere",
        ),
        pytest.param(
            related("image", "https://ond.example/a.png"), "remote", {"target": "https://ond.example/a.png"}, id="image"
        ),
        pytest.param(
            related("hyperlink", "file://tjener/deling"),
            "remote",
            {"target": "file://tjener/deling"},
            id="link to file",
        ),
        pytest.param(
            with_run(
                '<w:instrText xml:space="preserve"> INCLUDE</w:instrText><w:instrText>TEXT "c:\\\\a"</w:instrText>'
            ),
            "fetches",
            {"field": "INCLUDETEXT"},
            id="split field that fetches",
        ),
        pytest.param(
            replaced(BODY, "<w:body>", '<w:body><w:p><w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/></w:p>'),
            "fetches",
            {"field": "DDEAUTO"},
            id="dde",
        ),
        pytest.param(
            rebuilt(LETTER, {BODY: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part(LETTER, BODY).partition(b"?>")[2]}),
            "broken_part",
            {"part": BODY},
            id="entities",
        ),
        pytest.param(rebuilt(LETTER, {BODY: b"<w:document>"}), "broken_part", {"part": BODY}, id="broken"),
        pytest.param(
            replaced(BODY, "<w:body>", '<w:body><w:altChunk xmlns:r="a" r:id="b"/>'),
            "embedded",
            {"part": BODY},
            id="chunk",
        ),
        pytest.param(
            replaced(BODY, "<w:p><w:r>", '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>ny</w:t></w:r></w:ins><w:r>'),
            "tracked_changes",
            {},
            id="tracked changes",
        ),
        pytest.param(with_run('<w:commentReference w:id="0"/>'), "comments", {}, id="comment"),
    ],
)
def test_a_file_is_refused_with_the_reason(docx: bytes, code: str, said: dict[str, str]) -> None:
    assert refused(docx)[code] == said


def test_a_file_that_unfolds_to_too_much_is_not_unfolded() -> None:
    file = io.BytesIO(LETTER)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/big.xml", "w") as big:
        for _ in range(41):
            big.write(b" " * 1_000_000)

    assert len(file.getvalue()) < LARGEST_TEMPLATE
    assert refused(file.getvalue()) == {"unfolds": {"megabytes": "40"}}


def test_every_reason_is_told_at_once() -> None:
    docx = rebuilt(related("image", "https://ond.example/a.png"), {"word/vbaProject.bin": b"x"})

    assert set(refused(docx)) == {"macros", "remote"}


@pytest.mark.parametrize("target", ["https://www.example.org/", "mailto:tilskudd@example.org"])
def test_a_link_to_a_web_page_or_an_address_is_kept(target: str) -> None:
    require_harmless(related("hyperlink", target))


@given(st.binary(max_size=300), st.integers(min_value=0, max_value=len(LETTER)))
def test_no_file_is_more_than_refused(noise: bytes, place: int) -> None:
    with suppress(TemplateRefused):
        require_harmless(LETTER[:place] + noise + LETTER[place + len(noise) :])
