"""The measuring itself: marks are read, classes are those of the files, a perfect reading scores one and a wrong one less."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from bench import accuracy, aw, marked, plv
from bench.cases import Match, score
from bench.slices import slices
from dragoman import notation
from dragoman.coding.coder import Coder
from dragoman.errors import UsageError
from dragoman.records import Article

ROWS = (
    "marked_sentence\tgold_root\tgold_penta\tgold_binary\n"
    "<s>Iran</s> accused <t>Iraq</t> of shelling a village.\tACCUSE\t3\t1\n"
    '<s>France</s> said "no" and met <t>Chad</t> in Paris.\tCONSULT\t1\t0\n'
    "<s>Police</s> have launched an investigation.\tACCUSE\t3\t1\n"
)
CASE = """\
=== a-case
published: 2022-03-14
title: A title

Iran accused Iraq of shelling a village. France met Chad.

--- parties
iran   IRN GOV state "Iran"
iraq   IRQ GOV state "Iraq"
france FRA GOV state "France"
chad   TCD GOV state "Chad"
--- events
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rows.tsv"
    path.write_text(ROWS, "utf-8")
    return path


def coding(events):
    return notation.parse(CASE + events)[0].coding


def test_marks_become_offsets_and_leave_the_sentence(file):
    first, quoted, unmarked = marked.rows(file)
    assert first.article.text == "Iran accused Iraq of shelling a village."
    assert [first.article.text[slice(*span)] for span in (first.source, first.target)] == ["Iran", "Iraq"]
    assert '"no"' in quoted.article.text
    assert unmarked.target is None


def test_a_file_without_the_column_says_what_it_has(tmp_path):
    (tmp_path / "x.tsv").write_text("sentence\tlabel\na\tb\n", "utf-8")
    with pytest.raises(UsageError, match="seen: sentence, label"):
        marked.rows(tmp_path / "x.tsv")
    with pytest.raises(UsageError, match="no file"):
        marked.rows(tmp_path / "missing.tsv")


def test_retreat_and_concede_are_one_root_there_and_material_cooperation():
    assert plv.quad("CONCEDE") == plv.quad("RETREAT") == "2"
    assert plv.quad("SANCTION") == "4"
    assert plv.binary(plv.quad(None)) == plv.NONE


def test_macro_f1_is_the_mean_over_the_classes_of_gold():
    value, each = marked.macro_f1([("a", "a"), ("a", "b"), ("b", "b")])
    assert each == {"a": pytest.approx(2 / 3), "b": pytest.approx(2 / 3)}
    assert value == pytest.approx(2 / 3)


def test_a_wrong_party_costs_the_whole_and_not_the_trigger():
    gold = coding('ACCUSE.allege "accused"\n  actor iran\n  recipient iraq\nCONSULT "met"\n  actor france, chad\n')
    near = coding('ACCUSE.allege "accused"\n  actor iran\nCONSULT "met"\n  actor france, chad\n')
    assert score([(gold, gold)])["strict"]["f1"] == 1.0
    found = score([(gold, near)])
    assert (found["trigger"]["f1"], found["strict"]["f1"]) == (1.0, 0.5)
    assert [Match(gold, near).whole(*pair) for pair in Match(gold, near).pairs].count(True) == 1


def test_an_event_that_is_not_there_costs_precision():
    gold, more = (
        coding('CONSULT "met"\n  actor france, chad\n'),
        coding('CONSULT "met"\n  actor france, chad\nASSAULT "shelling"\n  actor iraq\n'),
    )
    assert score([(gold, more)])["trigger"] == {"p": 0.5, "r": 1.0, "f1": pytest.approx(2 / 3), "n": 1}


def test_slices_say_where_events_are_lost():
    events = (
        'ACCUSE.allege "accused"\n  actor iran\n  recipient iraq\nCONSULT "met"\n  actor france, chad\n  aux negated\n'
    )
    (case,) = notation.parse(CASE + events)
    found = slices([(case, coding('CONSULT "met"\n  actor france\n'))])
    assert found["auxiliary mode"]["actual"] == {"events": 1, "found": 0, "type": 0, "whole": 0}
    assert found["auxiliary mode"]["negated"] == {"events": 1, "found": 1, "type": 1, "whole": 0}
    assert found["sentence"]["up to 10 words"]["events"] == 2
    assert found["farthest party"] == {"up to 3 words": {"events": 2, "found": 0.5, "type": 0.5, "whole": 0}}


@pytest.mark.parametrize(
    ("told", "voice"),
    [
        ("Two men were quietly arrested in Oman.", "passive"),
        ("Police arrested two men in Oman.", "active or nominal"),
        ("The two had been shot by rebels.", "passive"),
        ("The president is to visit Oman and praised Chad.", "active or nominal"),
    ],
)
def test_passive_is_told_by_the_words(told, voice):
    trigger = next(word for word in ("arrested", "shot", "praised") if word in told)
    text = CASE[: CASE.index("Iran accused")] + told + "\n\n--- parties\nx OMN GOV state -\n--- events\n"
    (case,) = notation.parse(f'{text}COERCE "{trigger}"\n  actor x\n')
    assert list(slices([(case, case.coding)])["voice"]) == [voice]


@pytest.mark.model
def test_the_marked_pair_is_asked_about_and_not_another(file):
    row = marked.rows(file)[0]
    text = "Iran accused Iraq of shelling a village. Later on Friday, France met Chad in Paris."
    article = Article("a_test", text)
    spots = {name: (text.index(name), text.index(name) + len(name)) for name in ("Iran", "Iraq", "France", "Chad")}
    coder = Coder.load()
    for source, target, kind in (("Iran", "Iraq", "ACCUSE"), ("France", "Chad", "CONSULT")):
        asked = replace(row, article=article, source=spots[source], target=spots[target])
        assert marked.read(coder, asked) == marked.Found(kind, kind)
    apart = replace(row, article=article, source=spots["Iraq"], target=spots["France"])
    assert marked.read(coder, apart).type is not None


@pytest.mark.model
@pytest.mark.parametrize("module", [plv, aw])
def test_a_bench_prints_one_json_object(file, module):
    name = module.__name__
    done = subprocess.run([sys.executable, "-m", name, str(file), "--json"], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["rows"] == 3
    assert 0 <= found["binary macro-F1"] <= 1


def test_the_accuracy_page_lists_every_field():
    row = {"p": 0.5, "r": 0.5, "f1": 0.5, "n": 1}
    test = {"coder": "c", "articles": 2, "real": 1, "scores": {"trigger": row}, "scores real": {}, "sure": []}
    page = accuracy.page({"test": test})
    assert all(f"| {name} |" in page for name in accuracy.MEANING)
