"""What a person who writes definitions is told."""

import pytest

from formsvc.schemes.lint import lint
from formsvc.schemes.loader import load_edition
from tests.fixtures.forms_folder import FormsFolder

SCHEME, ASSESSMENT = "eksempel/2026/scheme.toml", "eksempel/2026/assessment.toml"
APPLICATION = "eksempel/2026/application.toml"


def told(folder: FormsFolder) -> list[str]:
    return [str(finding) for finding in lint(load_edition(folder.path / "eksempel" / "2026"))]


def test_a_whole_definition_is_clean(forms_folder: FormsFolder) -> None:
    assert told(forms_folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (ASSESSMENT, "weight = 40", "weight = 30", "assessment.toml: category.weight: the weights sum to 90, not 100"),
        (ASSESSMENT, "weight = 40\n", "", "some categories have a weight and some have none"),
        (
            APPLICATION,
            'id = "plan"',
            'id = "plan"\nassessed_by = ["cheap"]',
            "section[plan].assessed_by: unknown criterion",
        ),
        (APPLICATION, 'source = { point = "4" }', "", "section[plan].field[years].source: missing"),
        (APPLICATION, 'source = { point = "4" }', "inferred = true", "section[plan].field[years].reason: missing"),
        (SCHEME, 'goal = "reached"', "", "indicator[helped].goal: missing"),
        (
            SCHEME,
            'direction = "up"',
            'direction = "up"\ninstead = ["no_activity"]',
            "needs a rule of the kind no_activity_is_zero",
        ),
        (
            "eksempel/2026/report.toml",
            'indicators = "results"',
            'indicators = "targets"',
            "the indicator 'helped' is not asked here",
        ),
    ],
)
def test_each_fault_is_told(forms_folder: FormsFolder, file: str, old: str, new: str, fault: str) -> None:
    forms_folder.replace(file, old, new)
    found = told(forms_folder)
    assert any(fault in line for line in found), found


def test_a_carrier_that_is_not_there(forms_folder: FormsFolder) -> None:
    wanted = '[[requirement]]\npoint = "4"\nitem = "bullet 1"\nwording = "Plan"\ncarried_by = ["field:application.x"]\n'
    forms_folder.write("eksempel/2026/requirements.toml", wanted)

    assert told(forms_folder) == [
        "forms/eksempel/2026/requirements.toml: requirement[4 bullet 1].carried_by: there is no 'field:application.x'"
    ]


def test_a_result_needs_its_target(forms_folder: FormsFolder) -> None:
    second = """[[indicator]]
id = "reached"
goal = "reached"
unit = "count"
level = "output"
direction = "up"
listed_in = []
asked_in = ["report"]
label = { nb = "Antall", nn = "Tal" }
"""
    forms_folder.replace(SCHEME, "[[indicator]]", f"{second}\n[[indicator]]")

    assert any("indicator[reached].asked_in: asked in the report" in line for line in told(forms_folder))


def test_a_lost_tick_needs_its_reason_and_those_inferred_may_apply(forms_folder: FormsFolder) -> None:
    forms_folder.replace(SCHEME, "ticked = true", "inferred = true")
    assert any("applicant[municipality]: neither ticked nor a reason" in line for line in told(forms_folder))

    forms_folder.replace(SCHEME, "inferred = true", 'inferred = true\nreason = { nb = "Tapt.", nn = "Tapt." }')
    (applicant,) = load_edition(forms_folder.path / "eksempel" / "2026").applicants
    assert (applicant.ticked, applicant.eligible) == (None, True)
    assert not any("applicant" in line for line in told(forms_folder))
