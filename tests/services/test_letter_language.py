"""Which written language a letter is in, and why: every branch of the rule, for every kind of recipient."""

from pathlib import Path

import pytest

from formsvc.schemes.findings import DefinitionRefused
from formsvc.schemes.registry import registry
from formsvc.schemes.written_language import LanguageDecisions
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.facts.common import letter_language
from formsvc.services.open_case import open_case
from formsvc.services.propose_decision import Proposal
from formsvc.storage.documents import documents_of
from formsvc.storage.models import Organisation, Submission
from formsvc.texts import Language
from tests.fixtures.cases import REASON, approve, office_of, sent_case
from tests.fixtures.example import FORMS, START, Example

HEADER = "kommunenummer,navn,fylkesnummer,fylke,sprakvedtak,orgnr,kilde\n"
COUNTIES = "fylkesnummer,navn,fylkeskommune_orgnr,sprakvedtak,kilde\n46,Vestland,821311632,nynorsk,L1\n"
EIGERSUND, STAVANGER = "944496394", "964965226"
VESTLAND, VESTFOLD, ROGALAND, OSLO = "821311632", "929882385", "971045698", "958935420"
ELSEWHERE = "310060003"


@pytest.mark.parametrize(
    ("kind", "orgnr", "municipality", "registered", "applied_in", "expected"),
    [
        pytest.param("municipality", EIGERSUND, None, "nn", "nn", "nb municipal_decision", id="bokmål municipality"),
        pytest.param("municipality", STAVANGER, "1103", "nb", "nn", "nn application", id="neutral municipality"),
        pytest.param("municipality", STAVANGER, "1101", "nb", "nn", "nn application", id="its own number counts first"),
        pytest.param("municipality", STAVANGER, None, "nn", None, "nn register", id="neutral, nothing sent"),
        pytest.param("municipality", ELSEWHERE, "1101", "nn", "nn", "nb municipal_decision", id="a part of one"),
        pytest.param("municipality", ELSEWHERE, "2100", "nb", "nn", "nn application", id="Longyearbyen"),
        pytest.param("municipality", ELSEWHERE, None, "nn", "nb", "nb application", id="unknown municipality"),
        pytest.param("county", VESTLAND, None, "nb", "nb", "nn municipal_decision", id="nynorsk county"),
        pytest.param("county", VESTFOLD, None, "nn", "nn", "nb municipal_decision", id="bokmål county"),
        pytest.param("county", ROGALAND, None, "nb", "nn", "nn application", id="neutral county"),
        pytest.param("county", ELSEWHERE, "1101", None, "nn", "nn application", id="a county is not its neighbours"),
        pytest.param("municipality", OSLO, "0301", None, "nn", "nn application", id="both municipality and county"),
        pytest.param("voluntary_organisation", ELSEWHERE, "1101", "nb", "nn", "nn application", id="in one"),
        pytest.param("voluntary_organisation", ELSEWHERE, None, "nn", None, "nn register", id="only registered"),
        pytest.param("voluntary_organisation", ELSEWHERE, None, "en", None, "nb default", id="another language"),
        pytest.param("foreign", ELSEWHERE, None, None, None, "nb default", id="nothing known"),
    ],
)
def test_the_language_of_a_letter_follows_the_language_act(
    kind: str, orgnr: str, municipality: str | None, registered: str | None, applied_in: Language | None, expected: str
) -> None:
    organisation = Organisation(kind=kind, orgnr=orgnr, municipality=municipality, language=registered)
    submission = Submission(language=applied_in) if applied_in else None

    choice = letter_language(registry(FORMS).language_decisions, organisation, submission)

    assert f"{choice.language} {choice.reason}" == expected


def test_every_municipality_and_county_of_the_list_is_found() -> None:
    decisions = registry(FORMS).language_decisions

    assert len(decisions._by_number) == 357
    # Oslo is one body; one municipality has no number of its own in the list.
    assert len(decisions._by_orgnr) == 357 + 15 - 2


@pytest.mark.parametrize(
    ("municipalities", "reason"),
    [
        (HEADER + "1101,Eigersund,11,Rogaland,riksmål,944496394,L1\n", "1101: sprakvedtak must be one of bokmål"),
        ("kommunenummer,navn\n1101,Eigersund\n", "sprakvedtak must be one of"),
        (None, "missing file"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_file_and_row(
    tmp_path: Path, municipalities: str | None, reason: str
) -> None:
    (tmp_path / "fylker.csv").write_text(COUNTIES, encoding="utf-8")
    if municipalities is not None:
        (tmp_path / "kommuner.csv").write_text(municipalities, encoding="utf-8")

    with pytest.raises(DefinitionRefused) as refused:
        LanguageDecisions(tmp_path)

    assert "kommuner.csv" in str(refused.value)
    assert reason in str(refused.value)


def test_an_installation_replaces_the_list(tmp_path: Path) -> None:
    (tmp_path / "fylker.csv").write_text(COUNTIES, encoding="utf-8")
    (tmp_path / "kommuner.csv").write_text(HEADER + "1101,Eigersund,11,Rogaland,nynorsk,944496394,L2\n", "utf-8")

    assert LanguageDecisions(tmp_path).of_body(EIGERSUND) == "nn"


def test_the_letters_of_a_county_are_in_the_language_it_has_decided_on(example: Example) -> None:
    with example.session() as session:
        case = sent_case(session, example, language="nb")
        case.organisation.kind, case.organisation.orgnr = "county", VESTLAND
        approve(session, example, case, Proposal("award", 1_650_000, 1, REASON))
        shown = open_case(session, example.actor("caseworker"), example.schemes, case.id).language
        dispatch_decision(session, example.actor("caseworker"), office_of(example), case.id, START)

        letters = [(row.language, row.language_reason) for row in documents_of(session, case)]

    assert (shown.language, shown.reason) == ("nn", "municipal_decision")
    assert letters == [("nn", "municipal_decision")] * 2
