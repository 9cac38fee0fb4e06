"""Triggers, entities and their links -> events that agree with the guide.

Triggers that tell one happening become one event. Of all readings of its parties the most probable one that the guide
allows is taken: nobody twice in one role or on both sides, no recipient of a meeting that is neither a visit nor a
third party's, no speech act on its speaker's own word. What becomes no event is kept with the reason, for `explain`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from dragoman import records
from dragoman.coding.labels import AUTHOR
from dragoman.coding.link import PRONOUNS
from dragoman.knowledge import ontology
from dragoman.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.decode import Seen, SeenSpan, SeenTrigger
    from dragoman.coding.encoder import Array
    from dragoman.coding.labels import Labels
    from dragoman.coding.link import Mentions

NO_FUTURE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least probabilities, chosen on the dev split by `training.evaluate` and kept in the model's `config.json`."""

    trigger: float = 0.5
    mention: float = 0.5
    mode: float = 0.5
    context: float = 0.4
    sector: float = 0.4
    actor: float = 0.5
    recipient: float = 0.5
    open: float = 0.5
    place: float = 0.5
    time: float = 0.5
    size: float = 0.5
    said: float = 0.5
    via: float = 0.5
    cue: float = 0.3
    same_party: float = 0.5
    same_event: float = 0.6


