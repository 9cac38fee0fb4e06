"""What the corpus holds: counts against the floors, how varied its writing is, how far two annotators agree.

Reads cases, writes text; `training.corpus describe` and `agree` are its command line.
"""

from __future__ import annotations

import collections
import itertools
import re
import statistics
from typing import TYPE_CHECKING

from bench import cases as bench
from dragoman.knowledge import ontology
from dragoman.records import AUX, SIZE_KINDS, STANCES, Party
from dragoman.text import sentences
from training import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from dragoman.notation import Case
    from dragoman.records import Event, Span

FLOORS: dict[str, dict[str, int]] = {
    "articles": {
        "all": 1600, "written": 1450, "real": 140, "without events": 150,
        "dev": 160, "test": 160, "dev real": 35, "test real": 35,
    },
    "size": {"sentences": 14000, "events": 10000, "trigger words": 2000, "party names": 6000},
    "type": dict.fromkeys(ontology.TYPES, 250),
    "mode": {f"{kind} {mode}": 40 for kind, modes in ontology.MODES.items() for mode in modes},
    "aux": {name: 350 for name in AUX if name != "actual"},
    "stance": {name: 200 for name in STANCES if name != "states"},
    "told": {
        "several sources": 300, "only described": 800, "two-sided": 500, "third-party": 80, "numbers": 600,
        "sentences of political words without an event": 2000,
    },
    "region": dict.fromkeys(corpus.REGIONS, 80),
}  # fmt: skip
_TOKEN = re.compile(r"\w+")
_RUN = 5  # words of the sequences by which articles are compared
_NAME = re.compile(r"[A-Z]")


def counts(cases: Sequence[Case]) -> dict[str, collections.Counter[str]]:
    """Count what the cases hold, under the headings of the floors and some more."""
    found: dict[str, collections.Counter[str]] = {
        name: collections.Counter(dict.fromkeys(floor, 0)) for name, floor in FLOORS.items()
    }
    triggers, names = set(), set()
    for case in cases:
        coding = case.coding
        split, real = corpus.split_of(case), bench.is_real(case)
        found["articles"].update(["all", split, "real" if real else "written"] + [f"{split} real"] * real)
        found["articles"]["without events"] += not coding.events
        found["size"]["sentences"] += len(sentences(coding.article.text))
        found["size"]["words"] += len(coding.article.text.split())
        found["size"]["events"] += len(coding.events)
        found["size"]["parties"] += len(coding.entities)
        found["size"]["mentions"] += sum(len(entity.mentions) for entity in coding.entities)
        found["region"][case.note("region")] += 1
        found.setdefault("genre", collections.Counter())[case.note("genre")] += 1
        names |= {entity.name for entity in coding.entities}
        for event in coding.events:
            triggers |= {span.text.lower() for span in event.triggers}
            found["type"][event.type] += 1
            found["aux"][event.aux] += 1
            found["mode"].update(f"{event.type} {mode}" for mode in event.modes)
            found["stance"].update(said.stance for said in event.attributions)
            found.setdefault("context", collections.Counter()).update(event.contexts)
            found.setdefault("number", collections.Counter(dict.fromkeys(SIZE_KINDS, 0))).update(
                s.kind for s in event.sizes
            )
        found["told"] += _told(case)
    found["size"]["trigger words"], found["size"]["party names"] = len(triggers), len(names)
    found["told"]["sentences of political words without an event"] = _idle(cases)
    return found


def _idle(cases: Sequence[Case]) -> int:
    """Count the sentences that tell no event and hold a word which elsewhere often does, in a tenth of its occurrences or more."""
    telling: collections.Counter[str] = collections.Counter()
    occurring: collections.Counter[str] = collections.Counter()
    quiet: list[set[str]] = []
    for case in cases:
        text = case.coding.article.text
        triggers = [span for event in case.coding.events for span in event.triggers]
        telling.update(span.text.lower() for span in triggers)
        for sentence in sentences(text):
            words = [word.lower() for word in _TOKEN.findall(text[sentence.start : sentence.end])]
            occurring.update(words)
            if not any(sentence.start <= span.start < sentence.end for span in triggers):
                quiet.append(set(words))
    political = {word for word, times in telling.items() if times >= corpus.OFTEN and times * 10 >= occurring[word] > 0}
    return sum(not words.isdisjoint(political) for words in quiet)


def _told(case: Case) -> collections.Counter[str]:
    """Count events by how they are told."""
    found: collections.Counter[str] = collections.Counter()
    text = case.coding.article.text
    cut = sentences(text)
    mentions = {entity.id: entity.mentions for entity in case.coding.entities}
    for event in case.coding.events:
        found["several sources"] += len(event.attributions) > 1
        found["two-sided"] += len(event.actors) > 1 and not event.recipients
        found["third-party"] += "third-party" in event.modes
        found["numbers"] += len(event.sizes)
        told = [s for s in cut if any(s.start <= span.start < s.end for span in event.triggers)]
        for party in (*event.actors, *event.recipients):
            near = [span.text for span in mentions[party.entity] if any(s.start <= span.start < s.end for s in told)]
            named = [
                words
                for words in near
                if _NAME.search(re.sub(r"^(?:The|A|An|He|She|It|They|His|Her|Its|Their|We|I)\b", "", words))
            ]
            found["only described"] += bool(near) and not named
    return found


