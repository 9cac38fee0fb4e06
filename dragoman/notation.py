"""`.case` files: articles and what they mean, as plain text that people read and write (annotation guide, section 11).

`parse` reads them and reports every fault at once; `dump` prints them; `parse(dump(cases))` gives the same cases. A body
line that would otherwise be read as notation (it begins with `%`, `===`, `---` or a backslash) is written with a
backslash before it. This module is whole, reader and printer together, so that the notation stands in one place.
"""

from __future__ import annotations

import calendar
import difflib
import re
import textwrap
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from dragoman import records
from dragoman.errors import NotationError
from dragoman.knowledge import ontology
from dragoman.records import (
    UNNAMED,
    Article,
    Attribution,
    Coding,
    Entity,
    Event,
    Party,
    Place,
    Problem,
    Size,
    Span,
    When,
    party_of,
)
from dragoman.standing import standing
from dragoman.text import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_QUOTE = re.compile(r'"((?:[^"\\]|\\.)*)"(?:#(\d+))?')
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_REFERENCE = re.compile(r"([^\s,()?]+)(\?)?(?:\(([A-Z+]+)\))?(\?)?\Z")
_WIKIDATA = re.compile(r"Q\d+\Z")
_ARTICLE_FIELDS = ("published", "dated-by", "outlet", "title", "language")
_WIDTH = 120
SUFFIX = ".case"


@dataclass(frozen=True, slots=True)
class Case:
    """One article of a `.case` file: its name, the header lines that are not the article's own, and what it means."""

    name: str
    coding: Coding
    header: tuple[tuple[str, str], ...] = ()

    def note(self, key: str) -> str:
        """Return a header line's value, or an empty string."""
        return dict(self.header).get(key, "")


def parse(text: str, where: str = "<text>") -> tuple[Case, ...]:
    """Read every article of a `.case` text. `where` names the file in faults. Raises NotationError with all faults."""
    faults: list[Problem] = []
    cases = [_Reader(block, where, faults).case() for block in _blocks(text, where, faults)]
    for first, second in _twins(cases):
        faults.append(Problem("notation", f"two articles are named {first!r}; the second is number {second}", where))
    if faults:
        raise NotationError(faults)
    return tuple(cases)


def dump(cases: Iterable[Case]) -> str:
    """Print cases as `.case` text."""
    return "\n".join(_print(case) for case in cases)


# ---------------------------------------------------------------------------------------------------------- reading


@dataclass(slots=True)
class _Block:
    """The numbered lines of one article, by part."""

    name: str
    number: int
    header: list[tuple[int, str]] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    parties: list[tuple[int, str]] = field(default_factory=list)
    events: list[tuple[int, str]] = field(default_factory=list)


def _blocks(text: str, where: str, faults: list[Problem]) -> Iterator[_Block]:
    block: _Block | None = None
    part = "header"
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        stripped = line.rstrip()
        if stripped.startswith("%"):
            continue
        if stripped.startswith("==="):
            if block:
                yield block
            block, part = _Block(stripped[3:].strip(), number), "header"
            if not block.name:
                faults.append(Problem("notation", "an article needs a name after '==='", f"{where}:{number}"))
        elif block is None:
            if stripped:
                faults.append(Problem("notation", "text before the first '=== name' line", f"{where}:{number}"))
                return
        elif stripped.startswith("---"):
            part = stripped.strip("- ")
            if part not in {"parties", "events"}:
                near = _near(part, ("parties", "events"))
                faults.append(Problem("notation", f"there is no part {part!r}{near}", f"{where}:{number}"))
        elif part == "header" and not stripped:
            part = "body"
        elif part == "header":
            block.header.append((number, stripped))
        elif part == "body":
            block.body.append(stripped.removeprefix("\\"))
        elif stripped and part == "parties":
            block.parties.append((number, stripped))
        elif stripped and part == "events":
            block.events.append((number, stripped))
    if block:
        yield block
    else:
        faults.append(Problem("notation", "no article: a file begins with '=== name'", f"{where}:1"))


