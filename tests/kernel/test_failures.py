"""A failure carries a code and what its message needs."""

from formsvc.kernel.failures import Failure, Invalid, NotFound


class TooSmall(Invalid):
    """An example of a broken rule."""

    code = "too_small"


def test_a_failure_says_what_it_is_for_operators() -> None:
    assert str(TooSmall(minimum=3, field="amount")) == "too_small: minimum=3, field='amount'"
    assert str(NotFound()) == "not_found"
    assert isinstance(TooSmall(), Failure)
