"""One page -> one article. trafilatura finds the text; page furniture that it leaves is taken out by rules of form."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from dragoman.reading.plain import day
from dragoman.reading.source import article
from dragoman.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.reading.source import Source

SHORTEST = 60  # characters: below this a page's text is a label or a menu, not an article

# A paragraph that opens like this is furniture, however long.
_OPENS = re.compile(
    r"(?:you (?:might|may) also (?:like|be interested)|read (?:more|next|also)\b|also read\b|related(?: (?:stories|articles|coverage|topics?))?\s*:?$|"
    r"more (?:on this story|from|stories|about this)\b|most (?:read|popular|viewed)|trending\b|recommended\b|"
    r"sign up (?:for|to)\b|subscribe\b|get (?:the|our) .{0,40}(?:newsletter|e-?mail|inbox)|(?:our )?newsletter\b|"
    r"(?:share|tweet|e-?mail|print|whatsapp|facebook|copy link|follow us|comments?)(?:\s*[|:·,]|\s*\d|\s*$|\s+(?:this|on|us)\b)|"
    r"(?:photo(?:graph)?s?|image|picture|file photo|caption|video|watch)\s*(?:by\b|:|credit|\||/)|advert(?:isement|isment|ising)?\s*$|"
    r"(?:we|this (?:site|website)) (?:use|uses) cookies|cookies?\b.{0,60}(?:accept|consent|settings|policy)|accept (?:all )?cookies|"
    r"©|copyright\b|all rights reserved|terms (?:of|and)|privacy policy|skip to|back to top|log ?in\b|register (?:now|here)|"
    r"by .{3,60}(?:correspondent|reporter|editor|staff)s?$|(?:published|updated|posted|last (?:updated|modified))\s*(?:at|on|:|\d))",
    re.IGNORECASE,
)
# A short paragraph that is nothing else is furniture, too.
_COUNTS = re.compile(
    r"(?:\d[\d.,]*\s*[km]?\s*(?:shares?|comments?|views?|likes?|reactions?|min(?:utes?)?(?: read)?|followers)[\s·|,]*)+$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\((?:photo|image|picture|file)[^)]*\)\s*$|\b(?:Getty Images|Reuters/\w|AP Photo|AFP/\w|via Getty)", re.IGNORECASE
)


def read_page(source: Source) -> Iterator[Article | Problem]:
    """Read the article of one HTML page."""
    data = source.whole()
    if isinstance(data, Problem):
        yield data
        return
    if b"\x00" in data[:1024] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Problem("binary", "this is no HTML: it holds zero bytes", source.where)
        return
    yield page(data, source.where)


def page(data: bytes, where: str) -> Article | Problem:
    """Take title, outlet, date and text out of a page's bytes."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            data, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True
        )
    except Exception as error:  # noqa: BLE001 - a parser's failure on one page is that page's problem
        return Problem("html", f"the page cannot be read ({type(error).__name__}: {error})", where)
    if found is None or isinstance(found, dict) or not found.text:
        return Problem("html", "there is no article in this page", where)
    title = (found.title or "").strip()
    paragraphs = [line.strip() for line in found.text.split("\n")]
    kept = [words for words in paragraphs if words and words != title and not is_furniture(words)]
    body = "\n\n".join(kept)
    if len(body) < SHORTEST:
        return Problem("html", f"there is no article in this page: only {len(body)} characters of text", where)
    return article(
        where,
        body,
        title=title,
        url=found.url or None,
        outlet=found.sitename or found.hostname or None,
        published=day(found.date) if found.date else None,
        dated_by="page",
        language=found.language,
    )


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph belongs to the page rather than to its article: it opens so, counts clicks, or credits a picture."""
    if _OPENS.match(paragraph) or _COUNTS.match(paragraph):
        return True
    return len(paragraph) < 240 and bool(_CREDIT.search(paragraph))
