"""Cases -> examples: windows with the targets that the network learns from.

An event may have several triggers and its parties many mentions. For each trigger the party's mention in the trigger's own
sentence that stands nearest is the right answer, else the nearest in the window; its other mentions are neither right nor
wrong (IGNORE). A speaker belongs to the triggers in the sentence of its cue; a quote (place, time, number, cue) to those of
its own sentence; where there are none, to the nearest one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.coding import encoder
from dragoman.coding.labels import AUTHOR
from dragoman.records import UNNAMED, Party
from dragoman.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer

    from dragoman.coding.encoder import Array, Window
    from dragoman.coding.labels import Labels
    from dragoman.records import Coding, Event, Span

IGNORE = -1


@dataclass(slots=True)
class Example:
    """One window and what is true of it. T triggers, S spans; targets are 1, 0 or IGNORE."""

    name: str
    text: str  # the whole article's
    window: Window
    word_types: Array  # (n, types)
    triggers: Array  # (T, 2)
    modes: Array  # (T, modes)
    aux: Array  # (T,)
    contexts: Array  # (T, contexts)
    said: Array  # (T, flags)
    event: Array  # (T,) number of the event
    spans: Array  # (S, 3)
    texts: list[str]  # (S,)
    members: Array  # (S, entities) whose mention it is; "we" may be several parties'; none for place, time, number, cue
    sectors: Array  # (S, sectors)
    roles: Array  # (T, S, roles)
    stances: Array  # (T, S) which stance a source or cue takes, IGNORE where it is neither
    sizes: Array  # (T, S) what a number counts, IGNORE where it is none


def examples(
    coding: Coding,
    name: str,
    tokenizer: Tokenizer,
    labels: Labels,
    *,
    limit: int = encoder.LIMIT,
    context: int = encoder.CONTEXT,
) -> list[Example]:
    """Lay the targets of one annotated article over its windows."""
    cut = encoder.windows(coding.article.text, sentences(coding.article.text), tokenizer, limit=limit, context=context)
    return [_example(coding, name, window, labels) for window in cut]


def _example(coding: Coding, name: str, window: Window, labels: Labels) -> Example:
    triggers: list[tuple[int, int, int]] = []
    for number, event in enumerate(coding.events):
        for span in event.triggers:
            words = window.cover(span.start, span.end)
            if words:
                triggers.append((*words, number))
    spans: _Spans = {}
    for number, entity in enumerate(coding.entities):
        for mention in entity.mentions:
            _add(spans, window, mention, labels.kinds.index(entity.kind), number)
    for event in coding.events:
        for kind, quote in _quotes(event):
            _add(spans, window, quote, labels.kinds.index(kind), None)
    keys = list(spans)
    count = len(window.words)
    word_types = np.zeros((count, len(labels.types)), np.float32)
    for start, end, number in triggers:
        word_types[start : end + 1, labels.types.index(coding.events[number].type)] = 1
    example = Example(
        name=name,
        text=coding.article.text,
        window=window,
        word_types=word_types,
        triggers=np.asarray([t[:2] for t in triggers], np.int64).reshape(-1, 2),
        modes=np.zeros((len(triggers), len(labels.modes)), np.float32),
        aux=np.asarray([labels.aux.index(coding.events[t[2]].aux) for t in triggers], np.int64),
        contexts=np.zeros((len(triggers), len(labels.contexts)), np.float32),
        said=np.zeros((len(triggers), len(labels.said)), np.float32),
        event=np.asarray([t[2] for t in triggers], np.int64),
        spans=np.asarray(keys, np.int64).reshape(-1, 3),
        texts=[spans[key][0] for key in keys],
        members=np.zeros((len(keys), len(coding.entities)), bool),
        sectors=np.zeros((len(keys), len(labels.sectors)), np.float32),
        roles=np.zeros((len(triggers), len(keys), len(labels.roles)), np.float32),
        stances=np.full((len(triggers), len(keys)), IGNORE),
        sizes=np.full((len(triggers), len(keys)), IGNORE),
    )
    for row, key in enumerate(keys):
        for number in spans[key][1]:
            example.members[row, number] = True
            for sector in coding.entities[number].sectors:
                example.sectors[row, labels.sectors.index(sector)] = 1
    for row, (_, _, number) in enumerate(triggers):
        _event_targets(example, row, coding.events[number], labels)
    _roles(example, coding, labels)
    return example


_Spans = dict[tuple[int, int, int], tuple[str, set[int]]]


def _add(spans: _Spans, window: Window, span: Span, kind: int, entity: int | None) -> None:
    words = window.cover(span.start, span.end)
    if words:
        _, members = spans.setdefault((*words, kind), (span.text, set()))
        if entity is not None:
            members.add(entity)


def _quotes(event: Event) -> Iterator[tuple[str, Span]]:
    yield from (("place", place.span) for place in event.places)
    yield from (("number", size.span) for size in event.sizes)
    yield from (("cue", said.cue) for said in event.attributions if said.cue)
    if event.when and event.when.span:
        yield "time", event.when.span


def _event_targets(example: Example, row: int, event: Event, labels: Labels) -> None:
    for mode in event.modes:
        example.modes[row, labels.modes.index(f"{event.type}.{mode}")] = 1
    for context in event.contexts:
        example.contexts[row, labels.contexts.index(context)] = 1
    if not event.attributions:
        example.said[row, labels.said.index(AUTHOR)] = 1
    for said in event.attributions:
        if said.source is None:
            example.said[row, labels.said.index(AUTHOR)] = 1
        elif said.source == UNNAMED:
            example.said[row, labels.said.index(UNNAMED)] = 1


def _roles(example: Example, coding: Coding, labels: Labels) -> None:
    numbers = {entity.id: number for number, entity in enumerate(coding.entities)}
    for event_number in sorted(set(example.event.tolist())):
        event = coding.events[event_number]
        rows = [row for row, number in enumerate(example.event.tolist()) if number == event_number]
        for role, party in _parties(event):
            for row in rows:
                _point(example, row, numbers[party.entity], labels.roles.index(role), example.triggers[row])
        for said in event.attributions:
            stance = labels.stances.index(said.stance)
            if isinstance(said.source, Party):
                source, number = labels.roles.index("source"), numbers[said.source.entity]
                for row, column in _speak(example, rows, number, source, said.cue):
                    example.stances[row, column] = stance
            for party in said.via:
                _speak(example, rows, numbers[party.entity], labels.roles.index("via"), said.cue)
            if said.cue:
                for row, column in _attach(example, rows, said.cue, "cue", labels):
                    example.stances[row, column] = stance
        for size in event.sizes:
            for row, column in _attach(example, rows, size.span, "number", labels):
                example.sizes[row, column] = labels.sizes.index(size.kind)
        for role_name, span in _quote_roles(event):
            _attach(example, rows, span, role_name, labels)


def _parties(event: Event) -> Iterator[tuple[str, Party]]:
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            yield role, party
            if party.open:
                yield "open", party


def _quote_roles(event: Event) -> Iterator[tuple[str, Span]]:
    yield from (("place", place.span) for place in event.places)
    if event.when and event.when.span:
        yield "time", event.when.span


def _speak(example: Example, rows: list[int], entity: int, role: int, cue: Span | None) -> list[tuple[int, int]]:
    """Mark who speaks for the triggers in the sentence of the cue, else for the nearest; a headline beside it is left open.

    Returns the pairs (trigger, span) that were marked.
    """
    words = example.window.cover(cue.start, cue.end) if cue else None
    chosen = _beside(example, rows, words) if words else rows
    marked: list[tuple[int, int]] = []
    for row in rows:
        if row in chosen:
            marked += _point(example, row, entity, role, np.asarray(words) if words else example.triggers[row])
        else:
            mentions = np.flatnonzero(example.members[:, entity])
            example.roles[row, mentions, role] = np.where(example.roles[row, mentions, role] == 1, 1, IGNORE)
    return marked


def _beside(example: Example, rows: list[int], words: tuple[int, int]) -> list[int]:
    """Return the triggers that stand in the sentence of some words, or else the nearest one."""
    sentence = example.window.sentence
    own = [row for row in rows if sentence[example.triggers[row, 0]] == sentence[words[0]]]
    return own or [min(rows, key=lambda row: abs(int(example.triggers[row, 0]) - words[0]))]


def _point(example: Example, row: int, entity: int, role: int, near: Array) -> list[tuple[int, int]]:
    """Mark the mention of an entity that answers for it beside some words; its others are ignored. Returns what was marked."""
    found = np.flatnonzero(example.members[:, entity])
    if not len(found):
        return []
    sentence = example.window.sentence
    start, end = near

    def far(index: int) -> tuple[bool, int]:
        left, right, _ = example.spans[index]
        return sentence[left] != sentence[start], max(left - end, start - right, 0)

    example.roles[row, found, role] = np.where(example.roles[row, found, role] == 1, 1, IGNORE)
    chosen = min(found.tolist(), key=far)
    example.roles[row, chosen, role] = 1
    return [(row, chosen)]


def _attach(example: Example, rows: list[int], span: Span, role: str, labels: Labels) -> list[tuple[int, int]]:
    """Mark a quote for the triggers of its own sentence, else for the nearest one; the others ignore it. Returns the pairs."""
    words = example.window.cover(span.start, span.end)
    if not words:
        return []
    match = (example.spans == np.asarray([*words, labels.kinds.index(role)])).all(-1)
    column = int(np.flatnonzero(match)[0])
    chosen = _beside(example, rows, words)
    for row in rows:
        known = example.roles[row, column, labels.roles.index(role)] == 1
        example.roles[row, column, labels.roles.index(role)] = 1 if row in chosen or known else IGNORE
    return [(row, column) for row in chosen]


def with_candidates(example: Example, found: list[tuple[int, int, int]]) -> Example:
    """Add spans that the model wrongly proposes, so that the linker learns to leave them alone."""
    known = {tuple(span) for span in example.spans.tolist()}
    more = [span for span in found if span not in known]
    if not more:
        return example
    words = example.window.words
    shape = (len(example.triggers), len(more), example.roles.shape[2])
    values: dict[str, Any] = {name: getattr(example, name) for name in Example.__slots__}
    values |= {
        "spans": np.concatenate([example.spans, np.asarray(more, np.int64)]),
        "texts": [*example.texts, *(example.text[words[a][0] : words[b][1]] for a, b, _ in more)],
        "members": np.concatenate([example.members, np.zeros((len(more), example.members.shape[1]), bool)]),
        "sectors": np.concatenate([example.sectors, np.zeros((len(more), example.sectors.shape[1]), np.float32)]),
        "roles": np.concatenate([example.roles, np.zeros(shape, np.float32)], 1),
        "stances": np.concatenate([example.stances, np.full(shape[:2], IGNORE)], 1),
        "sizes": np.concatenate([example.sizes, np.full(shape[:2], IGNORE)], 1),
    }
    return Example(**values)
