"""Score trained weights on a split, choose the thresholds, before anything is exported.

    python -m training.evaluate --encoder FOLDER --weights models/one/weights.pt corpus/dev [--tune OUT.json]

`TorchEncoder` stands in for `coding.encoder.Encoder`, so that windows, decoding and everything after are the shipped ones.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from bench import cases as bench
from dragoman.coding import encoder
from dragoman.coding.assemble import Thresholds
from dragoman.coding.coder import Coder
from dragoman.coding.encoder import Links, Reading
from dragoman.coding.labels import labels
from dragoman.text import sentences
from training import corpus
from training.train import Network, load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.encoder import Array, Window
    from dragoman.notation import Case
    from dragoman.records import Sentence

PULL = 10.0  # events' worth of belief that scores are right as they are; a dev split of hundreds of events outweighs it
GRID = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


class TorchEncoder:
    """Torch weights behind the interface of the shipped encoder."""

    def __init__(self, network: Network, path: str) -> None:
        """Use a network, and the tokenizer of the encoder it was built on."""
        self.network = network.eval()
        self.tokenizer = load_tokenizer(path)
        self.config: dict[str, Any] = {"labels": labels().to_json(), "model": "torch"}

    def windows(self, text: str, cut: Sequence[Sentence]) -> list[Window]:
        """Cut an article as the shipped encoder does."""
        return encoder.windows(text, cut, self.tokenizer)

    @torch.no_grad()
    def read(self, window: Window) -> Reading:
        """Run the encoder over one window."""
        out = self.network.reader(torch.tensor([window.ids]), torch.tensor(window.first), torch.tensor(window.shapes))
        return Reading(*(part.numpy() for part in out))

    @torch.no_grad()
    def link(self, window: Window, reading: Reading, triggers: Array, spans: Array, texts: Sequence[str]) -> Links:
        """Score triggers and spans against each other."""
        features = encoder.pair_features(window, triggers, spans, texts)
        out = self.network.linker(
            torch.from_numpy(reading.vectors),
            torch.from_numpy(triggers),
            torch.from_numpy(spans),
            *(torch.from_numpy(feature) for feature in features.values()),
        )
        return Links(*(part.numpy() for part in out))


def load_network(path: str, weights: Path) -> Network:
    """Build the network and fill in trained weights."""
    network = Network(path, labels())
    network.load_state_dict(torch.load(weights, weights_only=True))
    return network


def scores(coder: Coder, cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Code the cases' articles and compare with what they say."""
    return bench.score((case.coding, coder.code(case.coding.article)) for case in cases)


def goal(result: dict[str, dict[str, float]]) -> float:
    """Return the one number that thresholds are chosen by: every field counts, the whole most."""
    parts = {
        "trigger": 1.0, "trigger and type": 2.0, "mode": 1.0, "actor": 1.0, "recipient": 1.0, "strict": 2.0,
        "attribution": 1.0, "standing": 0.5, "place": 0.5, "when overlap": 0.5, "size": 0.5, "context": 0.5,
    }  # fmt: skip
    return sum(weight * result.get(name, {"f1": 0.0})["f1"] for name, weight in parts.items()) / sum(parts.values())


def tune(coder: Coder, cases: Sequence[Case], rounds: int = 2) -> Thresholds:
    """Choose each threshold in turn from a grid, for the goal on the cases; the model looks at each article once."""
    looked = []
    for case in cases:
        article = case.coding.article
        cut = sentences(article.text)
        looked.append((case.coding, cut, coder.look(article, cut)))

    def reached() -> float:
        return goal(bench.score((gold, coder.judge(gold.article, cut, seen).coding) for gold, cut, seen in looked))

    best = reached()
    for _ in range(rounds):
        for field in fields(Thresholds):
            for value in GRID:
                kept = coder.least
                coder.least = replace(kept, **{field.name: value})
                found = reached()
                if found > best + 1e-5:
                    best = found
                else:
                    coder.least = kept
    return coder.least


def calibrate(coder: Coder, cases: Sequence[Case], rounds: int = 50) -> tuple[float, float]:
    """Fit slope and shift of the logit of an event's score to being right in type and all parties (Platt scaling)."""
    coder.calibration = (1.0, 0.0)
    rows: list[tuple[float, float, bool]] = []
    for case in cases:
        found = coder.code(case.coding.article)
        match = bench.Match(case.coding, found)
        right = {two.id for one, two in match.pairs if match.whole(one, two)}
        for event in found.events:
            inside = min(max(event.score, 1e-3), 1 - 1e-3)
            rows.append((float(np.log(inside / (1 - inside))), 1.0, event.id in right))
    table = np.asarray(rows)
    inputs, truth = table[:, :2], table[:, 2]
    weights = np.asarray([1.0, 0.0])
    for _ in range(rounds):  # Newton's method in steps of at most one, with a pull towards leaving the score as it is
        share = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (truth - share) - PULL * (weights - [1.0, 0.0])
        curve = (inputs * (share * (1 - share))[:, None]).T @ inputs + PULL * np.eye(2)
        step = np.linalg.solve(curve, slope)
        weights += step / max(1.0, float(np.abs(step).max()))
    coder.calibration = (round(float(weights[0]), 4), round(float(weights[1]), 4))
    return coder.calibration


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description="Score weights on a split.")
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--weights", required=True, type=Path)
    parser.add_argument(
        "--tune", type=Path, help="choose thresholds and calibration on these cases and write them there"
    )
    parser.add_argument(
        "--keep", action="store_true", help="with --tune: keep its thresholds, choose the calibration alone"
    )
    parser.add_argument("--tuned", type=Path, help="use what was chosen before")
    parser.add_argument("gold", nargs="+", type=Path)
    arguments = parser.parse_args()
    coder = Coder(TorchEncoder(load_network(arguments.encoder, arguments.weights), arguments.encoder))  # type: ignore[arg-type]
    if arguments.tuned:
        tuned = json.loads(arguments.tuned.read_text("utf-8"))
        coder.least, coder.calibration = Thresholds(**tuned["thresholds"]), tuple(tuned["calibration"])
    cases = corpus.load(*arguments.gold)
    if arguments.tune:
        least = (
            json.loads(arguments.tune.read_text("utf-8"))["thresholds"]
            if arguments.keep
            else asdict(tune(coder, cases))
        )
        coder.least = Thresholds(**least)
        tuned = {"thresholds": least, "calibration": calibrate(coder, cases)}
        arguments.tune.write_text(json.dumps(tuned, indent=1) + "\n", "utf-8")
    sys.stdout.write(bench.table(scores(coder, cases)) + "\n")
    return 0


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    sys.exit(main())
