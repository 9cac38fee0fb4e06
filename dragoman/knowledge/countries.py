"""Names, demonyms, capitals, seats of government and international bodies -> PLOVER country codes.

`data/names.tsv`: word, code, kind (name, demonym, capital, seat, body), person_like (1: also a person's name), source.
`data/states.tsv`: every state since 1945 with its codes and their dates; code is PLOVER's (ISO alpha-3, KOS, dependencies
and breakaway entities folded). Both are made by `python -m training.build_countries`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Self


@dataclass(frozen=True, slots=True)
class Found:
    """A name inside a phrase."""

    start: int
    end: int
    code: str
    kind: str
    person_like: bool


class Countries:
    """The table of names, ready to be looked for in phrases."""

    def __init__(self, names: dict[str, tuple[str, str, bool]]) -> None:
        """Take word -> (code, kind, person_like), the words folded by `fold`; hyphens and spaces in them are one."""
        self._names = {_spaced(word): value for word, value in names.items()}
        longest_first = sorted(self._names, key=lambda word: (-len(word), word))
        parts = (re.escape(word).replace("\\ ", "[ -]") for word in longest_first)
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the shipped table, once."""
        text = resources.files("dragoman.knowledge").joinpath("data/names.tsv").read_text("utf-8")
        order = {"name": 0, "demonym": 1, "capital": 2, "seat": 3, "body": 4}
        names: dict[str, tuple[str, str, bool]] = {}
        for row in csv.DictReader(text.splitlines(), delimiter="\t"):
            word = fold(row["word"])
            if word not in names or order[row["kind"]] < order[names[word][1]]:
                names[word] = (row["code"], row["kind"], bool(row["person_like"]))
        return cls(names)

    @property
    def codes(self) -> frozenset[str]:
        """Every code that some name stands for."""
        return frozenset(code for code, _, _ in self._names.values())

    def find(self, phrase: str) -> tuple[Found, ...]:
        """Find every country, demonym, capital, seat and body in a phrase, the longest match first, without overlaps."""
        folded = fold(phrase)
        if len(folded) != len(phrase):
            return ()
        return tuple(
            Found(match.start(), match.end(), *self._names[_spaced(match.group())])
            for match in self._pattern.finditer(folded)
        )


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def fold(text: str) -> str:
    """Take accents off and make apostrophes straight, letter for letter; capitals stay, as "us" is not "US"."""
    return "".join(_plain(char) for char in text)


@cache
def _plain(char: str) -> str:
    if char in "\u2018\u2019":
        return "'"
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isalpha() and base.isascii() else char


_COMPOUND = re.compile(
    r"-(?:led|backed|based|born|trained|owned|run|officered|speaking|funded|armed|brokered|sponsored|mediated)\b"
)
_SHARED = frozenset({"Brussels"})  # stands for its state and for a body alike; as a place it is the state's
_AFTER = re.compile(r"\b(?:for|to|in|on|against|with|from|at|into|over|near)\s+(?:the\s+)?$", re.IGNORECASE)


def code_of(phrase: str) -> str | None:
    """Return the one country that a party's words belong to: "Oman's foreign minister" OMN, "Tehran" IRN; None where unclear.

    The first name that is not the object of a preposition wins: "the Israeli ambassador to Egypt" is ISR, "the U.N. envoy
    for Yemen" UNO. A word that is also a person's name counts only where it stands alone, with an article or a possessive.
    """
    found = Countries.load().find(phrase)
    usable = [item for item in found if not _is_other(phrase, item)]
    if not usable:
        return None
    first = next((item for item in usable if not _AFTER.search(phrase[: item.start])), None)
    if first is not None:
        return first.code
    codes = {item.code for item in usable}
    return codes.pop() if len(codes) == 1 else None


def _is_other(phrase: str, item: Found) -> bool:
    """Whether a name says something else here: half of a compound ("Saudi-led"), a shared seat, a person's name."""
    if _COMPOUND.match(phrase, item.end) or phrase[item.start : item.end] in _SHARED:
        return True
    return item.person_like and _is_person(phrase, item)


def _is_person(phrase: str, item: Found) -> bool:
    """Whether a name such as Jordan stands beside another capitalised word, as a person's does."""
    after = re.match(r"\s+([A-Z]\w+)", phrase[item.end :])
    before = re.search(r"([A-Z]\w+)\s+$", phrase[: item.start])
    return bool(before and before.group(1) not in {"The", "In", "Of"}) or bool(
        after and phrase[item.end : item.end + 2] != "'s"
    )
