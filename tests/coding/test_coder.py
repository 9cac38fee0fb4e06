"""From the model's answers to records, with an encoder that answers from a case."""

import pytest
from scripted import ScriptedEncoder, article, case, reading_of

from bench.cases import Match, score
from dragoman import notation
from dragoman.coding.coder import Coder
from dragoman.records import Party

MUSCAT = """\
=== muscat-talks
published: 2022-03-14
title: Yemen's rivals meet in Oman as hackers hit a port
origin: written for dragoman

MUSCAT - Oman's foreign minister said Sunday that envoys of the two Yemeni sides had met in Salalah, the first such
talks since the 2016 round collapsed.

A channel calling itself the Harbour Lions said it had defaced the site of Aden's port authority on Friday. The
authority did not reply to questions, though a reporter who opened the page saw the group's banner. The Houthis denied
any part in it. In 2016 the group's gunmen seized the port for a week, and at least 40 dockers were hurt.

--- parties
minister OMN GOV person "Oman's foreign minister"
sides    YEM GOV+REB group "envoys of the two Yemeni sides"
lions    UNK UNK group "A channel calling itself the Harbour Lions" "it" "the group"
port     YEM GOV organisation "Aden's port authority" "The authority"
reporter UNK JRN person "a reporter who opened the page"
houthis  YEM REB organisation "The Houthis"
--- events
CONSULT "had met" "talks"
  actor sides
  where "Salalah"
  said minister states "said"
SANCTION.discontinue "collapsed"
  actor sides
  when 2016 "2016"
  aux historical
COERCE.cyber "defaced"
  actor lions
  recipient port
  when 2022-03-11 "Friday"
  said lions claims "said"#2
  said port declines "did not reply"
  said reporter verifies "saw"
  context cyber
COERCE.cyber "any part in it"
  actor houthis
  recipient port
  aux negated
  said houthis denies "denied"
  context cyber
COERCE.seize "seized"
  actor lions?
  recipient port
  when 2016 "2016"#2
  aux historical
  injured 40.. "at least 40"
"""


@pytest.fixture(scope="module")
def muscat():
    gold = case(MUSCAT)
    return gold, reading_of(gold)


def test_right_answers_become_the_annotated_events(muscat):
    gold, found = muscat
    result = score([(gold.coding, found)])
    for name in (
        "trigger",
        "trigger and type",
        "mode",
        "actor",
        "recipient",
        "strict",
        "attribution",
        "standing",
        "when exact",
        "place",
        "size",
    ):
        assert result[name]["f1"] == 1.0, name


def test_every_quote_is_the_text_it_points_to(muscat):
    _, found = muscat
    spans = [span for event in found.events for span in (*event.triggers, event.sentence)]
    spans += [mention for entity in found.entities for mention in entity.mentions]
    assert all(found.article.text[span.start : span.end] == span.text for span in spans)


def test_a_country_is_read_from_a_partys_own_words(muscat):
    _, found = muscat
    assert {entity.name: entity.code for entity in found.entities}["Oman's foreign minister"] == "OMN"


def test_an_open_party_stays_open(muscat):
    _, found = muscat
    assert [party.open for event in found.events for party in event.actors][-1]


def test_windows_of_any_size_give_the_same_events(muscat):
    gold, whole = muscat
    small = reading_of(gold, limit=64)
    match = Match(gold.coding, small)
    assert len(match.pairs) == len(whole.events) == len(gold.coding.events)


def test_alone_and_in_a_batch_an_article_gives_the_same_coding(muscat):
    gold, _ = muscat
    other = case(MUSCAT.replace("=== muscat-talks", "=== other").replace("Salalah", "Sohar"))
    coder = Coder(ScriptedEncoder(gold, other))
    together = list(coder.code_many([gold.coding.article, other.coding.article, gold.coding.article]))
    alone = [coder.code(item.coding.article) for item in (gold, other)]
    assert together == [alone[0], alone[1], alone[0]]


def test_a_coding_prints_as_a_case_that_reads_back(muscat):
    _, found = muscat
    printed = notation.dump([notation.Case("a", found)])
    (back,) = notation.parse(printed)
    assert [event.type for event in back.coding.events] == [event.type for event in found.events]
    assert notation.dump([back]) == printed


def consult(event):
    return case(
        "=== a\npublished: 2020-01-31\ntitle: Talks\n\nBob of Peru met Amy of Chile in Lima on Monday.\n\n--- parties\n"
        'bob PER GOV person "Bob of Peru"\namy CHL GOV person "Amy of Chile"\n--- events\n' + event
    )


def test_who_meets_is_an_actor_even_if_the_model_says_recipient():
    found = reading_of(consult('CONSULT "met"\n  actor bob\n  recipient amy\n'))
    assert [party.code for party in found.events[0].actors] == ["PER", "CHL"]
    assert found.events[0].recipients == ()


def test_a_visit_keeps_its_host():
    found = reading_of(consult('CONSULT.visit "met"\n  actor bob\n  recipient amy\n'))
    assert [party.code for party in found.events[0].recipients] == ["CHL"]


def test_a_speech_act_is_not_attributed_to_its_own_speaker():
    found = reading_of(consult('SUPPORT "met"\n  actor bob\n  recipient amy\n  said bob states\n'))
    assert found.events[0].attributions == ()


def test_cyber_brings_its_context():
    found = reading_of(consult('COERCE.cyber "met"\n  actor bob\n  recipient amy\n'))
    assert found.events[0].contexts == ("cyber",)


def test_a_trigger_without_any_party_is_no_event_and_is_explained():
    gold = consult('CONSULT "met"\n')
    explanation = Coder(ScriptedEncoder(gold)).explain(gold.coding.article)
    assert explanation.coding.events == ()
    assert [item.verdict for item in explanation.triggers] == ["no party found that did it or suffered it"]


def test_words_of_time_that_cannot_be_read_become_a_listed_problem():
    gold = consult('CONSULT "met"\n  actor bob, amy\n  when 2020 "in Lima"\n')
    found = reading_of(gold)
    assert found.events[0].when is None
    assert [problem.rule for problem in found.problems] == ["when"]


def test_the_same_article_has_the_same_ids_each_time(muscat):
    gold, found = muscat
    assert [event.id for event in reading_of(gold).events] == [event.id for event in found.events]
    assert len({event.id for event in found.events}) == len(found.events)


def test_parties_carry_their_scores(muscat):
    _, found = muscat
    assert all(
        0.9 < party.score <= 1
        for event in found.events
        for party in (*event.actors, *event.recipients)
        if isinstance(party, Party)
    )


def test_an_article_without_a_word_has_no_events(muscat):
    gold, _ = muscat
    assert Coder(ScriptedEncoder(gold)).code(article("")).events == ()


def test_a_verdict_without_a_court_is_the_states_judiciarys():
    gold = case(
        "=== verdict\npublished: 2022-03-14\ntitle: A verdict\norigin: written for dragoman\n\n"
        "Two Kenyan editors were convicted on Friday. A poet was convicted as well.\n\n--- parties\n"
        'editors KEN JRN group "Two Kenyan editors"\npoet UNK CVL person "A poet"\n--- events\n'
        'SANCTION.convict "convicted"\n  recipient editors\nSANCTION.convict "convicted"#2\n  recipient poet\n'
    )
    first, second = reading_of(gold).events
    assert [(party.name, party.code, party.sectors, party.span) for party in first.actors] == [
        ("judiciary", "KEN", ("JUD",), None)
    ]
    assert second.actors == ()
