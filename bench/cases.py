"""How well the coder reads the articles of `.case` files, field by field.

    python -m bench.cases GOLD.case... [--model FOLDER] [--real] [--json]

Gold and predicted events are paired one to one where a trigger of one overlaps a trigger of the other. A predicted party is
the gold entity whose mentions its words cover best. Parties, dates, places, stances and standing are scored on paired
events; `strict` asks for the type, all actors and all recipients of an event at once, over all events.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.records import AUX, STANCES, Party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.notation import Case
    from dragoman.records import Coding, Entity, Event, Span

Pair = tuple["Event", "Event"]  # gold, predicted


@dataclass(slots=True)
class Count:
    """Right, predicted and wanted, for precision, recall and F1."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, right: int, given: int, wanted: int) -> None:
        """Count some more."""
        self.right, self.given, self.wanted = self.right + right, self.given + given, self.wanted + wanted

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing was given and nothing wanted."""
        both = self.given + self.wanted
        return 2 * self.right / both if both else 0.0

    def scores(self) -> dict[str, float]:
        """Precision, recall, F1 and how many were wanted."""
        return {
            "p": self.right / self.given if self.given else 0.0,
            "r": self.right / self.wanted if self.wanted else 0.0,
            "f1": self.f1,
            "n": self.wanted,
        }


class Match:
    """One article's gold and predicted reading: which events and which parties are the same."""

    def __init__(self, gold: Coding, predicted: Coding) -> None:
        """Pair the events of two readings of the same text."""
        self.gold, self.predicted = gold, predicted
        self.entity = {entity.id: self._gold_entity(entity) for entity in predicted.entities}
        self.pairs = self._pairs()

    def _gold_entity(self, found: Entity) -> str | None:
        shares: dict[str, float] = {}
        for span in found.mentions:
            for entity in self.gold.entities:
                best = max((overlap(span, mention) for mention in entity.mentions), default=0.0)
                if best >= 0.3:
                    shares[entity.id] = shares.get(entity.id, 0.0) + best
        # Of two that share all these mentions ("they", "both armies"), the one of the same code, then the one with no others.
        ties = {entity.id: (entity.code == found.code, -len(entity.mentions)) for entity in self.gold.entities}
        return max(shares, key=lambda key: (round(shares[key], 6), *ties[key]), default=None)

    def who(self, party: Party) -> str:
        """Return the gold entity that a predicted party is; itself, marked, if it is none."""
        if party.span:
            near: dict[str, float] = {}
            for entity in self.gold.entities:
                near[entity.id] = max((overlap(party.span, mention) for mention in entity.mentions), default=0.0)
            best = max(near, key=lambda key: near[key], default=None)
            same = self.entity.get(party.entity)
            if same and near.get(same, 0.0) == near.get(best or "", 0.0):
                best = same
            if best and near[best] >= 0.3:
                return best
        return self.entity.get(party.entity) or self._implied(party) or f"?{party.entity}"

    def _implied(self, party: Party) -> str | None:
        """Return the gold entity that the text implies and never mentions, if the party is one of the same code and sectors."""
        if party.span is not None:
            return None
        for entity in self.gold.entities:
            if not entity.mentions and (entity.code, set(entity.sectors)) == (party.code, set(party.sectors)):
                return entity.id
        return None

    def _pairs(self) -> list[Pair]:
        weights = []
        for i, gold in enumerate(self.gold.events):
            for j, event in enumerate(self.predicted.events):
                shared = sum(overlap(a, b) > 0 for a in gold.triggers for b in event.triggers)
                if shared:
                    parties = len(self.sides(gold)[0] & self.sides(event, mine=False)[0])
                    weights.append((gold.type == event.type, parties, shared, -i, -j))
        pairs, used_gold, used = [], set(), set()
        for *_, i, j in sorted(weights, reverse=True):
            if i not in used_gold and j not in used:
                used_gold.add(i)
                used.add(j)
                pairs.append((self.gold.events[-i], self.predicted.events[-j]))
        return pairs

    def whole(self, gold: Event, event: Event) -> bool:
        """Whether type, all actors and all recipients of a pair are the same."""
        return gold.type == event.type and self.sides(gold) == self.sides(event, mine=False)

    def sides(self, event: Event, *, mine: bool = True) -> tuple[set[str], set[str]]:
        """Return actors and recipients of a gold (`mine`) or predicted event as gold entities."""
        name = (lambda party: party.entity) if mine else self.who
        return {name(party) for party in event.actors}, {name(party) for party in event.recipients}


def is_real(case: Case) -> bool:
    """Whether an article is a real document rather than one written for a corpus."""
    return not case.note("origin").startswith("written for")


def overlap(one: Span, two: Span) -> float:
    """Return the share of characters that two spans have in common, of those in either."""
    common = min(one.end, two.end) - max(one.start, two.start)
    return max(0, common) / (max(one.end, two.end) - min(one.start, two.start))


