"""Train a model: one readable loop, deterministic by seed, with checkpoints that resume.

    python -m training.train --encoder FOLDER --out models/one [--corpus corpus/train] [--epochs 40] [--seed 1] [--start WEIGHTS]

`--encoder` is any BERT-like encoder in a local folder. Kill it at any time: the same command goes on at the last epoch.
The weights that are kept are an exponential moving average over the steps, which a small corpus needs. `--start` goes on from
weights that an earlier run wrote, for articles that were added since or a user's own; fewer epochs are then enough.
"""

from __future__ import annotations

import argparse
import copy
import json
import logging
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.coding import decode, encoder
from dragoman.coding.labels import Labels, labels
from training import corpus
from training.batches import Example, examples, with_candidates
from training.network import Linker, Reader, load_encoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer

    from dragoman.notation import Case

LOG = logging.getLogger("training")
LIMITS = (64, 128, 192, encoder.LIMIT, encoder.LIMIT)  # an article is cut differently each epoch, also into sentences


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made of; kept beside its weights."""

    epochs: int = 40
    batch: int = 8
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    average: float = 0.995
    seed: int = 1
    candidates_from: int = 3  # the epoch from which the model's own wrong spans are shown to the linker


class Network(nn.Module):
    """Reader and linker together, for the optimiser and the checkpoint."""

    def __init__(self, path: str, names: Labels) -> None:
        """Build on the encoder in a local folder."""
        super().__init__()
        self.reader = Reader(load_encoder(path), names)
        self.linker = Linker(int(self.reader.encoder.config.hidden_size), names)  # type: ignore[union-attr, arg-type]


def choose(scores: Tensor, wanted: Tensor, ignored: Tensor | None = None) -> Tensor:
    """Loss for choosing any number of the last axis: each right one above zero, each wrong one below (ZLPR, Su et al. 2022)."""
    signed = torch.where(wanted, -scores, scores)
    if ignored is not None:
        signed = signed.masked_fill(ignored, -1e4)
    zero = torch.zeros_like(scores[..., :1])
    right = torch.cat([signed.masked_fill(~wanted, -1e4), zero], -1)
    wrong = torch.cat([signed.masked_fill(wanted, -1e4), zero], -1)
    return torch.logsumexp(right, -1) + torch.logsumexp(wrong, -1)


def loss_of(network: Network, batch: list[Example], *, candidates: bool) -> dict[str, Tensor]:
    """Return the parts of the loss over a batch of windows, each a mean per window."""
    parts: dict[str, list[Tensor]] = {}
    for example, vectors in zip(batch, _vectors(network.reader, batch), strict=True):
        triggers, spans = network.reader.heads(vectors)
        types = torch.from_numpy(example.word_types) > 0
        found = max(1, len(example.triggers))
        parts.setdefault("trigger", []).append(choose(triggers, types).sum() / found)
        parts.setdefault("span", []).append(_span_loss(spans, example))
        shown = with_candidates(example, decode.propose(spans.detach().numpy())) if candidates else example
        for name, value in _link_losses(network.linker, vectors, shown):
            parts.setdefault(name, []).append(value)
    return {name: torch.stack(values).sum() / len(batch) for name, values in parts.items()}


def _vectors(reader: Reader, batch: list[Example]) -> Iterator[Tensor]:
    longest = max(len(example.window.ids) for example in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, example in enumerate(batch):
        ids[row, : len(example.window.ids)] = torch.tensor(example.window.ids)
        mask[row, : len(example.window.ids)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = reader.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    for row, example in enumerate(batch):
        yield reader.vectors(hidden[row], torch.tensor(example.window.first), torch.tensor(example.window.shapes))


def _span_loss(scores: Tensor, example: Example) -> Tensor:
    wanted = torch.zeros_like(scores, dtype=torch.bool)
    for start, end, kind in example.spans.tolist():
        wanted[kind, start, end] = True
    return choose(scores.flatten(1), wanted.flatten(1)).sum() * 0.3


def _link_losses(linker: Linker, vectors: Tensor, example: Example) -> Iterator[tuple[str, Tensor]]:
    if not len(example.triggers) or not len(example.spans):
        return
    features = encoder.pair_features(example.window, example.triggers, example.spans, example.texts)
    mode, aux, context, said, sector, role, stance, size, same_party, same_event = linker(
        vectors,
        torch.from_numpy(example.triggers),
        torch.from_numpy(example.spans),
        *(torch.from_numpy(feature) for feature in features.values()),
    )
    yield "mode", choose(mode, torch.from_numpy(example.modes) > 0).mean()
    yield "aux", nn.functional.cross_entropy(aux, torch.from_numpy(example.aux))
    yield "context", choose(context, torch.from_numpy(example.contexts) > 0).mean()
    yield "said", choose(said, torch.from_numpy(example.said) > 0).mean()
    roles = torch.from_numpy(example.roles).transpose(1, 2)
    yield "role", choose(role.transpose(1, 2), roles == 1, roles < 0).sum(-1).mean()
    for name, scores, kinds in (("stance", stance, example.stances), ("size", size, example.sizes)):
        right = torch.from_numpy(kinds)
        if (right >= 0).any():
            yield name, nn.functional.cross_entropy(scores[right >= 0], right[right >= 0])
    members = torch.from_numpy(example.members)
    known = members.any(-1)
    if known.any():
        yield "sector", choose(sector[known], torch.from_numpy(example.sectors)[known] > 0).mean()
        same = (members.float() @ members.float().T)[known][:, known] > 0
        itself = torch.eye(int(known.sum()), dtype=torch.bool)
        yield "same party", choose(same_party[known][:, known], same & ~itself, itself).mean()
    if len(example.triggers) > 1:
        event = torch.from_numpy(example.event)
        equal = (event[:, None] == event[None]).float()
        yield "same event", nn.functional.binary_cross_entropy_with_logits(same_event, equal)


def epoch_examples(cases: list[Case], tokenizer: Tokenizer, names: Labels, seed: int) -> list[Example]:
    """Cut every article into windows of a size drawn for this epoch, shuffled."""
    chance = random.Random(seed)
    found: list[Example] = []
    for case in cases:
        limit = chance.choice(LIMITS)
        context = chance.choice((0, 40, encoder.CONTEXT))
        found += examples(case.coding, case.name, tokenizer, names, limit=limit, context=context)
    chance.shuffle(found)
    return found


def batches(windows: list[Example], size: int, seed: int) -> list[list[Example]]:
    """Put windows of about one length into batches, so that little is padded, and shuffle the batches."""
    ordered = sorted(windows, key=lambda example: len(example.window.ids) // 16)  # stable: shuffled within a length
    found = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    random.Random(seed).shuffle(found)
    return found


def train(cases: list[Case], path: str, out: Path, settings: Settings, start: Path | None = None) -> Network:
    """Train from the encoder in `path`, or on from weights; checkpoints and the final averaged weights go into `out`."""
    torch.manual_seed(settings.seed)
    names = labels()
    tokenizer = load_tokenizer(path)
    network = Network(path, names)
    if start:
        network.load_state_dict(torch.load(start, weights_only=True))
    network.reader.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # type: ignore[union-attr]  # noqa: FBT003
    average = copy.deepcopy(network).eval()
    steps = settings.epochs * (len(epoch_examples(cases, tokenizer, names, 0)) // settings.batch + 1)
    optimizer = _optimizer(network, settings)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step / steps, settings.warm_up))
    checkpoint = out / "checkpoint.pt"
    first = _resume(checkpoint, network, average, optimizer, schedule) if checkpoint.exists() else 0
    for epoch in range(first, settings.epochs):
        started, totals = time.monotonic(), dict[str, float]()
        torch.manual_seed(settings.seed * 1000 + epoch)
        windows = epoch_examples(cases, tokenizer, names, settings.seed * 1000 + epoch)
        network.train()
        for batch in batches(windows, settings.batch, settings.seed * 1000 + epoch):
            parts = loss_of(network, batch, candidates=epoch >= settings.candidates_from)
            loss = torch.stack(list(parts.values())).sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            _average(average, network, settings.average, schedule.last_epoch)
            for name, value in parts.items():
                totals[name] = totals.get(name, 0.0) + float(value.detach()) * len(batch) / len(windows)
        shown = " ".join(f"{name} {value:.3f}" for name, value in totals.items())
        LOG.info("epoch %d/%d, %.0f s: %s", epoch + 1, settings.epochs, time.monotonic() - started, shown)
        _save(checkpoint, network, average, optimizer, schedule, epoch + 1)
    return average


def _optimizer(network: Network, settings: Settings) -> torch.optim.AdamW:
    body = [weight for weight in network.reader.encoder.parameters() if weight.requires_grad]
    inside = {id(weight) for weight in network.reader.encoder.parameters()}
    heads = [weight for weight in network.parameters() if id(weight) not in inside]
    groups: list[dict[str, Any]] = [
        {"params": body, "lr": settings.encoder_rate},
        {"params": heads, "lr": settings.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=settings.decay)


def _rate(share: float, warm_up: float) -> float:
    return share / warm_up if share < warm_up else max(0.02, (1 - share) / (1 - warm_up))


@torch.no_grad()
def _average(average: Network, network: Network, most: float, step: int) -> None:
    keep = min(most, (1 + step) / (10 + step))  # the first steps forget the untrained weights quickly
    for kept, new in zip(average.parameters(), network.parameters(), strict=True):
        if new.requires_grad:
            kept.lerp_(new, 1 - keep)


def _save(path: Path, network: Network, average: Network, optimizer: Any, schedule: Any, epoch: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "network": network.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "epoch": epoch,
    }
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def _resume(path: Path, network: Network, average: Network, optimizer: Any, schedule: Any) -> int:
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    epoch = int(state["epoch"])
    LOG.info("going on after epoch %d", epoch)
    return epoch


def load_tokenizer(path: str) -> Tokenizer:
    """Read the encoder's tokenizer, without the truncation and padding it may carry."""
    from tokenizers import Tokenizer as Reader_

    tokenizer = Reader_.from_file(str(Path(path) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description="Train a model on a corpus.")
    parser.add_argument("--encoder", required=True, help="a local folder with a BERT-like encoder")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--corpus", type=Path, nargs="+", default=[Path("corpus/train")])
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument(
        "--rate", type=float, default=1.0, help="of learning, times the usual one; try 0.5 with --start"
    )
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    cases = corpus.load(*arguments.corpus)
    LOG.info("%d articles", len(cases))
    usual = Settings()
    settings = Settings(
        epochs=arguments.epochs,
        seed=arguments.seed,
        encoder_rate=usual.encoder_rate * arguments.rate,
        head_rate=usual.head_rate * arguments.rate,
        candidates_from=0 if arguments.start else usual.candidates_from,
    )
    network = train(cases, arguments.encoder, arguments.out, settings, arguments.start)
    torch.save(network.state_dict(), arguments.out / "weights.pt")
    run = asdict(settings) | {"articles": len(cases), "start": arguments.start.as_posix() if arguments.start else None}
    (arguments.out / "run.json").write_text(json.dumps(run, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
