"""Torch weights -> a model folder that the package reads: two int8 ONNX graphs, tokenizer, labels, thresholds.

    python -m training.export --encoder FOLDER --weights models/one/weights.pt --tuned T.json --out dragoman/coding/model

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
LINKER_OUT = ("mode", "aux", "context", "said", "sector", "role", "stance", "size", "same_party", "same_event")


def export(network: Network, path: str, out: Path, tuned: dict[str, Any], *, int8: bool) -> None:
    """Write the model folder."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    width = int(network.reader.encoder.config.hidden_size)  # type: ignore[union-attr, arg-type]
    with tempfile.TemporaryDirectory() as scratch:
        reader, linker = Path(scratch) / "reader.onnx", Path(scratch) / "linker.onnx"
        _export_reader(network, reader)
        _export_linker(network, linker, width)
        _name(reader, network.reader)
        _name(linker, network.linker)
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
        **tuned,
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


def _name(path: Path, module: torch.nn.Module) -> None:
    """Give weights that the exporter turned round and renamed their own names back, with `.T`, so that training can read them."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(str(path))
    plain = {name: value.numpy() for name, value in module.state_dict().items() if value.ndim == 2}
    turned = {(value.T.shape, value.T.tobytes()): f"{name}.T" for name, value in plain.items()}
    found: dict[str, str] = {}
    for item in model.graph.initializer:
        values = numpy_helper.to_array(item)
        name = (
            turned.get((values.shape, values.tobytes())) if values.ndim == 2 and item.name.startswith("val_") else None
        )
        if name:
            found[item.name], item.name = name, name
    for node in model.graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = found.get(name, name)
    onnx.save(model, str(path))


SMALLEST = 4096  # numbers in a weight that is worth storing as int8


def _quantize(source: Path, target: Path) -> None:
    """Store weights as int8 with one scale a channel; arithmetic stays in float.

    A product's weight is written as `cast(int8) * scale`, which onnxruntime folds once when it opens the graph. Of an embedding
    only the rows that are looked up are scaled. Activations are not quantised: that lost two points of F1 for a third
    of the time, and made the numbers depend on the processor (training/LOG.md).
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    weights = {item.name: item for item in graph.initializer}
    nodes, added = [], set[str]()
    for node in graph.node:
        place = {"MatMul": 1, "Gemm": 1, "Gather": 0}.get(node.op_type)
        name = node.input[place] if place is not None else ""
        values = numpy_helper.to_array(weights[name]) if name in weights else np.zeros(0)
        if values.ndim != 2 or values.dtype != np.float32 or values.size < SMALLEST:
            nodes.append(node)
            continue
        rows = node.op_type == "Gather" or any(a.name == "transB" and a.i for a in node.attribute)
        scale = np.abs(values).max(axis=1 if rows else 0, keepdims=True) / 127
        scale[scale == 0] = 1.0
        small = np.round(values / scale).astype(np.int8)
        if name not in added:
            added.add(name)
            graph.initializer.append(numpy_helper.from_array(small, f"{name}.int8"))
            graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"))
            if node.op_type != "Gather":
                nodes.append(helper.make_node("Cast", [f"{name}.int8"], [f"{name}.cast"], to=onnx.TensorProto.FLOAT))
                nodes.append(helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [f"{name}.float"]))
        if node.op_type == "Gather":
            out, index = node.output[0], node.input[1]
            nodes.append(helper.make_node("Gather", [f"{name}.int8", index], [f"{out}.int8"], axis=0))
            nodes.append(helper.make_node("Gather", [f"{name}.scale", index], [f"{out}.scale"], axis=0))
            nodes.append(helper.make_node("Cast", [f"{out}.int8"], [f"{out}.cast"], to=onnx.TensorProto.FLOAT))
            nodes.append(helper.make_node("Mul", [f"{out}.cast", f"{out}.scale"], [out]))
        else:
            node.input[1] = f"{name}.float"
            nodes.append(node)
    kept = [item for item in graph.initializer if item.name not in added]
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)
    _strip(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _strip(model: Any) -> None:
    """Take out what the exporter notes of where it ran: stack traces and paths of the machine at hand."""
    graph = model.graph
    for part in (
        model,
        graph,
        *graph.node,
        *graph.input,
        *graph.output,
        *graph.initializer,
        *graph.value_info,
        *model.functions,
    ):
        part.doc_string = ""
        if hasattr(part, "metadata_props"):
            del part.metadata_props[:]


def prove(network: Network, path: str, folder: Path, cases: list[Case], tuned: dict[str, Any]) -> dict[str, Any]:
    """Compare torch, float ONNX and int8 ONNX on the same articles."""
    with tempfile.TemporaryDirectory() as scratch:
        export(network, path, Path(scratch), tuned, int8=False)
        plain, small, torched = Encoder(Path(scratch)), Encoder(folder), TorchEncoder(network, path)
        torched.config |= tuned
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
    parser.add_argument("--tuned", type=Path, help="thresholds and calibration, as training.evaluate --tune wrote them")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--prove", type=Path, nargs="*", default=[], help="cases to prove on that the formats agree")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    network = load_network(arguments.encoder, arguments.weights)
    tuned = json.loads(arguments.tuned.read_text("utf-8")) if arguments.tuned else {}
    export(network, arguments.encoder, arguments.out, tuned, int8=True)
    if arguments.prove:
        proof = prove(network, arguments.encoder, arguments.out, corpus.load(*arguments.prove), tuned)
        (arguments.out / "proof.json").write_text(json.dumps(proof, indent=1) + "\n", "utf-8")
        sys.stdout.write(json.dumps(proof, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
