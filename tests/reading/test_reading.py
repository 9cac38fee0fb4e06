"""The outside world becomes Articles and Problems; no bytes raise, and page furniture never becomes text."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import reading
from dragoman.reading.html import is_furniture
from dragoman.reading.plain import dateline
from dragoman.reading.source import Source
from dragoman.records import Article, Problem

EXAMPLES = Path(__file__).parents[2] / "examples"
BODY = "Police arrested a union leader in Lagos on Sunday. The union demanded that he be freed at once."


def read(tmp_path, name, data, **more):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(reading.read([path], **more))


def test_a_page_gives_title_outlet_date_and_only_its_article():
    (page,) = reading.read([EXAMPLES / "harbour-strike.html"])
    assert page.title == "Dockers walk out after police raid on union hall"
    assert (page.outlet, page.published) == ("The Port Meridian Post", date(2021, 9, 8))
    assert page.text.startswith(page.title + "\n\nSome 3,000 dockers")
    for furniture in (
        "cookies",
        "You might also",
        "Ten beaches",
        "shares",
        "Photo:",
        "newsletter",
        "Read more",
        "oldsalt52",
        "©",
    ):
        assert furniture not in page.text


@pytest.mark.parametrize("words", ["1.2k shares", "48 comments", "You might also like", "Share on Facebook", "Photo: Jonas Field/AFP",
                                   "We use cookies to improve your experience.", "Sign up for our newsletter", "© 2021 The Post"])  # fmt: skip
def test_page_furniture_is_known_by_its_form(words):
    assert is_furniture(words)


@pytest.mark.parametrize("words", ["Shares in the mine fell after the raid on its offices.", "Comments by the minister drew protest.",
                                   "Photographers were beaten by police in Minsk on Sunday, a union said."])  # fmt: skip
def test_news_that_begins_like_furniture_stays(words):
    assert not is_furniture(words)


def test_a_text_may_open_with_title_and_dateline(tmp_path):
    (article,) = read(tmp_path, "a.txt", f"A title\n\nLAGOS, 14 March 2022 - {BODY}")
    assert (article.title, article.published, article.dated_by) == ("A title", date(2022, 3, 14), "dateline")


@pytest.mark.parametrize(
    ("head", "expected"),
    [("GENEVA, March 3, 1998 - X", date(1998, 3, 3)), ("(Paris, 2 Sept. 2004) X", date(2004, 9, 2)), ("2011-05-06 - X", date(2011, 5, 6)),
     ("GENEVA, March 3 - X", None), ("31 February 2020 - X", None), ("The war of 3 May 1991 was long, he said in a long sentence that has no dash", date(1991, 5, 3))],
)  # fmt: skip
def test_datelines(head, expected):
    assert dateline(head) == expected


def test_what_a_file_lacks_is_filled_and_what_it_has_stays(tmp_path):
    rows = [{"text": BODY}, {"text": BODY, "published": "2020-01-02", "outlet": "Own"}]
    found = read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)), published=date(2022, 3, 14), outlet="Given")
    assert [(a.published, a.outlet) for a in found] == [(date(2022, 3, 14), "Given"), (date(2020, 1, 2), "Own")]


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path):
    found = read(
        tmp_path, "a.jsonl", json.dumps({"text": BODY}) + "\n{broken\n" + json.dumps({"text": BODY, "id": "x"})
    )
    assert [type(item) for item in found] == [Article, Problem, Article]
    assert found[1].where.endswith("a.jsonl:2")


def test_a_date_that_is_none_is_listed_and_the_article_is_read_without(tmp_path):
    problem, article = read(tmp_path, "a.csv", f'text,published\n"{BODY}",2022-13-14\n')
    assert "2022-13-14" in problem.message
    assert article.published is None
    assert article.text == BODY


def test_standard_input_is_read_by_its_look():
    def first(data):
        return next(iter(reading.read(["-"], stdin=io.BytesIO(data))))

    assert first(BODY.encode()).text == BODY
    assert first(json.dumps({"text": BODY, "outlet": "O"}).encode()).outlet == "O"
    assert first(b"").rule == "empty"


def test_folders_and_patterns_are_read_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "c.png"):
        (tmp_path / name).write_text(BODY, "utf-8")
    folder = [Path(article.id and str(tmp_path)) for article in reading.read([tmp_path])]
    assert len(folder) == 2
    assert len(list(reading.read([str(tmp_path / "*.txt")]))) == 2
    (missing,) = reading.read([str(tmp_path / "*.zip")])
    assert missing.rule == "missing"


def test_other_languages_are_listed(tmp_path):
    german = (
        "Der Minister hat den Botschafter in Berlin getroffen und die Sanktionen nicht aufgehoben. Das ist die Lage."
    )
    (problem,) = read(tmp_path, "a.txt", german)
    assert problem.rule == "language"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    (article,) = read(
        tmp_path,
        "a.txt",
        ("Police held José Núñez in Málaga; the café’s owner protested to the mayor. " * 3).encode(encoding),
    )
    assert "José Núñez" in article.text


@given(st.binary(max_size=400), st.sampled_from([name for name in reading.READERS if name != ".html"]))
def test_no_bytes_raise(data, suffix):
    with Source("x", suffix, io.BytesIO(data)) as source:
        assert all(isinstance(item, Article | Problem) for item in reading.READERS[suffix](source))


@pytest.mark.parametrize(
    "data", [b"<html>", b"<html><body><p>" + b"<div>" * 3000, b"\xff\xfe<\x00", b"<p>" + bytes(range(256))]
)
def test_no_page_raises(data):
    with Source("x", ".html", io.BytesIO(data)) as source:
        assert all(isinstance(item, Problem) for item in reading.READERS[".html"](source))
