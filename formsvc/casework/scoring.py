"""Scores by category and weight. The regelverk weighs categories only; the scale is the administrator's own.

A score never decides (regelverk: "helhetlig, skjønnsmessig vurdering"); it sorts a list that people read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from formsvc.schemes.assessment import Assessment, Category


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """Percent of the category's best, half up to whole; None until every criterion is scored."""

    category: Category
    percent: Decimal | None


def category_scores(assessment: Assessment, scores: Mapping[str, int]) -> tuple[CategoryScore, ...]:
    """One score per category, in the definition's order."""
    return tuple(
        CategoryScore(category, _percent(category, assessment.scale_max, scores)) for category in assessment.categories
    )


def weighted_score(assessment: Assessment, scores: Mapping[str, int]) -> Decimal | None:
    """Percent of the best possible, weighted; None where a category is not scored or has no weight."""
    total = Decimal(0)
    for scored in category_scores(assessment, scores):
        if scored.percent is None or scored.category.weight is None:
            return None
        total += _exact(scored.category, assessment.scale_max, scores) * scored.category.weight / 100
    return _whole(total) if assessment.categories else None


def _percent(category: Category, top: int, scores: Mapping[str, int]) -> Decimal | None:
    if any(criterion.id not in scores for criterion in category.criteria):
        return None
    return _whole(_exact(category, top, scores))


def _exact(category: Category, top: int, scores: Mapping[str, int]) -> Decimal:
    given = sum(scores[criterion.id] for criterion in category.criteria)
    return Decimal(100 * given) / (top * len(category.criteria))


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)
