"""Text normalised once, and cut into sentences with exact offsets. Touches nothing but the text it is given.

nupunkt finds where sentences end (docs/decisions/0002-sentence-splitting.md has the measurement that chose it); `_mended`
takes back what it does not know of news: ranks before names, reference numbers, bullets.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dragoman.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LINES = dict.fromkeys((11, 12, 133, 8232), "\n") | {0x2029: "\n\n"}
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
        for end in (*_mended(words, _ends(words)), len(words)):
            part = words[start:end]
            left, right = len(part) - len(part.lstrip()), len(part.rstrip())
            if left < right:
                yield base + start + left, base + start + right
            start = end


_REFERENCES = re.compile(r"\s*(?:\[[\d, a-z]{1,8}\]\s?)+")  # [1] [2] belong to the sentence before them
_RANK = re.compile(
    r"\b(?:Lt|Gen|Brig|Maj|Col|Capt|Cmdr|Adm|Sgt|Cpl|Sen|Rep|Gov|Amb|Pres|Prof|Rev|Hon|Min|Sec|St|Mt|U\.S|U\.K|U\.N)\.\s*\Z"
)  # what stands before a name, never at the end; the states that stand before an office
_NAME = re.compile(
    r"(?!(?:The|A|An|In|On|At|It|He|She|They|We|I|But|And|This|That|These|Those|His|Her|Its|Their|As|If|For|After|When)\b)[A-Z]"
)


def _ends(words: str) -> list[int]:
    """Return where nupunkt ends the sentences of one paragraph, the last one's end left out."""
    from nupunkt import sent_spans

    return [end for _, end in sent_spans(words)][:-1]


def _mended(words: str, ends: list[int]) -> Iterator[int]:
    start = 0
    for found in ends:
        references = _REFERENCES.match(words, found)
        end = references.end() if references else found
        before, after = words[start:end], words[end:]
        if not any(map(str.isalnum, before)) or not any(map(str.isalnum, after[:80])):
            continue
        if _RANK.search(before[-12:]) and _NAME.match(after):
            continue
        start = end
        yield end
