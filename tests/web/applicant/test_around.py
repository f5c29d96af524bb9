"""What questions refer to outside their section: the services they are about, and the unit of a target."""

import json
from typing import Any

import pytest

from formsvc.answers import Context, View
from formsvc.config import CHECKOUT
from formsvc.schemes.definition import Scheme
from formsvc.schemes.registry import registry
from formsvc.web.applicant.around import around_of

SCHEME, EDITION = "raadgivning-stotte-veiledning", "2023"
OTHERS = {"office": "Samtaler på kontoret", "letters": "Brevtjenesten"}


@pytest.fixture
def scheme() -> Scheme:
    return registry(CHECKOUT / "forms").get(SCHEME, EDITION)


@pytest.fixture
def application() -> dict[str, Any]:
    file = CHECKOUT / "forms" / SCHEME / EDITION / "examples" / "application.valid.json"
    answers: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return answers


def test_targets_of_some_services_follow_what_is_typed_about_the_services(
    scheme: Scheme, application: dict[str, Any]
) -> None:
    view = View(scheme, scheme.form("application"), {})
    around = around_of(view, {"services": {"services": application["services"]}})

    assert around.services_of("target.waiting_time_other") == OTHERS
    assert len(around.services) == len(application["services"])
    assert around.units == {}


def test_results_have_the_services_and_the_units_of_the_application(
    scheme: Scheme, application: dict[str, Any]
) -> None:
    view = View(scheme, scheme.form("report"), {}, Context(application=application))
    around = around_of(view, {})

    assert around.services_of("result.answered_other_share") == OTHERS
    assert around.services_of("contacts").keys() == {row["key"] for row in application["services"]}
    name = "result.waiting_time_other.per_service"
    assert (around.units[f"{name}.office"], around.units[f"{name}.letters"]) == ("weeks", "days")
