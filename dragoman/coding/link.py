"""Mentions -> entities: every mention of one party in one article, across windows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.decode import Seen, SeenSpan
    from dragoman.coding.encoder import Array

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "him",
        "her",
        "them",
        "us",
        "me",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "our",
        "ours",
        "my",
        "mine",
        "your",
        "this",
        "that",
        "these",
        "those",
        "who",
        "which",
        "one",
        "both",
        "himself",
        "herself",
        "itself",
        "themselves",
    ]
)
_FILLER = re.compile(r"^(?:the|a|an)\s+|['\u2019]s$", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]")


@dataclass(frozen=True, slots=True)
class Mentions:
    """One entity by its mentions' character ranges, the fullest name first."""

    spans: tuple[tuple[int, int], ...]
    kind: str
    sectors: Array  # (sectors,) mean probabilities

    def holds(self, start: int, end: int) -> bool:
        """Whether these characters are one of the mentions."""
        return (start, end) in self.spans


def entities(windows: Sequence[Seen], text: str, *, mention: float, same: float) -> list[Mentions]:
    """Gather the party mentions of all windows into entities.

    `mention` is the least probability of a mention that takes part in no event; `same` the least probability that two are
    one. Inside a window the model decides; between windows, equal names are one party, and a bare surname is the person
    named in full before.
    """
    spans: dict[tuple[int, int], SeenSpan] = {}
    links: dict[tuple[tuple[int, int], tuple[int, int]], float] = {}
    for seen in windows:
        index = [i for i, span in enumerate(seen.spans) if span.kind in KINDS]
        for i in index:
            span = seen.spans[i]
            key = (span.start, span.end)
            if key not in spans or spans[key].score < span.score:
                spans[key] = span
        for place, i in enumerate(index):
            for j in index[:place]:
                pair = sorted(((seen.spans[i].start, seen.spans[i].end), (seen.spans[j].start, seen.spans[j].end)))
                value = float(seen.same_party[i, j] + seen.same_party[j, i]) / 2
                links[pair[0], pair[1]] = max(value, links.get((pair[0], pair[1]), 0.0))
    parts = {seen_span for seen in windows for seen_span in _involved(seen)}
    keys = sorted(key for key, span in spans.items() if span.score >= mention or key in parts)
    return [_entity(group, spans, text) for group in _cluster(keys, links, text, same)]


def _involved(seen: Seen, floor: float = 0.3) -> list[tuple[int, int]]:
    """Spans that some trigger of the window may need."""
    if not seen.triggers:
        return []
    best = np.max([trigger.roles.max(-1) * (trigger.score > floor) for trigger in seen.triggers], axis=0)
    return [(span.start, span.end) for span, value in zip(seen.spans, best, strict=True) if value >= floor]


def _cluster(
    keys: list[tuple[int, int]],
    links: dict[tuple[tuple[int, int], tuple[int, int]], float],
    text: str,
    same: float,
) -> list[list[tuple[int, int]]]:
    """Give each mention, in order of the text, to the best of the earlier ones, if any is good enough."""
    group_of: dict[tuple[int, int], list[tuple[int, int]]] = {}
    groups: list[list[tuple[int, int]]] = []
    for key in keys:
        best, choice = same, None
        for other, group in group_of.items():
            value = links.get((other, key))
            if value is None:
                value = 0.9 if same_name(text[slice(*other)], text[slice(*key)]) else 0.0
            overlap = other[0] < key[1] and key[0] < other[1]
            if value >= best and not overlap:
                best, choice = value, group
        if choice is None:
            choice = []
            groups.append(choice)
        choice.append(key)
        group_of[key] = choice
    return groups


def same_name(one: str, two: str) -> bool:
    """Whether two names that stand far apart name one party: equal, or the later one is the surname of the first."""
    first, second = _FILLER.sub("", one), _FILLER.sub("", two)
    if not _CAPITAL.search(first) or not _CAPITAL.search(second) or second.lower() in PRONOUNS:
        return False
    return first == second or (" " not in second and len(second) > 2 and first.split()[-1] == second)


def _entity(group: list[tuple[int, int]], spans: dict[tuple[int, int], SeenSpan], text: str) -> Mentions:
    votes: dict[str, float] = {}
    for key in group:
        votes[spans[key].kind] = votes.get(spans[key].kind, 0.0) + spans[key].score
    kind = max(votes, key=lambda name: votes[name])
    ordered = sorted(group, key=lambda key: (-_fullness(text[slice(*key)]), key))
    return Mentions(tuple(ordered), kind, np.mean([spans[key].sectors for key in group], axis=0))


def _fullness(words: str) -> int:
    """Rank a mention as a name: capitals count, pronouns do not."""
    if words.lower() in PRONOUNS:
        return -1
    name = _FILLER.sub("", words)  # "A spokesman" opens with no name
    return 10 * len(_CAPITAL.findall(name)) + min(len(name.split()), 9)
