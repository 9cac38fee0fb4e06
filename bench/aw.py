"""Binary macro-F1 on sentences with a marked source and target: conflict (1) or cooperation (0).

    python -m bench.aw FILE.tsv [--model FOLDER] [--json]

Columns used: `marked_sentence`, `gold_binary`. That 1 is conflict and 0 cooperation is read from the file itself: its rows
of meetings, transfers and appointments are 0, its rows of attacks, arrests and trials 1.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from bench import marked
from bench.plv import binary, quad

if TYPE_CHECKING:
    from bench.marked import Found, Row

CLASSES = {"1": "conflict", "0": "cooperation"}


def score(found: list[tuple[Row, Found]]) -> dict[str, Any]:
    """Score the rows that were read; a row whose gold is neither 1 nor 0 is left out and counted."""
    known = [(row, item) for row, item in found if row.fields["gold_binary"] in CLASSES]
    gold = [CLASSES[row.fields["gold_binary"]] for row, _ in known]
    asked = list(zip(gold, (binary(quad(item.type)) for _, item in known), strict=True))
    coded = list(zip(gold, (binary(quad(item.coded)) for _, item in known), strict=True))
    value, each = marked.macro_f1(asked)
    return {
        "binary macro-F1": round(value, 4),
        "binary macro-F1, as coded": round(marked.macro_f1(coded)[0], 4),
        "parties fit": round(sum(item.coded is not None for _, item in known) / max(1, len(known)), 4),
        "left out": len(found) - len(known),
        "class": {name: round(number, 3) for name, number in each.items()},
    }


if __name__ == "__main__":
    sys.exit(marked.run("aw", "Score the coder on conflict against cooperation.", score))
