"""Texts are normalised once, and their sentences cover them in order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.text import join, normalise, sentences


def cut(text):
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


@given(st.text(max_size=600))
def test_normalising_twice_changes_nothing(raw):
    assert normalise(normalise(raw)) == normalise(raw)


@given(st.text(alphabet=st.sampled_from("abcDE .,!?\"'\n[1]—U.S."), max_size=300))
def test_sentences_cover_every_visible_character_in_order(raw):
    text = normalise(raw)
    found = sentences(text)
    assert [s.index for s in found] == list(range(len(found)))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_a_line_break_inside_a_paragraph_is_a_space_and_an_empty_line_divides():
    assert normalise("One\r\nline.\r\n\r\n\r\nTwo \u200b lines.\t") == "One line.\n\nTwo lines."
    assert join("A title", "A body.") == "A title\n\nA body."
    assert join("", "A body.") == "A body."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Lt. Gen. Stephen Coe. Sen. Kerry left.", ["He met Lt. Gen. Stephen Coe.", "Sen. Kerry left."]),
        ("Gordon was wounded. [1] He left.", ["Gordon was wounded. [1]", "He left."]),
        ("They met at 10 a.m. Monday in the U.S. The talks failed.", ["They met at 10 a.m. Monday in the U.S.", "The talks failed."]),
        ("A headline without a stop\n\nThe body. Goes on.", ["A headline without a stop", "The body.", "Goes on."]),
    ],
)  # fmt: skip
def test_what_ends_a_sentence(text, expected):
    assert cut(text) == expected


def test_time_is_linear_in_a_text_without_a_break():
    assert len(sentences("The minister met the envoy. " * 20_000)) == 20_000
