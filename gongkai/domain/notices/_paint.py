"""Labels on the text: every character that is not blank ends up in exactly one labelled block."""

from __future__ import annotations

from typing import get_args

from gongkai.domain.notices._values import Block, Label, Span

_LABELS: tuple[Label, ...] = get_args(Label)
_CODES = {label: code for code, label in enumerate(_LABELS)}


class Canvas:
    """One label a character. Later strokes lie over earlier ones; what nothing covers is unplaced."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._codes = bytearray([_CODES["unplaced"]]) * len(text)

    def stroke(self, span: Span, label: Label) -> None:
        """Labels a stretch of the text."""
        start, end = max(0, span[0]), min(len(self._codes), span[1])
        if start < end:
            self._codes[start:end] = bytes([_CODES[label]]) * (end - start)

    def fill(self, span: Span, label: Label) -> None:
        """Labels what is still unplaced in a stretch of the text."""
        start, end = max(0, span[0]), min(len(self._codes), span[1])
        if start < end:
            unplaced, new = bytes([_CODES["unplaced"]]), bytes([_CODES[label]])
            self._codes[start:end] = self._codes[start:end].replace(unplaced, new)

    def blocks(self) -> tuple[Block, ...]:
        """The labelled stretches in order, blanks at their ends left out."""
        found: list[Block] = []
        codes, start, size = self._codes, 0, len(self._codes)
        while start < size:
            end, code = start + 1, codes[start]
            while end < size and codes[end] == code:
                end += 1
            span = trimmed(self._text, start, end)
            if span[0] < span[1]:
                found.append(Block(_LABELS[code], span))
            start = end
        return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the blanks at its ends; empty (start, start) when there is nothing but blanks."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