def report(cases: Sequence[Case]) -> str:
    """Lay the counts out, each with its floor where there is one, then the variety of the writing."""
    lines: list[str] = []
    for heading, counter in counts(cases).items():
        floors = FLOORS.get(heading, {})
        lines.append(f"\n{heading}")
        for key, number in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
            floor = floors.get(key)
            mark = (
                ""
                if floor is None
                else f"  floor {floor}" + ("" if number >= floor else f", short by {floor - number}")
            )
            lines.append(f"  {number:6d}  {key}{mark}")
    lines.append("\nvariety")
    lines += [f"  {line}" for line in variety(cases)]
    return "\n".join(lines) + "\n"


def variety(cases: Sequence[Case]) -> Iterator[str]:
    """Say how much written articles share, which two are nearest, and how long sentences are beside the real ones'."""
    written = [case for case in cases if not bench.is_real(case)]
    held = _held(written)
    shared = sum(len(names) > 1 for names in held.values())
    yield f"{shared / max(1, len(held)):.2%} of {len(held)} five-word sequences stand in more than one written article"
    yield from (f"{share:.1%} of the shorter shared by {one} and {two}" for share, one, two in _alike(held)[:3])
    for name, group in (("written", written), ("real", [case for case in cases if bench.is_real(case)])):
        lengths = sentence_lengths(group)
        if len(lengths) > 1:
            cuts = statistics.quantiles(lengths, n=10)
            middle, low, high = statistics.median(lengths), cuts[0], cuts[-1]
            yield f"words a sentence, {name}: median {middle:.0f}, a tenth below {low:.0f}, a tenth above {high:.0f}"


def nearest(cases: Sequence[Case]) -> list[tuple[float, str, str]]:
    """Return pairs of articles by the share of the shorter one's five-word sequences that the other has, most alike first."""
    return _alike(_held(cases))


def _alike(held: dict[tuple[str, ...], list[str]]) -> list[tuple[float, str, str]]:
    sizes = collections.Counter(itertools.chain.from_iterable(held.values()))
    common: collections.Counter[tuple[str, str]] = collections.Counter()
    for names in held.values():
        common.update(itertools.combinations(names, 2))
    return sorted(((number / min(sizes[a], sizes[b]), a, b) for (a, b), number in common.items()), reverse=True)


def _held(cases: Sequence[Case]) -> dict[tuple[str, ...], list[str]]:
    """Return for each five-word sequence the articles that have it."""
    held: dict[tuple[str, ...], list[str]] = collections.defaultdict(list)
    for case in cases:
        for run in _runs(case):
            held[run].append(case.name)
    return held


