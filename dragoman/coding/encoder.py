"""Texts -> numbers: words, windows, the tokenizer and the two ONNX graphs of a model folder. Knows no politics.

A window is a run of whole sentences of at most `limit` word pieces. It answers for its core; the sentences before the
core stand in it so that a pronoun sees its name. Every window is run by itself, never padded beside others, so that an
article gives the same numbers alone and in any batch.

The first graph reads a window once; the second scores triggers and spans that the decoder picked from the first's
output, on the same word vectors. `pair_features` is shared with training, so that both see the same numbers.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from dragoman.records import Sentence

LIMIT = 256  # word pieces of a window; the encoder was pre-trained on this length
CONTEXT = 72  # of these, at most so many for sentences that stand before the core
_WORD = re.compile(r"\w+|[^\w\s]")
_FAR = 6  # farthest bucket of words between two spans, as a power of two

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Window:
    """Words by character offset, their pieces for the encoder, and the range of words the window answers for."""

    words: tuple[tuple[int, int], ...]
    sentence: tuple[int, ...]
    ids: tuple[int, ...]
    first: tuple[int, ...]
    shapes: tuple[int, ...]
    core: tuple[int, int]

    def cover(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last word inside the characters start..end, if the window holds them all."""
        inside = [index for index, (left, right) in enumerate(self.words) if left < end and right > start]
        if not inside or self.words[inside[0]][0] > start or self.words[inside[-1]][1] < end:
            return None
        return inside[0], inside[-1]


@dataclass(frozen=True, slots=True)
class _Cut:
    """One sentence (or a piece of an overlong one) as words and pieces."""

    words: tuple[tuple[int, int], ...]
    shapes: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]
    sentence: int

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


def shape(word: str, first: bool) -> int:
    """Return how a word is written, which an uncased encoder cannot see."""
    if word.isdigit():
        return 1
    if not word[0].isalnum():
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[0].isupper():
        return 5 if first else 6
    return 7 if any(char.isupper() or char.isdigit() for char in word) else 0


SHAPES = 8


def windows(
    text: str,
    sentences: Sequence[Sentence],
    tokenizer: Tokenizer,
    *,
    limit: int = LIMIT,
    context: int = CONTEXT,
) -> list[Window]:
    """Cut an article into windows; every word is in the core of exactly one."""
    cuts = [cut for sentence in sentences for cut in _cuts(text, sentence, tokenizer, limit - 2)]
    found: list[Window] = []
    at = 0
    while at < len(cuts):
        start, room = at, min(context, limit - 2 - cuts[at].size)
        while start > 0 and cuts[start - 1].size <= room:
            start -= 1
            room -= cuts[start].size
        used = sum(cut.size for cut in cuts[start : at + 1])
        end = at + 1
        while end < len(cuts) and used + cuts[end].size <= limit - 2:
            used += cuts[end].size
            end += 1
        found.append(_window(cuts[start:at], cuts[at:end], tokenizer))
        at = end
    return found


def _cuts(text: str, sentence: Sentence, tokenizer: Tokenizer, room: int) -> list[_Cut]:
    words = [match.span() for match in _WORD.finditer(text, sentence.start, sentence.end)]
    if not words:
        return []
    encoding = tokenizer.encode([text[a:b] for a, b in words], is_pretokenized=True, add_special_tokens=False)
    unknown = _special(tokenizer, "[UNK]")
    pieces: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None:
            pieces[word].append(piece)
    whole = [tuple(piece[:room]) or (unknown,) for piece in pieces]
    marks = [shape(text[a:b], index == 0) for index, (a, b) in enumerate(words)]
    cuts: list[_Cut] = []
    start = size = 0
    for index, length in enumerate(map(len, whole)):
        if size + length > room:
            cuts.append(_cut(words, marks, whole, slice(start, index), sentence.index))
            start, size = index, 0
        size += length
    cuts.append(_cut(words, marks, whole, slice(start, len(words)), sentence.index))
    return cuts


def _special(tokenizer: Tokenizer, name: str) -> int:
    found = tokenizer.token_to_id(name)
    if found is None:
        message = f"the tokenizer has no {name}: it is not that of a BERT-like encoder"
        raise ModelError(message)
    return found


def _cut(
    words: list[tuple[int, int]], marks: list[int], pieces: list[tuple[int, ...]], part: slice, index: int
) -> _Cut:
    return _Cut(tuple(words[part]), tuple(marks[part]), tuple(pieces[part]), index)


def _window(before: list[_Cut], core: list[_Cut], tokenizer: Tokenizer) -> Window:
    ids, first = [_special(tokenizer, "[CLS]")], []
    for cut in (*before, *core):
        for pieces in cut.pieces:
            first.append(len(ids))
            ids.extend(pieces)
    ids.append(_special(tokenizer, "[SEP]"))
    words = tuple(word for cut in (*before, *core) for word in cut.words)
    return Window(
        words=words,
        sentence=tuple(cut.sentence for cut in (*before, *core) for _ in cut.words),
        ids=tuple(ids),
        first=tuple(first),
        shapes=tuple(mark for cut in (*before, *core) for mark in cut.shapes),
        core=(sum(len(cut.words) for cut in before), len(words)),
    )


