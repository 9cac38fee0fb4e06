"""The corpus as files: check it, show it, describe it, put new articles into their split.

    python -m training.corpus check corpus/            every fault of notation and guide; doubts for a person to look at
    python -m training.corpus settle corpus/           the doubts that are left were looked at and stand: corpus/settled.txt
    python -m training.corpus show FILE...             an article with every marked quote in place
    python -m training.corpus describe corpus/         counts, what is short of a floor, how varied the writing is
    python -m training.corpus readme corpus/           write the counts and the agreement into corpus/README.md
    python -m training.corpus agree ONE TWO            F1 per field between two annotators' folders of the same articles;
                                                       with --doubts every place where they differ, for adjudication
    python -m training.corpus place corpus/inbox       move checked articles into train, dev or test

One article, one file, named after the article. The split is not chosen: `split_of` derives it from the name and from
whether the document is real; a real document is held out more often, for it is what users have.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cases import is_real
from dragoman import notation
from dragoman.errors import NotationError
from dragoman.knowledge import countries, ontology
from dragoman.records import Attribution, Party, Problem
from dragoman.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.notation import Case
    from dragoman.records import Coding, Event, Span

SPLITS = ("train", "dev", "test")
HELD_OUT = {True: 0.27, False: 0.095}  # shares of real and of written articles in test, and the same again in dev
REGIONS = ("africa", "mena", "europe", "asia-south", "asia-east", "americas", "global")
GENRES = (
    "wire", "local", "state-media", "ngo", "ministry", "liveblog", "radio", "headline", "analysis", "court",
    "parliament", "background", "sport", "business", "culture", "weather", "other",
)  # fmt: skip
SETTLED = "settled.txt"
HEADER = ("origin", "licence", "region", "genre")
ABSORBED = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"})  # their future is AGREE or CONCEDE
OWN_CODES = frozenset({"UNK", "HKG", "PSE", "ESH", "VAT", "KOS", *ontology.INTERNATIONAL})
YEAR = timedelta(days=366)


def split_of(case: Case) -> str:
    """Return train, dev or test for an article; the same for ever, whoever asks."""
    share = int(hashlib.sha256(case.name.encode()).hexdigest()[:8], 16) / 16**8
    held_out = HELD_OUT[is_real(case)]
    return "test" if share < held_out else "dev" if share < 2 * held_out else "train"


def files(paths: Iterable[Path]) -> list[Path]:
    """Every `.case` file under the given files and folders, sorted; `agreement/` holds second readings and is named by itself."""
    found: set[Path] = set()
    for path in paths:
        inside = path.rglob("*.case") if path.is_dir() else [path]
        found |= {file for file in inside if "agreement" not in file.relative_to(path).parts}
    return sorted(found)


def load(*paths: Path) -> list[Case]:
    """Read every article under the paths, in order of their files. Raises NotationError at the first bad file."""
    return [case for path in files(paths) for case in notation.parse(path.read_text("utf-8"), str(path))]


def check(case: Case, where: str) -> Iterator[tuple[bool, Problem]]:
    """Hold an article against the guide: (True, fault) for what must be mended, (False, doubt) for a person to look at."""
    for key in HEADER:
        if not case.note(key):
            yield True, Problem("header", f"{case.name}: the header lacks '{key}:'", where)
    for key, allowed in (("region", REGIONS), ("genre", GENRES)):
        if case.note(key) and case.note(key) not in allowed:
            yield True, Problem("header", f"{case.name}: {key} is one of {', '.join(allowed)}", where)
    if case.coding.article.published is None:
        yield True, Problem("header", f"{case.name}: no publication date", where)
    for event in case.coding.events:
        name = f"{case.name}: {event.type} {event.triggers[0].text!r}"
        for rule, message in _faults(event):
            yield True, Problem(rule, f"{name}: {message}", where)
        for rule, message in _doubts(event, case.coding):
            yield False, Problem(rule, f"{name}: {message}", where)
    used = set(_used(case.coding))
    for entity in case.coding.entities:
        code = countries.code_of(entity.name) if entity.kind == "state" and _names_a_state(entity.name) else None
        if entity.code and entity.code not in countries.Countries.load().codes | OWN_CODES:
            message = f"{case.name}: {entity.code} is no code of PLOVER, which folds dependencies into their state"
            yield True, Problem("country", message, where)
        if code and entity.code and code != entity.code:
            yield True, Problem("country", f"{case.name}: {entity.name!r} is {code}, not {entity.code}", where)
        if entity.id not in used:
            yield False, Problem("unlinked", f"{case.name}: the party {entity.id!r} takes part in nothing", where)
    taken: dict[tuple[int, int], str] = {}
    for entity in case.coding.entities:
        for span in entity.mentions:
            other = taken.setdefault((span.start, span.end), entity.id)
            if other == entity.id and entity.mentions.count(span) > 1:
                yield True, Problem("twice", f"{case.name}: {entity.id!r} lists {span.text!r} twice", where)


def _names_a_state(words: str) -> bool:
    """Whether words are a state's name or capital as a whole, and not, as "the Spanish Sahara", one that holds another's."""
    found = countries.Countries.load().find(words)
    return len(found) == 1 and found[0].end - found[0].start >= len(words) - len("the ")


def _faults(event: Event) -> Iterator[tuple[str, str]]:
    if not event.actors and not event.recipients:
        yield "parties", "an event needs a party (guide 1)"
    if event.type == "CONSULT" and event.recipients and not {"visit", "third-party"} & set(event.modes):
        yield "consult", "a recipient only with visit or third-party; who meets is an actor (guide 3)"
    for mode in ("cyber", "misinformation"):
        if event.type == "COERCE" and mode in event.modes and mode not in event.contexts:
            yield "context", f"COERCE {mode} always carries the context {mode} (guide 9)"
    if event.aux == "future" and event.type in ABSORBED:
        yield "future", f"a future {event.type} is AGREE, or CONCEDE for a withdrawal (guide 2 and 5)"
    if event.type in ontology.SPEECH:
        actors = {party.entity for party in event.actors}
        for said in event.attributions:
            if said.stance == "states" and isinstance(said.source, Party) and said.source.entity in actors:
                yield "source", "who performs a speech act is its actor and not also its source (guide 3)"
    if len(set(event.contexts)) < len(event.contexts):
        yield "context", "a context is named twice"
    if len({(span.start, span.end) for span in event.triggers}) < len(event.triggers):
        yield "trigger", "a trigger is quoted twice"


def _doubts(event: Event, coding: Coding) -> Iterator[tuple[str, str]]:
    published = coding.article.published
    if event.type in {"SANCTION", "AID"} and not event.recipients:
        yield "recipient", f"{event.type} without a recipient"
    if event.when and published:
        start, end = event.when.start, event.when.end
        if event.aux == "historical" and start and start > published - YEAR:
            yield "historical", "dated within the year before publication"
        if event.aux == "actual" and end and end < published - YEAR:
            yield "actual", "dated more than a year before publication"
        if event.aux in {"actual", "historical"} and start and start > published:
            yield "when", "dated after publication"
    long = [span.text for span in event.triggers if len(span.text.split()) > 4]
    if long:
        yield "trigger", f"long trigger {long[0]!r}"


def _used(coding: Coding) -> Iterator[str]:
    for event in coding.events:
        for party in (*event.actors, *event.recipients):
            yield party.entity
        for said in event.attributions:
            yield from (party.entity for party in _speakers(said))


def _speakers(said: Attribution) -> tuple[Party, ...]:
    return (said.source, *said.via) if isinstance(said.source, Party) else said.via


def check_files(paths: list[Path]) -> tuple[list[Problem], list[Problem], list[Case]]:
    """Read and check every file: faults, doubts that nobody has settled, and the cases of the files that could be read."""
    faults: list[Problem] = []
    doubts: list[Problem] = []
    cases: list[Case] = []
    for path in files(paths):
        try:
            found = notation.parse(path.read_text("utf-8"), str(path))
        except (NotationError, UnicodeDecodeError) as error:
            more = error.faults if isinstance(error, NotationError) else (Problem("encoding", str(error), str(path)),)
            faults.extend(more)
            continue
        if [case.name for case in found] != [path.stem]:
            faults.append(Problem("name", f"one article a file, named {path.stem!r} like the file", str(path)))
        for case in found:
            for fatal, problem in check(case, str(path)):
                (faults if fatal else doubts).append(problem)
            if path.parent.name in SPLITS and split_of(case) != path.parent.name:
                faults.append(Problem("split", f"{case.name} belongs into {split_of(case)}/", str(path)))
        cases.extend(found)
    faults.extend(_shared_sentences(cases))
    doubts.extend(_unmarked(cases))
    settled = {line for path in paths for line in _settled(path)}
    return faults, [doubt for doubt in doubts if doubt.message not in settled], cases


def _settled(folder: Path) -> list[str]:
    """Read the doubts of a folder that somebody looked at and that stand."""
    page = folder / SETTLED
    return page.read_text("utf-8").splitlines() if page.is_file() else []


def settle(folder: Path) -> int:
    """Write every doubt that a folder has into its `settled.txt`, once they were looked at. Returns how many."""
    page = folder / SETTLED
    page.unlink(missing_ok=True)
    _, doubts, _ = check_files([folder])
    page.write_text("".join(f"{line}\n" for line in sorted({doubt.message for doubt in doubts})), "utf-8")
    return len(doubts)


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001
SURE = 0.85  # of a word's occurrences marked as triggers: one that is not marked deserves a look
OFTEN = 6  # occurrences before a word's habits mean anything


def _unmarked(cases: list[Case]) -> Iterator[Problem]:
    """List words that nearly always tell an event and here do not, and words marked once unlike all other times."""
    marked: dict[str, dict[str, list[Case]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    loose: dict[str, list[tuple[Case, int, bool]]] = collections.defaultdict(list)
    for case in cases:
        text = case.coding.article.text
        taken: dict[tuple[int, int], str] = {}
        for event in case.coding.events:
            for span in event.triggers:
                taken |= {match.span(): event.type for match in _WORD.finditer(text, span.start, span.end)}
                marked[span.text.lower()][event.type].append(case)
        told = {
            sentence.start for sentence in sentences(text) for at, _ in taken if sentence.start <= at < sentence.end
        }
        for sentence in sentences(text):
            for match in _WORD.finditer(text, sentence.start, sentence.end):
                if match.span() not in taken:
                    loose[match.group().lower()].append((case, match.start(), sentence.start in told))
    for word, kinds in sorted(marked.items()):
        often = sum(map(len, kinds.values()))
        usual = max(kinds, key=lambda kind: len(kinds[kind]))
        if often < OFTEN:
            continue
        if often >= SURE * (often + len(loose[word])):
            for case, at, told_there in loose[word]:
                rule = "unmarked" if told_there else "no event"
                where = "" if told_there else ", and its sentence has none"
                line = case.coding.article.text[max(0, at - 40) : at + 40].replace("\n", " ")
                yield Problem(rule, f"{case.name}: {word!r} tells {usual} elsewhere{where}: …{line}…", case.name)
        if len(kinds[usual]) >= SURE * often:
            for kind, where_marked in kinds.items():
                if len(where_marked) == 1:
                    name = where_marked[0].name
                    yield Problem("unlike", f"{name}: {word!r} is {kind} here and {usual} else", name)


def _shared_sentences(cases: list[Case]) -> Iterator[Problem]:
    """No sentence of seven words or more stands in two articles, so that none stands in two splits."""
    seen: dict[str, str] = {}
    for case in cases:
        text = case.coding.article.text
        for sentence in sentences(text):
            words = text[sentence.start : sentence.end]
            if len(words.split()) >= 7 and seen.setdefault(words, case.name) != case.name:
                yield Problem("repeat", f"{case.name} and {seen[words]} share {words[:60]!r}", case.name)


def show(case: Case) -> str:
    """Print an article's text with every mark in place: [mention|key], {trigger|TYPE}, <place>, <time>, <cue>."""
    marks: list[tuple[Span, str, str]] = []
    for entity in case.coding.entities:
        marks += [(span, "[", f"|{entity.id}]") for span in entity.mentions]
    for number, event in enumerate(case.coding.events, 1):
        label = ".".join((event.type, *event.modes))
        marks += [(span, "{", f"|{number} {label}}}") for span in event.triggers]
        marks += [(place.span, "<", f"|where {number}>") for place in event.places]
        marks += [(said.cue, "<", f"|{said.stance} {number}>") for said in event.attributions if said.cue]
        marks += [(size.span, "<", f"|{size.kind} {number}>") for size in event.sizes]
        if event.when and event.when.span:
            marks.append((event.when.span, "<", f"|when {number}>"))
    inserts: list[tuple[int, int, int, str]] = []
    for span, left, right in marks:
        inserts.append((span.start, 1, -span.end, left))
        inserts.append((span.end, 0, -span.start, right))
    text = case.coding.article.text
    for at, _, _, mark in sorted(inserts, reverse=True):
        text = text[:at] + mark + text[at:]
    return f"=== {case.name}\n{text}\n"


