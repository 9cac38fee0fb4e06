"""Numbers as the guide's section 8 reads them."""

import pytest

from dragoman.knowledge.numbers import read_number


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("at least 40", (40, None)),
        ("more than 40", (41, None)),
        ("about 40", (40, 40)),
        ("no one", (0, 0)),
        ("dozens", (24, 99)),
        ("hundreds of people", (200, 999)),
        ("thousands", (2000, 9999)),
        ("tens of thousands", (20000, 99999)),
        ("two", (2, 2)),
        ("forty-two", (42, 42)),
        ("a hundred", (100, 100)),
        ("three hundred and five", (305, 305)),
        ("1,200", (1200, 1200)),
        ("2.1 million", (2100000, 2100000)),
        ("a dozen", (12, 12)),
        ("36,000 residents", (36000, 36000)),
        ("107 or more", (107, None)),
        ("between 30 and 50", (30, 50)),
        ("30-50", (30, 50)),
        ("up to 300", (None, 300)),
        ("fewer than 10", (None, 9)),
        ("nearly 500", (500, 500)),
        ("a soldier", (1, 1)),
        ("the wounded", None),
    ],
)
def test_numbers_are_read_as_the_guide_has_it(words, bounds):
    assert read_number(words) == bounds
