"""Root, quad and binary macro-F1 on sentences with a marked source and target, coded in the PLOVER of 2022.

    python -m bench.plv FILE.tsv [--model FOLDER] [--json]

Columns used: `marked_sentence`, `gold_root` (fifteen roots; YIELD is CONCEDE or RETREAT), `gold_penta` (quad class).
Binary is cooperation (quads 1 and 2) against conflict (3 and 4).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from bench import marked
from dragoman.knowledge import ontology

if TYPE_CHECKING:
    from bench.marked import Found, Row

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
NONE = "none"


def quad(kind: str | None) -> str:
    """Return the quad class of a type as that file has it: CONCEDE and RETREAT are one there, material cooperation."""
    if kind is None:
        return NONE
    return "2" if kind in YIELD else str(ontology.quad(kind))


def binary(quad_class: str) -> str:
    """Return cooperation or conflict for a quad class."""
    return {"1": "cooperation", "2": "cooperation", "3": "conflict", "4": "conflict"}.get(quad_class, NONE)


def score(found: list[tuple[Row, Found]]) -> dict[str, Any]:
    """Score the rows that were read."""
    roots = [(row.fields["gold_root"], YIELD.get(item.type or NONE, item.type or NONE)) for row, item in found]
    quads = [(row.fields["gold_penta"], quad(item.type)) for row, item in found]
    root, each = marked.macro_f1(roots)
    return {
        "root macro-F1": round(root, 4),
        "quad macro-F1": round(marked.macro_f1(quads)[0], 4),
        "binary macro-F1": round(marked.macro_f1([(binary(gold), binary(mine)) for gold, mine in quads])[0], 4),
        "parties fit": round(sum(item.fits > 0 for _, item in found) / max(1, len(found)), 4),
        "root": {name: round(value, 3) for name, value in each.items()},
    }


if __name__ == "__main__":
    sys.exit(marked.run("plv", "Score the coder on PLOVER sentences with marked parties.", score))
