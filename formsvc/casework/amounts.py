"""Which amount fits which outcome."""

from formsvc.casework.events import DecisionKind
from formsvc.kernel.failures import Invalid


class AmountDoesNotFit(Invalid):
    """An award is the whole sum applied for, a partial award less and more than 0, the others 0."""

    code = "amount_does_not_fit"


def require_fitting_amount(kind: DecisionKind, amount: int, applied: int) -> None:
    """Raises AmountDoesNotFit (params: kind, amount, applied; whole kroner)."""
    fits = {
        "award": 0 < amount == applied,
        "partial-award": 0 < amount < applied,
        "refusal": amount == 0,
        "dismissal": amount == 0,
    }
    if not fits[kind]:
        raise AmountDoesNotFit(kind=kind, amount=amount, applied=applied)
