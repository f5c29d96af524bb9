"""One value for each indicator and each place for one indicator; where two disagree, neither."""

from collections import defaultdict

from formsvc.legacy_reports.document import Box
from formsvc.legacy_reports.nearby import Claim
from formsvc.legacy_reports.reading import Finding

_CLEARLY_SURER = 0.15

Settled = tuple[tuple[Finding, ...], tuple[Finding, ...]]


def settled(claims: list[Claim]) -> Settled:
    """The results, and beside them targets and last year's values."""
    findings = [claim.finding for claim in _one_owner_each(claims) if claim.finding]
    groups: dict[tuple[str, str | None, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[(finding.indicator, finding.service, finding.role)].append(finding)
    chosen = [best for group in groups.values() if (best := _agreed(group))]
    return (
        tuple(finding for finding in chosen if finding.role == "result"),
        tuple(finding for finding in chosen if finding.role != "result"),
    )


def _one_owner_each(claims: list[Claim]) -> list[Claim]:
    """Drop the weaker claims on a place that several indicators claim; all of them where none is clearly surer."""
    by_place: dict[tuple[int, Box], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.finding:
            by_place[(claim.finding.page, claim.finding.box)].append(claim)
    kept: list[Claim] = []
    for rivals in by_place.values():
        ranked = sorted(rivals, key=_confidence, reverse=True)
        alone = len({claim.indicator for claim in ranked}) == 1
        if alone:
            kept += ranked
        elif _confidence(ranked[0]) - _confidence(ranked[1]) >= _CLEARLY_SURER:
            kept.append(ranked[0])
    return kept


def _confidence(claim: Claim) -> float:
    return claim.finding.confidence if claim.finding else 0.0


def _agreed(group: list[Finding]) -> Finding | None:
    """The surest, unless another value is nearly as sure."""
    best = max(group, key=lambda finding: finding.confidence)
    rivals = [other for other in group if other.value != best.value]
    if any(best.confidence - other.confidence < _CLEARLY_SURER for other in rivals):
        return None
    return best
