"""CAMEO as a lens over PLOVER, in both directions. The table is `data/cameo.tsv`; its meanings are our own words.

Roots follow the PLOVER manual's table 7.1: 01 and 02 have no counterpart, 19 and 20 are ASSAULT. Where a longer code names
an act that the annotation guide puts elsewhere, the code goes there (docs/decisions/0004-cameo.md lists them). On the
way back a root is always given, and a longer code only where type, modes and contexts decide it.
"""

from __future__ import annotations

import csv
import os.path
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15", "SANCTION": "16",
    "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code and what it is in PLOVER; `type` is None for statements and appeals, which PLOVER does not code."""

    code: str
    meaning: str
    type: str | None
    modes: tuple[str, ...]  # one, or several of which the code leaves open which it is
    contexts: tuple[str, ...]
    decides: bool  # whether type, modes and contexts give this code back

    @property
    def mode(self) -> str | None:
        """The mode, where the code names one alone."""
        return self.modes[0] if len(self.modes) == 1 else None


@cache
def codes() -> dict[str, Code]:
    """Return the whole table, by code."""
    text = resources.files("dragoman.knowledge").joinpath("data/cameo.tsv").read_text("utf-8")
    return {row["code"]: _row(row) for row in csv.DictReader(text.splitlines(), delimiter="\t")}


def _row(row: dict[str, str]) -> Code:
    modes, contexts = (tuple(filter(None, row[key].split("/"))) for key in ("modes", "contexts"))
    kind = None if row["type"] == "-" else row["type"]
    return Code(row["code"], row["meaning"], kind, modes, contexts, bool(row["decides"]))


def from_cameo(code: str) -> Code:
    """Return what a CAMEO code is in PLOVER; an unknown longer code is read as its beginning ("0419" as "041").

    Takes two to four digits with their leading zero. Raises UsageError where there is no such root.
    """
    for length in (4, 3, 2):
        found = codes().get(code[:length]) if len(code) >= length else None
        if found and code.isdigit() and len(code) <= 4:
            return found
    message = f"{code!r} is no CAMEO code; write two to four digits with the leading zero, from 01 to 20"
    raise UsageError(message)


def to_cameo(kind: str, modes: Iterable[str] = (), contexts: Iterable[str] = ()) -> str:
    """Return the most particular CAMEO code that an event's type, modes and contexts decide, at least a root."""
    own_modes, own_contexts = set(modes), set(contexts)
    best, chosen = 0, [ROOTS[kind]]
    for item in codes().values():
        if not item.decides or item.type != kind:
            continue
        if item.modes and not own_modes & set(item.modes):
            continue
        if not own_contexts >= set(item.contexts):
            continue
        # A mode says more than a context: of an air raid told as a military matter, the air raid.
        weight = 2 * bool(item.modes) + len(item.contexts)
        if weight > best:
            best, chosen = weight, [item.code]
        elif weight == best and weight:
            chosen.append(item.code)
    shared = os.path.commonprefix(chosen)  # noqa: RUF071 - of digits, not of paths
    # Undecided between codes of one root, what they have in common; between roots, the graver.
    return shared if shared in codes() else max(code[:2] for code in chosen)
