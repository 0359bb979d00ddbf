"""What reading a notice can refuse."""

from __future__ import annotations


class UnreadableNotice(ValueError):
    """The file or text cannot be read as a notice. `reason` is one Chinese sentence that says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
