"""Codings as people read them in a terminal: the table of events, and the explanation sentence by sentence.

Returns what rich can print; prints nothing. Article text arrives without control characters (`text.normalise`), and is
never read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.knowledge import cameo
from dragoman.knowledge import ontology as plover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rich.console import RenderableType

    from dragoman.coding.coder import Explanation
    from dragoman.knowledge.ontology import Entry
    from dragoman.records import Article, Coding, Event, Party

WIDTHS = (11, 21, 16, 21, 10, 10, 4)  # of the columns; with the gaps between them 99
HEADS = ("WHEN", "WHO", "DID WHAT", "TO WHOM", "WHERE", "STANDING", "SURE")
INDENT = WIDTHS[0] + 1
_COLOURS = {1: "green", 2: "bright_green", 3: "yellow", 4: "red"}
_STANDING = {"verified": "green", "disputed": "red", "denied": "red", "claimed": "yellow"}


def table(coding: Coding, quads: dict[str, int]) -> RenderableType:
    """Lay the events of one article out by date, each with its quote under it. `quads` gives each type's quad class."""
    head = Text.assemble((coding.article.title or "(no title)", "bold"), style="default")
    about = ", ".join(filter(None, (coding.article.outlet, _published(coding.article))))
    parts: list[RenderableType] = [head, Text(about, style="dim")] if about else [head]
    if not coding.events:
        return Group(
            *parts, Text("no political event found; `dragoman explain` shows what was considered", style="dim")
        )
    parts.append(_row([Text(name, style="bold underline") for name in HEADS]))
    for event in sorted(coding.events, key=lambda event: _order(event, coding.article.published)):
        parts.append(_row(_cells(event, coding.article, quads)))
        parts.append(Padding(_quote(event), (0, 0, 0, INDENT)))
    return Group(*parts)


def _row(cells: list[Text]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    for width in WIDTHS:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*cells)
    return grid


def _cells(event: Event, article: Article, quads: dict[str, int]) -> list[Text]:
    act = Text(event.type, style=_COLOURS.get(quads.get(event.type, 0), ""))
    act.append("".join(f" {mode}" for mode in event.modes), style="default")
    if event.aux != "actual":
        act.append(f" ({event.aux})", style="italic default")
    places = ", ".join(place.span.text for place in event.places)
    return [
        Text(when_text(event, article.published)),
        _parties(event.actors),
        act,
        _parties(event.recipients),
        Text(places or "-"),
        Text(event.standing, style=_STANDING.get(event.standing, "")),
        Text(f"{event.score:.2f}".removeprefix("0") if event.score < 1 else "1.0"),
    ]


def _parties(parties: tuple[Party, ...]) -> Text:
    text = Text()
    for number, party in enumerate(parties):
        text.append("; " if number else "")
        text.append(party.name + ("?" if party.open else ""))
        text.append(f" {code_text(party)}", style="cyan")
    return text if parties else Text("-")


def code_text(party: Party) -> str:
    """Print who a party is: country and sectors, a dot for what is not known."""
    return f"[{party.code or '·'} {'+'.join(party.sectors) or '·'}]"


def when_text(event: Event, published: date | None) -> str:
    """Print when an event happened as short as its resolution allows."""
    when = event.when
    if when is None:
        return f"by {published}" if published and event.aux == "actual" else "-"
    if when.start is None:
        return f"by {when.end}"
    if when.end is None:
        return f"from {when.start}"
    size = {"day": 10, "month": 7, "year": 4}.get(when.resolution)
    return when.start.isoformat()[:size] if size else f"{when.start} to {when.end}"


def _order(event: Event, published: date | None) -> tuple[str, str, int]:
    when = event.when
    start, end = (when.start, when.end) if when else (None, published)
    return str(end or start or ""), str(start or end or ""), event.triggers[0].start