class _Reader:
    """Reads one block; every method that finds a fault lists it and goes on with what is left."""

    def __init__(self, block: _Block, where: str, faults: list[Problem]) -> None:
        self.block = block
        self.where = where
        self.faults = faults
        self.line = block.number
        self.article = Article("", "")
        self.entities: dict[str, Entity] = {}

    def fault(self, message: str) -> None:
        self.faults.append(Problem("notation", message, f"{self.where}:{self.line}"))

    def case(self) -> Case:
        own: dict[str, str] = {}
        header: list[tuple[str, str]] = []
        for number, line in self.block.header:
            self.line = number
            key, colon, value = line.partition(":")
            if not colon:
                self.fault(f"a header line reads 'key: value', not {line!r} (the text begins after an empty line)")
            elif key in _ARTICLE_FIELDS:
                own[key] = value.strip()
            else:
                header.append((key, value.strip()))
        self.line = self.block.number
        text = join(own.get("title", ""), "\n".join(self.block.body))
        if not text:
            self.fault("the article has no text")
        url = next((value for key, value in header if key in {"url", "origin"} and "://" in value), None)
        self.article = Article(
            id=records.article_id(url or self.block.name, text),
            text=text,
            title=own.get("title", ""),
            url=url,
            outlet=own.get("outlet") or None,
            language=own.get("language") or "en",
            published=self.day(own["published"]) if own.get("published") else None,
            dated_by=own.get("dated-by") or None,
        )
        for number, line in self.block.parties:
            self.line = number
            self.party(line)
        events = tuple(event for event in map(self.event, _groups(self.block.events)) if event)
        entities = tuple(self.entities.values())
        return Case(self.block.name, Coding(self.article, events, entities), tuple(header))

    def day(self, words: str) -> date | None:
        try:
            return date.fromisoformat(words)
        except ValueError:
            self.fault(f"{words!r} is no date; write it as 2022-03-14")
            return None

    # parties

    def party(self, line: str) -> None:
        words = line.split(None, 4)
        if len(words) < 5:
            self.fault(f'a party reads: key COUNTRY SECTOR kind "mention" ...; seen {line!r}')
            return
        key, code, sectors, kind, rest = words
        if not re.fullmatch(r"[A-Z]{3}", code):
            self.fault(f"{code!r} is no country code: three capitals, UNK where unknown")
        self.check(kind, records.KINDS, "kind")
        if key in self.entities or key in {"author", UNNAMED}:
            self.fault(f"the key {key!r} is taken")
            return
        identifier = None
        first, _, after = rest.partition(" ")
        if _WIKIDATA.match(first):
            identifier, rest = first, after
        mentions = () if rest.strip() == "-" else self.quotes(rest)
        if not mentions and rest.strip() != "-":
            self.fault(f"the party {key!r} has no mention; write - for a party that the text only implies")
        name = mentions[0].text if mentions else key
        found = tuple(self.check(sector, ontology.SECTORS, "sector") for sector in sectors.split("+"))
        self.entities[key] = Entity(key, name, kind, mentions, None if code == "UNK" else code, found, identifier)

    def check(self, word: str, allowed: Sequence[str], what: str) -> str:
        if word not in allowed:
            self.fault(f"there is no {what} {word!r}{_near(word, allowed)}")
        return word

    def quotes(self, words: str) -> tuple[Span, ...]:
        """Find every quote of a line in the article; whatever is no quote is a fault."""
        left = _QUOTE.sub("", words).strip()
        if left:
            self.fault(f'only quotes in "..." belong here, not {left!r}')
        spans = (self.span(match) for match in _QUOTE.finditer(words))
        return tuple(span for span in spans if span)

    def span(self, match: re.Match[str]) -> Span | None:
        quote = re.sub(r"\\(.)", r"\1", match.group(1))
        wanted = int(match.group(2) or 1)
        found = occurrences(self.article.text, quote)
        if 1 <= wanted <= len(found):
            start, end = found[wanted - 1]
            return records.cite(self.article, start, end)
        if found:
            self.fault(f'"{quote}" occurs {len(found)} time(s), so there is no #{wanted}')
        else:
            self.fault(f'the text does not hold "{quote}"{_nearest_words(quote, self.article.text)}')
        return None

    # events

    def event(self, group: list[tuple[int, str]]) -> Event | None:
        self.line, head = group[0]
        name, _, rest = head.partition(" ")
        kind, *modes = name.split(".")
        self.check(kind, ontology.TYPES, "event type")
        for mode in modes:
            self.check(mode, ontology.MODES.get(kind, ()), f"mode of {kind}")
        triggers = self.quotes(rest)
        if not triggers:
            self.fault("an event needs the quote of its trigger")
        draft = _Draft(triggers)
        for number, line in group[1:]:
            self.line = number
            word, _, value = line.strip().partition(" ")
            self.detail(draft, word, value.strip())
        self.line = group[0][0]
        if not triggers or kind not in ontology.TYPES:
            return None
        actors, recipients, attributions = tuple(draft.actors), tuple(draft.recipients), tuple(draft.attributions)
        for twice in {party.entity for party in actors} & {party.entity for party in recipients}:
            self.fault(f"{twice!r} is both actor and recipient")
        return Event(
            id=records.event_id(self.article.id, kind, triggers[0], actors + recipients),
            type=kind,
            triggers=triggers,
            modes=tuple(modes),
            aux=draft.aux,
            actors=actors,
            recipients=recipients,
            when=draft.when,
            places=tuple(draft.places),
            sizes=tuple(draft.sizes),
            contexts=tuple(draft.contexts),
            attributions=attributions,
            standing=standing(attributions),
        )

    def detail(self, draft: _Draft, word: str, value: str) -> None:
        """Read one indented line into the draft of its event."""
        if word in {"actor", "recipient"}:
            role = draft.actors if word == "actor" else draft.recipients
            for party in self.references(value, draft.anchor):
                if any(party.entity == other.entity for other in role):
                    self.fault(f"{party.entity!r} is named twice as {word}")
                role.append(party)
        elif word == "when":
            draft.when = self.when(value)
        elif word == "aux":
            draft.aux = self.check(value, records.AUX, "auxiliary mode")
        elif word == "said":
            draft.attributions.extend(self.said(value, draft.anchor))
        elif word == "where":
            draft.places.extend(self.where_(value))
        elif word == "context":
            names = [name.strip() for name in value.split(",")]
            draft.contexts.extend(self.check(name, ontology.CONTEXTS, "context") for name in names)
        elif word in records.SIZE_KINDS:
            draft.sizes.extend(self.size(word, value))
        else:
            allowed = ("actor", "recipient", "when", "aux", "said", "where", "context", *records.SIZE_KINDS)
            self.fault(f"there is no line {word!r} in an event{_near(word, allowed)}")

    def references(self, value: str, anchor: Span | None) -> Iterator[Party]:
        for word in value.split(","):
            match = _REFERENCE.match(word.strip())
            if not match:
                self.fault(f"a party reads key, key? or key(SECTOR), not {word.strip()!r}")
                continue
            key, mark, sectors, late = match.groups()
            entity = self.entities.get(key)
            if entity is None:
                self.fault(f"there is no party {key!r}{_near(key, tuple(self.entities))}")
                continue
            own = entity.sectors
            if sectors:
                own = tuple(self.check(sector, ontology.SECTORS, "sector") for sector in sectors.split("+"))
            yield party_of(entity, anchor, sectors=own, open_=bool(mark or late))

    def when(self, value: str) -> When | None:
        words, quote = _split_quote(value)
        spans = self.quotes(quote)
        start, dots, end = words.partition("..")
        try:
            bounds = (_bound(start, 0), _bound(end if dots else start, 1))
        except ValueError:
            bounds = (None, None)
        if bounds == (None, None):
            self.fault(
                f"{words!r} is no date or interval: 1980, 2016-03, 2022-03-11 or START..END, one end may be open"
            )
            return None
        if bounds[0] and bounds[1] and bounds[0] > bounds[1]:
            self.fault(f"{words!r} ends before it begins")
        return When(*bounds, span=spans[0] if spans else None)

    def said(self, value: str, anchor: Span | None) -> Iterator[Attribution]:
        words, quote = _split_quote(value)
        key, _, stance = words.partition(" ")
        tail = _QUOTE.sub("", quote).strip()
        via: tuple[Party, ...] = ()
        stance, _, early = stance.strip().partition(" via ")
        keys = early or (tail.removeprefix("via ") if tail.startswith("via ") else "")
        spans = self.quotes(quote.replace(tail, "") if tail else quote)
        if keys:
            via = tuple(self.references(keys, anchor))
        elif tail:
            self.fault(f"after the cue only 'via KEY, KEY' may stand, not {tail!r}")
        self.check(stance.strip(), records.STANCES, "stance")
        cue = spans[0] if spans else None
        if key in {"author", UNNAMED}:
            yield Attribution(None if key == "author" else UNNAMED, stance.strip(), cue, via)
        else:
            for party in self.references(key, cue or anchor):
                yield Attribution(party, stance.strip(), cue, via)

    def where_(self, value: str) -> Iterator[Place]:
        match = re.search(r"\bgeonames:(\d+)\s*\Z", value)
        geonameid = int(match.group(1)) if match else None
        for index, span in enumerate(self.quotes(value[: match.start()] if match else value)):
            yield Place(span, geonameid=geonameid if index == 0 else None)

    def size(self, kind: str, value: str) -> Iterator[Size]:
        words, quote = _split_quote(value)
        match = re.fullmatch(r"(\d*)\.\.(\d*)", words)
        spans = self.quotes(quote)
        if not match or not spans:
            self.fault(f'a number reads LOW..HIGH "quote", either end may be open; seen {value!r}')
            return
        low, high = (int(part) if part else None for part in match.groups())
        if low is not None and high is not None and low > high:
            self.fault(f"{words!r} ends below its beginning")
        yield Size(kind, low, high, spans[0])


