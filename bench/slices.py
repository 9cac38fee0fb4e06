"""Where the coder reads well and where badly: the events of the test split by what their article and sentence are like.

`bench.floor --raise` keeps the figures and docs/accuracy.md shows them. All are shares of the annotated events: found, with the
right type, with all parties right. Passive is told by the words alone (a form of "be" and a participle), so nearly right.
"""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING

from bench.cases import Match, is_real
from dragoman.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.notation import Case
    from dragoman.records import Coding, Event, Sentence, Span

Row = dict[str, float]
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|got)\s+(?:\w+ly\s+|not\s+|also\s+|then\s+)?"
    r"(?:\w+(?:ed|en|wn|ught)|shot|held|hit|sent|told|put|cut|shut|led|met|made|hurt|lost|left|hung|struck|flung|swept)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
LENGTHS = ((10, "up to 10 words"), (20, "11 to 20"), (30, "21 to 30"), (10**6, "over 30"))
DISTANCES = ((3, "up to 3 words"), (8, "4 to 8"), (10**6, "over 8"))


def slices(readings: Iterable[tuple[Case, Coding]]) -> dict[str, dict[str, Row]]:
    """Return for each way of slicing, for each slice: events, and the shares found, right in type, right as a whole."""
    counts: dict[str, dict[str, collections.Counter[str]]] = collections.defaultdict(
        lambda: collections.defaultdict(collections.Counter)
    )
    for case, found in readings:
        match = Match(case.coding, found)
        cut = sentences(case.coding.article.text)
        paired = {id(gold): (gold, event) for gold, event in match.pairs}
        for gold in case.coding.events:
            pair = paired.get(id(gold))
            for way, slice_ in _slices_of(case, gold, cut):
                row = counts[way][slice_]
                row["events"] += 1
                row["found"] += pair is not None
                row["type"] += pair is not None and pair[0].type == pair[1].type
                row["whole"] += pair is not None and match.whole(*pair)
    return {
        way: {
            name: {
                "events": row["events"],
                **{key: round(row[key] / row["events"], 4) for key in ("found", "type", "whole")},
            }
            for name, row in sorted(table.items(), key=lambda item: _place(item[0]))
        }
        for way, table in counts.items()
    }


def _place(name: str) -> tuple[int, str]:
    """Order lengths and distances as they grow and everything else by name."""
    order = [words for _, words in LENGTHS] + [words for _, words in DISTANCES] + [ELSEWHERE, IMPLIED]
    return (order.index(name), "") if name in order else (-1, name)


ELSEWHERE, IMPLIED = "in another sentence", "not in the text"


def _slices_of(case: Case, event: Event, cut: tuple[Sentence, ...]) -> Iterator[tuple[str, str]]:
    text, trigger = case.coding.article.text, event.triggers[0]
    sentence = next(s for s in cut if s.start <= trigger.start < s.end)
    words = len(_WORD.findall(text[sentence.start : sentence.end]))
    yield "document", "real" if is_real(case) else "written for the corpus"
    yield "region", case.note("region")
    yield "genre", case.note("genre")
    yield "sentence", next(name for most, name in LENGTHS if words <= most)
    yield "voice", "passive" if _PASSIVE.search(text[sentence.start : trigger.end]) else "active or nominal"
    yield "auxiliary mode", event.aux
    yield "farthest party", _farthest(case, event, (sentence.start, sentence.end))


def _farthest(case: Case, event: Event, sentence: tuple[int, int]) -> str:
    """Say how far from the trigger that party stands whose nearest mention is farthest."""
    mentions = {entity.id: entity.mentions for entity in case.coding.entities}
    most = 0
    for party in (*event.actors, *event.recipients):
        spans = mentions[party.entity]
        if not spans:
            return IMPLIED
        near = [span for span in spans if sentence[0] <= span.start < sentence[1]]
        if not near:
            return ELSEWHERE
        most = max(most, min(_words_between(case.coding.article.text, event.triggers[0], span) for span in near))
    return next(name for top, name in DISTANCES if most <= top)


def _words_between(text: str, one: Span, two: Span) -> int:
    return len(_WORD.findall(text[min(one.end, two.end) : max(one.start, two.start)]))
