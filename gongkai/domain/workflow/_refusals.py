"""How every operation says no."""

from __future__ import annotations


class Blocked(Exception):
    """An operation was refused. `blockers` are the sentences that say why and who owes what."""

    def __init__(self, blockers: tuple[str, ...] | list[str]) -> None:
        self.blockers = tuple(blockers)
        super().__init__("".join(self.blockers))
