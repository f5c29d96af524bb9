"""Files become a resolved scheme; every fault is told with file and key."""

import pytest

from formsvc.schemes.definition import Field, Scheme
from formsvc.schemes.findings import DefinitionRefused, UnknownEdition, UnknownForm, UnknownScheme
from formsvc.schemes.loader import load_edition
from formsvc.schemes.registry import Registry, form_of
from tests.fixtures.forms_folder import FormsFolder

APPLICATION = "eksempel/2026/application.toml"
SCHEME = "eksempel/2026/scheme.toml"
ASSESSMENT = "eksempel/2026/assessment.toml"


def load(folder: FormsFolder) -> Scheme:
    return load_edition(folder.path / "eksempel" / "2026")


def fields(scheme: Scheme, form: str) -> dict[str, Field]:
    return {field.id: field for section in scheme.form(form).sections for field in section.fields}


def faults(folder: FormsFolder) -> list[str]:
    with pytest.raises(DefinitionRefused) as refused:
        load(folder)
    return [str(finding) for finding in refused.value.findings]


def test_a_form_is_named_after_its_file(forms_folder: FormsFolder) -> None:
    assert [form.id for form in load(forms_folder).forms] == ["application", "report"]


def test_a_shared_block_stands_in_its_place_with_its_checks(forms_folder: FormsFolder) -> None:
    application = load(forms_folder).form("application")

    assert [section.id for section in application.sections] == ["plan", "budget", "targets"]
    assert [check.id for check in application.checks] == ["funded"]


def test_what_a_section_says_itself_is_laid_over_the_block(forms_folder: FormsFolder) -> None:
    section = load(forms_folder).form("application").sections[1]

    assert section.source is not None
    assert section.source.item == "tick 3"
    assert [field.id for field in section.fields] == ["budget", "applied"]
    assert section.fields[0].help is not None
    assert section.fields[0].type == "rows"


def test_indicators_become_questions(forms_folder: FormsFolder) -> None:
    scheme = load(forms_folder)
    target = fields(scheme, "application")["target.helped"]

    assert (target.type, target.required, target.indicator) == ("percent", True, "helped")
    assert target.label.nb == "Måltall: Andel som fikk hjelp"
    assert target.instead == ("not_relevant",)
    assert list(fields(scheme, "report")) == ["result.helped", "deviation.helped"]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (APPLICATION, ', nn = "Kvifor tre år?"', "", "section[plan].field[why_three].label.nn: missing"),
        (APPLICATION, 'nn = "Plan"', 'nn = ""', "section[plan].title.nn: empty"),
        (APPLICATION, "required = true", "obligatory = true", "section[plan].field[years].obligatory: unknown key"),
        (APPLICATION, 'field = "years"', 'field = "year"', "unknown field 'year'"),
        (APPLICATION, 'value = "3"', 'value = "4"', "'4' does not fit 'years', which is choice (1, 3)"),
        (APPLICATION, 'value = "3"', "value = 3", "3 does not fit 'years'"),
        (
            APPLICATION,
            'equals = { field = "years", value = "3" }',
            'above = { field = "years", value = 3 }',
            "does not fit",
        ),
        (APPLICATION, 'equals = { field = "years", value = "3" }', "", "needs exactly one of equals"),
        (APPLICATION, 'equals = { field = "years", value = "3" }', 'answered = "applied"', "unknown field 'applied'"),
        (APPLICATION, 'type = "long_text"', 'type = "essay"', "section[plan].field[why_three].type: must be"),
        (APPLICATION, 'id = "why_three"', 'id = "years"', "section.field[years]: there are 2 with this id"),
        (APPLICATION, 'use = "budget"', 'use = "budgets"', "forms/common/budgets.toml: missing file"),
        (APPLICATION, "[[section]]", "[[section]", "not TOML"),
        (SCHEME, 'id = "eksempel"', 'id = "annen"', "must be the folder's name, 'eksempel'"),
        (SCHEME, 'goal = "reached"', 'goal = "other"', "indicator[helped].goal: unknown goal 'other'"),
        (SCHEME, "weeks = 3, ", "", "scheme.toml: appeal.weeks: missing"),
        (SCHEME, ', body = { nb = "Klagenemnda", nn = "Klagenemnda" }', "", "scheme.toml: appeal.body: missing"),
        (SCHEME, 'unit = "percent"', 'unit = "per cent"', "indicator[helped].unit: must be"),
        ("eksempel/2026/report.toml", '"application"', '"applications"', "based_on: unknown form 'applications'"),
        (
            APPLICATION,
            "[[section]]",
            'decided_by = "ministry"\n[[section]]',
            "decided_by: 'ministry' is neither a grant admin",
        ),
        (APPLICATION, "[[section]]", 'kind = "poll"\n[[section]]', "application.toml: kind: must be"),
        ("common/budget.toml", 'right = ["applied"]', 'right = ["years"]', "check[funded]: 'years' is no number"),
        ("eksempel/2026/letters.toml", "legal_basis", "legal", "letters.toml: legal_basis: missing"),
    ],
)
def test_each_fault_is_told_with_its_place(
    forms_folder: FormsFolder, file: str, old: str, new: str, fault: str
) -> None:
    forms_folder.replace(file, old, new)
    told = faults(forms_folder)

    assert any(fault in line for line in told), told
    assert all(line.startswith("forms/") for line in told)


