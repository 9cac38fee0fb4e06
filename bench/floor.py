"""Scores may not go down unnoticed: `floor.json` holds what was reached, on which corpus.

    python -m bench.floor                                   score the shipped model on corpus/test and compare with the floor
    python -m bench.floor --raise [--plv FILE] [--aw FILE]  write what it reaches now as the new floor; review the difference

Validation files are not in the repository: what `bench.plv` and `bench.aw` say of them is measured where they are named, and
kept as it was where not. `--raise` writes docs/accuracy.md, too, from the same numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import accuracy, aw, marked, plv
from bench import cases as bench
from bench.slices import slices
from dragoman import notation
from dragoman.coding.coder import Coder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.notation import Case
    from dragoman.records import Coding

ROOT = Path(__file__).parents[1]
FLOOR = Path(__file__).with_name("floor.json")
SLACK = 0.005  # between processors the last digits differ
VALIDATION = {"plv": plv.score, "aw": aw.score}


def digest(folder: Path) -> str:
    """Return the digest of all `.case` files of a folder, by name and content."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.case")):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def measure(folder: Path, coder: Coder) -> dict[str, Any]:
    """Score a coder on the articles of a folder, all of them and the real documents alone."""
    cases = [
        case for path in sorted(folder.rglob("*.case")) for case in notation.parse(path.read_text("utf-8"), str(path))
    ]
    readings = [(case, coder.code(case.coding.article)) for case in cases]
    real = [(case.coding, found) for case, found in readings if bench.is_real(case)]
    return {
        "corpus": digest(folder),
        "coder": coder.name,
        "articles": len(cases),
        "real": len(real),
        "scores": _rounded(bench.score((case.coding, found) for case, found in readings)),
        "scores real": _rounded(bench.score(real)),
        "sure": _sure(readings),
        "slices": slices(readings),
    }


def _rounded(scores: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {name: {key: round(value, 4) for key, value in row.items()} for name, row in sorted(scores.items())}


def _sure(readings: Sequence[tuple[Case, Coding]]) -> list[dict[str, float]]:
    """Say for steps of the score how many events reach it, and how many of them are right in type and all parties."""
    rows: list[tuple[float, bool, bool]] = []
    for case, found in readings:
        match = bench.Match(case.coding, found)
        whole = {two.id for one, two in match.pairs if match.whole(one, two)}
        typed = {two.id for one, two in match.pairs if one.type == two.type}
        rows += [(event.score, event.id in whole, event.id in typed) for event in found.events]
    steps = []
    for least in (0.0, 0.2, 0.4, 0.6, 0.8):
        kept = [row for row in rows if row[0] >= least]
        if kept:
            whole_share, typed_share = (sum(row[i] for row in kept) / len(kept) for i in (1, 2))
            steps.append(
                {"score": least, "events": len(kept), "type": round(typed_share, 4), "whole": round(whole_share, 4)}
            )
    return steps


def check(folder: Path) -> list[str]:
    """Return what is wrong with the shipped model's scores against the floor; nothing if all hold."""
    floor, now = json.loads(FLOOR.read_text("utf-8"))["test"], measure(folder, Coder.load())
    if floor["corpus"] != now["corpus"]:
        return [
            f"the test split changed ({floor['corpus']} -> {now['corpus']}): run `python -m bench.floor --raise` and review"
        ]
    return [
        f"{name} fell from {row['f1']:.4f} to {now['scores'].get(name, {'f1': 0.0})['f1']:.4f}"
        for name, row in floor["scores"].items()
        if name in bench.SHOWN and now["scores"].get(name, {"f1": 0.0})["f1"] < row["f1"] - SLACK
    ]


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.floor", description="Compare the shipped model with its floor."
    )
    parser.add_argument("--raise", dest="write", action="store_true", help="write the present scores as the floor")
    parser.add_argument("--plv", type=Path, help="with --raise: the file that bench.plv reads")
    parser.add_argument("--aw", type=Path, help="with --raise: the file that bench.aw reads")
    arguments = parser.parse_args()
    folder = ROOT / "corpus" / "test"
    if not arguments.write:
        problems = check(folder)
        sys.stdout.write("\n".join(problems or ["every score holds"]) + "\n")
        return 1 if problems else 0
    coder = Coder.load()
    floor = json.loads(FLOOR.read_text("utf-8")) if FLOOR.exists() else {}
    floor["test"] = measure(folder, coder)
    for name, score in VALIDATION.items():
        path = getattr(arguments, name)
        if path:
            found, speed = marked.read_all(coder, path)
            row = {"rows": len(found), "coder": coder.name, **score(found), "sentences per second": round(speed)}
            floor.setdefault("validation", {})[name] = row
    FLOOR.write_text(json.dumps(floor, indent=1) + "\n", "utf-8")
    accuracy.write(floor, ROOT / "docs" / "accuracy.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
