"""What the docs say is so: their example is read, their fields are all fields, their commands are those that CI runs."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from bench import accuracy
from dragoman import interchange, notation
from dragoman.records import Party

ROOT = Path(__file__).parents[1]


def example():
    page = (ROOT / "docs" / "notation.md").read_text("utf-8")
    block = re.search(r"(?m)^    ===.*\n(?:(?:    .*)?\n)+", page).group()
    return notation.parse(textwrap.dedent(block), "docs/notation.md")


def test_the_example_of_the_notation_is_read():
    (case,) = example()
    arrest, demand = case.coding.events
    assert (arrest.type, arrest.modes, arrest.standing) == ("COERCE", ("arrest",), "reported")
    assert arrest.when.start.isoformat() == "2022-03-13"
    assert demand.actors[0].name == "Harbour workers"


def test_the_record_page_names_every_field_and_no_other():
    page = (ROOT / "docs" / "record.md").read_text("utf-8")
    named = {name for row in re.findall(r"(?m)^\| (`[^|]+) \|", page) for name in re.findall(r"`(\w+)`", row)}
    (case,) = example()
    records = [interchange.event_to_json(event, case.coding) for event in case.coding.events]
    assert isinstance(case.coding.events[0].actors[0], Party)
    assert named == set(records[0]) | set(records[0]["actor"][0])


def test_the_accuracy_page_says_what_was_measured():
    floor = json.loads((ROOT / "bench" / "floor.json").read_text("utf-8"))
    assert (ROOT / "docs" / "accuracy.md").read_text("utf-8") == accuracy.page(floor)


def test_ci_runs_the_commands_of_the_readme():
    readme, script = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    for name in ("first", "test"):
        assert re.search(rf"<!-- {name} -->\n```sh\npython3 -m venv [^\n]+\n```", readme)
        assert f"readme {name}" in script


@pytest.mark.model
def test_the_readmes_python_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    block = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL).group(1)
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out.count("\n") > 3


def test_what_the_readme_names_exists():
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in re.findall(r"\]\(([\w./-]+)\)", readme):
        assert (ROOT / name).exists(), name
