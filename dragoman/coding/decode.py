"""Numbers -> mentions, triggers and the links between them; pure numpy. One window at a time; knows no dates, no countries.

`propose` picks the spans worth a second look, `pick_triggers` the words that tell an event, `decode` reads one window into
`Seen`: spans and triggers by character offset with the probabilities of everything they may be to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.encoder import Array, Encoder, Links, Window
    from dragoman.coding.labels import Labels

SPAN_FLOOR = 0.2  # a span below this probability is not looked at again
SPAN_MOST = 96  # spans looked at in one window, the most probable first
TRIGGER_FLOOR = 0.15  # a trigger below this is not even considered; `explain` shows those between it and the threshold


@dataclass(frozen=True, slots=True)
class SeenSpan:
    """A span that may be a party's mention, a place, a time, a number or a cue."""

    start: int
    end: int
    kind: str
    score: float
    sectors: Array  # (sectors,) probabilities


@dataclass(frozen=True, slots=True)
class SeenTrigger:
    """Words that may tell an event of one type."""

    start: int
    end: int
    type: str
    score: float
    modes: Array
    aux: Array
    contexts: Array
    said: Array
    roles: Array  # (spans of the window, roles)
    stances: Array  # (spans of the window, stances): which, if the span is a source or cue
    sizes: Array  # (spans of the window, sizes): what is counted, if the span is a number


@dataclass(frozen=True, slots=True)
class Seen:
    """One window, read: spans, the triggers of its core, and which are the same party or event."""

    spans: tuple[SeenSpan, ...]
    triggers: tuple[SeenTrigger, ...]
    same_party: Array  # (S, S)
    same_event: Array  # (T, T)


def sigmoid(logits: Array) -> Array:
    """Turn logits into probabilities."""
    out: Array = 1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))
    return out


def softmax(logits: Array) -> Array:
    """Turn logits into probabilities that sum to one over the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    out: Array = raised / raised.sum(-1, keepdims=True)
    return out


def propose(logits: Array, floor: float = SPAN_FLOOR, most: int = SPAN_MOST) -> list[tuple[int, int, int]]:
    """Pick spans (first word, last word, kind) above the floor, the most probable first, from logits (kinds, n, n)."""
    kind, start, end = np.nonzero(logits > np.log(floor / (1 - floor)))
    order = np.argsort(-logits[kind, start, end], kind="stable")[:most]
    return [(int(start[i]), int(end[i]), int(kind[i])) for i in order]


def pick_spans(logits: Array, parties: int, sentence: Sequence[int]) -> list[tuple[int, int, int]]:
    """Pick spans inside one sentence, and for the same words keep the likeliest kind of party only."""
    taken: set[tuple[int, int, bool, int]] = set()
    kept: list[tuple[int, int, int]] = []
    for start, end, kind in propose(logits):
        key = (start, end, kind < parties, 0 if kind < parties else kind)
        if key not in taken and sentence[start] == sentence[end]:
            taken.add(key)
            kept.append((start, end, kind))
    return kept


def pick_triggers(
    probabilities: Array, core: tuple[int, int], sentence: Sequence[int], floor: float
) -> list[tuple[int, int, int, float]]:
    """Join neighbouring words of a sentence above the floor of the same type: (first, last word, type, best probability)."""
    found: list[tuple[int, int, int, float]] = []
    for kind in range(probabilities.shape[1]):
        column = probabilities[:, kind]
        index = core[0]
        while index < core[1]:
            if column[index] < floor:
                index += 1
                continue
            start = index
            while (
                index < core[1]
                and sentence[index] == sentence[start]
                and column[index] >= max(floor, column[start : index + 1].max() / 2)
            ):
                index += 1
            found.append((start, index - 1, kind, float(column[start:index].max())))
    return sorted(found)


def decode(window: Window, text: str, encoder: Encoder, labels: Labels) -> Seen:
    """Read one window."""
    reading = encoder.read(window)
    picked = pick_triggers(sigmoid(reading.triggers), window.core, window.sentence, TRIGGER_FLOOR)
    spans = pick_spans(reading.spans, labels.parties, window.sentence)
    if not picked or not spans:
        return Seen((), (), np.zeros((0, 0)), np.zeros((0, 0)))
    where = np.asarray(spans, np.int64)
    chars = [(window.words[a][0], window.words[b][1]) for a, b, _ in spans]
    links = encoder.link(
        window,
        reading,
        np.asarray([trigger[:2] for trigger in picked], np.int64),
        where,
        [text[start:end] for start, end in chars],
    )
    scores = sigmoid(reading.spans[where[:, 2], where[:, 0], where[:, 1]])
    sectors = sigmoid(links.sector)
    return Seen(
        spans=tuple(
            SeenSpan(start, end, labels.kinds[spans[i][2]], float(scores[i]), sectors[i])
            for i, (start, end) in enumerate(chars)
        ),
        triggers=tuple(_trigger(window, links, labels, i, trigger) for i, trigger in enumerate(picked)),
        same_party=sigmoid(links.same_party),
        same_event=sigmoid(links.same_event),
    )


def _trigger(window: Window, links: Links, labels: Labels, i: int, picked: tuple[int, int, int, float]) -> SeenTrigger:
    start, end, kind, score = picked
    return SeenTrigger(
        start=window.words[start][0],
        end=window.words[end][1],
        type=labels.types[kind],
        score=score,
        modes=sigmoid(links.mode[i]),
        aux=softmax(links.aux[i]),
        contexts=sigmoid(links.context[i]),
        said=sigmoid(links.said[i]),
        roles=sigmoid(links.role[i]),
        stances=softmax(links.stance[i]),
        sizes=softmax(links.size[i]),
    )
