"""What is known beside a question: the target that a result is held against, the budget of a line, what a sum leaves."""

from dataclasses import dataclass
from typing import Literal

Colour = Literal["neutral", "info", "success", "warning", "danger"]


@dataclass(frozen=True)
class Note:
    """Facts (term and words), and what they come to."""

    facts: tuple[tuple[str, str], ...] = ()
    verdict: str = ""
    colour: Colour = "neutral"