def score(readings: Iterable[tuple[Coding, Coding]]) -> dict[str, dict[str, float]]:
    """Score (gold, predicted) readings of articles: name -> p, r, f1, n (or accuracy as `f1`)."""
    counts: dict[str, Count] = collections.defaultdict(Count)
    aux: dict[str, Count] = {name: Count() for name in AUX}
    stance: dict[str, Count] = {name: Count() for name in STANCES}
    types: dict[str, Count] = collections.defaultdict(Count)
    for gold, predicted in readings:
        match = Match(gold, predicted)
        given, wanted = len(predicted.events), len(gold.events)
        counts["trigger"].add(len(match.pairs), given, wanted)
        typed = [pair for pair in match.pairs if pair[0].type == pair[1].type]
        counts["trigger and type"].add(len(typed), given, wanted)
        for event in gold.events:
            types[event.type].wanted += 1
        for event in predicted.events:
            types[event.type].given += 1
        for event, _ in typed:
            types[event.type].right += 1
        counts["strict"].add(sum(match.whole(*pair) for pair in typed), given, wanted)
        for pair in match.pairs:
            _fields(match, pair, counts, aux, stance)
    result = {name: count.scores() for name, count in counts.items()}
    for name, table in (("aux macro", aux), ("stance macro", stance), ("type macro", types)):
        present = [count for count in table.values() if count.wanted]
        mean = sum(count.f1 for count in present) / len(present) if present else 0.0
        result[name] = {"f1": mean, "n": sum(count.wanted for count in present)}
    for prefix, table in (("aux", aux), ("stance", stance), ("type", types)):
        result |= {f"{prefix} {name}": count.scores() for name, count in sorted(table.items()) if count.wanted}
    return result


def _fields(
    match: Match, pair: Pair, counts: dict[str, Count], aux: dict[str, Count], stance: dict[str, Count]
) -> None:
    gold, event = pair
    if gold.type == event.type:
        _sets(counts["mode"], set(gold.modes), set(event.modes))
    for name, wanted, given in zip(
        ("actor", "recipient"), match.sides(gold), match.sides(event, mine=False), strict=True
    ):
        _sets(counts[name], wanted, given)
    _codes(match, pair, counts)
    aux[gold.aux].wanted += 1
    aux[event.aux].given += 1
    aux[gold.aux].right += gold.aux == event.aux
    counts["aux"].add(int(gold.aux == event.aux), 1, 1)
    said = {
        (said.stance, said.source.entity if isinstance(said.source, Party) else said.source)
        for said in gold.attributions
    }
    found = {
        (said.stance, match.who(said.source) if isinstance(said.source, Party) else said.source)
        for said in event.attributions
    }
    for name, count in stance.items():
        _sets(count, {pair for pair in said if pair[0] == name}, {pair for pair in found if pair[0] == name})
    _sets(counts["attribution"], said, found)
    counts["standing"].add(int(gold.standing == event.standing), 1, 1)
    if gold.when:
        same = event.when is not None and (event.when.start, event.when.end) == (gold.when.start, gold.when.end)
        counts["when exact"].add(int(same), 1, 1)
        counts["when overlap"].add(int(_overlaps(gold, event)), 1, 1)
    if gold.places or event.places:
        right = sum(any(overlap(a.span, b.span) > 0 for b in event.places) for a in gold.places)
        counts["place"].add(right, max(len(event.places), right), len(gold.places))
    _sets(counts["size"], {(s.kind, s.low, s.high) for s in gold.sizes}, {(s.kind, s.low, s.high) for s in event.sizes})
    _sets(counts["context"], set(gold.contexts), set(event.contexts))


def _codes(match: Match, pair: Pair, counts: dict[str, Count]) -> None:
    gold = {party.entity: party for party in (*pair[0].actors, *pair[0].recipients)}
    for party in (*pair[1].actors, *pair[1].recipients):
        true = gold.get(match.who(party))
        if true and true.code:
            counts["country"].add(int(true.code == party.code), int(party.code is not None), 1)
        if true:
            counts["sector"].add(int(bool(set(true.sectors) & set(party.sectors))), 1, 1)


def _sets(count: Count, wanted: set, given: set) -> None:  # type: ignore[type-arg]
    count.add(len(wanted & given), len(given), len(wanted))


def _overlaps(gold: Event, event: Event) -> bool:
    if not gold.when or not event.when:
        return False
    starts = [when.start for when in (gold.when, event.when) if when.start]
    ends = [when.end for when in (gold.when, event.when) if when.end]
    return not starts or not ends or max(starts) <= min(ends)


SHOWN = (
    "trigger", "trigger and type", "mode", "actor", "recipient", "strict", "aux macro", "aux", "stance macro", "attribution",
    "standing", "when overlap", "when exact", "place", "size", "context", "country", "sector",
)  # fmt: skip


def table(result: dict[str, dict[str, float]]) -> str:
    """Lay the scores out for people."""
    lines = [f"{'':22s}{'P':>7s}{'R':>7s}{'F1':>7s}{'n':>7s}"]
    rest = [name for name in result if name not in SHOWN]
    for name in [*SHOWN, *rest]:
        if name in result:
            row = result[name]
            cells = "".join(f"{row[key]:7.3f}" if key in row else " " * 7 for key in ("p", "r", "f1"))
            lines.append(f"{name:22s}{cells}{int(row['n']):7d}")
    return "\n".join(lines)


def main() -> int:
    """Run the command line."""
    from dragoman import notation
    from dragoman.coding.coder import Coder

    parser = argparse.ArgumentParser(prog="python -m bench.cases", description="Score the coder on `.case` files.")
    parser.add_argument("gold", nargs="+", type=Path, help=".case files or folders of them")
    parser.add_argument("--model", type=Path, help="a model folder other than the one that is shipped")
    parser.add_argument("--real", action="store_true", help="only real documents, not those written for the corpus")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    coder = Coder.load(arguments.model)
    readings = []
    paths = [file for path in arguments.gold for file in (sorted(path.rglob("*.case")) if path.is_dir() else [path])]
    for path in paths:
        for case in notation.parse(path.read_text("utf-8"), str(path)):
            if arguments.real and not is_real(case):
                continue
            readings.append((case.coding, coder.code(case.coding.article)))
    result = score(readings)
    if arguments.json:
        sys.stdout.write(json.dumps({"articles": len(readings), "coder": coder.name, "scores": result}) + "\n")
    else:
        sys.stdout.write(f"{len(readings)} articles, {coder.name}\n{table(result)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