@dataclass(slots=True)
class _Draft:
    """What the lines of one event have said so far."""

    triggers: tuple[Span, ...]
    aux: str = "actual"
    when: When | None = None
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)

    @property
    def anchor(self) -> Span | None:
        return self.triggers[0] if self.triggers else None


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Return every place where a quote stands, beginning and ending where words do."""
    if not quote.strip():
        return []
    before = r"(?<!\w)" if re.match(r"\w", quote) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", quote) else ""
    return [match.span() for match in re.finditer(before + re.escape(quote) + after, text)]


def _groups(lines: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Gather each event's line and the indented lines under it."""
    groups: list[list[tuple[int, str]]] = []
    for number, line in lines:
        if groups and line[0] in " \t":
            groups[-1].append((number, line))
        else:
            groups.append([(number, line.strip())])
    return groups


def _split_quote(value: str) -> tuple[str, str]:
    """Divide a line's value into the words before its first quote and the rest."""
    at = value.find('"')
    return (value.strip(), "") if at < 0 else (value[:at].strip(), value[at:])


def _bound(words: str, side: int) -> date | None:
    """Return the first (side 0) or last (side 1) day of an ISO date of any resolution; None where open, ValueError where none."""
    if not words.strip():
        return None
    match = _ISO.match(words.strip())
    if not match:
        raise ValueError(words)
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if not month:
        return date(year, 12, 31) if side else date(year, 1, 1)
    if not day:
        day = calendar.monthrange(year, month)[1] if side else 1
    return date(year, month, day)