def _quote(event: Event) -> Text:
    """Quote the sentence with the event's triggers marked."""
    sentence = event.sentence
    if sentence is None:
        return Text(f"»{event.triggers[0].text}«", style="dim")
    text = Text(style="dim")
    at = sentence.start
    for span in sorted(event.triggers, key=lambda span: span.start):
        if at <= span.start and span.end <= sentence.end:
            text.append(sentence.text[at - sentence.start : span.start - sentence.start])
            text.append(f"»{span.text}«", style="bold not dim")
            at = span.end
    text.append(sentence.text[at - sentence.start :])
    return text


def explanation(found: Explanation, quads: dict[str, int]) -> Iterator[RenderableType]:
    """Go through an article sentence by sentence: triggers with score and verdict, parties with score."""
    article = found.article
    yield Text(article.title or "(no title)", style="bold")
    for sentence in found.sentences:
        yield Text("")
        yield Text(article.text[sentence.start : sentence.end])
        triggers = [t for t in found.triggers if sentence.start <= t.start < sentence.end]
        for trigger in triggers:
            line = Text("  + " if trigger.verdict == "event" else "  - ")
            line.append(f"»{article.text[trigger.start : trigger.end]}« ")
            line.append(trigger.type, style=_COLOURS.get(quads.get(trigger.type, 0), ""))
            line.append(f" {trigger.score:.2f}: {trigger.verdict}")
            yield line
        if not triggers:
            yield Text("  no word here tells a political event", style="dim")
        parties = [party for party in found.parties if sentence.start <= party[0] < sentence.end]
        if parties:
            listed = ", ".join(f"{article.text[start:end]} ({kind} {score:.2f})" for start, end, kind, score in parties)
            yield Text(f"    parties: {listed}", style="dim")


def ontology(found: tuple[Entry, ...]) -> RenderableType:
    """Print entries of PLOVER: one a line, or one in full with its modes where few were asked for."""
    parts: list[RenderableType] = []
    for entry in found:
        head = Text(
            f"{entry.name:10s}" if entry.kind == "type" else f"{entry.parent} {entry.name}".strip(), style="bold"
        )
        if entry.quad:
            head.append(f"  {plover.QUADS[entry.quad]} (quad {entry.quad}), score {entry.score:+.1f}", style="default")
        else:
            head.append(f"  {entry.kind}", style="default")
        parts += [head, Padding(Text(entry.definition), (0, 0, 0, 2))]
        event_type = plover.BY_NAME.get(entry.name) if len(found) == 1 else None
        if event_type:
            if event_type.needs_recipient:
                parts.append(Text("  needs a recipient"))
            parts.append(Text(f"  CAMEO {cameo.to_cameo(entry.name)} where neither mode nor context says more"))
            if event_type.modes:
                parts.append(Text("    mode            score  CAMEO", style="dim"))
            for mode, (score, definition) in event_type.modes.items():
                code = cameo.to_cameo(entry.name, [mode])
                parts.append(Text.assemble(("    " + mode.ljust(16), "cyan"), f"{score:+5.1f}  {code:<7}{definition}"))
    if len(found) > 1 and all(entry.kind == "type" for entry in found):
        more = (
            "`dragoman ontology ASSAULT` prints one type with its modes; also a mode, a context, a sector, `contexts`, "
            "`sectors`, or a CAMEO code such as 181."
        )
        parts.append(Text(more, style="dim"))
    return Group(*parts)


def cameo_code(code: cameo.Code) -> RenderableType:
    """Print one CAMEO code and what it is in PLOVER."""
    if code.type is None:
        return Text.assemble((f"CAMEO {code.code}", "bold"), f"  {code.meaning}: PLOVER has no counterpart")
    act = " or ".join(f"{code.type} {mode}" for mode in code.modes) or code.type
    about = f", context {', '.join(code.contexts)}" if code.contexts else ""
    back = cameo.to_cameo(code.type, code.modes, code.contexts)
    way = "and back" if back == code.code else f"(on the way back {back})"
    return Text.assemble((f"CAMEO {code.code}", "bold"), f"  {code.meaning}: {act}{about} {way}")


def _published(article: Article) -> str | None:
    return article.published.isoformat() if article.published else None
