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
    """Score the rows that were read: about the marked pair, and as coded."""
    asked = _scores([(row, item.type) for row, item in found])
    coded = _scores([(row, item.coded) for row, item in found])
    return {
        **{f"{name} macro-F1": round(value, 4) for name, (value, _) in asked.items()},
        **{f"{name} macro-F1, as coded": round(value, 4) for name, (value, _) in coded.items()},
        "parties fit": round(sum(item.coded is not None for _, item in found) / max(1, len(found)), 4),
        "root": {name: round(value, 3) for name, value in asked["root"][1].items()},
    }


def _scores(found: list[tuple[Row, str | None]]) -> dict[str, tuple[float, dict[str, float]]]:
    roots = [(row.fields["gold_root"], YIELD.get(kind or NONE, kind or NONE)) for row, kind in found]
    quads = [(row.fields["gold_penta"], quad(kind)) for row, kind in found]
    return {
        "root": marked.macro_f1(roots),
        "quad": marked.macro_f1(quads),
        "binary": marked.macro_f1([(binary(gold), binary(mine)) for gold, mine in quads]),
    }


if __name__ == "__main__":
    sys.exit(marked.run("plv", "Score the coder on PLOVER sentences with marked parties.", score))