def _near(word: str, allowed: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, allowed, n=1, cutoff=0.5)
    return f"; nearest: {close[0]!r}" if close else ""


def _nearest_words(quote: str, text: str) -> str:
    """Name the words of the text that come nearest to a quote that is not there."""
    found = re.search(re.escape(quote), text, re.IGNORECASE)
    if found:
        inside = text[max(0, found.start() - 1) : found.end() + 1].strip()
        return f'; nearest: "{inside}"'
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    size = len(quote.split())
    runs = {
        text[words[at][0] : words[at + length - 1][1]].strip(".,;:!?\"'()")
        for length in {max(1, size - 1), size, size + 1}
        for at in range(len(words) - length + 1)
    }
    close = difflib.get_close_matches(quote, sorted(runs), n=1, cutoff=0.5)
    return f'; nearest: "{close[0]}"' if close else ""


def _twins(cases: list[Case]) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for number, case in enumerate(cases, 1):
        if case.name in seen:
            yield case.name, number
        seen.add(case.name)


# --------------------------------------------------------------------------------------------------------- printing


def _print(case: Case) -> str:
    article, coding = case.coding.article, case.coding
    printer = _Printer(coding)
    lines = [f"=== {case.name}"]
    if article.published:
        lines.append(f"published: {article.published.isoformat()}")
    own = (("dated-by", article.dated_by), ("outlet", article.outlet), ("title", article.title))
    lines += [f"{key}: {value}" for key, value in own if value]
    if article.language != "en":
        lines.append(f"language: {article.language}")
    lines += [f"{key}: {value}" for key, value in case.header]
    body = article.text[len(join(article.title, "")) :].strip("\n")
    for paragraph in body.split("\n\n"):
        lines += ["", *_wrap(paragraph)]
    lines += ["", "--- parties", *printer.parties(), "--- events"]
    for event in coding.events:
        lines += printer.event(event)
    return "\n".join(lines) + "\n"


