"""Text, JSON lines, CSV and `.case` files -> articles."""

from __future__ import annotations

import csv
import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dragoman.errors import NotationError
from dragoman.reading.source import article
from dragoman.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.reading.source import Source

FIELDS = ("text", "id", "url", "outlet", "title", "published", "language")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATELINE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
    r",?\s+(?P<year>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_ISO_DATELINE = re.compile(r"\b((?:19|20)\d{2}-\d{2}-\d{2})\b")
_LONG_LINE = 200  # characters: a line longer than this on the average is a paragraph, not hard-wrapped text
_TITLE_MOST = 200


def read_text(source: Source) -> Iterator[Article | Problem]:
    """Read one text file: a title line, perhaps, then a dateline, perhaps, then the body."""
    text = source.text()
    if isinstance(text, Problem):
        yield text
        return
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")]
    if "" not in lines and sum(map(len, lines)) > _LONG_LINE * len(lines):
        lines = "\n\n".join(lines).split("\n")
    title = ""
    if len(lines) > 2 and lines[1] == "" and len(lines[0]) <= _TITLE_MOST and not lines[0].endswith((".", ":", ";")):
        title, lines = lines[0], lines[2:]
    published = dateline("\n".join(lines))
    yield article(source.where, "\n".join(lines), title=title, published=published, dated_by="dateline")


def dateline(body: str) -> date | None:
    """Return the date that a text opens with ("MUSCAT, 14 March 2022 - ..."), if it names day, month and year."""
    head = re.split(r"\s[-\u2013\u2014]+\s|\n", body.lstrip()[:160], maxsplit=1)[0]
    if len(head) > 100:
        return None
    iso = _ISO_DATELINE.search(head)
    match = _DATELINE.search(head)
    try:
        if iso:
            return date.fromisoformat(iso.group(1))
        if match:
            month = _MONTHS[(match["month"] or match["month2"]).lower()]
            return date(int(match["year"]), month, int(match["day"] or match["day2"]))
    except ValueError:
        return None
    return None


def read_json_lines(source: Source) -> Iterator[Article | Problem]:
    """Read one article a line; a broken line is a Problem that names it, and the others are read."""
    seen = False
    for number, line in source.lines():
        seen = True
        where = f"{source.where}:{number}"
        if isinstance(line, Problem):
            yield line
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem("json", f"the line is no JSON object: {error}", where)
            continue
        if isinstance(row, dict):
            yield from _row(row, where)
        else:
            yield Problem("json", f"the line holds {type(row).__name__}, not an object with the field 'text'", where)
    if not seen:
        yield Problem("empty", "there is nothing in it", source.where)


def read_csv(source: Source) -> Iterator[Article | Problem]:
    """Read one article a row; the header names the fields, `text` among them."""
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(_text_lines(source), strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield Problem("csv", f"the row cannot be read: {error}", f"{source.where}:{rows.line_num}")
            continue
        where = f"{source.where}:{rows.line_num}"
        if header is None:
            header = [cell.strip().lower() for cell in cells]
            if "text" not in header:
                seen = ", ".join(header[:12])
                yield Problem("csv", f"the header has no column 'text'; seen: {seen}", where)
                return
        elif len(cells) != len(header):
            yield Problem("csv", f"the row has {len(cells)} cells, the header {len(header)}", where)
        else:
            yield from _row(dict(zip(header, cells, strict=True)), where)
    if header is None:
        yield Problem("empty", "there is nothing in it", source.where)


def _text_lines(source: Source) -> Iterator[str]:
    for _, line in source.lines():
        yield line if isinstance(line, str) else "\n"


def read_cases(source: Source) -> Iterator[Article | Problem]:
    """Read the articles of a `.case` file; what they mean is left aside."""
    from dragoman import notation

    text = source.text()
    if isinstance(text, Problem):
        yield text
        return
    try:
        yield from (case.coding.article for case in notation.parse(text, source.where))
    except NotationError as error:
        yield from error.faults


def _row(row: dict[str, Any], where: str) -> Iterator[Article | Problem]:
    """Make an article of one row; a date that is none is a Problem beside the article, which is read without it."""
    values = {name: row.get(name) for name in FIELDS}
    wrong = [name for name, value in values.items() if value is not None and not isinstance(value, str | int)]
    if wrong or not isinstance(values["text"], str):
        yield Problem("field", f"the field {wrong[0] if wrong else 'text'!r} is missing or no text", where)
        return
    given = {name: str(value).strip() or None for name, value in values.items() if value is not None}
    published = None
    if given.get("published"):
        published = day(given["published"] or "")
        if published is None:
            message = f"{given['published']!r} is no date, the article is read without; write it as 2022-03-14"
            yield Problem("published", message, where)
    yield article(
        where,
        values["text"],
        title=given.get("title") or "",
        url=given.get("url"),
        id=given.get("id"),
        outlet=given.get("outlet"),
        published=published,
        dated_by="file",
        language=given.get("language"),
    )


def day(words: str) -> date | None:
    """Read an ISO date, or the day of an ISO time stamp."""
    try:
        return datetime.fromisoformat(words.strip()).date()
    except ValueError:
        return None
