"""Reads the news and writes down who did what to whom, when, where, and on whose word.

>>> import dragoman
>>> coding = dragoman.code_text("PARIS, 3 May 2021 - France expelled two Belarusian diplomats.")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.api import code, code_text
    from dragoman.coding.coder import Coder
    from dragoman.errors import DragomanError, ModelError, NotationError, UsageError
    from dragoman.records import Article, Attribution, Coding, Entity, Event, Party, Place, Problem, Size, Span, When

_HOMES = {
    "dragoman.api": ("code", "code_text"),
    "dragoman.coding.coder": ("Coder",),
    "dragoman.errors": ("DragomanError", "ModelError", "NotationError", "UsageError"),
    "dragoman.records": (
        "Article", "Attribution", "Coding", "Entity", "Event", "Party", "Place", "Problem", "Size", "Span", "When",
    ),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__version__ = "0.1.0"
__all__ = [  # noqa: RUF022 - by what a user looks for first
    "code", "code_text", "Coder",
    "Article", "Attribution", "Coding", "Entity", "Event", "Party", "Place", "Problem", "Size", "Span", "When",
    "DragomanError", "ModelError", "NotationError", "UsageError",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for: `import dragoman` itself loads nothing."""
    if name not in _HOME_OF:
        message = f"module 'dragoman' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME_OF[name]), name)
