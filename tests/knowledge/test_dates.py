"""Words of time become intervals as the guide's section 4 has it, counted from the publication day."""

from datetime import date

import pytest

from dragoman.knowledge.dates import read_when

MONDAY = date(2022, 3, 14)


@pytest.mark.parametrize(
    ("words", "tense", "start", "end"),
    [
        ("Monday", "past", "2022-03-14", "2022-03-14"),
        ("Friday", "past", "2022-03-11", "2022-03-11"),
        ("Friday", "future", "2022-03-18", "2022-03-18"),
        ("last Friday", "past", "2022-03-11", "2022-03-11"),
        ("yesterday", "past", "2022-03-13", "2022-03-13"),
        ("today", "past", "2022-03-14", "2022-03-14"),
        ("tomorrow", "future", "2022-03-15", "2022-03-15"),
        ("in December", "past", "2021-12-01", "2021-12-31"),
        ("in May", "future", "2022-05-01", "2022-05-31"),
        ("last month", "past", "2022-02-01", "2022-02-28"),
        ("last year", "past", "2021-01-01", "2021-12-31"),
        ("earlier this month", "past", "2022-03-01", "2022-03-13"),
        ("two days ago", "past", "2022-03-12", "2022-03-12"),
        ("11 March 1999", "past", "1999-03-11", "1999-03-11"),
        ("March 11", "past", "2022-03-11", "2022-03-11"),
        ("November 2012", "past", "2012-11-01", "2012-11-30"),
        ("1994", "past", "1994-01-01", "1994-12-31"),
        ("the 1990s", "past", "1990-01-01", "1999-12-31"),
        ("since 2014", "past", "2014-01-01", None),
        ("the 10th", "past", "2022-03-10", "2022-03-10"),
        ("the 20th", "past", "2022-02-20", "2022-02-20"),
        ("May last year", "past", "2021-05-01", "2021-05-31"),
        ("Good Friday", "past", "2021-04-02", "2021-04-02"),
        ("Christmas Eve 1999", "past", "1999-12-24", "1999-12-24"),
        ("at dawn on Sunday", "past", "2022-03-13", "2022-03-13"),
        ("before dawn", "past", "2022-03-14", "2022-03-14"),
        ("the last week of December", "past", "2021-12-25", "2021-12-31"),
        ("this month", "past", "2022-03-01", "2022-03-14"),
        ("Thirty years ago today", "past", "1992-03-14", "1992-03-14"),
        ("2008 to 2011", "past", "2008-01-01", "2011-12-31"),
    ],
)
def test_words_of_time(words, tense, start, end):
    found = read_when(words, MONDAY, tense=tense)
    assert found is not None
    assert tuple(day and day.isoformat() for day in found) == (start, end)


def test_later_counts_from_the_day_told_before():
    assert read_when("two days later", MONDAY, anchor=date(1999, 5, 1)) == (date(1999, 5, 3), date(1999, 5, 3))


@pytest.mark.parametrize("words", ["the storm", "soon", "", "32 March 2020", "when he was young"])
def test_what_cannot_be_read_is_nothing(words):
    assert read_when(words, MONDAY) is None


def test_without_a_publication_day_relative_words_say_nothing():
    assert read_when("Friday", None) is None
    assert read_when("March 1994", None) == (date(1994, 3, 1), date(1994, 3, 31))
