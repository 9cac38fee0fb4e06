"""Article -> Coding: the stages in order. The plural is the primitive; one article is its one-article case.

    windows -> scores -> mentions -> entities -> events -> when, where, how much -> attributions -> standing -> Coding

The same article and the same coder give the same Coding, alone or beside others: nothing is carried from one article to
the next.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import records
from dragoman.coding import assemble, ground, link
from dragoman.coding.assemble import Considered, Draft, Thresholds
from dragoman.coding.decode import Seen, decode
from dragoman.coding.encoder import Encoder
from dragoman.coding.labels import Labels
from dragoman.records import Attribution, Coding, Entity, Event, Party, Problem, Sentence, Span, cite, party_of
from dragoman.standing import standing
from dragoman.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.coding.link import Mentions
    from dragoman.records import Article, When

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was looked at in one article: every trigger considered with its verdict, every party with its score."""

    article: Article
    sentences: tuple[Sentence, ...]
    triggers: tuple[Considered, ...]
    parties: tuple[tuple[int, int, str, float], ...]  # start, end, kind, probability
    coding: Coding


class Coder:
    """Reads articles with one model. Make it with `Coder.load()`."""

    def __init__(self, encoder: Encoder) -> None:
        """Use an opened model."""
        self.encoder = encoder
        self.labels = Labels.from_json(encoder.config["labels"])
        given = encoder.config.get("thresholds", {})
        self.least = Thresholds(**{f.name: float(given[f.name]) for f in fields(Thresholds) if f.name in given})
        self.calibration: tuple[float, float] = tuple(encoder.config.get("calibration", (1.0, 0.0)))
        self.name = f"dragoman {VERSION}, model {encoder.config.get('model', 'unnamed')}"

    @classmethod
    def load(cls, model: str | Path | None = None, *, threads: int = 0) -> Coder:
        """Open the model that is shipped, or one of your own by its folder. Raises ModelError if it is none."""
        folder = Path(model) if model else Path(str(resources.files("dragoman.coding") / "model"))
        return cls(Encoder(folder, threads=threads))

    def code(self, article: Article) -> Coding:
        """Code one article."""
        return next(self.code_many([article]))

    def code_many(self, articles: Iterable[Article]) -> Iterator[Coding]:
        """Code articles, one Coding each, in order."""
        for article in articles:
            yield self.explain(article).coding

    def explain(self, article: Article) -> Explanation:
        """Code one article and keep what was considered on the way."""
        cut = sentences(article.text)
        return self.judge(article, cut, self.look(article, cut))

    def look(self, article: Article, cut: tuple[Sentence, ...]) -> list[Seen]:
        """Run the model over an article: all that no threshold touches."""
        windows = self.encoder.windows(article.text, cut)
        return [decode(window, article.text, self.encoder, self.labels) for window in windows]

    def judge(self, article: Article, cut: tuple[Sentence, ...], seen: list[Seen]) -> Explanation:
        """Make events of what the model saw."""
        found = link.entities(seen, article.text, mention=self.least.mention, same=self.least.same_party)
        drafts, considered = assemble.assemble(seen, found, article.text, self.labels, self.least)
        coding = self._coding(article, cut, drafts, found)
        return Explanation(article, cut, tuple(considered), _parties(seen), coding)

    def _coding(
        self, article: Article, cut: tuple[Sentence, ...], drafts: list[Draft], found: list[Mentions]
    ) -> Coding:
        used = sorted({number for draft in drafts for number in _numbers(draft)})
        entities = {
            number: ground.entity(place, found[number], article, self.labels, self.least.sector)
            for place, number in enumerate(used, 1)
        }
        problems: list[Problem] = []
        dates = _dates(article, drafts, problems)
        events: list[Event] = []
        courts: dict[str, Entity] = {}
        for i, draft in enumerate(drafts):
            event = _event(article, cut, draft, entities, dates.get(i), self.calibration)
            court = ground.judiciary(event)
            if court and court.code:
                event = replace(event, actors=(party_of(courts.setdefault(court.code, court), None),))
            events.append(event)
        return Coding(article, tuple(events), (*entities.values(), *courts.values()), tuple(problems), self.name)