def test_all_faults_are_told_at_once(forms_folder: FormsFolder) -> None:
    forms_folder.replace(APPLICATION, ', nn = "Kvifor tre år?"', "")
    forms_folder.replace("eksempel/2026/report.toml", ', nn = "Rapport"', "")

    assert [line.split(": ")[0] for line in faults(forms_folder)] == [
        "forms/eksempel/2026/application.toml",
        "forms/eksempel/2026/report.toml",
    ]


def test_a_missing_file_is_one_fault(forms_folder: FormsFolder) -> None:
    (forms_folder.path / "eksempel/2026/letters.toml").unlink()
    assert faults(forms_folder) == ["forms/eksempel/2026/letters.toml: missing file"]


def test_municipalities_are_the_options_of_their_field(forms_folder: FormsFolder) -> None:
    forms_folder.replace(APPLICATION, 'type = "long_text"', 'type = "municipality"')
    forms_folder.write("common/geography/kommuner.csv", "kommunenummer,navn\n0301,Oslo\n1101,Eigersund\n")

    assert [option.key for option in fields(load(forms_folder), "application")["why_three"].options] == ["0301", "1101"]


def test_the_newest_edition_is_given_where_none_is_asked_for(forms_folder: FormsFolder) -> None:
    for name in ("scheme", "application", "report", "letters"):
        content = (forms_folder.path / f"eksempel/2026/{name}.toml").read_text(encoding="utf-8")
        forms_folder.write(
            f"eksempel/2024/{name}.toml", content.replace('edition = "2026"', 'edition = "2024"\nopen = false')
        )
    known = Registry(forms_folder.path)

    assert known.editions("eksempel") == ["2024", "2026"]
    assert known.get("eksempel").edition == "2026"
    assert known.get("eksempel", "2024") is known.get("eksempel", "2024")
    assert [scheme.edition for scheme in known.open_()] == ["2026"]


def test_what_is_not_there_is_said_with_what_is(forms_folder: FormsFolder) -> None:
    known = Registry(forms_folder.path)

    with pytest.raises(UnknownScheme, match="there is no scheme 'x'; there are: eksempel"):
        known.get("x")
    with pytest.raises(UnknownEdition, match="eksempel has no edition '1999'; it has: 2026"):
        known.get("eksempel", "1999")
    with pytest.raises(UnknownForm, match="it has: application, report"):
        form_of(known.get("eksempel"), "renewal")
    with pytest.raises(DefinitionRefused, match="no such folder"):
        Registry(forms_folder.path / "none")


def test_measures_are_asked_for_beside_each_deviation_where_the_scheme_says_so(forms_folder: FormsFolder) -> None:
    assert "measures.helped" not in fields(load(forms_folder), "report")
    forms_folder.replace(SCHEME, "[[applicant]]", "[deviation]\nmeasures = true\n\n[[applicant]]")

    measures = fields(load(forms_folder), "report")["measures.helped"]
    assert (measures.type, measures.indicator) == ("long_text", "helped")
    assert measures.label.nb == "Hva har dere gjort for å redusere avviket? Andel som fikk hjelp"


