"""Choices among options: one, many, a grade, a municipality; and yes or no."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, always_required, typed, wrong_type
from formsvc.schemes.definition import Field, Option
from formsvc.texts import LANGUAGES, Language, formats, text, text_in_both

GRADES = ("yes", "partly", "no", "not_applicable")


class ChoiceType(AnswerType):
    """One of the field's options, by its key."""

    def options(self, field: Field) -> Sequence[Option]:
        """What there is to choose from."""
        return field.options

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """The key of an option."""
        return typed(raw) if isinstance(raw, str) else raw

    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """One of the options."""
        if not isinstance(value, str):
            yield wrong_type("option")
        elif value not in {option.key for option in self.options(field)}:
            yield Problem("unknown_option", {"written": value[:60]})

    def format(self, value: Json, field: Field, language: Language) -> str:
        """The option's label."""
        return _labels(self.options(field), language)[value]

    def json_schema(self, field: Field) -> Schema:
        """The options' keys."""
        return {"type": "string", "enum": [option.key for option in self.options(field)]}


class GradeType(ChoiceType):
    """Yes, partly, no, or not applicable: four answers that never collapse."""

    def options(self, field: Field) -> Sequence[Option]:  # noqa: ARG002
        """The same four everywhere."""
        return tuple(Option(key=grade, label=text_in_both(f"answers.grade.{grade}")) for grade in GRADES)

    def parse(self, raw: Raw, field: Field) -> Json | Problem:
        """A key, or the word for it in either language."""
        written = super().parse(raw, field)
        words = {option.label.in_(lang).lower(): option.key for option in self.options(field) for lang in LANGUAGES}
        return words.get(written.lower(), written) if isinstance(written, str) else written


class MultiChoiceType(AnswerType):
    """Any number of the field's options, in the options' order."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:
        """Keys, each once, in the order of the options; unknown ones last, for `check` to refuse."""
        keys = [raw] if isinstance(raw, str) else raw
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            return keys
        order = {option.key: place for place, option in enumerate(field.options)}
        chosen = dict.fromkeys(key.strip() for key in keys if key.strip())
        return sorted(chosen, key=lambda key: order.get(key, len(order))) or None

    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """Known options, none twice, an exclusive one alone."""
        if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
            yield wrong_type("options")
            return
        options = {option.key: option for option in field.options}
        unknown = [key for key in value if key not in options]
        if unknown:
            yield Problem("unknown_option", {"written": unknown[0][:60]})
        elif len(set(value)) < len(value):
            yield Problem("repeated_option")
        elif len(value) > 1:
            yield from _not_alone(options[key] for key in value if options[key].exclusive)

    def format(self, value: Json, field: Field, language: Language) -> str:
        """The labels: `a, b og c`."""
        labels = _labels(field.options, language)
        return formats.joined([labels[key] for key in value], language)

    def json_schema(self, field: Field) -> Schema:
        """A list of the options' keys."""
        keys = {"type": "string", "enum": [option.key for option in field.options]}
        return {"type": "array", "items": keys, "uniqueItems": True}


@dataclass(frozen=True)
class YesNoType(AnswerType):
    """Yes or no. No is an answer."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """`true`, `yes`, `ja`, `on` and their opposites. Problem: not_yes_or_no."""
        written = typed(raw)
        if written is None:
            return None if isinstance(raw, str) else raw
        answer = {"true": True, "yes": True, "ja": True, "on": True, "false": False, "no": False, "nei": False}
        return answer.get(written.lower(), Problem("not_yes_or_no", {"written": written[:40]}))

    def check(self, value: Json, field: Field) -> Iterator[Problem]:  # noqa: ARG002
        """True or false."""
        if not isinstance(value, bool):
            yield wrong_type("yes_or_no")

    def format(self, value: Json, field: Field, language: Language) -> str:  # noqa: ARG002
        """`Ja` or `Nei`."""
        return text(f"answers.{'yes' if value else 'no'}", language)

    def json_schema(self, field: Field) -> Schema:  # noqa: ARG002
        """True or false."""
        return {"type": "boolean"}


class DeclarationType(YesNoType):
    """Something that the signatory confirms; where it is required, only yes will do."""

    def json_schema(self, field: Field) -> Schema:
        """True where required."""
        return {"const": True} if always_required(field) else {"type": "boolean"}

    def answered(self, value: Json) -> bool:
        """Only yes declares anything."""
        return value is True


def meant(field: Field, chosen: Iterable[str]) -> frozenset[str]:
    """The options that a choice of several means, however it was made.

    "Both" means one and the other, and one and the other mean both: for counting, never for refusing.
    """
    keys = set(chosen)
    for option in field.options:
        if option.covers and (option.key in keys or keys.issuperset(option.covers)):
            keys |= {option.key, *option.covers}
    return frozenset(keys)


def _labels(options: Sequence[Option], language: Language) -> dict[str, str]:
    return {option.key: option.label.in_(language) for option in options}


def _not_alone(exclusive: Iterator[Option]) -> Iterator[Problem]:
    for option in list(exclusive)[:1]:
        yield Problem("exclusive_option", {"option": option.label})
