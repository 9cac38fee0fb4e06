"""Standing follows from who says what (annotation guide, section 6)."""

import pytest

from dragoman.records import UNNAMED, Attribution, Party
from dragoman.standing import standing


def said(source, stance, *via):
    who = source if source in {None, UNNAMED} else Party(source, source)
    return Attribution(who, stance, via=tuple(Party(key, key) for key in via))


@pytest.mark.parametrize(
    ("attributions", "expected"),
    [
        ([], "reported"),
        ([said("a", "states")], "attributed"),
        ([said(None, "states"), said("a", "claims")], "reported"),
        ([said("a", "claims"), said("b", "alleges")], "claimed"),
        ([said(UNNAMED, "claims")], "claimed"),
        ([said("a", "states"), said("b", "states")], "verified"),
        ([said("a", "states", "b"), said("b", "states")], "attributed"),
        ([said("a", "states", "c"), said("b", "states", "c")], "attributed"),
        ([said(None, "states"), said("a", "states")], "reported"),
        ([said("a", "claims"), said("b", "verifies")], "verified"),
        ([said("a", "claims"), said("b", "denies")], "disputed"),
        ([said(None, "states"), said("b", "denies")], "disputed"),
        ([said("b", "denies")], "denied"),
        ([said("a", "verifies"), said("b", "denies")], "verified"),
        ([said("a", "declines")], "reported"),
        ([said("a", "states"), said("b", "declines")], "attributed"),
    ],
)
def test_standing_follows_from_the_attributions(attributions, expected):
    assert standing(attributions) == expected
