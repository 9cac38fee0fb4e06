"""Windows over an article, and the features both training and production see."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import tokenizer

from dragoman.coding import encoder
from dragoman.coding.encoder import Encoder, distances, matches, shape
from dragoman.coding.labels import Labels, labels
from dragoman.errors import ModelError
from dragoman.text import join, sentences

TEXT = " ".join(f"The minister of state number {n} met his colleague in the capital yesterday." for n in range(60))


def cut(text, **options):
    return encoder.windows(text, sentences(text), tokenizer(), **options)


@given(st.text(max_size=2000), st.integers(12, 256), st.integers(0, 80))
def test_every_word_is_in_the_core_of_exactly_one_window(raw, limit, context):
    text = join("", raw)
    found = cut(text, limit=limit, context=context)
    cores = [word for window in found for word in window.words[window.core[0] : window.core[1]]]
    assert cores == sorted(set(cores))
    covered = {place for start, end in cores for place in range(start, end)}
    assert covered == {place for place, char in enumerate(text) if not char.isspace()}


@pytest.mark.parametrize("limit", [32, 128, 256])
def test_no_window_is_longer_than_its_limit(limit):
    assert all(len(window.ids) <= limit for window in cut(TEXT, limit=limit))


def test_a_window_begins_with_the_sentences_before_its_core():
    first, second, *_ = cut(TEXT, limit=64, context=24)
    assert second.core[0] > 0
    assert second.words[0] in first.words


def test_a_sentence_longer_than_a_window_is_cut():
    assert len(cut("word " * 1000, limit=64)) > 15


def test_a_word_of_many_pieces_does_not_overflow_a_window():
    assert all(len(window.ids) <= 32 for window in cut("x" * 90 + "7" * 90 + " and more", limit=32))


def test_how_a_word_is_written_is_told_apart():
    assert [shape(word, first=False) for word in ("us", "US", "Us", "I", "5", ",", "iPhone")] == [0, 3, 6, 4, 1, 2, 7]


def test_distances_tell_side_and_sentence():
    text = "Bob met Amy. Sue left."
    (window,) = cut(text)
    bob, amy, sue = (np.asarray([[i, i]]) for i in (0, 2, 4))
    seen = {int(distances(window, *pair)[0, 0]) for pair in ((bob, amy), (amy, bob), (bob, sue), (sue, bob))}
    assert len(seen) == 4


def test_likeness_of_wordings():
    assert matches(["the Group", "the group", "a group", "the group of Amy", "Bob"])[0].tolist() == [3, 3, 2, 1, 0]


def test_a_model_of_another_version_says_what_is_missing():
    old = {name: value for name, value in labels().to_json().items() if name != "stances"}
    with pytest.raises(ModelError, match="names no stances"):
        Labels.from_json(old)


def test_a_folder_that_is_no_model_says_what_is_missing(tmp_path):
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        Encoder(tmp_path)
