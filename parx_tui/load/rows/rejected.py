"""A cell that a row is rejected for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell for which its row is rejected or in no count.

    ``problem`` is a key of ``values.PROBLEMS`` or of ``ROW_PROBLEMS``, or a ``quarantine_reason``.
    """

    row_number: int
    column: str
    text: str | None
    problem: str
    hint: str | None
