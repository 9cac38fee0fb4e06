"""Sentence splitters against hand-marked sentence ends in real documents.

    python -m bench.sentences ARTICLES.jsonl [--json]

`ARTICLES.jsonl` is a file of articles with `id` and `text`, of which `sentence_gold.json` marks some. Prints precision, recall
and F1 of sentence ends (paragraph ends, which every splitter gets for nothing, are left out) and characters per second,
for the splitter that dragoman uses and for every other one that is installed; `pip install pysbd syntok blingfire spacy
sentencex` brings those of docs/decisions/0002-sentence-splitting.md.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.cases import Count
from dragoman import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOLD = Path(__file__).with_name("sentence_gold.json")
_PARAGRAPH = re.compile(r"[^\n]+")

Splitter = "Callable[[str], list[int]]"  # a paragraph -> the offsets behind its sentences


def _dragoman() -> Callable[[str], list[int]]:
    return lambda words: [sentence.end for sentence in text.sentences(words)]


def _nupunkt() -> Callable[[str], list[int]]:
    module = importlib.import_module("nupunkt")
    return lambda words: [end for _, end in module.sent_spans(words)]


def _pysbd() -> Callable[[str], list[int]]:
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    return lambda words: [span.end for span in segmenter.segment(words)]


def _syntok() -> Callable[[str], list[int]]:
    module = importlib.import_module("syntok.segmenter")

    def split(words: str) -> list[int]:
        found = (sentence[-1] for paragraph in module.analyze(words) for sentence in paragraph)
        return [token.offset + len(token.value) for token in found]

    return split


def _blingfire() -> Callable[[str], list[int]]:
    module = importlib.import_module("blingfire")
    return lambda words: [end for _, end in module.text_to_sentences_and_offsets(words)[1]]


def _spacy() -> Callable[[str], list[int]]:
    pipeline = importlib.import_module("spacy").blank("en")
    pipeline.add_pipe("sentencizer")
    return lambda words: [sentence.end_char for sentence in pipeline(words).sents]


def _sentencex() -> Callable[[str], list[int]]:
    module = importlib.import_module("sentencex")

    def split(words: str) -> list[int]:
        ends, at = [], 0
        for part in module.segment("en", words):
            at = words.index(part.strip(), at) + len(part.strip())
            ends.append(at)
        return ends

    return split


SPLITTERS: dict[str, Callable[[], Callable[[str], list[int]]]] = {
    "dragoman": _dragoman,
    "nupunkt": _nupunkt,
    "pysbd": _pysbd,
    "syntok": _syntok,
    "blingfire": _blingfire,
    "spacy sentencizer": _spacy,
    "sentencex": _sentencex,
}


def documents(articles: Path) -> Iterator[tuple[str, set[int]]]:
    """Return each marked document: its text and the offsets behind its sentences. Raises ValueError where a text is another."""
    rows = (json.loads(line) for line in articles.read_text("utf-8").splitlines())
    texts = {row["id"]: text.normalise(re.sub(r"\n+", "\n\n", row["text"])) for row in rows}
    for document in json.loads(GOLD.read_text("utf-8"))["documents"]:
        found = texts.get(document["id"], "")
        if hashlib.sha256(found.encode()).hexdigest() != document["sha256"]:
            message = f"{articles} holds no {document['id']}, or with another text than the one that was marked"
            raise ValueError(message)
        yield found, set(document["ends"])


def score(split: Callable[[str], list[int]], marked: list[tuple[str, set[int]]]) -> dict[str, float]:
    """Score a splitter on the ends inside paragraphs."""
    count, size, started = Count(), 0, time.perf_counter()
    for words, ends in marked:
        for paragraph in _PARAGRAPH.finditer(words):
            start, end = paragraph.span()
            wanted = {at for at in ends if start < at < end}
            given = {start + len(paragraph.group()[:at].rstrip()) for at in split(paragraph.group())} - {end}
            count.add(len(wanted & given), len(given), len(wanted))
            size += end - start
    return {**count.scores(), "characters per second": round(size / (time.perf_counter() - started))}


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.sentences", description="Compare sentence splitters.")
    parser.add_argument("articles", type=Path, help="a .jsonl file of articles with id and text")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    marked = list(documents(arguments.articles))
    result: dict[str, Any] = {}
    for name, make in SPLITTERS.items():
        try:
            split = make()
        except ImportError:
            continue
        split("One. Two.")  # what is loaded at the first call is no part of the speed
        result[name] = score(split, marked)
    if arguments.json:
        sys.stdout.write(json.dumps({"documents": len(marked), "splitters": result}) + "\n")
        return 0
    sys.stdout.write(f"{len(marked)} documents\n{'':20s}{'P':>7s}{'R':>7s}{'F1':>7s}{'n':>6s}   characters/s\n")
    for name, row in result.items():
        sys.stdout.write(
            f"{name:20s}{row['p']:7.3f}{row['r']:7.3f}{row['f1']:7.3f}{row['n']:6d}{row['characters per second']:14,d}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
