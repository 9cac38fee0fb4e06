"""The command line, run as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman import notation

ROOT = Path(__file__).parents[1]
STORY = (
    "Police arrest union leader in Lagos\n\nLAGOS, 14 March 2022 - Police in Nigeria arrested the leader of the dockers' union in Lagos "
    "on Sunday, and the government said it would not negotiate with the strikers.\n"
)


def dragoman(*arguments, stdin=b"", cwd=None, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", **environment},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def test_an_article_gives_a_table_no_wider_than_100_columns(story):
    code, out, err = dragoman("code", story)
    assert code == 0
    assert out.startswith("Police arrest union leader in Lagos")
    assert "1 article," in err
    assert max(map(len, out.splitlines())) <= 100


def test_no_colour_leaves_no_control_codes(story):
    assert "\x1b" not in dragoman("code", story)[1]


def test_json_lines_are_one_object_an_event(story):
    code, out, _ = dragoman("code", story, "--format", "jsonl")
    assert code == 0
    assert all(json.loads(line)["cite_info"]["publication"] == "2022-03-14" for line in out.splitlines())


def test_case_output_can_be_read_back(story):
    code, out, _ = dragoman("code", story, "--format", "case")
    assert code == 0
    assert notation.parse(out)[0].coding.article.title == "Police arrest union leader in Lagos"


def test_standard_input_is_read(story):
    code, out, _ = dragoman("code", "-", "--published", "2022-03-14", stdin=story.read_bytes())
    assert code == 0
    assert "Police arrest" in out


def test_min_score_leaves_out_what_is_less_sure(story):
    _, out, _ = dragoman("code", story, "--format", "jsonl", "--min-score", "1.0")
    assert out == ""


def test_out_writes_a_file(story, tmp_path):
    code, out, _ = dragoman("code", story, "--format", "jsonl", "--out", tmp_path / "events.jsonl")
    assert (code, out) == (0, "")
    assert (tmp_path / "events.jsonl").exists()
    assert not list(tmp_path.glob("*.part"))


def test_explain_goes_sentence_by_sentence(story):
    code, out, _ = dragoman("explain", story)
    assert code == 0
    assert "the government said it would not negotiate" in " ".join(out.split())


def test_ontology_prints_all_types_or_one():
    assert dragoman("ontology")[1].count("quad") == 16
    code, out, _ = dragoman("ontology", "assault")
    assert code == 0
    assert "suicide-attack" in out


def test_an_unknown_name_offers_the_nearest():
    code, _, err = dragoman("ontology", "ASSALT")
    assert code == 2
    assert "ASSAULT" in err


@pytest.mark.parametrize("command", [(), ("code",), ("explain",), ("ontology",)])
def test_help_shows_an_example(command):
    code, out, _ = dragoman(*command, "--help")
    assert code == 0
    assert "dragoman" in out
    assert not command or "Example" in out


def test_good_input_is_coded_beside_bad_and_the_exit_code_tells(story, tmp_path):
    rows = [
        '{"text": "The army arrested three men in the town, police said.", "published": "2020-01-02"}',
        "not json",
        '{"id": 1}',
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    code, out, err = dragoman("code", story, tmp_path / "rows.jsonl", tmp_path / "nothing.txt")
    assert code == 1
    assert "Police arrest union leader" in out
    assert "rows.jsonl:2" in err
    assert "rows.jsonl:3" in err
    assert "nothing.txt" in err
    assert "2 articles" in err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("odd.html", b"<html><body><nav>Home</nav></body></html>"),
        (
            "german.txt",
            b"Der Minister hat die Polizei nicht gesehen und ist mit dem Zug von Berlin nach Hamburg gefahren.",
        ),
        ("broken.case", b'=== a\ntitle: x\n\nBob met Amy.\n\n--- parties\n--- events\nCONSULTS "met"\n'),
        ("date.csv", b"text,published\nThe police arrested three men.,yesterday\n"),
    ],
)
def test_bad_input_is_a_listed_problem(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    code, _, err = dragoman("code", tmp_path / name)
    assert code == 1
    assert f"{name}" in err
    assert "Traceback" not in err


def test_fifty_megabytes_of_text_are_refused_at_once(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"The army moved on. " * 2_700_000)
    code, _, err = dragoman("code", tmp_path / "big.txt")
    assert code == 1
    assert "split it into its articles" in err


def test_a_folder_with_nothing_in_it_is_a_listed_problem(tmp_path):
    code, _, err = dragoman("code", tmp_path)
    assert code == 1
    assert "holds no file" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "x.txt", "--published", "yesterday"),
        ("code", "x.txt", "--min-score", "7"),
        ("code", "x.txt", "--format", "xml"),
        ("cod",),
    ],
)
def test_wrong_usage_exits_with_2(arguments):
    code, _, err = dragoman(*arguments)
    assert code == 2
    assert err
    assert "Traceback" not in err


def test_a_model_folder_that_is_none_is_wrong_usage(story, tmp_path):
    code, _, err = dragoman("code", story, "--model", tmp_path)
    assert code == 2
    assert "config.json is missing" in err


def test_an_output_that_cannot_be_written_is_wrong_usage(story, tmp_path):
    code, _, err = dragoman("code", story, "--out", tmp_path / "no" / "where.jsonl")
    assert code == 2
    assert "cannot write" in err
