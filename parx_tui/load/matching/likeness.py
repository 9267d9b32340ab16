"""How alike keys are, without comparing each with each letter by letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log

LEAST_LIKENESS = 0.3


class Likeness:
    """How alike a key is to known ones, from 0 to 1, by the runs of three letters that both have.

    A run counts the more, the fewer known keys have it: the kind of unit is in hundreds of them. To
    compare each text with each name letter by letter would take too long.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._number = len(keys)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            for run in _runs(key):
                self._places[run].append(place)
        self._weights = [self._weight(_runs(key)) for key in keys]

    def __call__(self, key: str) -> dict[int, float]:
        """Return the likeness of the known keys that are like ``key``, by their place."""
        runs = _runs(key)
        common: dict[int, float] = defaultdict(float)
        for run in runs:
            weight = self._weight([run])
            for place in self._places.get(run, ()):
                common[place] += 2 * weight
        whole = self._weight(runs)
        likeness = {place: shared / (whole + self._weights[place]) for place, shared in common.items()}
        return {place: like for place, like in likeness.items() if like >= LEAST_LIKENESS}

    def _weight(self, runs: Iterable[str]) -> float:
        """Return what runs count together."""
        return sum(log(1 + self._number / max(1, len(self._places.get(run, ())))) for run in runs)


def _runs(key: str) -> frozenset[str]:
    """Return the runs of three letters of a key."""
    padded = f"  {key} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
