"""`.case` files: what is read, what is printed, and how faults are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import notation
from dragoman.errors import NotationError
from dragoman.records import When

GUIDE = """\
=== muscat-talks
published: 2022-03-14
outlet: Gulf Courier
title: Yemen's rivals meet in Oman as hackers hit a port
origin: written for dragoman

MUSCAT - Oman's foreign minister said Sunday that envoys of the two Yemeni sides had met in Salalah, the first such
talks since the 2016 round collapsed.

A channel calling itself the Harbour Lions said it had defaced the site of Aden's port authority on Friday. The
authority did not reply to questions, though a reporter who opened the page saw the group's banner. The Houthis denied
any part in it. In 2016 the group's gunmen seized the port for a week.

--- parties
minister OMN GOV person "Oman's foreign minister"
sides    YEM GOV+REB group "envoys of the two Yemeni sides"
lions    UNK UNK group "A channel calling itself the Harbour Lions" "it" "the group"
port     YEM GOV organisation "Aden's port authority" "The authority"
reporter UNK JRN person "a reporter who opened the page"
houthis  YEM REB organisation Q4902708 "The Houthis"
--- events
CONSULT "had met" "talks"
  actor sides
  where "Salalah"
  when ..2022-03-13
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
COERCE.seize "seized"
  actor lions?
  recipient port(ELI)
  when 2016 "2016"#2
  aux historical
  participants 20.. "gunmen"
