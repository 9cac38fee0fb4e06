"""Records to JSON and back."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman import interchange
from dragoman.records import (
    UNNAMED,
    Article,
    Attribution,
    Coding,
    Event,
    Party,
    Place,
    Size,
    Span,
    When,
)

spans = st.builds(Span, st.integers(0, 99), st.integers(100, 200), st.text(min_size=1, max_size=9))
words = st.text(max_size=9)
maybe = lambda strategy: st.none() | strategy  # noqa: E731
days = st.dates(date(1900, 1, 1), date(2099, 1, 1))
parties = st.builds(
    Party, words, words, maybe(spans), maybe(st.sampled_from(["USA", "UNO"])), st.tuples(st.sampled_from(["GOV", "MIL"])),
    maybe(words), maybe(words), maybe(words), st.booleans(), st.floats(0, 1),
)  # fmt: skip
whens = st.builds(When, maybe(days), days, maybe(spans))
places = st.builds(
    Place, spans, maybe(st.integers(1, 9)), maybe(words), maybe(st.floats(-90, 90)), maybe(st.floats(-180, 180))
)
attributions = st.builds(
    Attribution,
    st.none() | st.just(UNNAMED) | parties,
    st.sampled_from(["states", "denies"]),
    maybe(spans),
    st.tuples(parties),
)
events = st.builds(
    Event,
    id=words,
    type=st.sampled_from(["ASSAULT", "COERCE"]),
    triggers=st.tuples(spans),
    modes=st.just(()) | st.just(("drone",)),
    aux=st.sampled_from(["actual", "future"]),
    actors=st.lists(parties, max_size=2).map(tuple),
    recipients=st.lists(parties, max_size=2).map(tuple),
    when=maybe(whens),
    places=st.lists(places, max_size=2).map(tuple),
    sizes=st.lists(
        st.builds(Size, st.just("dead"), maybe(st.integers(0, 9)), maybe(st.integers(0, 9)), spans), max_size=2
    ).map(tuple),
    contexts=st.just(("cyber",)),
    attributions=st.lists(attributions, max_size=2).map(tuple),
    standing=st.just("claimed"),
    sentence=maybe(spans),
    score=st.floats(0, 1),
)
CODING = Coding(Article("a_1", "words", "Title", published=date(2022, 3, 14), outlet="Courier"), coder="dragoman test")


@given(events)
def test_an_event_survives_json(event):
    line = json.dumps(interchange.event_to_json(event, CODING))
    assert interchange.event_from_json(json.loads(line)) == event


def test_the_record_has_the_fields_of_the_contract():
    event = Event("e_1", "COERCE", (Span(0, 5, "words"),), modes=("cyber",))
    assert list(interchange.event_to_json(event, CODING)) == [
        "id", "article", "event", "mode", "aux", "quad_code", "event_scale", "date", "enddate", "date_resolution", "date_basis",
        "date_text", "actor", "recipient", "event_loc", "other_locs", "event_text", "context", "size", "attribution", "standing",
        "score", "sentence", "cite_info", "coder",
    ]  # fmt: skip


def test_an_event_without_a_date_is_bounded_by_the_publication_day():
    event = Event("e_1", "COERCE", (Span(0, 5, "words"),))
    record = interchange.event_to_json(event, CODING)
    assert (record["date"], record["enddate"], record["date_resolution"], record["date_basis"]) == (
        None, "2022-03-14", "unknown", "published",
    )  # fmt: skip


def test_nothing_bounds_a_future_event():
    event = Event("e_1", "THREATEN", (Span(0, 5, "words"),), aux="future")
    assert interchange.event_to_json(event, CODING)["enddate"] is None


def test_quad_and_score_follow_the_ontology():
    event = Event("e_1", "SANCTION", (Span(0, 5, "words"),), modes=("expel",))
    record = interchange.event_to_json(event, replace(CODING))
    assert (record["quad_code"], record["event_scale"]) == (4, -5.5)
