"""Text normalised once, and cut into sentences with exact offsets. Touches nothing but the text it is given.

The rules of `sentences` are our own: docs/decisions/0002-sentence-splitting.md has the measurement against the libraries.
They look at every full stop, question mark and ellipsis with white space behind it, at the word before and at the word
after; each mark is looked at once, so that the time is linear however long the text or the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dragoman.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LINES = {code: "\n" for code in (0x0B, 0x0C, 0x85, 0x2028)} | {0x2029: "\n\n"}
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" ?\n ?(?:\n ?)+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


def normalise(raw: str) -> str:
    """Compose the characters (NFC), drop control and format characters, fold white space, keep paragraphs apart.

    Paragraphs end up divided by one empty line; a single line break inside a paragraph becomes a space.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)
    unwanted = {ord(char): None for char in set(text) if char not in "\n\t" and unicodedata.category(char) in _DROPPED}
    text = unicodedata.normalize("NFC", text.translate(unwanted) if unwanted else text)
    paragraphs = (part.replace("\n", " ").strip() for part in _BREAK.split(_BLANKS.sub(" ", text)))
    return "\n\n".join(re.sub(r" {2,}", " ", part) for part in paragraphs if part)


def join(title: str, body: str) -> str:
    """Lay title and body together as the text that is annotated and coded: title, empty line, body."""
    head, tail = normalise(title).replace("\n\n", " "), normalise(body)
    return f"{head}\n\n{tail}" if head and tail else head or tail


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a normalised text into sentences; every paragraph begins a new one. Together they hold every visible character."""
    return tuple(Sentence(index, start, end) for index, (start, end) in enumerate(_spans(text)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in _PARAGRAPH.finditer(text):
        words, base, start = paragraph.group(), paragraph.start(), 0
        for end in (*_ends(words), len(words)):
            part = words[start:end]
            left, right = len(part) - len(part.lstrip()), len(part.rstrip())
            if left < right:
                yield base + start + left, base + start + right
            start = end


# ------------------------------------------------------------------------------------------------ where a sentence ends

_OPENERS = "\"'“”‘’«»([{*_`"  # noqa: RUF001 - the quotation marks that newspapers print
_MARK = re.compile(
    r"(?P<mark>[.!?…]+(?:\s\.)*)"  # the stop, or several; a spaced ellipsis (". . .") is one mark
    r"(?P<close>[\"'”’»)\]}*_]*)"  # noqa: RUF001 - the quotation mark and bracket that it closes
    r"(?:\s?\[[\d, a-z]{1,8}\])*"  # reference numbers, [1] [2], belong to the sentence before them
    r"(?:\s?[\"“”](?=\s|$))?"  # a closing mark set apart, or turned the wrong way
    r"(?:(?:\s\.){3}|\s\.{3,4}(?=\s|$))?"  # an ellipsis set apart goes with the words before it
    r"(?=\s|$)"
)
_NEXT = re.compile(rf"\s+(?P<open>[{re.escape(_OPENERS)}]*)(?P<word>[^\s]{{0,40}})")
_LAST = re.compile(r"[^\s\"“”‘«»(\[{/—–]*\Z")  # noqa: RUF001
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,6})[)\]]?\Z")
_INNER_STOPS = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,4}\Z")  # U.S, a.m, Ph.D, Lt.Gen, D.C
_SPEAKER = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|de|al|bin|van|von|the|a|an)\s){1,6}?"  # noqa: RUF001
    r"(?:said|says|asked|asks|told|added|adds|wrote|writes|shouted|cried|replied|answered|demanded|continued|wondered)\b"
)

# Before a name or a number, never at the end of a sentence.
_LEADING = frozenset(
    "mr mrs ms mx dr drs prof rev fr sr sra hon pres gov sen rep reps sens govs amb sec min atty supt dep asst adm radm vadm gen lt "
    "ltgen maj col brig bgen cmdr cdr lcdr capt cpt cpl sgt ssgt msgt sfc pfc pvt spc det insp const cmsr comdr ens st ste mt "
    "messrs mme mlle msgr card archbp bp vs v cf eg ie viz approx ca al-hajj fig figs vol vols art arts para paras pp ed eds "
    "no nos nr sect ch op res doc ref tel ext est govt dept ft".split()
)  # fmt: skip
# At the end of a sentence only where the next word commonly begins one.
_TRAILING = frozenset(
    "jr sr inc corp co cos ltd plc llc bros assn intl etc al ave blvd rd sq ariz ark calif cal colo conn del fla ga ill ind kan ky la "
    "md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo ont que alta jan feb mar apr jun jul aug sep "
    "sept oct nov dec mon tue tues wed thu thur thurs fri sat sun gmt est univ hr hrs min mins sec secs km kg cm mm lb lbs oz "
    "a.m p.m ph.d u.s u.k u.n e.u".split()
)  # fmt: skip
# An abbreviation of both lists leads where a capital follows; "no." and these are common words, so a number must follow.
_NUMBERED = frozenset({"no", "nos", "art", "arts", "fig", "figs", "ch", "op", "res", "ref", "ext", "sect", "ed", "para", "est", "v", "doc"})
_STARTERS = frozenset(
    "the a an in on at but and he she it they we you this that these those his her its their our my there here when while after "
    "before as if for from by with under over since although though however meanwhile also both some many most several one two three "
    "no not nor yet so then last earlier later according despite during among amid such what who why how where now even still once "
    "until unless whether each other others another all about more only just to of or because instead indeed nevertheless moreover "
    "today yesterday tomorrow asked i i'm i've thus".split()
)  # fmt: skip


def _ends(words: str) -> Iterator[int]:
    """Give the offsets behind the sentences of one paragraph, the last one's left out."""
    start = 0
    for found in _MARK.finditer(words):
        if _is_end(words, start, found):
            start = found.end()
            yield start


def _is_end(words: str, start: int, found: re.Match[str]) -> bool:
    after = _NEXT.match(words, found.end())
    if after is None or not after["word"]:
        return False
    word, first = after["word"], after["word"][0]
    if first in "-–—":  # noqa: RUF001 - a dash goes on, or names who is quoted
        return False
    before = words[max(start, found.start() - 40) : found.start()]
    begun = words[start : found.start()][:400].lstrip()
    if first.islower() or not any(map(str.isalnum, begun)):
        return False
    if set(found["mark"]) != {"."}:
        return not (found["close"] and _SPEAKER.match(words, after.start("word")))
    if len(found["mark"]) > 1:
        return True
    if _ENUMERATOR.match(begun) and not found["close"]:
        return False
    quoted = found["close"].strip(")]}*_") != ""
    return quoted or not _abbreviates(before, after["open"], word)


def _abbreviates(before: str, opening: str, word: str) -> bool:
    """Whether the stop behind `before` belongs to an abbreviation that goes on with `word`."""
    last = _LAST.search(before)
    token = last.group() if last else ""
    low = token.lower()
    starts = re.split(r"[^\w'’]", word, maxsplit=1)[0].lower().replace("’", "'") in _STARTERS  # noqa: RUF001
    if word[0].isdigit():
        return low in _LEADING or low in _TRAILING or (len(token) == 1 and token.isalpha())
    if low in _LEADING and low not in _NUMBERED:
        return not (starts and low in _TRAILING)
    if len(token) == 1 and token.isupper() and token.isalpha():
        return not starts or word.lower() == "a"
    if low in _TRAILING or _INNER_STOPS.match(token):
        return not starts and not opening
    return False
