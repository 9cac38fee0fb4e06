"""Sentences with a marked source and target: what the one did to the other, and how right that is. Shared by `plv` and `aw`.

The model is asked about the marked pair: of all words and types it takes the one whose probability as a trigger, times that
of the pair as its actor and recipient (or as both its actors), is greatest. Such files mark a pair only where something
passed between the two, so there is always an answer. What the coder itself makes of the sentence, thresholds and all, is
scored beside it ("as coded"): the event whose parties fit the marks best, and none where no party fits.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.coding.decode import pick_spans, sigmoid
from dragoman.errors import DragomanError, UsageError
from dragoman.records import Article, article_id
from dragoman.text import normalise, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dragoman.coding.coder import Coder
    from dragoman.coding.encoder import Array, Window
    from dragoman.records import Party, Span

LONGEST = 40  # words of a mark that the model can take as one span
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence without its marks, where the marks stood, and what is true of it."""

    article: Article
    source: tuple[int, int] | None  # None where the row leaves this side unmarked
    target: tuple[int, int] | None
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The event type between the marked parties, and the type of the coded event whose parties they are, if there is one."""

    type: str | None
    coded: str | None


def rows(path: Path) -> list[Row]:
    """Read a tab-separated file with the column `marked_sentence`: `<s>source</s> ... <t>target</t>`.

    Raises UsageError where there is no such file or column.
    """
    if not path.is_file():
        message = f"there is no file {path}; name a tab-separated file with the column marked_sentence"
        raise UsageError(message)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        if "marked_sentence" not in (reader.fieldnames or ()):
            message = f"{path} has no column marked_sentence; seen: {', '.join(reader.fieldnames or ())}"
            raise UsageError(message)
        return [_row(fields) for fields in reader]


def _row(fields: dict[str, str]) -> Row:
    marked = normalise(fields["marked_sentence"])
    spots: dict[str, int] = {}
    plain, at = "", 0
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        spots[mark.group()] = len(plain)
        at = mark.end()
    plain += marked[at:]
    article = Article(article_id("", plain), plain)
    sides = [
        (spots[f"<{side}>"], spots[f"</{side}>"]) if {f"<{side}>", f"</{side}>"} <= set(spots) else None
        for side in "st"
    ]
    return Row(article, sides[0], sides[1], fields)


CANDIDATES = 16  # words of a window that are asked about, the likeliest triggers first
DOUBT = 0.3  # added to the probability of a party: a sure trigger with unsure parties beats an unsure trigger
MUTUAL = 0.5  # what two marked actors are worth beside a marked actor and recipient


def read(coder: Coder, row: Row) -> Found:
    """Ask about a row's marked parties, and code its sentence."""
    scores = sum((_asked(coder, row, window) for window in _windows(coder, row)), np.zeros(len(coder.labels.types)))
    asked = coder.labels.types[int(scores.argmax())] if scores.max() > 0 else None
    return Found(asked, _coded(coder, row))


def _windows(coder: Coder, row: Row) -> list[Window]:
    return coder.encoder.windows(row.article.text, sentences(row.article.text))


def _asked(coder: Coder, row: Row, window: Window) -> Array:
    """Return for each type how probable a trigger of it is that has the marked parties (types,)."""
    labels, text = coder.labels, row.article.text
    reading = coder.encoder.read(window)
    marks = [_mark(window, side, reading.spans[: labels.parties]) for side in (row.source, row.target)]
    spans = pick_spans(reading.spans, labels.parties, window.sentence) + [mark for mark in marks if mark]
    if not spans:
        return np.zeros(len(labels.types))
    probable = sigmoid(reading.triggers)
    words = np.argsort(-probable.max(1), kind="stable")[:CANDIDATES]
    chars = [(window.words[start][0], window.words[end][1]) for start, end, _ in spans]
    pieces = [text[start:end] for start, end in chars]
    links = coder.encoder.link(window, reading, np.stack([words, words], 1), np.asarray(spans, np.int64), pieces)
    roles = sigmoid(links.role)
    overlaps = [
        np.asarray(
            [_overlap(span, side) * (kind < labels.parties) for span, (_, _, kind) in zip(chars, spans, strict=True)]
        )
        for side in (row.source, row.target)
    ]

    def part(role: str, side: int) -> Array:
        found: Array = (roles[:, :, labels.roles.index(role)] * overlaps[side]).max(1) + DOUBT
        return found

    directed = part("actor", 0) * part("recipient", 1)
    mutual = part("actor", 0) * part("actor", 1) * MUTUAL
    best: Array = (probable[words] * np.maximum(directed, mutual)[:, None]).max(0)
    return best


