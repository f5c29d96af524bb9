from pathlib import Path

import pytest

from formsvc.answers import validate
from formsvc.answers.view import Context
from formsvc.schemes.lint import lint
from formsvc.schemes.loader import load_edition
from formsvc.schemes.new import STILL_TO_WRITE, SchemeExists, UnusableId, new_scheme

FORMS = Path(__file__).parents[2] / "forms"


def begin(folder: Path) -> list[Path]:
    return new_scheme(folder, "kulturminner", "2027", "direktorat", FORMS)


def write_every_text(files: list[Path]) -> None:
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace(f"{STILL_TO_WRITE} ", ""), encoding="utf-8")


def test_a_new_scheme_lacks_nothing_but_its_texts(tmp_path: Path) -> None:
    begin(tmp_path)

    found = lint(load_edition(tmp_path / "kulturminner" / "2027"))

    assert found
    assert {finding.reason.split(":")[0] for finding in found} == {"still to be written"}
    assert {"scheme.toml", "application.toml", "report.toml", "letters.toml"} <= {
        Path(finding.file).name for finding in found
    }


def test_it_passes_once_its_texts_are_written(tmp_path: Path) -> None:
    write_every_text(begin(tmp_path))

    scheme = load_edition(tmp_path / "kulturminner" / "2027")

    assert lint(scheme) == []
    assert (scheme.id, scheme.edition, scheme.grant_administrator) == ("kulturminner", "2027", "direktorat")
    empty = validate(scheme, scheme.form("application"), {}, Context())
    assert "description" in {finding.field for finding in empty.errors}


def test_shared_blocks_that_are_there_are_left_alone(tmp_path: Path) -> None:
    begin(tmp_path)
    own = tmp_path / "common" / "contact.toml"
    own.write_text(own.read_text(encoding="utf-8") + "\n# our own\n", encoding="utf-8")

    new_scheme(tmp_path, "kulturminner", "2028", "direktorat", FORMS)

    assert own.read_text(encoding="utf-8").endswith("# our own\n")


def test_an_edition_is_never_written_over(tmp_path: Path) -> None:
    begin(tmp_path)

    with pytest.raises(SchemeExists, match="kulturminner"):
        begin(tmp_path)


@pytest.mark.parametrize("scheme", ["Kultur", "kultur_minner", "../kultur", "common", "", "-a", "a b"])
def test_an_id_is_a_safe_folder_name(tmp_path: Path, scheme: str) -> None:
    with pytest.raises(UnusableId):
        new_scheme(tmp_path, scheme, "2027", "direktorat", FORMS)

    assert list(tmp_path.iterdir()) == []
