"""The page docs/accuracy.md, made from `floor.json` so that it says what was measured. `bench.floor --raise` writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

ENOUGH = 40  # events from which a slice is worth naming
MEANING = {
    "trigger": "an event is found where the annotator found one (a trigger overlaps)",
    "trigger and type": "and has the right one of sixteen types",
    "mode": "modes of events with the right type",
    "actor": "who did it, on events found",
    "recipient": "to whom, on events found",
    "strict": "type, all actors and all recipients at once, over all events",
    "aux macro": "actual, historical, future, hypothetical, negated: mean",
    "attribution": "who says so and how, on events found",
    "stance macro": "the six stances, each with the right source: mean",
    "standing": "reported, attributed, claimed, verified, denied, disputed",
    "when exact": "the very interval, where the annotator has one",
    "when overlap": "an interval that overlaps it",
    "place": "where it happened",
    "size": "numbers with their kind",
    "context": "what it is about, of 37",
    "country": "country of the parties of events found",
    "sector": "sector of the same",
}


INTRODUCTION = """\
Measured with `{coder}` on the test split of the corpus: {articles} articles that training never saw, {real} of them real
documents. `python -m bench.cases corpus/test` prints these figures, with `--real` those of the real documents alone;
`python -m bench.floor` fails where one has fallen."""
VALIDATION = """\
Validation data, never trained on: news sentences with a marked source and target. `python -m bench.plv FILE.tsv` reads PLOVER
root codes of 2022 (the train part of Zero-Shot-PLOVER), `python -m bench.aw FILE.tsv` conflict against cooperation (ACE and
WikiEvents sentences). The model is asked what the one did to the other; "as coded" is what the coder writes down without
being told of whom, where an event it leaves out counts as wrong."""


def page(floor: dict[str, Any]) -> str:
    """Lay the figures out as a page."""
    test = floor["test"]
    lines = [
        "# How good is it?",
        "",
        INTRODUCTION.format(**test),
        "",
        "| field | P | R | F1 | real documents, F1 | what is asked |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, meaning in MEANING.items():
        row, real = test["scores"].get(name, {"f1": 0.0}), test["scores real"].get(name, {"f1": 0.0})
        cells = " | ".join(f"{row[key]:.3f}" if key in row else "" for key in ("p", "r", "f1"))
        lines.append(f"| {name} | {cells} | {real['f1']:.3f} | {meaning} |")
    lines += [
        "",
        "## What the score is worth",
        "",
        "Of the events that reach a score, how many have the right type, how many the right type and exactly the right parties:",
        "",
        "| score at least | events | type right | type and all parties right |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| {s['score']:.1f} | {s['events']} | {s['type']:.0%} | {s['whole']:.0%} |" for s in test["sure"]]
    lines += _slices(test.get("slices", {}))
    lines += _validation(floor.get("validation", {}))
    return "\n".join(lines) + "\n"


def _slices(found: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """Lay out where the coder reads well and where badly, the worst first in words."""
    if not found:
        return []
    rows = [(way, name, row) for way, table in found.items() for name, row in table.items()]
    worst = sorted(
        (row["whole"], f"{way}: {name} ({row['whole']:.0%})") for way, name, row in rows if row["events"] >= ENOUGH
    )
    lines = [
        "",
        "## Where it reads well and where badly",
        "",
        "Shares of the annotated events: found at all, with the right type, and with exactly the right parties besides.",
        f"Of the slices of at least {ENOUGH} events it is worst at " + ", ".join(words for _, words in worst[:5]) + ".",
        "",
        "| slice | | events | found | type right | type and all parties right |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return lines + [
        f"| {way} | {name} | {row['events']:.0f} | {row['found']:.0%} | {row['type']:.0%} | {row['whole']:.0%} |"
        for way, name, row in rows
    ]


def _validation(found: dict[str, dict[str, Any]]) -> list[str]:
    """Lay out the figures on sentences with marked parties that others annotated."""
    if not found:
        return []
    lines = [
        "",
        "## Sentences that others annotated",
        "",
        VALIDATION,
        "",
        "| file | rows | figure | value |",
        "| --- | --- | --- | --- |",
    ]
    for name, row in found.items():
        lines += [
            f"| {name} | {row['rows']} | {key} | {value:.3f} |" for key, value in row.items() if "macro-F1" in key
        ]
    return lines


def write(floor: dict[str, Any], path: Path) -> None:
    """Write the page."""
    path.write_text(page(floor), "utf-8")
