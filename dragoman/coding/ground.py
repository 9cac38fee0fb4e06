"""Words -> what they stand for: an entity's country and sector, a date, a place's country, a number.

Where knowledge is thin the answer is None, never a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.knowledge import countries, dates, ontology
from dragoman.knowledge.numbers import read_number
from dragoman.records import Entity, Place, Size, Span, When, cite

if TYPE_CHECKING:
    from datetime import date

    from dragoman.coding.labels import Labels
    from dragoman.coding.link import Mentions
    from dragoman.records import Article, Event


def entity(number: int, mentions: Mentions, article: Article, labels: Labels, least: float) -> Entity:
    """Name an entity by its fullest mention; its country is read from its mentions, its sector from the model."""
    spans = tuple(cite(article, start, end) for start, end in mentions.spans)
    code = next((found for found in (countries.code_of(span.text) for span in spans) if found), None)
    sectors = tuple(name for name, share in zip(labels.sectors, mentions.sectors, strict=True) if share >= least)
    return Entity(f"n_{number}", spans[0].text, mentions.kind, spans, code, sectors[:2])


def judiciary(event: Event) -> Entity | None:
    """Return the court that a verdict without one implies (guide, section 3): the state's judiciary, where the country is clear."""
    if event.type != "SANCTION" or "convict" not in event.modes or event.actors:
        return None
    codes = {place.country for place in event.places} | {party.code for party in event.recipients}
    codes -= {None, *ontology.INTERNATIONAL}
    if len(codes) != 1:
        return None
    code = codes.pop()
    return Entity(f"judiciary-{code}", "judiciary", "organisation", (), code, ("JUD",))


def when(article: Article, span: Span, aux: str, anchor: date | None = None) -> When | None:
    """Read the interval that words of time mean; None where they cannot be read."""
    before = article.text[max(0, span.start - 24) : span.start]
    tense = "future" if aux == "future" else "past"
    found = dates.read_when(span.text, article.published, tense=tense, before=before, anchor=anchor)
    return When(found[0], found[1], span) if found and found != (None, None) else None


def place(span: Span) -> Place:
    """Look a place up: countries and their capitals are known; of the rest only the words."""
    known = [found for found in countries.Countries.load().find(span.text) if found.kind in {"name", "capital"}]
    if len(known) != 1 or known[0].end - known[0].start < len(span.text.strip()) - len("the "):
        return Place(span)
    found = known[0]
    name = span.text[found.start : found.end]
    return Place(span, name=name, country=found.code, resolution="country" if found.kind == "name" else "city")


def size(kind: str, span: Span) -> Size | None:
    """Read a number as the guide's section 8 has it; None where the words hold no number."""
    bounds = read_number(span.text)
    return Size(kind, *bounds, span) if bounds else None
