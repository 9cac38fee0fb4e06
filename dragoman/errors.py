"""The exceptions of dragoman: trouble about us or the set-up. Trouble about the data is a `records.Problem` instead.

DragomanError
├── UsageError      what was asked cannot be done as asked: a wrong flag, a date that is none, a folder with nothing in it
├── NotationError   a `.case` file with faults; carries all of them
└── ModelError      the model's files are missing, or not of the kind this version reads
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.records import Problem


class DragomanError(Exception):
    """Anything dragoman raises on purpose: the message says what was seen, what is wrong and what to do."""


class UsageError(DragomanError):
    """A call that cannot be carried out as it was made."""


class NotationError(DragomanError):
    """A `.case` text with faults: `faults` holds every one of them, in order of their lines."""

    def __init__(self, faults: Sequence[Problem]) -> None:
        """Keep the faults, and print them one a line."""
        super().__init__("\n".join(f"{fault.where}: {fault.message}" for fault in faults))
        self.faults = tuple(faults)


class ModelError(DragomanError):
    """A model folder that cannot be used."""