def _mark(window: Window, side: tuple[int, int] | None, spans: Array) -> tuple[int, int, int] | None:
    """Return the words that a mark covers, as a span of the likeliest kind of party."""
    inside = [i for i, word in enumerate(window.words) if side and _overlap(word, side) > 0]
    if not inside:
        return None
    start, end = inside[0], min(inside[-1], inside[0] + LONGEST)
    return start, end, int(spans[:, start, end].argmax())


def _coded(coder: Coder, row: Row) -> str | None:
    """Return the type of the coded event whose parties fit the marks best."""
    coding = coder.code(row.article)
    mentions = {entity.id: entity.mentions for entity in coding.entities}
    best, kind = (0.0, 0.0), None
    for event in coding.events:
        actor, recipient = (
            [_fit(parties, side, mentions) for side in (row.source, row.target)]
            for parties in (event.actors, event.recipients)
        )
        fits = max((actor[0] + recipient[1]) / 2, min(actor), min(recipient[0], actor[1]) / 2)
        if fits > 0 and (fits, event.score) > best:
            best, kind = (fits, event.score), event.type
    return kind


def _fit(parties: Iterable[Party], side: tuple[int, int] | None, mentions: dict[str, tuple[Span, ...]]) -> float:
    """Return the best overlap of a party's mentions with the marked words, from 0 to 1; 0 where none are marked."""
    spans = [(mention.start, mention.end) for party in parties for mention in mentions.get(party.entity, ())]
    return max((_overlap(span, side) for span in spans), default=0.0)


def _overlap(span: tuple[int, int], side: tuple[int, int] | None) -> float:
    """Return the share of the longer of two spans that both cover."""
    if side is None:
        return 0.0
    common = min(span[1], side[1]) - max(span[0], side[0])
    return max(0.0, common / max(span[1] - span[0], side[1] - side[0]))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> tuple[float, dict[str, float]]:
    """Return the mean F1 over the classes that occur in gold, and each one's. Pairs are (gold, predicted)."""
    classes = sorted({gold for gold, _ in pairs})
    scores = {}
    for name in classes:
        right = sum(gold == name == found for gold, found in pairs)
        total = sum((gold == name) + (found == name) for gold, found in pairs)
        scores[name] = 2 * right / total if total else 0.0
    return sum(scores.values()) / len(scores) if scores else 0.0, scores


def read_all(coder: Coder, path: Path) -> tuple[list[tuple[Row, Found]], float]:
    """Read every row; return what was found and the sentences per second."""
    found = rows(path)
    started = time.perf_counter()
    read_rows = [(row, read(coder, row)) for row in found]
    return read_rows, len(found) / (time.perf_counter() - started)


def run(name: str, about: str, score: Callable[[list[tuple[Row, Found]]], dict[str, Any]]) -> int:
    """Be the command line of a bench over such a file: print a table, or one JSON object with --json."""
    from dragoman.coding.coder import Coder as Coder_

    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=about)
    parser.add_argument("file", type=Path, help="tab-separated, with the column marked_sentence")
    parser.add_argument("--model", type=Path, help="a model folder other than the one that is shipped")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    try:
        coder = Coder_.load(arguments.model)
        found, speed = read_all(coder, arguments.file)
    except DragomanError as error:
        parser.error(str(error))
    result = {"rows": len(found), "coder": coder.name, **score(found), "sentences per second": round(speed, 1)}
    if arguments.json:
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        flat = ((key, value) for key, value in result.items() if not isinstance(value, dict))
        sys.stdout.writelines(f"{key:22s} {value}\n" for key, value in flat)
        for key, value in result.items():
            if isinstance(value, dict):
                sys.stdout.writelines(f"  {key} {inner:12s} {number}\n" for inner, number in value.items())
    return 0
