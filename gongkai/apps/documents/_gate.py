"""The only way to the public: a document goes live inside `make_public` and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_OPEN = ContextVar("documents_gate", default=False)
CLOSED = "文件只能经过发布审查公开，不能直接发布。"


def is_open() -> bool:
    """Whether the code that runs now may switch a document on."""
    return _OPEN.get()


@contextmanager
def open_gate() -> Iterator[None]:
    """Let documents go live within. For `make_public`, and for tests that need a public document at once."""
    token = _OPEN.set(True)
    try:
        yield
    finally:
        _OPEN.reset(token)