BUCKETS = 2 * (2 * _FAR + 1)
MATCHES = 4


def distances(window: Window, left: Array, right: Array) -> Array:
    """Bucket the words between spans (L, 2) and (R, 2): sign and power of two, apart by same or other sentence: (L, R)."""
    gap = np.where(
        right[None, :, 0] > left[:, None, 1],
        right[None, :, 0] - left[:, None, 1],
        np.minimum(0, right[None, :, 1] - left[:, None, 0]),
    )
    size: Array = np.minimum(np.ceil(np.log2(np.abs(gap) + 1)), _FAR).astype(np.int64)
    sentence = np.asarray(window.sentence, np.int64)
    other = sentence[left[:, 0]][:, None] != sentence[right[:, 0]][None, :]
    bucket: Array = np.sign(gap).astype(np.int64) * size + _FAR + other * (2 * _FAR + 1)
    return bucket


def matches(texts: Sequence[str]) -> Array:
    """Say how alike the wordings of spans are: 3 the same, 2 the same last word, 1 one holds the other, 0 neither."""
    low = [text.lower() for text in texts]
    last = [text.rsplit(None, 1)[-1] for text in low]
    found = np.zeros((len(low), len(low)), np.int64)
    for i, one in enumerate(low):
        for j, two in enumerate(low):
            if one == two:
                found[i, j] = 3
            elif last[i] == last[j]:
                found[i, j] = 2
            elif f" {one} " in f" {two} " or f" {two} " in f" {one} ":
                found[i, j] = 1
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What the first graph says of a window of n words: vectors (n, h), trigger logits (n, types), span logits (kinds, n, n)."""

    vectors: Array
    triggers: Array
    spans: Array


@dataclass(frozen=True, slots=True)
class Links:
    """What the second graph says of T triggers and S spans, all as logits."""

    mode: Array  # (T, modes)
    aux: Array  # (T, aux)
    context: Array  # (T, contexts)
    said: Array  # (T, flags)
    sector: Array  # (S, sectors)
    role: Array  # (T, S, roles)
    stance: Array  # (T, S, stances)
    size: Array  # (T, S, sizes)
    same_party: Array  # (S, S)
    same_event: Array  # (T, T)


class Encoder:
    """A model folder, read from a local path: `config.json`, `tokenizer.json`, `reader.onnx`, `linker.onnx`."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Open the folder; the graphs are loaded at the first window. `threads` 0 leaves the number to onnxruntime."""
        self.folder = folder
        self.threads = threads
        for name in ("config.json", "tokenizer.json", "reader.onnx", "linker.onnx"):
            if not (folder / name).is_file():
                message = f"{folder} is no model folder: {name} is missing; name a folder that training wrote"
                raise ModelError(message)
        try:
            self.config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
        except json.JSONDecodeError as error:
            message = f"{folder / 'config.json'} cannot be read as JSON ({error}); write the model again"
            raise ModelError(message) from error

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The word-piece tokenizer."""
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    def _session(self, name: str) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self.folder / name), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _reader(self) -> Any:
        return self._session("reader.onnx")

    @cached_property
    def _linker(self) -> Any:
        return self._session("linker.onnx")

    def windows(self, text: str, sentences: Sequence[Sentence]) -> list[Window]:
        """Cut an article into windows of the size the model was trained on."""
        return windows(text, sentences, self.tokenizer, limit=self.config["limit"], context=self.config["context"])

    def read(self, window: Window) -> Reading:
        """Run the encoder over one window, once."""
        vectors, triggers, spans = self._reader.run(
            None,
            {
                "ids": np.asarray([window.ids], np.int64),
                "first": np.asarray(window.first, np.int64),
                "shapes": np.asarray(window.shapes, np.int64),
            },
        )
        return Reading(vectors, triggers, spans)

    def link(self, window: Window, reading: Reading, triggers: Array, spans: Array, texts: Sequence[str]) -> Links:
        """Score T triggers (T, 2) and S spans (S, 3: first word, last word, kind) against each other; both at least one."""
        out = self._linker.run(
            None,
            {
                "vectors": reading.vectors,
                "triggers": triggers,
                "spans": spans,
                **pair_features(window, triggers, spans, texts),
            },
        )
        return Links(*out)


def pair_features(window: Window, triggers: Array, spans: Array, texts: Sequence[str]) -> dict[str, Array]:
    """Return the distances trigger-span, span-span and trigger-trigger, and the likeness of the spans' wordings."""
    return {
        "role_distance": distances(window, triggers, spans),
        "span_distance": distances(window, spans, spans),
        "span_match": matches(texts),
        "event_distance": distances(window, triggers, triggers),
    }
