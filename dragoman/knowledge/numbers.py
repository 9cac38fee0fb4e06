"""Number words and digits -> (low, high), as the annotation guide's section 8 has it."""

from __future__ import annotations

import re

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_UNITS = {word: number for number, word in enumerate(SMALL)}
_TENS = {
    word: 10 * number
    for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
# Annotation guide, section 8, and its like for what it does not name.
_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "tens of thousands": (20000, 99999),
    "hundreds of thousands": (200000, 999999),
    "millions": (2000000, 9999999),
}
_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:\s+(?:hundred|thousand|million|billion))?|"
    r"\b(?:(?:" + "|".join([*_UNITS, *_TENS, *_SCALES, "and", "an?"]) + r")[\s-]*)+\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no one|nobody|none|no)\b", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(?:at least|as many as|no fewer than|not less than|a minimum of)\b|\bor more\b", re.IGNORECASE
)
_MORE_THAN = re.compile(r"\b(?:more than|over|above|upwards of|exceeding)\b", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:up to|at most|no more than|as many as)\b", re.IGNORECASE)
_LESS_THAN = re.compile(r"\b(?:fewer than|less than|under|nearly|almost)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:between\s+)?(\d[\d,]*)\s*(?:-|–|to|and)\s*(\d[\d,]*)\b", re.IGNORECASE)  # noqa: RUF001


def read_number(words: str) -> tuple[int | None, int | None] | None:
    """Return (low, high), either may be open: "at least 40" is (40, None), "dozens" (24, 99); None if there is no number."""
    low_words = words.lower()
    for vague in sorted(_VAGUE, key=len, reverse=True):
        if re.search(rf"\b{vague}\b", low_words):
            return _VAGUE[vague]
    between = _RANGE.search(words)
    if between and not re.fullmatch(r"\d{1,3}(,\d{3})+", between.group()):
        low, high = (int(part.replace(",", "")) for part in between.groups())
        if low <= high:
            return low, high
    if _NONE.match(low_words.strip()) and not re.match(r"no (?:fewer|less|more)\b", low_words.strip()):
        return 0, 0
    number = next((value for value in map(_value, _NUMBER.findall(words)) if value is not None), None)
    if number is None:
        return None
    if _AT_LEAST.search(words):
        return number, None
    if _MORE_THAN.search(words) and not _AT_MOST.search(words):
        return number + 1, None
    if _AT_MOST.search(words):
        return None, number
    if _LESS_THAN.search(words) and not re.search(r"\b(?:nearly|almost)\b", low_words):
        return None, number - 1
    return number, number


def _value(words: str) -> int | None:
    """Return the number that digits or number words spell; a bare article is one, a bare "and" is none."""
    parts = re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", words.lower())
    total, current, seen = 0.0, 0.0, False
    for part in parts:
        if part[0].isdigit():
            current, seen = current + float(part.replace(",", "")), True
        elif part in _UNITS or part in _TENS:
            current, seen = current + (_UNITS[part] if part in _UNITS else _TENS[part]), True
        elif part in {"a", "an"}:
            current, seen = (1.0, True) if not seen else (current, seen)
        elif part in _SCALES:
            current, seen = (current or 1.0) * _SCALES[part], True
            if _SCALES[part] >= 1000:
                total, current = total + current, 0.0
    return round(total + current) if seen else None