@dataclass(slots=True)
class Draft:
    """One event before names, dates and places are looked up. Entities by number, spans by character range."""

    type: str
    triggers: list[tuple[int, int]]
    score: float
    modes: tuple[str, ...]
    aux: str
    contexts: tuple[str, ...]
    actors: dict[int, float] = field(default_factory=dict)
    recipients: dict[int, float] = field(default_factory=dict)
    complete: float = 1.0  # how probable it is that nobody else took part
    open: set[int] = field(default_factory=set)
    near: dict[int, tuple[int, int]] = field(default_factory=dict)
    places: list[tuple[int, int]] = field(default_factory=list)
    time: tuple[int, int] | None = None
    sizes: list[tuple[str, int, int]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """A stance to an event: of an entity by number, of the author (None) or of somebody unnamed."""

    source: int | str | None
    stance: str
    cue: tuple[int, int] | None = None
    via: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Considered:
    """A trigger that was looked at, and what became of it."""

    start: int
    end: int
    type: str
    score: float
    verdict: str  # "event", or why it is none


def assemble(
    windows: Sequence[Seen],
    entities: Sequence[Mentions],
    text: str,
    labels: Labels,
    least: Thresholds,
) -> tuple[list[Draft], list[Considered]]:
    """Return the article's events in order of their first mention, and every trigger considered."""
    owner = {span: number for number, entity in enumerate(entities) for span in entity.spans}
    drafts: list[Draft] = []
    considered: list[Considered] = []
    for group in _happenings(windows, owner, labels, least, considered):
        draft = _draft(group, owner, text, labels, least)
        verdict = "event" if draft.actors or draft.recipients else "no party found that did it or suffered it"
        considered += [Considered(t.start, t.end, t.type, t.score, verdict) for _, t in group]
        if verdict == "event":
            drafts.append(draft)
    drafts.sort(key=lambda draft: (min(draft.triggers), draft.type))
    return drafts, sorted(considered, key=lambda seen: (seen.start, seen.end, seen.type))


_Located = tuple["Seen", "SeenTrigger"]


def _happenings(
    windows: Sequence[Seen],
    owner: dict[tuple[int, int], int],
    labels: Labels,
    least: Thresholds,
    considered: list[Considered],
) -> list[list[_Located]]:
    """Group the triggers that tell the same happening: by the model inside a window, by type and parties between windows."""
    groups: list[list[_Located]] = []
    for seen in windows:
        index = {id(trigger): number for number, trigger in enumerate(seen.triggers)}
        for trigger in seen.triggers:
            if trigger.score < least.trigger:
                reason = f"below the threshold of {least.trigger:.2f}"
                considered.append(Considered(trigger.start, trigger.end, trigger.type, trigger.score, reason))
                continue
            best, choice = least.same_event, None
            for group in groups:
                if group[0][1].type != trigger.type:
                    continue
                value = max(_same(seen, trigger, other, index, owner, labels, least) for other in group)
                if value >= best:
                    best, choice = value, group
            if choice is None:
                choice = []
                groups.append(choice)
            choice.append((seen, trigger))
    return groups


def _same(
    seen: Seen,
    trigger: SeenTrigger,
    other: _Located,
    index: dict[int, int],
    owner: dict[tuple[int, int], int],
    labels: Labels,
    least: Thresholds,
) -> float:
    if other[0] is seen:
        one, two = index[id(trigger)], index[id(other[1])]
        return float(seen.same_event[one, two] + seen.same_event[two, one]) / 2
    mine, theirs = (_sides(located, owner, labels, least) for located in ((seen, trigger), other))
    for own, their in zip(mine, theirs, strict=True):
        if own and their and not own & their:
            return 0.0
    if trigger.aux.argmax() != other[1].aux.argmax():
        return 0.0
    shared = sum(bool(own & their) for own, their in zip(mine, theirs, strict=True))
    return (0.4, 0.75, 0.95)[shared]


def _sides(
    located: _Located, owner: dict[tuple[int, int], int], labels: Labels, least: Thresholds
) -> tuple[set[int], set[int]]:
    actors = _best(located, owner, labels.roles.index("actor"))
    recipients = _best(located, owner, labels.roles.index("recipient"))
    return (
        {number for number, (value, _) in actors.items() if value >= least.actor},
        {number for number, (value, _) in recipients.items() if value >= least.recipient},
    )


def _best(located: _Located, owner: dict[tuple[int, int], int], role: int) -> dict[int, tuple[float, tuple[int, int]]]:
    """Return each entity's best probability in a role to a trigger, and the mention that has it."""
    seen, trigger = located
    found: dict[int, tuple[float, tuple[int, int]]] = {}
    for span, value in zip(seen.spans, trigger.roles[:, role].tolist(), strict=True):
        number = owner.get((span.start, span.end))
        if number is not None and span.kind in KINDS and value > found.get(number, (0.0, None))[0]:
            found[number] = (value, (span.start, span.end))
    return found


def _draft(
    group: list[_Located], owner: dict[tuple[int, int], int], text: str, labels: Labels, least: Thresholds
) -> Draft:
    first = max(group, key=lambda located: located[1].score)[1]
    weights = np.asarray([trigger.score for _, trigger in group])
    weights = weights / weights.sum()
    aux_share = sum(w * trigger.aux for w, (_, trigger) in zip(weights, group, strict=True))
    modes_share = np.max([trigger.modes for _, trigger in group], axis=0)
    contexts_share = sum(w * trigger.contexts for w, (_, trigger) in zip(weights, group, strict=True))
    ordered = sorted(group, key=lambda located: -located[1].score)
    draft = Draft(
        type=first.type,
        triggers=list(dict.fromkeys((trigger.start, trigger.end) for _, trigger in ordered)),
        score=first.score,
        modes=_modes(first.type, modes_share, labels, least),
        aux=_aux(first.type, np.asarray(aux_share), labels),
        contexts=_contexts(np.asarray(contexts_share), labels, least),
    )
    _parties(draft, group, owner, text, labels, least)
    draft.contexts = tuple(dict.fromkeys((*draft.contexts, *_implied(draft))))
    _quotes(draft, group, text, labels, least)
    _attributions(draft, group, owner, text, labels, least)
    return draft


def _modes(kind: str, shares: Array, labels: Labels, least: Thresholds) -> tuple[str, ...]:
    own = [
        (float(share), name) for share, name in zip(shares, labels.modes, strict=True) if name.startswith(f"{kind}.")
    ]
    return tuple(name.split(".", 1)[1] for share, name in own if share >= least.mode)


def _aux(kind: str, shares: Array, labels: Labels) -> str:
    allowed = [i for i, name in enumerate(labels.aux) if name != "future" or kind not in NO_FUTURE]
    return labels.aux[max(allowed, key=lambda i: float(shares[i]))]


def _contexts(shares: Array, labels: Labels, least: Thresholds) -> tuple[str, ...]:
    order = np.argsort(-shares, kind="stable")[:4]
    return tuple(labels.contexts[i] for i in order if shares[i] >= least.context)


def _implied(draft: Draft) -> tuple[str, ...]:
    """Contexts that a mode always carries (guide, section 9)."""
    return tuple(mode for mode in ("cyber", "misinformation") if draft.type == "COERCE" and mode in draft.modes)


def _parties(
    draft: Draft,
    group: list[_Located],
    owner: dict[tuple[int, int], int],
    text: str,
    labels: Labels,
    least: Thresholds,
) -> None:
    """Choose each entity's side: actor, recipient or neither, whichever is likeliest and allowed."""
    sides: list[dict[int, float]] = []
    most: dict[int, float] = {}
    for role in ("actor", "recipient"):
        found: dict[int, float] = {}
        for located in group:
            for number, (value, span) in _best(located, owner, labels.roles.index(role)).items():
                found[number] = max(value, found.get(number, 0.0))
                if value > most.get(number, 0.0):
                    most[number], draft.near[number] = value, span
        sides.append(found)
    two_sided = draft.type == "CONSULT" and not {"visit", "third-party"} & set(draft.modes)
    for number in sorted(set(sides[0]) | set(sides[1])):
        actor, recipient = sides[0].get(number, 0.0), sides[1].get(number, 0.0)
        if two_sided:
            actor, recipient = max(actor, recipient), 0.0
        if actor >= least.actor and actor >= recipient:
            draft.actors[number] = actor
        elif recipient >= least.recipient:
            draft.recipients[number] = recipient
        else:
            draft.complete *= 1.0 - max(actor, recipient)
    for side in (draft.actors, draft.recipients):
        _drop_nested(side, draft.near, text)
    opens = [_best(located, owner, labels.roles.index("open")) for located in group]
    for number in (*draft.actors, *draft.recipients):
        if max(found.get(number, (0.0, None))[0] for found in opens) >= least.open:
            draft.open.add(number)


def _drop_nested(side: dict[int, float], near: dict[int, tuple[int, int]], text: str) -> None:
    """Of two parties on one side whose words overlap ("Oman" in "Oman's minister"), keep the likelier.

    Not so a pronoun: the president and "his advisers" may well have met.
    """
    for number in sorted(side, key=lambda n: -side[n]):
        for other in [o for o in side if o != number and number in side]:
            one, two = near[number], near[other]
            pronoun = any(text[slice(*span)].lower() in PRONOUNS for span in (one, two))
            if one[0] < two[1] and two[0] < one[1] and not pronoun:
                del side[min(number, other, key=lambda n: side[n])]


def _quotes(draft: Draft, group: list[_Located], text: str, labels: Labels, least: Thresholds) -> None:
    best: dict[tuple[str, int, int], float] = {}
    counted: dict[tuple[int, int], Array] = {}
    for seen, trigger in group:
        for i, span in enumerate(seen.spans):
            if span.kind in {"place", "time", "number"}:
                key = (span.kind, span.start, span.end)
                value = float(trigger.roles[i, labels.roles.index(span.kind)])
                best[key] = max(best.get(key, 0.0), value)
                if span.kind == "number":
                    counted[key[1:]] = counted.get(key[1:], 0.0) + value * trigger.sizes[i]
    places = sorted((s for s in best if s[0] == "place" and best[s] >= least.place), key=lambda s: -best[s])
    for _, start, end in places:
        if all(end <= a or start >= b for a, b in draft.places) and text[start:end] not in {
            text[a:b] for a, b in draft.places
        }:
            draft.places.append((start, end))
    times = [key for key in best if key[0] == "time" and best[key] >= least.time]
    if times:
        draft.time = max(times, key=lambda key: (best[key], -key[1]))[1:]
    numbers = sorted((k for k in best if k[0] == "number" and best[k] >= least.size), key=lambda k: -best[k])
    for _, start, end in numbers:
        if all(end <= a or start >= b for _, a, b in draft.sizes):
            draft.sizes.append((labels.sizes[int(counted[start, end].argmax())], start, end))
    draft.sizes.sort(key=lambda size: (size[1], size[0]))


def _attributions(
    draft: Draft,
    group: list[_Located],
    owner: dict[tuple[int, int], int],
    text: str,
    labels: Labels,
    least: Thresholds,
) -> None:
    """Say who stands behind the event: each source once, with the stance that it and its cue words speak of together."""
    flags = np.max([trigger.said for _, trigger in group], axis=0)
    sources: dict[int, tuple[float, tuple[int, int], _Located]] = {}
    vias: list[tuple[float, int]] = []
    for located in group:
        for number, (value, span) in _best(located, owner, labels.roles.index("source")).items():
            if value >= least.said and value > sources.get(number, (0.0,))[0]:
                sources[number] = (value, span, located)
        for number, (value, _) in _best(located, owner, labels.roles.index("via")).items():
            if value >= least.via:
                vias.append((value, number))
    found: list[tuple[tuple[int, int], Said]] = []
    for number, (_, span, located) in sources.items():
        cue, stance = _cue(located, span, text, labels, least)
        # Who performs a speech act is its actor and not also its source (guide, section 3).
        if not (draft.type in ontology.SPEECH and number in draft.actors and stance == "states"):
            found.append((span, Said(number, stance, cue)))
            draft.near.setdefault(number, span)
    found.sort(key=lambda item: item[0])
    draft.said = [said for _, said in found]
    via = tuple(dict.fromkeys(number for _, number in sorted(vias, reverse=True) if number not in sources))
    if draft.said and via:
        draft.said[0] = replace(draft.said[0], via=via)
    if flags[labels.said.index(records.UNNAMED)] >= least.said:
        cue, stance = _cue(group[0], None, text, labels, least)
        draft.said.append(Said(records.UNNAMED, stance, cue))
    positive = [said for said in draft.said if said.stance not in {"denies", "declines"}]
    if draft.said and (flags[labels.said.index(AUTHOR)] >= least.said or not (positive or _only_denials(draft))):
        draft.said.insert(0, Said(None, "states"))


def _only_denials(draft: Draft) -> bool:
    return any(said.stance == "denies" for said in draft.said)


def _cue(
    located: _Located, source: tuple[int, int] | None, text: str, labels: Labels, least: Thresholds
) -> tuple[tuple[int, int] | None, str]:
    """Return the cue words of a source and the stance that both speak of; cues in the source's own sentence go first.

    Somebody unnamed without a cue claims.
    """
    seen, trigger = located
    column = labels.roles.index("cue")
    own = np.full(len(labels.stances), 1.0)
    for i, span in enumerate(seen.spans):
        if source == (span.start, span.end) and span.kind in KINDS:
            own = trigger.stances[i]
    cues = [i for i, s in enumerate(seen.spans) if s.kind == "cue" and trigger.roles[i, column] >= least.cue]
    if source:
        cues = [i for i in cues if not _STOP.search(text[slice(*_between(source, seen.spans[i]))])] or cues

    def fit(i: int) -> tuple[float, int]:
        near = abs(seen.spans[i].start - source[0]) if source else 0
        return round(float(trigger.roles[i, column]) * float(own @ trigger.stances[i]), 4), -near

    best = max(cues, key=fit, default=None)
    if best is None:
        return None, labels.stances[int(own.argmax())] if source else "claims"
    words = (seen.spans[best].start, seen.spans[best].end)
    return words, labels.stances[int((own * trigger.stances[best]).argmax())]


_STOP = re.compile(r"[.!?]\s")


def _between(one: tuple[int, int], two: SeenSpan) -> tuple[int, int]:
    return min(one[0], two.start), max(one[0], two.start)
