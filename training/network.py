"""The network: one encoder pass over a window, then small heads. Two modules, so that each becomes one ONNX graph.

`Reader` turns word pieces into word vectors, trigger logits and span logits. `Linker` scores chosen triggers and spans on
those vectors: modes, auxiliary mode, contexts, attribution flags, sectors, roles, and which are the same. Shapes in the
docstrings: n words, T triggers, S spans, h the encoder's width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from dragoman.coding.encoder import BUCKETS, MATCHES, SHAPES

if TYPE_CHECKING:
    from dragoman.coding.labels import Labels

SPAN_WIDTH = 64  # of the start and end vectors whose product scores a span
LONGEST = 40  # words of the longest span that is told apart by its length
WIDTH = 192  # of trigger and span vectors in the linker


class Reader(nn.Module):
    """Word pieces -> word vectors (n, h), trigger logits (n, types), span logits (kinds, n, n)."""

    def __init__(self, encoder: nn.Module, labels: Labels, dropout: float = 0.15) -> None:
        """Put heads on a BERT-like encoder."""
        super().__init__()
        self.encoder = encoder
        width = int(encoder.config.hidden_size)  # type: ignore[union-attr, arg-type]
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.drop = nn.Dropout(dropout)
        last = nn.Linear(256, len(labels.types))
        nn.init.constant_(last.bias, -4.0)  # nearly all words are no trigger
        self.trigger = nn.Sequential(nn.Linear(width, 256), nn.GELU(), nn.Dropout(dropout), last)
        kinds = len(labels.kinds)
        self.start = nn.Linear(width, SPAN_WIDTH)
        self.end = nn.Linear(width, SPAN_WIDTH)
        self.start_kind = nn.Linear(width, kinds)
        self.end_kind = nn.Linear(width, kinds)
        self.length = nn.Embedding(LONGEST + 1, kinds)
        nn.init.constant_(self.length.weight, -6.0)  # nearly all pairs of words are no span

    def vectors(self, hidden: Tensor, first: Tensor, shapes: Tensor) -> Tensor:
        """Pick each word's first piece (n, h) and add how the word is written."""
        words: Tensor = self.drop(self.norm(hidden[first] + self.shape(shapes)))
        return words

    def heads(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Score triggers (n, types) and spans (kinds, n, n); spans that end before they begin get a large negative score."""
        count = vectors.shape[0]
        product = self.start(vectors) @ self.end(vectors).T / SPAN_WIDTH**0.5
        place = torch.arange(count, device=vectors.device)
        gap = place[None, :] - place[:, None]
        length = self.length(gap.clamp(0, LONGEST)).permute(2, 0, 1)
        spans = product[None] + self.start_kind(vectors).T[:, :, None] + self.end_kind(vectors).T[:, None, :] + length
        wrong = (gap < 0) | (gap > LONGEST)
        return self.trigger(vectors), spans.masked_fill(wrong[None], -30.0)

    def forward(self, ids: Tensor, first: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Read one window: ids (1, pieces), first (n,), shapes (n,)."""
        hidden = self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state[0]
        vectors = self.vectors(hidden, first, shapes)
        return (vectors, *self.heads(vectors))


class Pair(nn.Module):
    """Score every pair of two lists of vectors, with buckets of features added: (L, R, out)."""

    def __init__(self, out: int, features: tuple[int, ...], dropout: float) -> None:
        """Take the number of outputs and the size of each feature."""
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.both = nn.Linear(WIDTH, WIDTH, bias=False)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in features)
        for embedding in self.features:
            nn.init.normal_(embedding.weight, std=0.02)  # type: ignore[arg-type]
        self.drop = nn.Dropout(dropout)
        self.out = nn.Linear(WIDTH, out)
        nn.init.constant_(self.out.bias, -3.0)  # nearly all pairs have nothing to do with each other

    def forward(self, left: Tensor, right: Tensor, *features: Tensor) -> Tensor:
        """Take left (L, WIDTH), right (R, WIDTH) and features (L, R) each."""
        hidden = self.left(left)[:, None] + self.right(right)[None] + self.both(left[:, None] * right[None])
        for embedding, feature in zip(self.features, features, strict=True):
            hidden = hidden + embedding(feature)
        scores: Tensor = self.out(self.drop(nn.functional.gelu(hidden)))
        return scores


class Linker(nn.Module):
    """Word vectors, triggers (T, 2), spans (S, 3) -> all that `coding.encoder.Links` names, in its order."""

    def __init__(self, width: int, labels: Labels, dropout: float = 0.2) -> None:
        """Take the encoder's width."""
        super().__init__()
        self.trigger = self._span_vector(width, dropout)
        self.span = self._span_vector(width, dropout)
        self.kind = nn.Embedding(len(labels.kinds), WIDTH)
        nn.init.normal_(self.kind.weight, std=0.02)
        self.mode = nn.Linear(WIDTH, len(labels.modes))
        self.aux = nn.Linear(WIDTH, len(labels.aux))
        self.context = nn.Linear(WIDTH + width, len(labels.contexts))
        self.said = nn.Linear(WIDTH, len(labels.said))
        self.sector = nn.Linear(WIDTH, len(labels.sectors))
        # What role, and, of a source or cue, what stance, and, of a number, what it counts: one pair, so that rare stances
        # learn from all that is known of sources.
        self.parts = (len(labels.roles), len(labels.stances), len(labels.sizes))
        self.role = Pair(sum(self.parts), (BUCKETS,), dropout)
        self.same_party = Pair(1, (BUCKETS, MATCHES), dropout)
        self.same_event = Pair(1, (BUCKETS,), dropout)

    @staticmethod
    def _span_vector(width: int, dropout: float) -> nn.Sequential:
        return nn.Sequential(nn.Dropout(dropout), nn.Linear(3 * width, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH))

    @staticmethod
    def pool(vectors: Tensor, spans: Tensor) -> Tensor:
        """Lay a span's first, last and mean word vector side by side: (S, 3h)."""
        sums = torch.cat([torch.zeros_like(vectors[:1]), vectors.cumsum(0)])
        start, end = spans[:, 0], spans[:, 1]
        mean = (sums[end + 1] - sums[start]) / (end - start + 1)[:, None].to(vectors.dtype)
        return torch.cat([vectors[start], vectors[end], mean], -1)

    def forward(
        self,
        vectors: Tensor,
        triggers: Tensor,
        spans: Tensor,
        role_distance: Tensor,
        span_distance: Tensor,
        span_match: Tensor,
        event_distance: Tensor,
    ) -> tuple[Tensor, ...]:
        """Score everything at once."""
        events = self.trigger(self.pool(vectors, triggers))
        parties = self.span(self.pool(vectors, spans)) + self.kind(spans[:, 2])
        around = vectors.mean(0, keepdim=True).expand(events.shape[0], -1)
        return (
            self.mode(events),
            self.aux(events),
            self.context(torch.cat([events, around], -1)),
            self.said(events),
            self.sector(parties),
            *self.role(events, parties, role_distance).split(self.parts, -1),
            self.same_party(parties, parties, span_distance, span_match)[..., 0],
            self.same_event(events, events, event_distance)[..., 0],
        )


def load_encoder(path: str) -> nn.Module:
    """Load any BERT-like encoder from a local folder; never from the network."""
    from transformers import AutoModel

    # Attention without dropout takes torch's fused kernel, which halves the time of a step on a CPU.
    encoder: Any = AutoModel.from_pretrained(
        path, local_files_only=True, add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )
    return encoder  # type: ignore[no-any-return]
