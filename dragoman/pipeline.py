"""read -> code: the one file that knows both rooms. No rules of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from dragoman import reading
from dragoman.records import Article, Coding, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from dragoman.coding.coder import Coder


def code_paths(
    sources: Iterable[str | Path],
    *,
    coder: Coder,
    published: date | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Coding | Problem]:
    """Read the sources and code their articles, in order; what cannot be read comes out as a Problem in its place."""
    for found in reading.read(sources, published=published, outlet=outlet, stdin=stdin):
        yield coder.code(found) if isinstance(found, Article) else found
