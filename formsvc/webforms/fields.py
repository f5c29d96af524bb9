"""WTForms fields, one for each way of asking. They carry what was typed; they never judge it.

`path` is a question's place as findings name it (`budget[2].amount`), `name` and `id` its place in the page
(`q_budget-2-amount`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

import wtforms
from wtforms.utils import unset_value

from formsvc.answers.typed import WRITTEN
from formsvc.answers.types.duration import UNITS
from formsvc.schemes.definition import Field, InsteadOfValue
from formsvc.webforms.around import NOTHING_AROUND, Around
from formsvc.webforms.notes import Note
from formsvc.webforms.writing import as_typed

Raw = Any
FormData = Any


class AnswerField(wtforms.Field):
    """A question bound to what was typed. `shape` tells templates how its inputs are laid out."""

    shape: ClassVar[Literal["single", "per_service", "rows"]] = "single"

    def __init__(self, definition: Field, path: str, **options: Any) -> None:
        super().__init__(label=definition.id, **options)
        self.definition = definition
        self.path = path
        self.instead: InsteadOfValue | None = None
        self.messages: list[str] = []
        self.note: Note | None = None

    @property
    def around(self) -> Around:
        """What the section refers to outside itself."""
        around: Around = getattr(self.meta, "around", NOTHING_AROUND)
        return around

    @property
    def raw(self) -> Raw:
        """What a draft keeps: what was typed, or what stands in place of a value; where a person gave both, both."""
        if self.instead is None:
            return self.typed
        written = {} if self.typed in (None, "", [], {}) else {WRITTEN: self.typed}
        return {self.instead: True, **written}

    @property
    def typed(self) -> Raw:
        """What was typed, whatever it is."""
        return self.data

    @property
    def blank(self) -> bool:
        """Whether nothing at all was typed."""
        raw = self.raw
        return not raw.strip() if isinstance(raw, str) else raw in (None, [], {})

    @property
    def children(self) -> Sequence["AnswerField"]:
        """The questions inside this one."""
        return ()

    @property
    def first_input(self) -> str:
        """The id that a link to this question leads to."""
        return str(self.id)

    def inputs(self) -> Iterator["AnswerField"]:
        """This question and all inside it."""
        yield self
        for child in self.children:
            yield from child.inputs()

    def process(self, formdata: FormData, data: Raw = unset_value, extra_filters: Any = None) -> None:
        """Bind the draft, then the request over it."""
        self.instead = instead_in(self.definition, data)
        super().process(formdata, data.get(WRITTEN) if self.instead else data, extra_filters)
        if formdata is not None and self.definition.instead:
            ticked = formdata.getlist(f"{self.name}-instead")
            self.instead = next((what for what in self.definition.instead if what in ticked), None)

    def _child(self, kind: type["AnswerField"], definition: Field, path: str, name: str) -> "AnswerField":
        unbound = kind(definition, path)
        child: AnswerField = unbound.bind(form=None, name=name, prefix="", _meta=self.meta)  # type: ignore[attr-defined]
        return child


class OneText(AnswerField):
    """One input, one text: most questions, and single choices."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The text, line breaks as newlines. Nothing sent: an unticked box, or a question that was not asked."""
        if valuelist:
            self.data = str(valuelist[0]).replace("\r\n", "\n")
        elif self.definition.type == "declaration":
            self.data = ""

    @property
    def written(self) -> str:
        """The text to stand in the input."""
        return as_typed(self.data, self.definition)


class Several(AnswerField):
    """Any number of options."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The keys of the ticked options."""
        self.data = [str(value) for value in valuelist]


class Duration(AnswerField):
    """A number and its unit."""

    def process(self, formdata: FormData, data: Raw = unset_value, extra_filters: Any = None) -> None:
        """Both parts."""
        super().process(formdata, data, extra_filters)
        if formdata is not None:
            parts = {part: formdata.get(f"{self.name}-{part}", "") for part in ("value", "unit")}
            self.data = parts if parts["value"].strip() else {}

    @property
    def written(self) -> str:
        """The text to stand in the number's input."""
        return as_typed(self._parts.get("value"), self.definition)

    @property
    def unit(self) -> str:
        """The chosen unit; where only one is possible, that."""
        return str(self._parts.get("unit") or self.around.units.get(self.path, ""))

    @property
    def units(self) -> Sequence[str]:
        """The units to choose from: the target's, where there is one, and what has been chosen already."""
        fixed = self.around.units.get(self.path)
        return [unit for unit in UNITS if fixed is None or unit in (fixed, self.unit)]

    @property
    def _parts(self) -> Mapping[str, Any]:
        return self.data if isinstance(self.data, Mapping) else {}


class Files(AnswerField):
    """Files kept so far. New ones come beside the form's text, see `receiving`."""

    def process(self, formdata: FormData, data: Raw = unset_value, extra_filters: Any = None) -> None:
        """The files of the draft, without those ticked for removal."""
        super().process(None, data, extra_filters)
        removed = set(formdata.getlist(f"{self.name}-remove")) if formdata is not None else set()
        kept = self.data if isinstance(self.data, list) else []
        self.data = [file for file in kept if file["sha256"] not in removed]


def instead_in(definition: Field, data: Raw) -> InsteadOfValue | None:
    """What the draft has in place of a value, if the question allows it."""
    if not isinstance(data, Mapping):
        return None
    return next((what for what in definition.instead if data.get(what) is True), None)
