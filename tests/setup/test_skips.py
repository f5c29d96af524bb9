"""A skip is fine on a machine that lacks a program, and a failure in CI."""

import pytest

SKIPPING = """
import pytest

@pytest.fixture
def program():
    pytest.skip("no such program: install the package `such`")

def test_uses_it(program):
    pass

@pytest.mark.skip(reason="later")
def test_never_runs():
    pass
"""


def run(pytester: pytest.Pytester) -> pytest.RunResult:
    pytester.makepyfile(SKIPPING)
    return pytester.runpytest_inprocess("-p", "tests.fixtures.skips", "-rs", "--import-mode=importlib")


def test_elsewhere_a_skip_tells_what_to_install(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = run(pytester)
    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines(["*install the package `such`*"])


def test_in_ci_a_skip_is_a_failure(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = run(pytester)
    outcomes = result.parseoutcomes()
    assert outcomes.get("skipped", 0) == 0
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 2
    result.stdout.fnmatch_lines(["*which CI does not allow*install the package `such`*"])
