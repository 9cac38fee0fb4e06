"""One opened source of bytes: decoded with care, never larger in memory than it may be."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Self

from dragoman.records import Article, Problem, article_id
from dragoman.text import join

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from types import TracebackType

LONGEST = 2_000_000  # characters of one article; a long novel is below it, a concatenated archive above
MOST_BYTES = 4 * LONGEST
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"%PDF",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"MZ\x90",
)
# The commonest short words of English, and of the languages whose Latin script would else pass for it.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "it",
        "with",
        "as",
        "by",
        "at",
        "from",
        "are",
        "be",
        "has",
        "had",
        "were",
        "said",
        "not",
    ]
)
_FOREIGN = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "nicht",
        "ist",
        "mit",
        "von",
        "den",
        "le",
        "la",
        "les",
        "des",
        "est",
        "dans",
        "que",
        "pour",
        "une",
        "el",
        "los",
        "las",
        "del",
        "por",
        "con",
        "una",
        "il",
        "di",
        "che",
        "della",
        "per",
        "het",
        "een",
        "van",
        "niet",
        "voor",
        "och",
        "att",
        "som",
        "inte",
        "med",
        "är",
        "og",
        "til",
        "på",
        "ikke",
        "nie",
        "się",
        "jest",
        "w",
        "z",
        "na",
        "že",
        "ve",
        "bir",
        "için",
        "ile",
        "dan",
        "yang",
        "di",
        "untuk",
        "dengan",
        "não",
        "uma",
        "dos",
        "em",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Source:
    """Bytes, the name they go by, and the suffix that says how to read them."""

    where: str
    suffix: str
    stream: BinaryIO

    def __enter__(self) -> Self:
        """Close the stream at the end of a with statement."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the stream."""
        self.stream.close()

    def whole(self) -> bytes | Problem:
        """Return all bytes; a Problem where there are none or too many."""
        data = self.stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            message = f"more than {MOST_BYTES:,} bytes in one article's file; split it into its articles"
            return Problem("length", message, self.where)
        return data if data.strip() else Problem("empty", "there is nothing in it", self.where)

    def text(self) -> str | Problem:
        """Return the whole as text; a Problem where it is no text."""
        data = self.whole()
        return data if isinstance(data, Problem) else decode(data, self.where)

    def lines(self) -> Iterator[tuple[int, str | Problem]]:
        """Return line by line with its number, in constant memory; overlong and undecodable lines are Problems."""
        number = 0
        while line := self.stream.readline(MOST_BYTES):
            number += 1
            where = f"{self.where}:{number}"
            if not line.endswith(b"\n") and len(line) == MOST_BYTES:
                while (rest := self.stream.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                    pass
                yield number, Problem("length", f"a line of more than {MOST_BYTES:,} bytes", where)
            elif line.strip():
                yield number, decode(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, where)


def decode(data: bytes, where: str) -> str | Problem:
    """Decode UTF-8, UTF-16 with a mark, or what charset-normalizer makes of it; binary data is a Problem."""
    if data.startswith(_MAGIC):
        return Problem("binary", "this is no text but a binary file", where)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                return Problem("encoding", f"broken {name} at byte {error.start}", where)
    if b"\x00" in data:
        return Problem("binary", "this is no text: it holds zero bytes", where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes  # trafilatura brings it

        best = from_bytes(data[:200_000]).best()
        if best is None:
            return Problem("encoding", f"neither UTF-8 (byte {error.start}) nor another known encoding", where)
        # Between the Latin code pages a few accents decide nothing; English text on the web is cp1252.
        latin = best.encoding in {"cp1250", "cp1254", "cp1257", "cp1258", "latin_1"} or best.encoding.startswith(
            "iso8859"
        )
        text = data.decode("cp1252" if latin else best.encoding, errors="replace")
    odd = sum(char < " " and char not in "\t\n\r\f" for char in text[:10_000])
    return (
        Problem("binary", "this is no text: mostly control characters", where)
        if odd > len(text[:10_000]) / 10
        else text
    )


def is_english(text: str) -> bool:
    """Whether a text can be English: its script is Latin and its short words are rather English than not."""
    sample = text[:20_000]
    letters = [char for char in sample if char.isalpha()]
    if sum(char > "\u024f" for char in letters) > len(letters) / 2:
        return False
    words = [word.lower() for word in _WORD.findall(sample)]
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FOREIGN and word not in _ENGLISH for word in words)
    return english >= foreign or foreign < max(3, len(words) / 20)


def article(
    where: str,
    body: str,
    *,
    title: str = "",
    url: str | None = None,
    id: str | None = None,  # noqa: A002 - the field's name
    outlet: str | None = None,
    published: date | None = None,
    dated_by: str | None = None,
    language: str | None = None,
) -> Article | Problem:
    """Make an article of what a reader found; a Problem where nothing is left to read, or it cannot be coded.

    `where` stands in for the address.
    """
    text = join(title, body)
    if not body.strip() or not text:
        return Problem("empty", "there is no text in it", where)
    if len(text) > LONGEST:
        message = f"{len(text):,} characters in one article, more than {LONGEST:,}; split it into its articles"
        return Problem("length", message, where)
    code = (language or "en").lower()[:2]
    if code != "en" or not is_english(text):
        named = repr(code) if code != "en" else "another language"
        return Problem("language", f"the text is in {named}; this coder reads English", where)
    return Article(
        id=article_id(id or url or where, text),
        text=text,
        title=join(title, ""),
        url=url,
        outlet=outlet or None,
        published=published,
        dated_by=dated_by if published else None,
    )
