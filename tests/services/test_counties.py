"""Counties as grant administrators: whose call, whose applicants, whose letters."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from formsvc.letters.reading import read_letter
from formsvc.schemes.definition import Scheme
from formsvc.schemes.registry import Registry
from formsvc.services.check_case import check_case
from formsvc.services.decision_dates import decision_dates
from formsvc.services.example_cases import add_past_calls, play
from formsvc.services.example_data import ExampleCase, Stage
from formsvc.services.office import Office
from formsvc.services.open_call import (
    CallPlace,
    CallTerms,
    GrantYearUnlikely,
    SchemeNotTheirs,
    callable_forms,
    open_call,
)
from formsvc.services.own_cases import home
from formsvc.services.report_of import reports_of
from formsvc.services.start_application import start_application
from formsvc.services.who_may_begin import OtherCounty
from formsvc.storage.cases import find_case, state_of
from formsvc.storage.documents import documents_of, file_content
from formsvc.storage.models import Call, Case, Organisation
from formsvc.storage.people import grant_administrator
from formsvc.texts import Language
from tests.fixtures.example import START, Example

SCHEME, EDITION, COUNTY, DIRECTORATE = "frisklivstilbud", "2024", "eksempelfylket", "helsedirektoratet"
OF_APPEAL = ("klag", "enkeltvedtak")


def terms(year: int) -> CallTerms:
    return CallTerms(
        year, date(2026, 12, 1), date(2027, 1, 15), 1, "0714", "60", "Kontor", "kontor@fylket.example", "1"
    )


@pytest.mark.parametrize(
    ("key", "forms"),
    [(COUNTY, {"application"}), (DIRECTORATE, {"development-centre-application", "county-survey"})],
)
def test_each_calls_for_the_forms_that_it_decides_on(example: Example, key: str, forms: set[str]) -> None:
    with example.session(writes=False) as session:
        found = callable_forms(example.schemes, grant_administrator(session, key))
    assert {form.id for scheme, form in found if scheme.id == SCHEME} == forms


@pytest.mark.parametrize("form", ["development-centre-application", "county-survey", "report"])
def test_a_county_opens_its_own_call_and_no_other(example: Example, form: str) -> None:
    with example.session() as session:
        county, actor = grant_administrator(session, COUNTY), example.actor("county_administrator")
        theirs, others = (CallPlace(county.id, SCHEME, EDITION, name) for name in ("application", form))
        with pytest.raises(SchemeNotTheirs):
            open_call(session, actor, example.schemes, others, terms(2028), at=START)
        assert open_call(session, actor, example.schemes, theirs, terms(2028), at=START).grant_administrator == county


@pytest.mark.parametrize(("form", "year"), [("county-survey", 2025), ("development-centre-application", 2026)])
def test_a_form_about_a_year_that_has_passed_is_called_for_a_year_later(example: Example, form: str, year: int) -> None:
    actor, place = example.actor("administrator"), CallPlace(1, SCHEME, EDITION, form)
    with example.session() as session:
        with pytest.raises(GrantYearUnlikely):
            open_call(session, actor, example.schemes, place, terms(year - 1), at=START)
        assert open_call(session, actor, example.schemes, place, terms(year), at=START).grant_year == year


@pytest.mark.parametrize(
    ("municipality", "elsewhere"), [("1539", False), ("4645", True), (None, False), ("0301", True)]
)
def test_a_municipality_applies_to_its_own_county(example: Example, municipality: str | None, elsewhere: bool) -> None:
    actor = example.actor("municipality_elsewhere")
    with example.session() as session:
        (organisation_id,) = actor.organisations
        session.get_one(Organisation, organisation_id).municipality = municipality
        call = session.scalars(select(Call).where(Call.scheme == SCHEME, Call.form == "application")).one()
        shown = home(session, actor, example.schemes, START)
        assert any(view.call.id == call.id for view in shown.calls) is not elsewhere
        if elsewhere:
            with pytest.raises(OtherCounty):
                start_application(session, actor, example.office, call.id, organisation_id=organisation_id, at=START)
        else:
            start_application(session, actor, example.office, call.id, organisation_id=organisation_id, at=START)


def test_the_enterprise_that_applies_for_svalbard_may_turn_to_any_county(example: Example) -> None:
    actor = example.actor("municipality_elsewhere")
    with example.session() as session:
        (organisation_id,) = actor.organisations
        session.get_one(Organisation, organisation_id).kind = "state_enterprise"
        call = session.scalars(select(Call).where(Call.scheme == SCHEME, Call.form == "application")).one()
        assert start_application(session, actor, example.office, call.id, organisation_id=organisation_id, at=START)


def played(session: Session, office: Office, until: Stage, file: str, **place: str) -> Case:
    add_past_calls(session, office)
    example = ExampleCase(scheme=SCHEME, file=file, until=until, **place)
    case = find_case(session, list(play(session, office, example, START))[-1].case_id)
    assert case
    return case


def letters(session: Session, case: Case) -> dict[str, str]:
    sent = (one for one in documents_of(session, case) if one.direction == "out")
    return {one.kind: read_letter(file_content(session, one.sha256)).text for one in sent}


def test_the_county_decides_pays_and_gets_the_report_in_its_own_name(example: Example) -> None:
    with example.session() as session:
        case = played(session, example.office, "reported", "case-award.json", administrator=COUNTY)
        sent = letters(session, case)
        control = check_case(session, case, example.schemes)
    assert case.status == "reported"
    assert control
    assert "own_county" in {shown.finding.id for shown in control.findings if shown.finding.judgement == "found"}
    for kind in ("receipt", "award", "grant"):
        assert "Fylkeshuset 1, 9997 Eksempelby" in sent[kind]
        assert "folkehelse@eksempelfylket.example" in sent[kind]
        assert not [word for word in OF_APPEAL if word in sent[kind].lower()]
    assert "revisor" in sent["grant"]


def test_a_development_centre_hears_from_the_directorate_and_needs_no_auditor(example: Example) -> None:
    with example.session() as session:
        form = "development-centre-application"
        case = played(session, example.office, "reported", "case-development-centre.json", form=form)
        sent = letters(session, case)
    assert (case.status, case.title) == ("reported", "Utviklingssentral for friskliv, læring og mestring")
    assert "Postboks 220 Skøyen" in sent["grant"]
    assert not [word for word in (*OF_APPEAL, "revisor", "eksempelfylket") if word in sent["grant"].lower()]


class WithoutReports(Registry):
    """The definitions, where no form reports on any other."""

    def get(self, scheme: str, edition: str | None = None) -> Scheme:
        """The edition without its reports."""
        found = super().get(scheme, edition)
        kept = tuple(form for form in found.forms if form.due is None or form.based_on is None)
        return found.model_copy(update={"forms": kept})


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_grant_that_nothing_reports_on_still_gets_its_letters(example: Example, language: Language) -> None:
    office = Office(
        WithoutReports(example.schemes.forms_dir), example.office.templates_dir, example, "https://x.example"
    )
    with example.session() as session:
        session.scalars(select(Organisation).where(Organisation.orgnr == "310030112")).one().language = language
        case = played(session, office, "accepted", "case-award.json", administrator=COUNTY)
        scheme, state = office.schemes.get(SCHEME, EDITION), state_of(session, case)
        dates = decision_dates(case, scheme, state)
        assert reports_of(session, case, office.schemes) == []
        sent = letters(session, case)
    assert dates
    assert dates.report_by is None
    assert {"award", "grant"} <= set(sent)
    assert "rapport" not in sent["award"].lower()
