"""Torch weights -> a model folder that the package reads: two int8 ONNX graphs, tokenizer, labels, thresholds.

    python -m training.export --encoder FOLDER --weights models/one/weights.pt --thresholds T.json --out dragoman/coding/model

Proves on the cases given with --prove that torch, float ONNX and int8 ONNX agree, and writes what it found into
`proof.json`: the largest difference between torch and float ONNX, and the scores of all three.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from dragoman.coding import encoder
from dragoman.coding.coder import Coder
from dragoman.coding.encoder import Encoder
from dragoman.coding.labels import labels
from dragoman.text import sentences
from training import corpus
from training.evaluate import TorchEncoder, goal, load_network, scores

if TYPE_CHECKING:
    from dragoman.notation import Case
    from training.train import Network

LOG = logging.getLogger("training")
READER_OUT = ("vectors", "triggers", "spans")
LINKER_OUT = ("mode", "aux", "context", "said", "sector", "role", "same_party", "same_event")


def export(network: Network, path: str, out: Path, thresholds: dict[str, float], *, int8: bool) -> None:
    """Write the model folder."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    width = int(network.reader.encoder.config.hidden_size)  # type: ignore[union-attr, arg-type]
    with tempfile.TemporaryDirectory() as scratch:
        reader, linker = Path(scratch) / "reader.onnx", Path(scratch) / "linker.onnx"
        _export_reader(network, reader)
        _export_linker(network, linker, width)
        if int8:
            _quantize(reader, out / "reader.onnx")
            _quantize(linker, out / "linker.onnx")
        else:
            shutil.copy(reader, out / "reader.onnx")
            shutil.copy(linker, out / "linker.onnx")
    from training.train import load_tokenizer

    load_tokenizer(path).save(str(out / "tokenizer.json"), pretty=False)
    config = {
        "model": date.today().isoformat(),  # noqa: DTZ011 - the day of export, as the modeller reads it
        "limit": encoder.LIMIT,
        "context": encoder.CONTEXT,
        "labels": labels().to_json(),
        "thresholds": thresholds,
    }
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")


def _export_reader(network: Network, path: Path) -> None:
    pieces, words = torch.export.Dim("pieces", min=3, max=512), torch.export.Dim("words", min=2, max=512)
    arguments = (torch.randint(5, 999, (1, 37)), torch.arange(1, 30), torch.zeros(29, dtype=torch.long))
    torch.onnx.export(
        network.reader,
        arguments,
        str(path),
        input_names=["ids", "first", "shapes"],
        output_names=list(READER_OUT),
        dynamic_shapes={"ids": {1: pieces}, "first": {0: words}, "shapes": {0: words}},
        dynamo=True,
        external_data=False,
    )


def _export_linker(network: Network, path: Path, width: int) -> None:
    words = torch.export.Dim("words", min=2, max=512)
    events, spans = torch.export.Dim("events", min=2, max=512), torch.export.Dim("spans", min=2, max=512)
    pair = [torch.tensor([[i, i + 1] for i in range(5)]), torch.tensor([[i, i + 2, 0] for i in range(7)])]
    arguments = (
        torch.randn(29, width),
        *pair,
        torch.zeros(5, 7, dtype=torch.long),
        torch.zeros(7, 7, dtype=torch.long),
        torch.zeros(7, 7, dtype=torch.long),
        torch.zeros(5, 5, dtype=torch.long),
    )
    torch.onnx.export(
        network.linker,
        arguments,
        str(path),
        input_names=["vectors", "triggers", "spans", "role_distance", "span_distance", "span_match", "event_distance"],
        output_names=list(LINKER_OUT),
        dynamic_shapes={
            "vectors": {0: words},
            "triggers": {0: events},
            "spans": {0: spans},
            "role_distance": {0: events, 1: spans},
            "span_distance": {0: spans, 1: spans},
            "span_match": {0: spans, 1: spans},
            "event_distance": {0: events, 1: events},
        },
        dynamo=True,
        external_data=False,
    )


def _quantize(source: Path, target: Path) -> None:
    """Quantise weights to int8 per channel, with seven bits used, so that processors with and without VNNI agree."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ready = source.with_suffix(".ready.onnx")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        ready,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )


def prove(network: Network, path: str, folder: Path, cases: list[Case], thresholds: dict[str, float]) -> dict[str, Any]:
    """Compare torch, float ONNX and int8 ONNX on the same articles."""
    with tempfile.TemporaryDirectory() as scratch:
        export(network, path, Path(scratch), thresholds, int8=False)
        plain, small, torched = Encoder(Path(scratch)), Encoder(folder), TorchEncoder(network, path)
        torched.config["thresholds"] = thresholds
        largest = 0.0
        for case in cases[:10]:
            text = case.coding.article.text
            for window in plain.windows(text, sentences(text)):
                one, two = plain.read(window), torched.read(window)
                for name in READER_OUT:
                    largest = max(largest, float(np.abs(getattr(one, name) - getattr(two, name)).max()))
        coders = {"torch": Coder(torched), "float": Coder(plain), "int8": Coder(small)}  # type: ignore[arg-type]
        found = {name: scores(coder, cases) for name, coder in coders.items()}
    shown = ("trigger", "trigger and type", "actor", "recipient", "strict")
    return {
        "articles": len(cases),
        "largest difference of torch and float": largest,
        "goal": {name: round(goal(result), 4) for name, result in found.items()},
        "f1": {name: {key: round(result[key]["f1"], 4) for key in shown} for name, result in found.items()},
    }


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description="Write a model folder.")
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--weights", required=True, type=Path)
    parser.add_argument("--thresholds", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--prove", type=Path, nargs="*", default=[], help="cases to prove on that the formats agree")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    network = load_network(arguments.encoder, arguments.weights)
    thresholds = json.loads(arguments.thresholds.read_text("utf-8")) if arguments.thresholds else {}
    export(network, arguments.encoder, arguments.out, thresholds, int8=True)
    if arguments.prove:
        proof = prove(network, arguments.encoder, arguments.out, corpus.load(*arguments.prove), thresholds)
        (arguments.out / "proof.json").write_text(json.dumps(proof, indent=1) + "\n", "utf-8")
        sys.stdout.write(json.dumps(proof, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
