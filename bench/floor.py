"""Scores may not go down unnoticed: `floor.json` holds what was reached, on which corpus.

    python -m bench.floor            score the shipped model on corpus/test and compare with the floor
    python -m bench.floor --raise    write what it reaches now as the new floor (review the difference before you commit)

Figures of validation files, which are not in the repository, stand under "validation" and are written by hand from
`bench.plv` and `bench.aw`, with the date.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from bench import cases as bench
from dragoman import notation
from dragoman.coding.coder import Coder

FLOOR = Path(__file__).with_name("floor.json")
SLACK = 0.005  # between processors int8 kernels differ in the last digits
KEPT = (
    "trigger", "trigger and type", "mode", "actor", "recipient", "strict", "aux macro", "stance macro", "attribution",
    "standing", "when exact", "when overlap", "place", "size", "context", "country", "sector",
)  # fmt: skip


def digest(folder: Path) -> str:
    """Return the digest of all `.case` files of a folder, by name and content."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.case")):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def measure(root: Path) -> dict[str, Any]:
    """Score the shipped model on the test split."""
    folder = root / "corpus" / "test"
    coder = Coder.load()
    cases = [
        case for path in sorted(folder.rglob("*.case")) for case in notation.parse(path.read_text("utf-8"), str(path))
    ]
    result = bench.score((case.coding, coder.code(case.coding.article)) for case in cases)
    return {
        "corpus": digest(folder),
        "articles": len(cases),
        "coder": coder.name,
        "f1": {name: round(result[name]["f1"], 4) for name in KEPT if name in result},
    }


def check(root: Path) -> list[str]:
    """Return what is wrong with the shipped model's scores against the floor; nothing if all hold."""
    floor, now = json.loads(FLOOR.read_text("utf-8"))["test"], measure(root)
    if floor["corpus"] != now["corpus"]:
        return [
            f"the test split changed ({floor['corpus']} -> {now['corpus']}): run `python -m bench.floor --raise` and review"
        ]
    return [
        f"{name} fell from {value:.4f} to {now['f1'].get(name, 0.0):.4f}"
        for name, value in floor["f1"].items()
        if now["f1"].get(name, 0.0) < value - SLACK
    ]


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.floor", description="Compare the shipped model with its floor."
    )
    parser.add_argument("--raise", dest="write", action="store_true", help="write the present scores as the floor")
    arguments = parser.parse_args()
    root = FLOOR.parents[1]
    if arguments.write:
        known = json.loads(FLOOR.read_text("utf-8")) if FLOOR.exists() else {}
        FLOOR.write_text(json.dumps({**known, "test": measure(root)}, indent=1) + "\n", "utf-8")
        return 0
    problems = check(root)
    sys.stdout.write("\n".join(problems or ["every score holds"]) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
