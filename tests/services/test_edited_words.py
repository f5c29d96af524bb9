"""What was edited in a proposal is found: since the version before, and beside the standard text."""

from datetime import timedelta

from formsvc.services.case_log import case_log
from formsvc.services.edited_words import Edited, edited_words
from formsvc.services.preview_letters import preview_letter
from formsvc.services.propose_decision import Proposal, propose_decision
from formsvc.storage.decisions import decisions_of
from tests.fixtures.cases import impartial, sent_case
from tests.fixtures.example import START, Example
from tests.letters.documents import entry

FIRST = Proposal(
    "award", 1_650_000, 1, "Tilbudet er **godt**.\n\n- rutiner\n- erfaring", background="Vi fikk søknaden."
)
STANDARD = {"background": "Vi fikk søknaden."}


def edited(example: Example, *proposals: Proposal, standard: dict[str, str] = STANDARD) -> list[Edited]:
    with example.session() as session:
        case, caseworker = sent_case(session, example), example.actor("caseworker")
        impartial(session, case, caseworker)
        for number, proposal in enumerate(proposals):
            at = START + timedelta(hours=number)
            propose_decision(session, caseworker, case.id, proposal, at)
        return edited_words(case_log(session, case), decisions_of(session, case)[-1], standard)


def second(**changes: str) -> Proposal:
    words = {"reason": FIRST.reason, "background": FIRST.background, **changes}
    return Proposal("award", 1_650_000, 1, version_read=1, **words)  # type: ignore[arg-type]


def test_the_first_proposal_with_standard_text_has_nothing_edited(example: Example) -> None:
    assert edited(example, FIRST) == []


def test_a_changed_reason_shows_the_changed_paragraph_alone(example: Example) -> None:
    (one,) = edited(example, FIRST, second(reason=FIRST.reason.replace("godt", "svært godt")))

    assert (one.part, one.against) == ("reason", "previous")
    (pair,) = one.pairs
    assert [piece.words for piece in pair.merged if piece.kind == "added"] == ["svært "]


def test_standard_text_that_was_added_to_is_told_even_in_the_first_proposal(example: Example) -> None:
    found = edited(example, FIRST, standard={"background": "Vi fikk søknaden. Den kom i tide."})

    assert [(one.part, one.against) for one in found] == [("background", "standard")]


def test_bold_and_items_stand_in_the_letter(example: Example) -> None:
    with example.session() as session:
        case, caseworker = sent_case(session, example), example.actor("caseworker")
        impartial(session, case, caseworker)
        propose_decision(session, caseworker, case.id, FIRST, START)
        letter = preview_letter(session, caseworker, example.office, case.id, "award", START).content

    xml = entry(letter, "word/document.xml").decode()
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">godt</w:t>' in xml
    before_item = xml.partition(">rutiner<")[0].rpartition("<w:p>")[2]
    assert 'w:val="ListBullet"' in before_item
    assert "**" not in xml
