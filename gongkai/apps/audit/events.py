"""What an operation tells the rest of the system. Who listens is written in project/wiring.py, nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils.module_loading import import_string

# named, not imported: this floor knows nothing of the one that wires it
WIRING = "gongkai.project.wiring.REACTIONS"

logger = logging.getLogger(__name__)


def announce(event: object) -> None:
    """Run the reactions to this event after the surrounding transaction commits; never, when it rolls back.

    A reaction that fails is logged and stops neither the writer nor the other reactions.
    """
    transaction.on_commit(lambda: _react(event), robust=True)


def _react(event: object) -> None:
    reactions: dict[type, tuple[Callable[[object], object], ...]] = import_string(WIRING)
    for reaction in reactions.get(type(event), ()):
        try:
            # a transaction of its own, so that a failed statement does not poison the next reaction
            with transaction.atomic():
                reaction(event)
        except Exception:
            logger.exception("事件 %s 的处理 %s 失败", type(event).__name__, getattr(reaction, "__name__", reaction))
