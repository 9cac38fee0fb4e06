"""How an event stands, derived from who says what of it (annotation guide, section 6). Never annotated, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.records import Attribution, Party

if TYPE_CHECKING:
    from collections.abc import Sequence

POSITIVE = frozenset({"states", "claims", "alleges", "verifies"})


def standing(attributions: Sequence[Attribution]) -> str:
    """Return reported, attributed, claimed, verified, denied or disputed; no attributions at all mean the author's word."""
    positive = [said for said in attributions if said.stance in POSITIVE]
    if any(said.stance == "denies" for said in attributions):
        if any(said.stance != "verifies" for said in positive):
            return "disputed"
        if not positive:
            return "denied"
    if any(said.stance == "verifies" for said in positive) or _independent(positive):
        return "verified"
    if not positive:
        return "reported"
    if all(said.stance in {"claims", "alleges"} for said in positive):
        return "claimed"
    if any(said.source is None for said in positive):
        return "reported"
    return "attributed"


def _independent(positive: Sequence[Attribution]) -> bool:
    """Whether two named sources state it and neither passes on the other's word."""
    stating = [said for said in positive if said.stance == "states" and isinstance(said.source, Party)]
    for index, first in enumerate(stating):
        for second in stating[index + 1 :]:
            if not _names(first) & _names(second):
                return True
    return False


def _names(said: Attribution) -> set[str]:
    named = {said.source.entity} if isinstance(said.source, Party) else set()
    return named | {party.entity for party in said.via}