def place(source: Path, corpus: Path) -> int:
    """Move the articles of an inbox into their splits; refuses while any has a fault. Returns how many moved."""
    faults, _, cases = check_files([source])
    if faults:
        raise NotationError(faults)
    for path, case in zip(files([source]), cases, strict=True):
        target = corpus / split_of(case) / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    return len(cases)


def main() -> int:
    """Run the command line; 0 when all went well, 1 when there are faults."""
    from training import survey

    parser = argparse.ArgumentParser(
        prog="python -m training.corpus", description="The corpus: check, settle, show, describe, readme, place, agree."
    )
    parser.add_argument("command", choices=("check", "settle", "show", "describe", "readme", "place", "agree"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--doubts", action="store_true", help="with check and agree: list what a person must look at")
    parser.add_argument("--plot", type=Path, help="with describe: draw the sentence lengths into this picture")
    arguments = parser.parse_args()
    if arguments.command == "agree":
        if len(arguments.paths) != 2:
            parser.error("agree takes two folders")
        one, two = load(arguments.paths[0]), load(arguments.paths[1])
        if arguments.doubts:
            sys.stdout.writelines(f"{line}\n" for line in survey.disagreements(one, two))
        sys.stdout.write(survey.agreement(one, two) + "\n")
        return 0
    if arguments.command == "readme":
        for path in arguments.paths:
            page = path / "README.md"
            page.write_text(survey.readme(page.read_text("utf-8"), path), "utf-8")
        return 0
    if arguments.command == "settle":
        count = sum(map(settle, arguments.paths))
        sys.stdout.write(f"{count} doubts settled\n")
        return 0
    if arguments.command == "place":
        count = sum(place(path, path.parent) for path in arguments.paths)
        sys.stdout.write(f"{count} articles moved\n")
        return 0
    faults, doubts, cases = check_files(arguments.paths)
    for fault in faults:
        sys.stdout.write(f"{fault.where}: {fault.message}\n")
    if arguments.command == "show":
        sys.stdout.write("\n".join(map(show, cases)))
    elif arguments.command == "describe":
        sys.stdout.write(survey.report(cases))
        if arguments.plot:
            survey.plot(cases, arguments.plot)
    else:
        if arguments.doubts:
            for doubt in doubts:
                sys.stdout.write(f"doubt: {doubt.where}: {doubt.message}\n")
        events = sum(len(case.coding.events) for case in cases)
        sys.stdout.write(f"{len(cases)} articles, {events} events, {len(faults)} faults, {len(doubts)} doubts\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
