from decimal import Decimal

from formsvc.casework.scoring import category_scores, weighted_score
from formsvc.schemes.assessment import Assessment, Category, Criterion
from formsvc.texts import Text


def words(word: str) -> Text:
    return Text(nb=word, nn=word)


def category(name: str, weight: int | None, *criteria: str) -> Category:
    return Category(
        id=name,
        title=words(name),
        weight=None if weight is None else Decimal(weight),
        criteria=tuple(Criterion(id=criterion, title=words(criterion)) for criterion in criteria),
    )


ASSESSMENT = Assessment(scale_max=4, categories=(category("a", 60, "a1", "a2"), category("b", 40, "b1")))


def test_categories_are_weighed_not_criteria() -> None:
    scores = {"a1": 4, "a2": 2, "b1": 1}

    assert [scored.percent for scored in category_scores(ASSESSMENT, scores)] == [Decimal(75), Decimal(25)]
    assert weighted_score(ASSESSMENT, scores) == Decimal(55)


def test_half_is_rounded_up_and_only_once() -> None:
    thirds = Assessment(scale_max=3, categories=(category("a", 50, "a1"), category("b", 50, "b1")))

    assert weighted_score(thirds, {"a1": 1, "b1": 2}) == Decimal(50)
    assert weighted_score(ASSESSMENT, {"a1": 1, "a2": 0, "b1": 0}) == Decimal(8)


def test_no_score_before_every_criterion_has_one() -> None:
    assert weighted_score(ASSESSMENT, {"a1": 4, "a2": 4}) is None
    assert category_scores(ASSESSMENT, {"a1": 4, "b1": 0})[0].percent is None


def test_zero_is_a_score() -> None:
    assert weighted_score(ASSESSMENT, {"a1": 0, "a2": 0, "b1": 0}) == Decimal(0)


def test_a_scheme_without_weights_has_no_total() -> None:
    unweighted = Assessment(scale_max=4, categories=(category("a", None, "a1"),))

    assert weighted_score(unweighted, {"a1": 4}) is None
    assert category_scores(unweighted, {"a1": 4})[0].percent == Decimal(100)