def _parties(seen: list[Seen]) -> tuple[tuple[int, int, str, float], ...]:
    best: dict[tuple[int, int], tuple[str, float]] = {}
    for window in seen:
        for span in window.spans:
            if span.kind in records.KINDS and span.score > best.get((span.start, span.end), ("", 0.0))[1]:
                best[span.start, span.end] = (span.kind, span.score)
    return tuple((start, end, kind, score) for (start, end), (kind, score) in sorted(best.items()))


def _numbers(draft: Draft) -> Iterator[int]:
    yield from draft.actors
    yield from draft.recipients
    for said in draft.said:
        if isinstance(said.source, int):
            yield said.source
        yield from said.via


def _dates(article: Article, drafts: list[Draft], problems: list[Problem]) -> dict[int, When]:
    """Read the words of time of each event; "two years later" counts from the dated event that the text told last."""
    found: dict[int, When] = {}
    order = sorted((draft.time, i) for i, draft in enumerate(drafts) if draft.time)
    for (start, end), i in order:
        before = [when for when in found.values() if when.span and when.span.end <= start]
        last = max(before, key=lambda when: when.span.start if when.span else 0, default=None)
        span = cite(article, start, end)
        when = ground.when(article, span, drafts[i].aux, last.start or last.end if last else None)
        if when:
            found[i] = when
        else:
            message = f"the words of time {span.text!r} could not be read as a date"
            problems.append(Problem("when", message, f"{article.id}:{start}"))
    return found


def _event(
    article: Article,
    cut: tuple[Sentence, ...],
    draft: Draft,
    entities: dict[int, Entity],
    when: When | None,
    calibration: tuple[float, float],
) -> Event:
    """Turn a draft into the record: quotes cited, parties named, dates, places and numbers read."""
    triggers = tuple(cite(article, start, end) for start, end in draft.triggers)
    actors = tuple(_party(article, draft, entities, number, score) for number, score in draft.actors.items())
    recipients = tuple(_party(article, draft, entities, number, score) for number, score in draft.recipients.items())
    sizes = (ground.size(kind, cite(article, start, end)) for kind, start, end in draft.sizes)
    attributions = tuple(_attribution(article, draft, entities, said) for said in draft.said)
    score = math.prod((draft.score, draft.complete, *draft.actors.values(), *draft.recipients.values()))
    return Event(
        id=records.event_id(article.id, draft.type, triggers[0], actors + recipients),
        type=draft.type,
        triggers=triggers,
        modes=draft.modes,
        aux=draft.aux,
        actors=actors,
        recipients=recipients,
        when=when,
        places=tuple(ground.place(cite(article, start, end)) for start, end in draft.places),
        sizes=tuple(size for size in sizes if size),
        contexts=draft.contexts,
        attributions=attributions,
        standing=standing(attributions),
        sentence=_sentence(article, cut, triggers[0]),
        score=round(calibrated(score, calibration), 3),
    )


def calibrated(score: float, calibration: tuple[float, float]) -> float:
    """Turn a product of probabilities into how often such an event was right on the dev split: slope and shift of its logit."""
    inside = min(max(score, 1e-6), 1 - 1e-6)
    slope, shift = calibration
    return 1 / (1 + math.exp(-(slope * math.log(inside / (1 - inside)) + shift)))


def _party(article: Article, draft: Draft, entities: dict[int, Entity], number: int, score: float) -> Party:
    span = cite(article, *draft.near[number]) if number in draft.near else None
    return party_of(entities[number], span, open_=number in draft.open, score=round(score, 3))


def _attribution(article: Article, draft: Draft, entities: dict[int, Entity], said: assemble.Said) -> Attribution:
    cue = cite(article, *said.cue) if said.cue else None
    via = tuple(_party(article, draft, entities, number, 1.0) for number in said.via)
    if isinstance(said.source, int):
        return Attribution(_party(article, draft, entities, said.source, 1.0), said.stance, cue, via)
    return Attribution(records.UNNAMED if said.source else None, said.stance, cue, via)


def _sentence(article: Article, cut: tuple[Sentence, ...], trigger: Span) -> Span | None:
    inside = next((s for s in cut if s.start <= trigger.start < s.end), None)
    return cite(article, inside.start, inside.end) if inside else None
