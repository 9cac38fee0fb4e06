"""Records <-> JSON in PLOVER's interchange form: one event, one object, one line. The field names are a contract.

`event_from_json(event_to_json(event, coding))` gives the event back. An event without a stated or inferred date is bounded
by the publication date (`date_basis` "published"); on the way back that bound is dropped again.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.knowledge import ontology
from dragoman.records import UNNAMED, Attribution, Event, Party, Place, Size, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.records import Article, Coding

Json = dict[str, Any]


def lines(coding: Coding) -> Iterator[str]:
    """Print each event of an article as one line of JSON."""
    for event in coding.events:
        yield json.dumps(event_to_json(event, coding), ensure_ascii=False)


def event_to_json(event: Event, coding: Coding) -> Json:
    """Return one event as the object that `docs/record.md` describes."""
    article = coding.article
    first, *others = event.places or (None,)
    return {
        "id": event.id,
        "article": article.id,
        "event": event.type,
        "mode": list(event.modes),
        "aux": event.aux,
        "quad_code": ontology.quad(event.type),
        "event_scale": ontology.scale(event.type, event.modes),
        **_when_to_json(event, article),
        "actor": [_party_to_json(party) for party in event.actors],
        "recipient": [_party_to_json(party) for party in event.recipients],
        "event_loc": _place_to_json(first) if first else None,
        "other_locs": [_place_to_json(place) for place in others if place],
        "event_text": [_span_to_json(span) for span in event.triggers],
        "context": list(event.contexts),
        "size": [{"kind": s.kind, "low": s.low, "high": s.high, **_span_to_json(s.span)} for s in event.sizes],
        "attribution": [_said_to_json(said) for said in event.attributions],
        "standing": event.standing,
        "score": event.score,
        "sentence": _span_to_json(event.sentence) if event.sentence else None,
        "cite_info": {
            "outlet": article.outlet,
            "url": article.url,
            "title": article.title,
            "publication": article.published.isoformat() if article.published else None,
        },
        "coder": coding.coder,
    }


def event_from_json(record: Json) -> Event:
    """Read one event back. Raises KeyError where a field of the contract is missing."""
    places = [record["event_loc"], *record["other_locs"]] if record["event_loc"] else []
    return Event(
        id=record["id"],
        type=record["event"],
        triggers=tuple(map(_span, record["event_text"])),
        modes=tuple(record["mode"]),
        aux=record["aux"],
        actors=tuple(map(_party, record["actor"])),
        recipients=tuple(map(_party, record["recipient"])),
        when=_when(record),
        places=tuple(map(_place, places)),
        sizes=tuple(Size(size["kind"], size["low"], size["high"], _span(size)) for size in record["size"]),
        contexts=tuple(record["context"]),
        attributions=tuple(map(_said, record["attribution"])),
        standing=record["standing"],
        sentence=_span(record["sentence"]) if record["sentence"] else None,
        score=record["score"],
    )


def _when_to_json(event: Event, article: Article) -> Json:
    when = event.when
    if when:
        return {
            "date": when.start.isoformat() if when.start else None,
            "enddate": when.end.isoformat() if when.end else None,
            "date_resolution": when.resolution,
            "date_basis": when.basis,
            "date_text": _span_to_json(when.span) if when.span else None,
        }
    bound = article.published.isoformat() if article.published and event.aux != "future" else None
    basis = "published" if bound else None
    return {"date": None, "enddate": bound, "date_resolution": "unknown", "date_basis": basis, "date_text": None}


def _when(record: Json) -> When | None:
    if record["date_basis"] not in {"stated", "inferred"}:
        return None
    start, end = (date.fromisoformat(record[key]) if record[key] else None for key in ("date", "enddate"))
    return When(start, end, _span(record["date_text"]) if record["date_text"] else None)


def _span_to_json(span: Span) -> Json:
    return {"text": span.text, "start": span.start, "end": span.end}


def _span(record: Json) -> Span:
    return Span(record["start"], record["end"], record["text"])


def _party_to_json(party: Party) -> Json:
    return {
        "entity": party.entity,
        "entity_text": party.span.text if party.span else None,
        "start": party.span.start if party.span else None,
        "end": party.span.end if party.span else None,
        "name": party.name,
        "code": party.code,
        "sector": list(party.sectors),
        "identifier_id": party.identifier_id,
        "identifier_text": party.identifier_text,
        "office": party.office,
        "open": party.open,
        "score": party.score,
    }


def _party(record: Json) -> Party:
    text = record["entity_text"]
    return Party(
        entity=record["entity"],
        name=record["name"],
        span=None if text is None else Span(record["start"], record["end"], text),
        code=record["code"],
        sectors=tuple(record["sector"]),
        identifier_id=record["identifier_id"],
        identifier_text=record["identifier_text"],
        office=record["office"],
        open=record["open"],
        score=record["score"],
    )


def _place_to_json(place: Place) -> Json:
    return {
        "extracted_place": place.span.text,
        "start": place.span.start,
        "end": place.span.end,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "province": place.province,
        "resolution": place.resolution,
        "score": place.score,
    }


def _place(record: Json) -> Place:
    return Place(
        span=Span(record["start"], record["end"], record["extracted_place"]),
        geonameid=record["geonameid"],
        name=record["resolved_place"],
        lat=record["lat"],
        lon=record["lon"],
        country=record["country"],
        province=record["province"],
        resolution=record["resolution"],
        score=record["score"],
    )


def _said_to_json(said: Attribution) -> Json:
    source = _party_to_json(said.source) if isinstance(said.source, Party) else said.source
    return {
        "source": source,
        "stance": said.stance,
        "via": [_party_to_json(party) for party in said.via],
        "cue": _span_to_json(said.cue) if said.cue else None,
    }


def _said(record: Json) -> Attribution:
    source = record["source"]
    return Attribution(
        source=_party(source) if isinstance(source, dict) else UNNAMED if source else None,
        stance=record["stance"],
        cue=_span(record["cue"]) if record["cue"] else None,
        via=tuple(map(_party, record["via"])),
    )
