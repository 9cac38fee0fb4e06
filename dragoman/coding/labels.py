"""The names behind the numbers: which column of the model's output means what. Kept in every model's `config.json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from dragoman import records
from dragoman.errors import ModelError
from dragoman.knowledge import ontology


@dataclass(frozen=True, slots=True)
class Labels:
    """Columns by name, in order."""

    types: tuple[str, ...]
    modes: tuple[str, ...]  # "ASSAULT.drone"
    aux: tuple[str, ...]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]  # of spans: the kinds of party, then place, time, number, cue
    said: tuple[str, ...]  # flags of a trigger: the author says it, or somebody unnamed
    roles: tuple[str, ...]  # of a span to a trigger
    stances: tuple[str, ...]  # of a source or a cue to a trigger
    sizes: tuple[str, ...]  # what a number counts

    @property
    def parties(self) -> int:
        """How many of the kinds of span are parties; they come first."""
        return len(self.kinds) - len(OTHER_KINDS)

    def to_json(self) -> dict[str, Any]:
        """Return the lists for `config.json`."""
        return {name: list(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Labels:
        """Read the lists of a `config.json`. Raises ModelError where another version wrote it."""
        missing = [name for name in cls.__slots__ if name not in values]
        if missing:
            message = (
                f"the model's config.json names no {', '.join(missing)}: another version of dragoman wrote it; "
                "train or install it anew"
            )
            raise ModelError(message)
        return cls(**{name: tuple(values[name]) for name in cls.__slots__})


OTHER_KINDS = ("place", "time", "number", "cue")
AUTHOR = "author"


def labels(modes: dict[str, tuple[str, ...]] | None = None) -> Labels:
    """Return the labels of PLOVER, or of another table of types and modes."""
    table = modes or ontology.MODES
    return Labels(
        types=tuple(table),
        modes=tuple(f"{kind}.{mode}" for kind, names in table.items() for mode in names),
        aux=records.AUX,
        contexts=ontology.CONTEXTS,
        sectors=ontology.SECTORS,
        kinds=(*records.KINDS, *OTHER_KINDS),
        said=(AUTHOR, records.UNNAMED),
        roles=("actor", "recipient", "open", "place", "time", "number", "source", "via", "cue"),
        stances=records.STANCES,
        sizes=records.SIZE_KINDS,
    )