def _wrap(paragraph: str) -> list[str]:
    """Break a paragraph at single spaces; a line that would read as notation gets a backslash."""
    lines = textwrap.wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"\\{line}" if line.startswith(("%", "===", "---", "\\")) else line for line in lines]


class _Printer:
    """Prints the parties and events of one coding; knows each entity's key."""

    def __init__(self, coding: Coding) -> None:
        self.coding = coding
        self.text = coding.article.text
        self.keys = _keys(coding.entities)
        self.sectors = {entity.id: entity.sectors for entity in coding.entities}

    def parties(self) -> list[str]:
        lines = []
        width = max((len(key) for key in self.keys.values()), default=0)
        for entity in self.coding.entities:
            sectors = "+".join(entity.sectors) or "UNK"
            start = [self.keys[entity.id].ljust(width), entity.code or "UNK", sectors, entity.kind]
            if entity.identifier:
                start.append(entity.identifier)
            lines.append(" ".join([*start, *(map(self.quote, entity.mentions) if entity.mentions else ["-"])]))
        return lines

    def event(self, event: Event) -> list[str]:
        lines = [" ".join([".".join([event.type, *event.modes]), *map(self.quote, event.triggers)])]
        for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
            if parties:
                lines.append(f"  {role} " + ", ".join(map(self.reference, parties)))
        lines += [
            f"  where {self.quote(p.span)}" + (f" geonames:{p.geonameid}" if p.geonameid else "") for p in event.places
        ]
        if event.when:
            quote = f" {self.quote(event.when.span)}" if event.when.span else ""
            lines.append(f"  when {_interval(event.when)}{quote}")
        if event.aux != "actual":
            lines.append(f"  aux {event.aux}")
        lines += [f"  said {self.said(said)}" for said in event.attributions]
        for size in event.sizes:
            low, high = ("" if end is None else str(end) for end in (size.low, size.high))
            lines.append(f"  {size.kind} {low}..{high} {self.quote(size.span)}")
        if event.contexts:
            lines.append("  context " + ", ".join(event.contexts))
        return lines

    def reference(self, party: Party) -> str:
        mark = "?" if party.open else ""
        override = ""
        if party.sectors and party.sectors != self.sectors.get(party.entity):
            override = f"({'+'.join(party.sectors)})"
        return f"{self.keys[party.entity]}{override}{mark}"

    def said(self, said: Attribution) -> str:
        source = self.keys[said.source.entity] if isinstance(said.source, Party) else said.source or "author"
        cue = f" {self.quote(said.cue)}" if said.cue else ""
        via = f" via {', '.join(self.keys[party.entity] for party in said.via)}" if said.via else ""
        return f"{source} {said.stance}{cue}{via}"

    def quote(self, span: Span) -> str:
        places = [start for start, _ in occurrences(self.text, span.text)]
        number = places.index(span.start) + 1 if span.start in places else 1
        escaped = span.text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"' + (f"#{number}" if number > 1 else "")


def _keys(entities: tuple[Entity, ...]) -> dict[str, str]:
    """Give each entity its own id as key, or, where the coder numbered it, a word of its name."""
    taken: set[str] = {entity.id for entity in entities if not re.fullmatch(r"n_\d+", entity.id)}
    keys: dict[str, str] = {}
    for entity in entities:
        key = entity.id
        if key not in taken:
            words = re.findall(r"[^\W\d_]{2,}", entity.name.lower()) or ["party"]
            stem = key = words[-1]
            number = 2
            while key in taken or key in {"author", UNNAMED}:
                key, number = f"{stem}{number}", number + 1
        taken.add(key)
        keys[entity.id] = key
    return keys


def _interval(when: When) -> str:
    """Print an interval in the shortest form that reads back as the same days."""
    start, end = when.start, when.end
    if start and end and when.resolution == "day":
        return start.isoformat()
    if start and end and when.resolution == "month":
        return start.isoformat()[:7]
    if start and end and when.resolution == "year":
        return start.isoformat()[:4]
    return f"{start.isoformat() if start else ''}..{end.isoformat() if end else ''}"