"""


def parse(text):
    return notation.parse(text, "a.case")


def with_lines(
    events="", parties='bob USA GOV person "Bob" "he"\namy GBR GOV person "Amy"', body="Bob met Amy. Then he left."
):
    return f"=== a\npublished: 2020-01-31\ntitle: Bob\n\n{body}\n\n--- parties\n{parties}\n--- events\n{events}\n"


def faults(text):
    with pytest.raises(NotationError) as caught:
        parse(text)
    return [(fault.where, fault.message) for fault in caught.value.faults]


def test_the_guides_example_prints_as_it_was_written():
    assert notation.dump(parse(GUIDE)) == GUIDE


def test_what_is_printed_reads_back_as_the_same_cases():
    cases = parse(GUIDE)
    assert parse(notation.dump(cases)) == cases


def test_standing_follows_from_the_attributions():
    assert [event.standing for event in parse(GUIDE)[0].coding.events] == [
        "attributed", "reported", "verified", "denied", "reported",
    ]  # fmt: skip


def test_a_quotes_number_counts_whole_words_from_the_title_on():
    coding = parse(
        with_lines('CONSULT "met"\n  actor bob, amy', 'bob USA GOV person "Bob"#2\namy GBR GOV person "Amy"')
    )[0].coding
    assert coding.entities[0].mentions[0].start == len("Bob\n\n")


def test_a_quote_is_not_found_inside_a_longer_word():
    assert '"me"' in faults(with_lines('CONSULT "me"\n  actor bob'))[0][1]


def test_a_single_line_break_inside_a_paragraph_is_a_space():
    case = parse(with_lines(body="Bob met Amy.\nThen he\nleft."))[0]
    assert case.coding.article.text == "Bob\n\nBob met Amy. Then he left."


def test_a_quotation_mark_inside_a_quote_is_escaped():
    body = 'Bob "the Bear" Smith met Amy.'
    text = with_lines('CONSULT "met"\n  actor bob', 'bob USA GOV person "Bob \\"the Bear\\" Smith"', body)
    case = parse(text)[0]
    assert case.coding.entities[0].name == 'Bob "the Bear" Smith'
    assert parse(notation.dump([case])) == (case,)


def test_a_body_line_that_looks_like_notation_is_escaped_when_printed():
    body = "\\--- events are not here. Bob met Amy.\n\n\\% of voters\n\n\\\\slash"
    case = parse(
        with_lines(
            'CONSULT "met"\n  actor bob, amy', body=body, parties='bob USA GOV person "Bob"\namy GBR GOV person "Amy"'
        )
    )[0]
    assert "--- events are not here" in case.coding.article.text
    assert case.coding.article.text.endswith("\\slash")
    assert parse(notation.dump([case])) == (case,)


def test_all_faults_are_told_at_once_with_file_line_and_nearest_match():
    text = with_lines(
        'CONSULTS "met"\n  actor bobb\n  aux past\n  when 2020-13\nASSAULT.drones "left"\n  actor bob\n  said bob stated "x"'
    )
    told = faults(text)
    assert [where for where, _ in told] == [f"a.case:{n}" for n in (11, 12, 13, 14, 15, 17, 17)]
    assert "nearest: 'CONSULT'" in told[0][1]
    assert "nearest: 'bob'" in told[1][1]
    assert "nearest: 'drone'" in told[4][1]


def test_words_that_are_nearly_in_the_text_are_offered():
    assert 'nearest: "met Amy"' in faults(with_lines('CONSULT "meet Amy"\n  actor bob'))[0][1]


def test_an_occurrence_too_many_says_how_many_there_are():
    assert "occurs 1 time(s), so there is no #2" in faults(with_lines('CONSULT "met"#2\n  actor bob'))[0][1]


@pytest.mark.parametrize(
    ("words", "start", "end", "resolution"),
    [
        ("1980", date(1980, 1, 1), date(1980, 12, 31), "year"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2022-03-11", date(2022, 3, 11), date(2022, 3, 11), "day"),
        ("..2022-03-13", None, date(2022, 3, 13), "unknown"),
        ("1979-02..", date(1979, 2, 1), None, "interval"),
        ("1990..1999", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("2022-03-07..2022-03-13", date(2022, 3, 7), date(2022, 3, 13), "week"),
        ("2022-06..2022-08", date(2022, 6, 1), date(2022, 8, 31), "season"),
    ],
)
def test_when_takes_dates_of_any_resolution_and_intervals(words, start, end, resolution):
    event = parse(
        with_lines(
            f'CONSULT "met"\n  actor bob, amy\n  when {words}', 'bob USA GOV person "Bob"\namy GBR GOV person "Amy"'
        )
    )[0].coding.events[0]
    assert event.when == When(start, end)
    assert event.when.resolution == resolution


def test_an_interval_that_ends_before_it_begins_is_a_fault():
    assert "ends before" in faults(with_lines('CONSULT "met"\n  actor bob\n  when 2020..2019'))[0][1]


def test_a_party_on_both_sides_is_a_fault():
    assert "both actor and recipient" in faults(with_lines('ASSAULT "met"\n  actor bob\n  recipient bob'))[0][1]


def test_an_implied_party_has_no_mention():
    case = parse(
        with_lines(
            'SANCTION.convict "met"\n  actor court\n  recipient bob',
            'court USA JUD organisation -\nbob USA GOV person "Bob"',
        )
    )[0]
    assert case.coding.events[0].actors[0].span is None
    assert parse(notation.dump([case])) == (case,)


def test_passing_on_is_read_and_printed():
    text = with_lines(
        'CONSULT "met"\n  actor bob\n  said bob claims "left" via amy',
        'bob USA GOV person "Bob"\namy GBR GOV person "Amy"',
    )
    case = parse(text)[0]
    assert case.coding.events[0].attributions[0].via[0].entity == "amy"
    assert parse(notation.dump([case])) == (case,)


def test_comments_are_left_out_and_articles_are_told_apart():
    cases = parse(with_lines() + "% a comment\n" + with_lines().replace("=== a", "=== b"))
    assert [case.name for case in cases] == ["a", "b"]


def test_two_articles_of_one_name_are_a_fault():
    assert "two articles are named 'a'" in faults(with_lines() + with_lines())[0][1]


@given(st.text())
def test_no_text_makes_the_reader_crash(text):
    try:
        notation.parse("=== a\n" + text)
    except NotationError as error:
        assert error.faults


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")),
            min_size=1,
        ),
        min_size=1,
    )
)
def test_any_body_reads_back_as_it_was_printed(words):
    from dragoman.records import Article, Coding, article_id
    from dragoman.text import join

    text = join("", " ".join(words))
    if not text:
        return
    case = notation.Case("a", Coding(Article(article_id("a", text), text)))
    assert notation.parse(notation.dump([case])) == (case,)