def _runs(case: Case) -> set[tuple[str, ...]]:
    text = case.coding.article.text
    found: set[tuple[str, ...]] = set()
    for sentence in sentences(text):
        words = [word.lower() for word in _TOKEN.findall(text[sentence.start : sentence.end])]
        found |= {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    return found


def sentence_lengths(cases: Sequence[Case]) -> list[int]:
    """Return the words of every sentence."""
    texts = [case.coding.article.text for case in cases]
    return [len(text[s.start : s.end].split()) for text in texts for s in sentences(text)]


def plot(cases: Sequence[Case], path: Path) -> None:
    """Draw how long the sentences of written and of real articles are, and how long the articles."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    for name, colour, real in (("written", "#1b6ca8", False), ("real", "#d1495b", True)):
        group = [case for case in cases if bench.is_real(case) is real]
        left.hist(
            sentence_lengths(group), bins=range(0, 71, 2), density=True, histtype="step", color=colour, label=name
        )
        sizes = [len(case.coding.article.text.split()) for case in group]
        right.hist(sizes, bins=range(0, 1001, 40), density=True, histtype="step", color=colour, label=name)
    left.set_xlabel("words in a sentence")
    right.set_xlabel("words in an article")
    for axes in (left, right):
        axes.set_yticks([])
        axes.legend(frameon=False)
        axes.spines[["top", "right", "left"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=130)


def figures(cases: Sequence[Case]) -> str:
    """Lay the counts out as the tables of the corpus's README, with what is aimed at beside them."""
    found = counts(cases)
    lines: list[str] = []
    for heading, counter in found.items():
        floors = FLOORS.get(heading, {})
        cells = [
            f"{key} {number:,}" + (f" (of {floors[key]:,})" if number < floors.get(key, 0) else "")
            for key, number in sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        ]
        lines.append(f"| {heading} | {', '.join(cells)} |")
    short = sum(found[heading][key] < floor for heading, floors in FLOORS.items() for key, floor in floors.items())
    total = sum(map(len, FLOORS.values()))
    head = f"{total - short} of the {total} counts aimed at are reached; where one is not, the aim stands in brackets."
    return "\n".join(
        [head, "", "| what | how many |", "| --- | --- |", *lines, "", *(f"- {line}" for line in variety(cases))]
    )


def agreement_table(one: Sequence[Case], two: Sequence[Case]) -> str:
    """Lay the agreement out as a table of the corpus's README."""
    others = {case.name: case.coding for case in two}
    pairs = [(case.coding, others[case.name]) for case in one if case.name in others]
    scores = bench.score(pairs)
    rows = [
        f"| {name} | {scores[name]['f1']:.3f} | {int(scores[name]['n'])} |" for name in bench.SHOWN if name in scores
    ]
    return "\n".join(
        [f"{len(pairs)} articles so far.", "", "| field | F1 between the two | n |", "| --- | --- | --- |", *rows]
    )


def fill(page: str, name: str, words: str) -> str:
    """Put words between the marks `<!-- name -->` and `<!-- end name -->` of a page."""
    start, end = f"<!-- {name} -->", f"<!-- end {name} -->"
    before, _, rest = page.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{words}\n{end}{after}"


def readme(page: str, folder: Path) -> str:
    """Return the README of a corpus with the figures that its files give now."""
    page = fill(page, "figures", figures(corpus.load(*(folder / split for split in corpus.SPLITS))))
    one, two = (corpus.load(folder / "agreement" / side) for side in ("one", "two"))
    return fill(page, "agreement", agreement_table(one, two))


def agreement(one: Sequence[Case], two: Sequence[Case]) -> str:
    """Score the second annotator's cases against the first's, field by field, for the articles both have."""
    others = {case.name: case for case in two}
    pairs = [(case.coding, others[case.name].coding) for case in one if case.name in others]
    return f"{len(pairs)} articles annotated twice\n{bench.table(bench.score(pairs))}"


def disagreements(one: Sequence[Case], two: Sequence[Case]) -> Iterator[str]:
    """List, for whoever adjudicates, where a second reading differs: events that only one has, then fields of those both have."""
    others = {case.name: case for case in two}
    for first in one:
        second = others.get(first.name)
        if second is None:
            continue
        match = bench.Match(first.coding, second.coding)
        paired = {id(event) for pair in match.pairs for event in pair}
        lines = [f"only one: {_line(event)}" for event in first.coding.events if id(event) not in paired]
        lines += [f"only two: {_line(event)}" for event in second.coding.events if id(event) not in paired]
        for gold, other in match.pairs:
            told = [
                f"{field}: {mine} | {theirs}" for field, mine, theirs in _fields(match, gold, other) if mine != theirs
            ]
            if told:
                lines.append(f"both {gold.triggers[0].text!r}: " + "; ".join(told))
        if lines:
            yield "\n  ".join([f"{first.name}", *lines])


def _line(event: Event) -> str:
    names = " -> ".join(", ".join(party.entity for party in side) or "-" for side in (event.actors, event.recipients))
    return f"{'.'.join((event.type, *event.modes))} {event.triggers[0].text!r} {names} ({event.aux})"


def _fields(match: bench.Match, gold: Event, other: Event) -> Iterator[tuple[str, str, str]]:
    yield "type", ".".join((gold.type, *sorted(gold.modes))), ".".join((other.type, *sorted(other.modes)))
    for name, mine, theirs in zip(
        ("actor", "recipient"), match.sides(gold), match.sides(other, mine=False), strict=True
    ):
        yield name, ", ".join(sorted(mine)) or "-", ", ".join(sorted(theirs)) or "-"
    yield "aux", gold.aux, other.aux
    yield "when", _days(gold), _days(other)
    yield "said", _said(gold, lambda party: party.entity), _said(other, match.who)
    yield "where", _words(place.span for place in gold.places), _words(place.span for place in other.places)
    yield "size", _sizes(gold), _sizes(other)


def _days(event: Event) -> str:
    return f"{event.when.start or ''}..{event.when.end or ''}" if event.when else "-"


def _said(event: Event, who: Callable[[Party], str]) -> str:
    found = (
        f"{who(s.source) if isinstance(s.source, Party) else s.source or 'author'} {s.stance}"
        for s in event.attributions
    )
    return ", ".join(sorted(found)) or "-"


def _words(spans: Iterable[Span]) -> str:
    return ", ".join(sorted({span.text for span in spans})) or "-"


def _sizes(event: Event) -> str:
    return ", ".join(sorted(f"{s.kind} {s.low}..{s.high}" for s in event.sizes)) or "-"
