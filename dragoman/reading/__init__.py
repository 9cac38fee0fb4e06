"""The outside world -> Article or Problem. Knows nothing of actors or events.

`read` takes what a user names: files, folders, patterns, `-` for standard input. Bad data never raises: it comes out as a
Problem in its place, and what is good beside it is read. Nothing that an article says makes a reader open anything.
"""

from __future__ import annotations

import glob
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dragoman.reading import html, plain
from dragoman.reading.source import Source
from dragoman.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

READERS: dict[str, Callable[[Source], Iterator[Article | Problem]]] = {
    ".txt": plain.read_text,
    ".html": html.read_page,
    ".htm": html.read_page,
    ".jsonl": plain.read_json_lines,
    ".csv": plain.read_csv,
    ".case": plain.read_cases,
}


def read(
    sources: Iterable[str | Path],
    *,
    published: date | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Problem]:
    """Read every article of the sources, in order. `published` and `outlet` fill what an article lacks."""
    for named in sources:
        for found in _open(named, stdin):
            if isinstance(found, Problem):
                yield found
                continue
            with found as source:
                for item in READERS[source.suffix](source):
                    yield _filled(item, published, outlet) if isinstance(item, Article) else item


def _filled(article: Article, published: date | None, outlet: str | None) -> Article:
    if article.published is None and published is not None:
        article = replace(article, published=published, dated_by="argument")
    return replace(article, outlet=outlet) if article.outlet is None and outlet else article


def _open(named: str | Path, stdin: BinaryIO | None) -> Iterator[Source | Problem]:
    """Find the files that a name stands for."""
    name = str(named)
    if name == "-":
        stream = stdin if stdin is not None else io.BytesIO()
        head = cast(
            "io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream))
        )
        yield Source("standard input", _sniff(head.peek(4096)[:4096]), head)
        return
    path = Path(named)
    if path.is_dir():
        inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in READERS and file.is_file())
        if not inside:
            known = " ".join(READERS)
            yield Problem("empty folder", f"the folder holds no file that can be read ({known})", path.as_posix())
        paths = inside
    elif path.exists() or not glob.has_magic(name):
        paths = [path]
    else:
        paths = sorted(Path(match) for match in glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may hold an absolute path
        paths = [match for match in paths if match.is_file()]
        if not paths:
            yield Problem("missing", "no file fits this pattern", name)
    for file in paths:
        yield _file(file)


def _file(path: Path) -> Source | Problem:
    where = path.as_posix()
    suffix = path.suffix.lower()
    if not path.exists():
        return Problem("missing", "there is no such file or folder", where)
    if suffix not in READERS:
        message = f"files ending in {suffix or 'nothing'} are not read; known are {' '.join(READERS)}"
        return Problem("kind", message, where)
    try:
        return Source(where, suffix, path.open("rb"))
    except OSError as error:
        return Problem("unreadable", f"the file cannot be opened: {error.strerror}", where)


def _sniff(head: bytes) -> str:
    """Say by its beginning what comes from standard input."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1000].lower()
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith(b"=== "):
        return ".case"
    if start.startswith((b"<!doctype", b"<html")) or (start.startswith(b"<") and b"<body" in head.lower()):
        return ".html"
    return ".txt"
