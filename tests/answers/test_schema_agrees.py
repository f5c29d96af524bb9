"""What the JSON Schema rejects, `validate` rejects; what only `validate` rejects has a code beyond the schema."""

import copy
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from formsvc.answers import CODES, Context, validate
from formsvc.answers.schema import form_schema
from formsvc.schemes.definition import FieldType, Form, Scheme
from formsvc.schemes.registry import registry
from tests.fixtures.definitions import field, one_form, pair

FORMS = Path(__file__).parents[2] / "forms"
OPTIONS = [{"key": key, "label": pair(key), "exclusive": key == "none"} for key in ("a", "b", "none")]
COLUMNS = [field("item", "text", required=True), field("amount", "nok"), field("kind", "choice", options=OPTIONS)]

TELLING = [
    "", " ", "a", "none", "2026-02-30", "2026-11-22", "974760673", "12345678903", "x@eksempel.no", "0301", "yes",
    "days", "https://www.eksempel.no", "22 33 44 55", "\x00", "a\nb", "\ud800",
]  # fmt: skip
WORDS = st.sampled_from(TELLING) | st.text(max_size=8)
NUMBERS = st.sampled_from([0, 1, -1, 3.0, 3.5, 100, 101, 10**12, 1e300]) | st.integers() | st.floats(allow_nan=False)
LEAVES = st.none() | st.booleans() | NUMBERS | WORDS
KEYS = st.sampled_from(
    ["value", "unit", "key", "item", "amount", "kind", "per_service", "no_activity", "not_relevant", "name", "size",
     "media_type", "sha256", "chat"]
) | st.text(max_size=3)  # fmt: skip
FILE = st.fixed_dictionaries(
    {
        "name": WORDS,
        "size": NUMBERS,
        "media_type": WORDS,
        "sha256": st.sampled_from(["a" * 64, "a" * 64 + "\n", "A" * 64]),
    }
)
DURATION = st.fixed_dictionaries({"value": NUMBERS, "unit": st.sampled_from(["days", "weeks", "years"])})
ROW = st.fixed_dictionaries({"item": WORDS}, optional={"amount": NUMBERS, "kind": WORDS, "key": WORDS, "more": WORDS})
JSON = st.recursive(
    LEAVES | FILE | DURATION | ROW,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
NEAR = st.sampled_from([{"not_relevant": True}, {"no_activity": True}, {"not_relevant": False}])
KINDS = get_args(FieldType)


def nearly(kind: str) -> st.SearchStrategy[Any]:
    """Values of a type, right and nearly right, alone and per service."""
    lists: dict[str, st.SearchStrategy[Any]] = {
        "rows": st.lists(ROW, max_size=4),
        "attachment": st.lists(FILE, max_size=3),
        "multi_choice": st.lists(st.sampled_from(["a", "b", "none", "c"]), max_size=3),
        "duration": DURATION,
        "boolean": st.booleans(),
        "declaration": st.booleans(),
    }
    numeric = kind in ("integer", "decimal", "nok", "percent", "count", "minutes", "fte")
    value = lists.get(kind, NUMBERS if numeric else WORDS) | NEAR
    services = st.dictionaries(st.sampled_from(["chat", "phone"]), value, max_size=2)
    return value | services.map(lambda parts: {"per_service": parts}) | JSON


def disagreement(scheme: Scheme, form: Form, answers: Any, context: Context | None = None) -> str | None:
    """Why schema and engine disagree about these answers."""
    accepted = Draft202012Validator(form_schema(scheme, form)).is_valid(answers)
    outcome = validate(scheme, form, answers, context)
    told = [error.code for error in outcome.errors if not CODES[error.code].beyond_schema]
    if not accepted and outcome.valid:
        return "the schema rejects, validate does not"
    return f"validate says {told}, the schema accepts" if accepted and told else None


@pytest.mark.parametrize("kind", KINDS)
@given(
    data=st.data(),
    required=st.booleans(),
    hidden=st.booleans(),
    may_be_instead=st.booleans(),
    per_service=st.booleans(),
)
@settings(max_examples=150)
def test_one_answer_of_each_type(
    kind: str, data: st.DataObject, required: bool, hidden: bool, may_be_instead: bool, per_service: bool
) -> None:
    value = data.draw(nearly(kind))
    keys: dict[str, Any] = {"required": required, "per_service": per_service, "min_rows": 2}
    keys |= {"instead": ["not_relevant", "no_activity"]} if may_be_instead else {}
    keys |= {"visible_when": {"equals": {"field": "shown", "value": True}}} if hidden else {}
    keys |= {"columns": COLUMNS} if kind == "rows" else {}
    keys |= {"options": OPTIONS} if kind in ("choice", "multi_choice", "municipality", "county") else {}
    scheme, form = one_form(field("shown", "boolean"), field("asked", kind, **keys))

    assert disagreement(scheme, form, {"asked": value}) is None
    assert disagreement(scheme, form, {}) is None


def _examples() -> list[tuple[str, str, str]]:
    found = []
    for scheme in registry(FORMS).load_all():
        folder = FORMS / scheme.id / scheme.edition / "examples"
        for form in scheme.forms:
            found += [(scheme.id, form.id, str(file)) for file in sorted(folder.glob(f"{form.id}*.valid.json"))]
    return found


@pytest.mark.parametrize(("scheme_id", "form_id", "file"), _examples())
@given(data=st.data())
@settings(max_examples=60)
def test_a_real_form_with_something_changed(scheme_id: str, form_id: str, file: str, data: st.DataObject) -> None:
    scheme = registry(FORMS).get(scheme_id)
    answers = copy.deepcopy(json.loads(Path(file).read_text(encoding="utf-8")))
    field_id = data.draw(st.sampled_from(sorted(answers)))
    if data.draw(st.booleans()):
        del answers[field_id]
    else:
        answers[field_id] = data.draw(JSON)

    assert disagreement(scheme, scheme.form(form_id), answers) is None


@pytest.mark.parametrize("scheme", registry(FORMS).load_all(), ids=lambda scheme: f"{scheme.id} {scheme.edition}")
def test_every_form_has_a_schema_that_the_meta_schema_accepts(scheme: Scheme) -> None:
    for form in scheme.forms:
        Draft202012Validator.check_schema(form_schema(scheme, form))
