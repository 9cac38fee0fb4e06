"""The package as others see it: light to import, its public names, its figures."""

import json
import subprocess
import sys
import time
from importlib import metadata, resources
from pathlib import Path

import pytest

import dragoman
from bench.floor import check

ROOT = Path(__file__).parents[1]


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120).stdout


def test_importing_dragoman_loads_nothing_heavy():
    heavy = run(
        "import sys, dragoman; print([m for m in ('numpy', 'onnxruntime', 'tokenizers', 'rich', 'typer', 'trafilatura') if m in sys.modules])"
    )
    assert heavy.strip() == "[]"


def test_the_public_names_can_all_be_had():
    assert all(getattr(dragoman, name) for name in dragoman.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dragoman.nothing


def test_the_core_needs_no_torch():
    needs = " ".join(need for need in metadata.requires("dragoman") if "extra ==" not in need)
    assert "torch" not in needs
    assert "lxml_html_clean" in needs.replace("-", "_")


def test_version_is_told_alike_everywhere():
    from dragoman.coding.coder import VERSION

    assert dragoman.__version__ == VERSION == metadata.version("dragoman")


def test_the_model_is_under_thirty_megabytes():
    folder = resources.files("dragoman.coding") / "model"
    assert sum(len(file.read_bytes()) for file in folder.iterdir() if file.is_file()) < 30_000_000


def test_torch_and_onnx_agreed_when_the_model_was_written():
    proof = json.loads((resources.files("dragoman.coding") / "model" / "proof.json").read_text("utf-8"))
    assert proof["largest difference of torch and float"] < 1e-3
    assert abs(proof["goal"]["int8"] - proof["goal"]["torch"]) < 0.02


def test_code_text_codes_a_text():
    coding = dragoman.code_text(
        "Police in Nigeria arrested the leader of the dockers' union on Sunday.", published="2022-03-14"
    )
    assert coding.article.published.isoformat() == "2022-03-14"


def test_code_codes_the_one_article_of_a_file(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("Police in Nigeria arrested the leader of the dockers' union on Sunday.", "utf-8")
    assert dragoman.code(path, published="2022-03-14").article.text.startswith("Police")


def test_a_file_without_an_article_is_wrong_usage(tmp_path):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    with pytest.raises(dragoman.UsageError, match="nothing in it"):
        dragoman.code(tmp_path / "empty.txt")


def test_a_publication_day_that_is_none_is_wrong_usage():
    with pytest.raises(dragoman.UsageError, match="is no date"):
        dragoman.code_text("Words.", published="tomorrow")


@pytest.mark.model
def test_the_shipped_model_scores_no_lower_than_recorded():
    problems = check(ROOT / "corpus" / "test")
    assert not problems, "\n".join(problems)


@pytest.mark.model
def test_the_shipped_model_gives_the_same_alone_and_beside_others():
    from dragoman.coding.coder import Coder
    from training import corpus

    cases = corpus.load(ROOT / "corpus" / "dev")[:6]
    articles = [case.coding.article for case in cases]
    coder = Coder.load()
    assert list(coder.code_many(articles)) == [Coder.load().code(article) for article in articles]


@pytest.mark.model
def test_an_article_of_600_words_is_coded_in_under_two_seconds_start_included(tmp_path):
    from training import corpus

    words = " ".join(
        " ".join(case.coding.article.text.split("\n\n")[1:]) for case in corpus.load(ROOT / "corpus" / "dev")
    ).split()[:600]
    path = tmp_path / "long.txt"
    path.write_text(" ".join(words), "utf-8")
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "dragoman", "code", str(path)], capture_output=True, check=True)
    assert time.perf_counter() - started < 2.0
