"""The command line: flags -> one call -> what people or scripts read. The only file that prints and reads the environment.

Exit codes: 0 all went well, 1 some input failed (each is listed on standard error), 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer
from rich.console import Console

from dragoman.errors import DragomanError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dragoman.coding.coder import Coder
    from dragoman.records import Coding, Problem

app = typer.Typer(
    name="dragoman",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads the news and writes down who did what to whom, when, where, and on whose word.",
)
WIDTH = 100


class Format(StrEnum):
    """What `dragoman code` writes."""

    table = "table"
    jsonl = "jsonl"
    case = "case"


Paths = Annotated[
    list[str], typer.Argument(help="Files (.txt .html .jsonl .csv .case), folders, patterns, or - for standard input.")
]
Published = Annotated[str | None, typer.Option(help="Publication day of what carries none, as 2022-03-14.")]
Outlet = Annotated[str | None, typer.Option(help="Outlet of what names none.")]
Model = Annotated[Path | None, typer.Option(help="A model folder other than the one that is shipped.")]


@app.command(
    epilog="Examples:  dragoman code article.html   |   dragoman code news/ --format jsonl --out events.jsonl   |   "
    "dragoman code - --published 2022-03-14 < article.txt   |   dragoman code day.jsonl --min-score 0.8 --format case"
)
def code(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    format: Annotated[  # noqa: A002 - the flag's name
        Format, typer.Option(help="table for people, jsonl for scripts, case to correct by hand.")
    ] = Format.table,
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out events that are less sure.")] = 0.0,
    out: Annotated[Path | None, typer.Option(help="Write there instead of to standard output.")] = None,
    model: Model = None,
) -> None:
    """Code articles: print one record per political event."""
    with _trouble():
        day = _day(published)
        coder = _coder(model)
        events = articles = 0
        problems: list[Problem] = []
        with _output(out) as stream:
            for number, item in enumerate(_coded(paths, coder, day, outlet, problems)):
                kept = _keep(item, min_score)
                articles, events = articles + 1, events + len(kept.events)
                _write(kept, format, stream, number)
        _report(articles, events, problems)
    raise typer.Exit(1 if problems else 0)


@app.command(epilog="Example:  dragoman explain article.txt --published 2022-03-14")
def explain(paths: Paths, published: Published = None, outlet: Outlet = None, model: Model = None) -> None:
    """Show, sentence by sentence, which triggers and parties were considered, and why no event came."""
    from dragoman import reading, terminal
    from dragoman.records import Article

    with _trouble():
        coder = _coder(model)
        problems: list[Problem] = []
        console = _console(sys.stdout)
        for found in reading.read(paths, published=_day(published), outlet=outlet, stdin=sys.stdin.buffer):
            if not isinstance(found, Article):
                problems.append(found)
                continue
            for part in terminal.explanation(coder.explain(found), _quads()):
                console.print(part)
        _list(problems)
    raise typer.Exit(1 if problems else 0)


@app.command(
    epilog="Examples:  dragoman ontology   |   dragoman ontology ASSAULT   |   dragoman ontology cyber   |   "
    "dragoman ontology contexts   |   dragoman ontology 181"
)
def ontology(
    name: Annotated[
        str | None, typer.Argument(help="A type, mode, context, sector or CAMEO code; `contexts`, `sectors` for all.")
    ] = None,
) -> None:
    """Print PLOVER: all types, or what one type, mode, context, sector or CAMEO code means."""
    from dragoman import terminal
    from dragoman.knowledge import cameo
    from dragoman.knowledge import ontology as plover

    if name and name.isdigit():
        with _trouble():
            _console(sys.stdout).print(terminal.cameo_code(cameo.from_cameo(name)))
        return

    found = plover.lookup(name) if name else tuple(entry for entry in plover.entries() if entry.kind == "type")
    if not found:
        near = ", ".join(plover.nearest(name or ""))
        typer.echo(f"dragoman: PLOVER has no {name!r}" + (f"; nearest: {near}" if near else ""), err=True)
        raise typer.Exit(2)
    _console(sys.stdout).print(terminal.ontology(found))


def main() -> None:
    """Run the command line as `dragoman` and `python -m dragoman` do."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="dragoman")


def _coded(
    paths: list[str], coder: Coder, day: date | None, outlet: str | None, problems: list[Problem]
) -> Iterator[Coding]:
    """Code what is found, and collect what could not be read or was doubtful."""
    from dragoman import pipeline
    from dragoman.records import Coding

    found = pipeline.code_paths(paths, coder=coder, published=day, outlet=outlet, stdin=sys.stdin.buffer)
    for item in _progress(found):
        if isinstance(item, Coding):
            yield item
        else:
            problems.append(item)


def _progress(items: Iterator[Coding | Problem]) -> Iterator[Coding | Problem]:
    """Count what has been done on standard error, if a person is watching and the run is not over at once."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from items
        return
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("articles"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=None)
        for item in items:
            bar.advance(task)
            yield item


def _write(coding: Coding, form: Format, stream: TextIO, number: int) -> None:
    if form is Format.jsonl:
        from dragoman import interchange

        stream.writelines(f"{line}\n" for line in interchange.lines(coding))
    elif form is Format.case:
        from dragoman import notation

        header = (("origin", coding.article.url),) if coding.article.url else ()
        name = coding.article.id
        stream.write(("\n" if number else "") + notation.dump([notation.Case(name, coding, header)]))
    else:
        from dragoman import terminal

        console = _console(stream)
        if number:
            console.print()
        console.print(terminal.table(coding, _quads()))


def _keep(coding: Coding, least: float) -> Coding:
    from dataclasses import replace

    return replace(coding, events=tuple(event for event in coding.events if event.score >= least))


def _quads() -> dict[str, int]:
    from dragoman.knowledge import ontology as plover

    return {kind: plover.quad(kind) for kind in plover.TYPES}


def _console(stream: TextIO) -> Console:
    """Make a console that is 100 columns wide where nobody says otherwise, and uncoloured where NO_COLOR says so."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False)


@contextlib.contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    """Write to standard output, or to a file that appears under its name only when it is whole."""
    if out is None:
        yield sys.stdout
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        part.replace(out)
    except OSError as error:
        message = f"cannot write {out}: {error.strerror}; name a file in a folder that exists and may be written to"
        raise UsageError(message) from error
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _trouble() -> Iterator[None]:
    """Turn our own errors into a message and exit code 2; a closed pipe is no error."""
    try:
        yield
    except DragomanError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(2) from error
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - what is left to print goes nowhere
        raise typer.Exit(0) from None


def _day(value: str | None) -> date | None:
    from dragoman.api import day

    return day(value)


def _coder(model: Path | None) -> Coder:
    from dragoman.coding.coder import Coder

    return Coder.load(model)


def _report(articles: int, events: int, problems: list[Problem]) -> None:
    _list(problems)
    words = (
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in ((articles, "article"), (events, "event"), (len(problems), "problem"))
    )
    typer.echo(", ".join(words), err=True)


def _list(problems: list[Problem]) -> None:
    for problem in problems:
        typer.echo(f"problem: {problem.where}: {problem.message} [{problem.rule}]", err=True)
