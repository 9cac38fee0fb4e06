"""An encoder that answers from a case: everything after the model, tested in milliseconds without a model."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
from tokenizers import Tokenizer

from dragoman import notation
from dragoman.coding import encoder
from dragoman.coding.coder import Coder
from dragoman.coding.encoder import Links, Reading
from dragoman.coding.labels import labels
from dragoman.records import Article, Coding
from training.batches import examples

YES, NO = 8.0, -8.0


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(resources.files("dragoman.coding") / "model" / "tokenizer.json"))


class ScriptedEncoder:
    """Gives every right answer the logit 8 and every wrong one -8."""

    def __init__(self, *cases: notation.Case, limit: int = encoder.LIMIT) -> None:
        self.config = {"labels": labels().to_json(), "model": "scripted"}
        self.limit = limit
        self.known = {}
        for case in cases:
            for example in examples(case.coding, case.name, tokenizer(), labels(), limit=limit):
                self.known[example.window.ids, example.window.core] = example

    def windows(self, text, sentences):
        return encoder.windows(text, sentences, tokenizer(), limit=self.limit)

    def read(self, window) -> Reading:
        example = self.known[window.ids, window.core]
        count = len(window.words)
        spans = np.full((len(labels().kinds), count, count), NO)
        for start, end, kind in example.spans:
            spans[kind, start, end] = YES
        return Reading(np.zeros((count, 1)), np.where(example.word_types > 0, YES, NO), spans)

    def link(self, window, reading, triggers, spans, texts) -> Links:
        example = self.known[window.ids, window.core]
        rows = [self._row(example, trigger) for trigger in triggers]
        where = {tuple(span): index for index, span in enumerate(example.spans.tolist())}
        columns = [where[tuple(span)] for span in spans.tolist()]
        roles = np.where(example.roles[rows][:, columns] == 1, YES, NO)
        members = example.members[columns]
        same = (members.astype(int) @ members.T.astype(int)) > 0
        aux = np.eye(len(labels().aux))[example.aux[rows]]
        event = example.event[rows]
        return Links(
            mode=_logits(example.modes[rows]),
            aux=_logits(aux),
            context=_logits(example.contexts[rows]),
            said=_logits(example.said[rows]),
            sector=_logits(example.sectors[columns]),
            role=roles,
            stance=_choices(example.stances[rows][:, columns], len(labels().stances)),
            size=_choices(example.sizes[rows][:, columns], len(labels().sizes)),
            same_party=np.where(same, YES, NO),
            same_event=np.where(event[:, None] == event[None], YES, NO),
        )

    @staticmethod
    def _row(example, trigger) -> int:
        inside = [i for i, (start, end) in enumerate(example.triggers) if start <= trigger[1] and trigger[0] <= end]
        return inside[0]


def _logits(values):
    return np.where(values > 0, YES, NO)


def _choices(kinds, count):
    return np.where(kinds[..., None] == np.arange(count), YES, NO)


def reading_of(case: notation.Case, **options) -> Coding:
    """Code a case's article with an encoder that knows all the answers."""
    return Coder(ScriptedEncoder(case, **options)).code(case.coding.article)


def case(text: str) -> notation.Case:
    (found,) = notation.parse(text)
    return found


def article(text: str, **fields) -> Article:
    return Article(id="a_test", text=text, **fields)
