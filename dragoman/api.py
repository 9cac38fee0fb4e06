"""The Python twin of `dragoman code`: one call from a file or a text to its events."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from dragoman import reading, text
from dragoman.coding.coder import Coder
from dragoman.errors import UsageError
from dragoman.records import Article, Coding, article_id

if TYPE_CHECKING:
    from pathlib import Path


@cache
def _coder() -> Coder:
    return Coder.load()


def code(path: str | Path, *, published: date | str | None = None, outlet: str | None = None) -> Coding:
    """Code the one article of a file (.txt, .html, .case, or .jsonl and .csv with one row).

    Raises UsageError if the file holds no article or several; use `Coder.load().code_many(articles)` for many.
    """
    found = list(reading.read([path], published=day(published), outlet=outlet))
    articles = [item for item in found if isinstance(item, Article)]
    if len(articles) != 1:
        reasons = "; ".join(item.message for item in found if not isinstance(item, Article))
        message = f"{path} holds {len(articles)} articles, not one" + (f": {reasons}" if reasons else "")
        raise UsageError(message)
    return _coder().code(articles[0])


def code_text(
    body: str,
    *,
    title: str = "",
    published: date | str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Coding:
    """Code a text. `published` is the day that "Monday" and "last week" are counted from."""
    whole = text.join(title, body)
    if not whole:
        message = "the text is empty; give the words of an article"
        raise UsageError(message)
    article = Article(
        id=article_id(url or "", whole),
        text=whole,
        title=title,
        url=url,
        outlet=outlet,
        published=day(published),
        dated_by="argument" if published else None,
    )
    return _coder().code(article)


def day(value: date | str | None) -> date | None:
    """Read a day that a user gave. Raises UsageError if it is none."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        message = f"{value!r} is no date; write the publication day as 2022-03-14"
        raise UsageError(message) from error
