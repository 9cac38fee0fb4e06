"""Text normalised once, and cut into sentences with exact offsets."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dragoman.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"\n[ \t]*\n[\s]*")
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


def normalise(raw: str) -> str:
    """Compose the characters (NFC), drop control and format characters, fold white space, keep paragraphs apart.

    Paragraphs end up divided by one empty line; a single line break inside a paragraph becomes a space.
    """
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _DROPPED)
    paragraphs = (_BLANKS.sub(" ", part.replace("\n", " ")).strip() for part in _BREAK.split(text))
    return "\n\n".join(part for part in paragraphs if part)


_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def join(title: str, body: str) -> str:
    """Lay title and body together as the text that is annotated and coded: title, empty line, body."""
    head, tail = normalise(title).replace("\n\n", " "), normalise(body)
    return f"{head}\n\n{tail}" if head and tail else head or tail


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a normalised text into sentences; every paragraph begins a new one. Together they hold every visible character."""
    found: list[Sentence] = []
    for start, end in _spans(text):
        found.append(Sentence(len(found), start, end))
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in _PARAGRAPH.finditer(text):
        words = paragraph.group()
        for start, end in _splitter(words):
            inner = words[start:end]
            left = len(inner) - len(inner.lstrip())
            right = len(inner.rstrip())
            if left < right:
                yield paragraph.start() + start + left, paragraph.start() + start + right


def _splitter(words: str) -> list[tuple[int, int]]:
    from nupunkt import sent_spans

    return list(sent_spans(words))
