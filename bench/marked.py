"""Sentences with a marked source and target: which event is theirs, and how right its class is. Shared by `plv` and `aw`.

The relation of a row is that of the event whose actor and recipient fit the marks best; if none fits, that of the most
probable trigger in the sentence, however improbable.
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

from dragoman.coding.decode import sigmoid
from dragoman.errors import DragomanError, UsageError
from dragoman.records import Article, Party, article_id
from dragoman.text import normalise, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dragoman.coding.coder import Coder

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
    """The event type read for a row, how sure, and whether its parties are the marked ones."""

    type: str | None
    score: float
    fits: float


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


def read(coder: Coder, row: Row) -> Found:
    """Code a row's sentence and pick the event that is the marked parties'."""
    explanation = coder.explain(row.article)
    best = Found(None, 0.0, 0.0)
    mentions = {entity.id: entity.mentions for entity in explanation.coding.entities}
    sides = max(1, (row.source is not None) + (row.target is not None))
    for event in explanation.coding.events:
        actor = _fit(event.actors, row.source, mentions)
        recipient = _fit(event.recipients, row.target, mentions)
        together = min(_fit(event.actors, row.source, mentions), _fit(event.actors, row.target, mentions))
        back = min(_fit(event.recipients, row.source, mentions), _fit(event.actors, row.target, mentions)) / 2
        fits = max((actor + recipient) / sides, together, back)
        if (fits, event.score) > (best.fits, best.score):
            best = Found(event.type, event.score, fits)
    if best.fits > 0:
        return best
    return _likeliest(coder, row.article)


def _likeliest(coder: Coder, article: Article) -> Found:
    """Return the type of the most probable trigger word, however improbable."""
    best = Found(None, 0.0, 0.0)
    for window in coder.encoder.windows(article.text, sentences(article.text)):
        logits = coder.encoder.read(window).triggers
        word, kind = divmod(int(logits.argmax()), logits.shape[1])
        score = float(sigmoid(logits[word, kind]))
        if score > best.score:
            best = Found(coder.labels.types[kind], score, 0.0)
    return best


def _fit(parties: Iterable[Party], span: tuple[int, int] | None, mentions: dict) -> float:  # type: ignore[type-arg]
    """Return the best overlap of a party's mentions with the marked words, from 0 to 1; 0 where none are marked."""
    found = 0.0
    if span is None:
        return found
    for party in parties:
        for mention in mentions.get(party.entity, ()):
            common = min(mention.end, span[1]) - max(mention.start, span[0])
            found = max(found, common / min(mention.end - mention.start, span[1] - span[0]))
    return max(0.0, found)


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
