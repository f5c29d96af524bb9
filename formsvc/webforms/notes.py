"""What is known beside a question: a target to hold a result against, the budget of a line, what a sum leaves."""

from dataclasses import dataclass
from typing import Literal

Colour = Literal["neutral", "info", "success", "warning", "danger"]


@dataclass(frozen=True)
class Note:
    """Facts (term and words), and what they come to."""

    facts: tuple[tuple[str, str], ...] = ()
    verdict: str = ""
    colour: Colour = "neutral"
