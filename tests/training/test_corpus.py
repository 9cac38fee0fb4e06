"""The corpus's checker refuses what the guide forbids, and its splits depend on names alone."""

from pathlib import Path

import pytest

from bench.cases import is_real
from dragoman import notation
from training import corpus, survey

HEAD = """=== {name}
published: 2022-03-14
outlet: A Paper
title: A title
origin: {origin}
licence: CC-BY-SA-4.0
region: mena
genre: wire

{body}

--- parties
iran  IRN GOV state "Iran"
oman  {oman} GOV state "Oman"
--- events
"""
BODY = "Iran and Oman agreed to meet on Friday, hackers of Oman defaced a page in Iran."


def case(events, *, name="a-case", origin="written for dragoman", oman="OMN", body=BODY):
    (found,) = notation.parse(HEAD.format(name=name, origin=origin, oman=oman, body=body) + events, "x.case")
    return found


def faults(found):
    return {problem.rule for fatal, problem in corpus.check(found, "x") if fatal}


@pytest.mark.parametrize(
    ("events", "rule"),
    [
        ('CONSULT "meet"\n  actor iran\n  recipient oman\n', "consult"),
        ('COERCE.cyber "defaced"\n  actor oman\n  recipient iran\n', "context"),
        ('AGREE "agreed"\n  actor iran, oman\n  aux future\n', "future"),
        ('AGREE "agreed"\n  actor iran\n  said iran states\n', "source"),
        ('AGREE "agreed"\n', "parties"),
    ],
)
def test_what_the_guide_forbids_is_a_fault(events, rule):
    assert rule in faults(case(events))


def test_a_good_article_has_no_fault():
    assert (
        faults(
            case(
                'AGREE "agreed"\n  actor iran, oman\nCOERCE.cyber "defaced"\n  actor oman\n  recipient iran\n  context cyber\n'
            )
        )
        == set()
    )


def test_a_state_with_anothers_code_is_a_fault():
    assert "country" in faults(case('AGREE "agreed"\n  actor iran, oman\n', oman="QAT"))


def test_a_sentence_in_two_articles_is_a_fault(tmp_path):
    for name in ("a-one", "b-two"):
        text = notation.dump([case('AGREE "agreed"\n  actor iran, oman\n', name=name)])
        (tmp_path / f"{name}.case").write_text(text, "utf-8")
    found, _, cases = corpus.check_files([tmp_path])
    assert len(cases) == 2
    assert [problem.rule for problem in found] == ["repeat"]


def test_the_split_depends_on_the_name_and_on_being_real():
    names = [f"case-{number}" for number in range(400)]
    written = [corpus.split_of(case("", name=name)) for name in names]
    real = [corpus.split_of(case("", name=name, origin="https://x.example")) for name in names]
    assert written == [corpus.split_of(case("", name=name)) for name in names]
    assert 20 < written.count("test") < 60
    assert 80 < real.count("test") < 140
    assert all(two == "test" for one, two in zip(written, real, strict=True) if one == "test")


def test_two_who_agree_score_one():
    both = [case('AGREE "agreed"\n  actor iran, oman\n')]
    assert "1.000" in survey.agreement(both, both)


def test_the_readme_counts_what_is_there():
    folder = Path(__file__).parents[2] / "corpus"
    page = (folder / "README.md").read_text("utf-8")
    assert page == survey.readme(page, folder)


def test_nothing_in_the_repository_breaks_the_guide_and_every_doubt_was_looked_at():
    found, doubts, cases = corpus.check_files([Path(__file__).parents[2] / "corpus"])
    assert found == []
    assert doubts == []
    assert len(cases) >= 1600


def test_no_two_written_articles_share_much():
    cases = corpus.load(*(Path(__file__).parents[2] / "corpus" / split for split in corpus.SPLITS))
    share, one, two = survey.nearest([case for case in cases if not is_real(case)])[0]
    assert share <= 0.03, (one, two)


def test_what_was_looked_at_is_no_doubt_any_more(tmp_path):
    (tmp_path / "a-case.case").write_text(notation.dump([case('AGREE "agreed"\n  actor iran\n')]), "utf-8")
    _, doubts, _ = corpus.check_files([tmp_path])
    assert [problem.rule for problem in doubts] == ["unlinked"]
    assert corpus.settle(tmp_path) == 1
    assert corpus.check_files([tmp_path])[1] == []
