"""A definition as a key: by identity, since comparing two definitions deeply would cost more than a page."""

from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class ByIdentity(Generic[Thing]):
    """Holds a thing, so that its identity stays its own, and equals only another holder of the same thing."""

    __slots__ = ("thing",)

    def __init__(self, thing: Thing) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)