def test_an_indicator_without_a_target_has_no_deviation_to_explain(forms_folder: FormsFolder) -> None:
    forms_folder.replace(SCHEME, 'asked_in = ["application", "report"]', 'asked_in = ["report"]')
    forms_folder.write(APPLICATION, (forms_folder.path / APPLICATION).read_text().rpartition("[[section]]")[0])

    assert list(fields(load(forms_folder), "report")) == ["result.helped"]


def test_services_that_no_column_tells_of_are_refused(forms_folder: FormsFolder) -> None:
    some = 'per_service = true\nof_services = { field = "kind", values = ["other"] }\ngoal = "reached"'
    forms_folder.replace(SCHEME, 'goal = "reached"', some)

    assert faults(forms_folder) == [
        f"forms/eksempel/2026/{form}.toml: section[{section}].field[{field}.helped].of_services: "
        "needs per_service, and options of a column of `services`"
        for form, section, field in (("application", "targets", "target"), ("report", "results", "result"))
    ]


def test_municipalities_are_the_options_of_their_column(forms_folder: FormsFolder) -> None:
    column = '[[section.field.column]]\nid = "place"\ntype = "municipality"\nlabel = { nb = "Hvor?", nn = "Kvar?" }'
    forms_folder.replace(APPLICATION, 'type = "long_text"', 'type = "rows"')
    forms_folder.replace(APPLICATION, 'nn = "Kvifor tre år?" }', f'nn = "Kvifor tre år?" }}\n\n{column}')
    forms_folder.write("common/geography/kommuner.csv", "kommunenummer,navn\n0301,Oslo\n")

    (place,) = fields(load(forms_folder), "application")["why_three"].columns
    assert [option.key for option in place.options] == ["0301"]


def test_what_this_regelverk_demands_is_not_inferred_whatever_the_block_says(forms_folder: FormsFolder) -> None:
    inferred = 'id = "budget"\ninferred = true\nreason = { nb = "Trengs.", nn = "Trengst." }\ntitle'
    forms_folder.replace("common/budget.toml", 'id = "budget"\ntitle', inferred)
    assert load(forms_folder).form("application").sections[1].inferred

    forms_folder.replace(APPLICATION, 'use = "budget"', 'use = "budget"\ninferred = false')
    section = load(forms_folder).form("application").sections[1]
    assert (section.inferred, section.reason) == (False, None)


def test_each_form_is_held_against_its_own_criteria(forms_folder: FormsFolder) -> None:
    forms_folder.replace(ASSESSMENT, "weight = 40", 'weight = 40\nforms = ["application"]')
    assessment = load(forms_folder).assessment

    assert len(assessment.of_form("application").categories) == len(assessment.categories)
    assert len(assessment.of_form("report").categories) == len(assessment.categories) - 1

    forms_folder.replace(ASSESSMENT, 'forms = ["application"]', 'forms = ["aplication"]')
    assert any("unknown form 'aplication'" in fault for fault in faults(forms_folder))


def test_what_is_for_one_form_is_not_for_another(forms_folder: FormsFolder) -> None:
    funding = '[[funding]]\nid = "courses"\nkind = "purpose"\nforms = ["report"]\n'
    funding += 'text = { nb = "kurs", nn = "kurs" }\n\n[[goal]]'
    forms_folder.replace(SCHEME, "[[goal]]", funding)

    scheme = load(forms_folder)
    assert [one.id for one in scheme.funding_of("report")] == ["courses"]
    assert scheme.funding_of("application") == ()


@pytest.mark.parametrize("decider", ["county", "directorate", "other-office"])
def test_a_form_is_decided_on_by_a_kind_or_by_somebody_who_is_known(forms_folder: FormsFolder, decider: str) -> None:
    administrators = """
[[administrator]]
key = "other-office"
name = { nb = "Kontoret", nn = "Kontoret" }
orgnr = "310012114"
letterhead = { address_lines = ["Veien 1"], email = "a@b.example", phone = "1" }
"""
    forms_folder.write("administrators.toml", administrators)
    forms_folder.replace(APPLICATION, "[[section]]", f'decided_by = "{decider}"\n[[section]]')
    scheme = load(forms_folder)

    assert scheme.decider_of(scheme.form("application")) == decider
    assert scheme.decider_of(scheme.form("report")) == scheme.grant_administrator
