"""Which amounts fit which outcome."""

from collections.abc import Sequence

from formsvc.casework.events import DecisionKind
from formsvc.kernel.failures import Invalid


class AmountDoesNotFit(Invalid):
    """An award is the whole sum applied for, a partial award less and more than 0, the others nothing."""

    code = "amount_does_not_fit"


class YearsDoNotFit(Invalid):
    """A grant is for one year or more, and for no more years than were applied for."""

    code = "years_do_not_fit"


def require_fitting_amounts(kind: DecisionKind, amounts: Sequence[int], applied: Sequence[int]) -> None:
    """`amounts` and `applied`: whole kroner for each year, the grant year first; no amounts where nothing is granted.

    Raises AmountDoesNotFit (params: kind, amount, applied: the first year that does not fit) or YearsDoNotFit.
    """
    if kind in ("refusal", "dismissal"):
        if any(amounts):
            raise AmountDoesNotFit(kind=kind, amount=max(amounts), applied=applied[0])
        return
    if not 1 <= len(amounts) <= len(applied) or (kind == "award" and len(amounts) < len(applied)):
        raise YearsDoNotFit(kind=kind, years=len(amounts), applied=len(applied))
    for amount, asked in zip(amounts, applied, strict=False):
        if not 0 < amount <= asked or (kind == "award" and amount < asked):
            raise AmountDoesNotFit(kind=kind, amount=amount, applied=asked)
    if kind == "partial-award" and list(amounts) == list(applied):
        raise AmountDoesNotFit(kind=kind, amount=amounts[0], applied=applied[0])
