"""The nouns of dragoman: frozen values that pass between rooms. Standard library only; no rules, no files, no clock.

Spans are half-open ranges of characters of `Article.text`. `None` means that the article does not say.
"""

from __future__ import annotations

import calendar
import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

AUX = ("actual", "historical", "future", "hypothetical", "negated")
STANCES = ("states", "claims", "alleges", "verifies", "denies", "declines")
KINDS = ("person", "organisation", "group", "state", "place-as-actor")
SIZE_KINDS = ("dead", "injured", "casualties", "arrested", "captured", "displaced", "participants")
UNNAMED: Literal["unnamed"] = "unnamed"


@dataclass(frozen=True, slots=True)
class Article:
    """One article, normalised once: `text` is the title, an empty line, and the body."""

    id: str
    text: str
    title: str = ""
    url: str | None = None
    outlet: str | None = None
    language: str = "en"
    published: date | None = None
    dated_by: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place in the article."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words of an article. Made by `cite`, so that the quote is never wrong."""

    start: int
    end: int
    text: str


def cite(article: Article, start: int, end: int) -> Span:
    """Quote the characters from `start` to `end` of the article's text."""
    if not 0 <= start < end <= len(article.text):
        message = f"no characters {start}..{end} in a text of {len(article.text)}"
        raise ValueError(message)
    return Span(start, end, article.text[start:end])


@dataclass(frozen=True, slots=True)
class Entity:
    """One party and every mention of it in one article, the fullest name first."""

    id: str
    name: str
    kind: str
    mentions: tuple[Span, ...] = ()
    code: str | None = None
    sectors: tuple[str, ...] = ()
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An entity in one event: the mention nearest to the event, and who it was on that day."""

    entity: str
    name: str
    span: Span | None = None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    identifier_id: str | None = None
    identifier_text: str | None = None
    office: str | None = None
    open: bool = False
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class When:
    """A closed interval of days; an end that is `None` is open. `span` holds the words it was read from."""

    start: date | None
    end: date | None
    span: Span | None = None

    @property
    def resolution(self) -> str:
        """How exact: day, week, month, season, year, decade, interval (other), unknown (no start)."""
        return resolution_of(self.start, self.end)

    @property
    def basis(self) -> str:
        """Where it comes from: stated (words in the text) or inferred (from another event or the tense)."""
        return "inferred" if self.span is None else "stated"


def resolution_of(start: date | None, end: date | None) -> str:
    """Name the shape of an interval, so that an interval and its resolution never disagree."""
    if start is None:
        return "unknown"
    if end is None:
        return "interval"
    if start == end:
        return "day"
    if start.weekday() == 0 and end - start == timedelta(days=6):
        return "week"
    last = calendar.monthrange(end.year, end.month)[1]
    if start.day == 1 and end.day == last:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if months == 1:
            return "month"
        if months == 3 and start.month % 3 == 0:
            return "season"
        if start.month == 1 and months == 12:
            return "year"
        if start.month == 1 and start.year % 10 == 0 and months == 120:
            return "decade"
    return "interval"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the words, and what they are in a gazetteer. `resolution` is point, city, admin1 or country."""

    span: Span
    geonameid: int | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    province: str | None = None
    resolution: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """A number tied to an event: `low` to `high`, either may be open."""

    kind: str
    low: int | None
    high: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """On whose word: a party, `"unnamed"`, or `None` for the author; `via` passed it on, nearest to the speaker first."""

    source: Party | Literal["unnamed"] | None
    stance: str
    cue: Span | None = None
    via: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One happening that the article tells, however often it mentions it. `triggers` are the words, the best first."""

    id: str
    type: str
    triggers: tuple[Span, ...]
    modes: tuple[str, ...] = ()
    aux: str = "actual"
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    when: When | None = None
    places: tuple[Place, ...] = ()
    sizes: tuple[Size, ...] = ()
    contexts: tuple[str, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    standing: str = "reported"
    sentence: Span | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble about the data: which rule, what was seen, and where (a file, a line, a field)."""

    rule: str
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder read in one article."""

    article: Article
    events: tuple[Event, ...] = ()
    entities: tuple[Entity, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    coder: str = ""


def party_of(
    entity: Entity,
    anchor: Span | None,
    *,
    sectors: tuple[str, ...] | None = None,
    open_: bool = False,
    score: float = 1.0,
) -> Party:
    """Put an entity into an event, by its mention nearest to `anchor` (the trigger or the cue)."""

    def far(span: Span) -> int:
        return abs(span.start - anchor.start) if anchor else span.start

    return Party(
        entity=entity.id,
        name=entity.name,
        span=min(entity.mentions, key=far, default=None),
        code=entity.code,
        sectors=entity.sectors if sectors is None else sectors,
        identifier_id=entity.identifier,
        open=open_,
        score=score,
    )


def article_id(source: str, text: str) -> str:
    """Digest of an article's address (or path) and text: the same article has the same id everywhere."""
    return "a_" + _digest(source, text)


def event_id(article: str, kind: str, trigger: Span, parties: tuple[Party, ...]) -> str:
    """Digest of the article, the type, the first trigger's place and the parties as written."""
    written = [party.span.text if party.span else party.name for party in parties]
    return "e_" + _digest(article, kind, f"{trigger.start}:{trigger.end}", *written)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
