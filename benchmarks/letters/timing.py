"""Processor time of several ways to do one thing, taking turns, so that the machine's other work falls on all alike."""

import time
from collections.abc import Callable, Mapping
from statistics import median

Measure = Callable[[], float]
"""Does it some times and gives the seconds of processor time that one took."""


def of(work: Callable[[int], object], times: int) -> Measure:
    """Measure work of this process; it is given a running number."""

    def measure() -> float:
        start = time.process_time()
        for number in range(times):
            work(number)
        return (time.process_time() - start) / times

    return measure


def alternating(measures: Mapping[str, Measure], seconds: float) -> dict[str, float]:
    """The median of each, after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for measure in measures.values():
        measure()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, measure in measures.items():
            taken[name].append(measure())
    return {name: median(times) for name, times in taken.items()}
