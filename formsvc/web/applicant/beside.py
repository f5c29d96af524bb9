"""What is known beside a form's questions: targets beside results, the budget beside accounts, what sums leave."""

from collections.abc import Iterable, Iterator

from formsvc.answers import Finding, View
from formsvc.answers.beside_plan import Account, accounts
from formsvc.answers.deviations import Comparison, compare
from formsvc.answers.rules import demanded_attachments
from formsvc.answers.sums import computed, total
from formsvc.schemes.definition import Rule, Section
from formsvc.texts import Language, formats, text
from formsvc.web.differences import difference, from_plan, in_target_words, verdict
from formsvc.webforms import AnswerField, SectionForm
from formsvc.webforms.groups import PerService, Rows
from formsvc.webforms.notes import Note


def annotate(form: SectionForm, view: View, language: Language) -> None:
    """Put what is known beside the questions of a section."""
    questions = {question.path: question for question in form.questions}
    for place, value in computed(view).items():
        if place in questions:
            fact = (text("report.note.computed", language), formats.amount(int(value), language))
            questions[place].note = Note((fact,))
    for rows in (question for question in form.questions if isinstance(question, Rows) and _has_amounts(question)):
        rows.note = Note(_sums(rows, view, language))
    for account in accounts(view):
        question = questions.get(account.field.id)
        if isinstance(question, Rows):
            _beside_rows(question, account, language)
    _beside_results(questions, view, language)


def doubt(form: SectionForm, warnings: Iterable[Finding], language: Language) -> None:
    """Put each thing that a person will have to judge beside the question that it is about."""
    questions = {question.path: question for question in form.questions}
    for finding in warnings:
        question = questions.get(finding.field)
        if question is not None:
            facts = question.note.facts if question.note else ()
            question.note = Note((*facts, ("", finding.message(language))), colour="warning")


def demanded(view: View, language: Language, section: Section | None = None) -> list[str]:
    """The attachments that a rule demands of this case, each with the amount and where to put it.

    Of one section, or of all.
    """
    return [
        _demand(view, rule, home, language)
        for rule in demanded_attachments(view)
        for home in view.form.sections
        if any(field.id == rule.field for field in home.fields) and section in (None, home)
    ]


def _demand(view: View, rule: Rule, home: Section, language: Language) -> str:
    words = rule.text.in_(language) if rule.text else view.fields[rule.field or ""].label.in_(language)
    granted = (view.context.case or {}).get("granted_amount")
    if granted is None:
        return words
    amount, title = formats.amount(granted, language), home.title.in_(language)
    return text("report.form.attachment", language, rule=words, amount=amount, section=title)


def noted(form: SectionForm) -> Iterator[AnswerField]:
    """Everything in a section that something is known beside."""
    return (entry for question in form.questions for entry in question.inputs() if entry.note is not None)


def _beside_results(questions: dict[str, AnswerField], view: View, language: Language) -> None:
    if view.base is None:
        return
    rows = compare(view)
    for name in {row.indicator.id for row in rows if row.indicator.has_target}:
        question = questions.get(f"result.{name}")
        if question is not None:
            found = {row.service: row for row in rows if row.indicator.id == name}
            for entry, row in _inputs(question, found):
                entry.note = _beside_result(view, row, language)


def _inputs(
    question: AnswerField, found: dict[str | None, Comparison]
) -> Iterator[tuple[AnswerField, Comparison | None]]:
    """Each input of a result with its comparison: one for each service, where there are several."""
    if isinstance(question, PerService) and question.split:
        yield from ((entry, found.get(key) or found.get(None)) for key, entry in question.by_service.items())
    else:
        entry = question.children[0] if isinstance(question, PerService) else question
        yield entry, next(iter(found.values()))


def _beside_result(view: View, row: Comparison | None, language: Language) -> Note:
    facts = [(text("report.note.target", language), in_target_words(view, row, language))]
    if row is None:
        return Note(tuple(facts))
    apart = difference(view, row, language)
    if apart:
        facts.append((text("report.note.difference", language), apart))
    return Note(tuple(facts), *verdict(view, row, language))


def _has_amounts(question: Rows) -> bool:
    return any(column.type == "nok" for column in question.definition.columns)


def _sums(question: Rows, view: View, language: Language) -> tuple[tuple[str, str], ...]:
    """What each column of amounts adds up to; the columns that no row is asked about are left out."""
    rows = view.row_list(question.path)
    shown = [column for row in rows or ({},) for column in view.visible_columns(question.definition, row)]
    columns = [column for column in question.definition.columns if column.type == "nok" and column in shown]
    sums = [total(view, (f"{question.path}.{column.id}",)) for column in columns]
    terms = [text("applicant.section.sum", language, label=column.label.in_(language)) for column in columns]
    return tuple(
        (term, formats.amount(int(added), language))
        for term, added in zip(terms, sums, strict=True)
        if added is not None
    )


def _beside_rows(question: Rows, account: Account, language: Language) -> None:
    lines = {line.key: line for line in account.lines}
    for row in question.rows:
        cell = next(cell for cell in row.cells if cell.definition.id == account.column.id)
        line = lines.get(row.key)
        apart = line.difference if line else None
        cell.note = Note((("", from_plan(apart, language)),) if apart is not None else ())
    question.note = Note(_totals(account, language))


def _totals(account: Account, language: Language) -> tuple[tuple[str, str], ...]:
    planned, actual = account.planned, account.actual
    return (
        (text("report.total.planned", language), formats.amount(planned, language)),
        (text("report.total.actual", language), formats.amount(actual, language)),
        (text("report.note.difference", language), from_plan(actual - planned, language)),
    )
