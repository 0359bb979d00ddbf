"""Differences between two texts, in pieces that people can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from gongkai.domain.text import plain

# numbers and foreign words are whole; of Chinese each character stands for itself and islands are joined below
TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
# marks that change with the typist, not with the meaning
NOISE = re.compile(r"[\s,，、。；;:：.．〔〕（）()\[\]【】“”\"'‘’《》<>〈〉①-⑳]+|(?<![\d第])\d{1,2}(?=[.．、)）])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that both have, only the old has, or only the new has."""

    kind: Literal["same", "removed", "added"]
    text: str

    @staticmethod
    def places(segments: Sequence[Segment]) -> int:
        """How many places differ: what was exchanged for what is one place."""
        count, is_inside = 0, False
        for segment in segments:
            if segment.kind == "same":
                is_inside = False
            elif not is_inside:
                count, is_inside = count + 1, True
        return count


def comparable(text: str) -> str:
    """The text in simplified script without marks, numbering and spaces: what is compared."""
    return NOISE.sub("", plain(text))


def differences(before: str, after: str) -> tuple[Segment, ...]:
    """The whole of both texts, in order. One character between two changes joins them, so that words stay whole."""
    made: list[Segment] = []
    for same, removed, added in _steps(before, after):
        for kind, text in (("same", same), ("removed", removed), ("added", added)):
            if text:
                made.append(Segment(kind, text))  # type: ignore[arg-type]
    return tuple(made)


def changed_pairs(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """What was exchanged for what, marks and script aside; ("", x) was added, (x, "") removed."""
    pairs = ((comparable(removed), comparable(added)) for same, removed, added in _steps(before, after) if not same)
    return tuple(pair for pair in pairs if pair[0] != pair[1])


def _steps(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """(same, "", "") or ("", removed, added), by turns."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    folded_old, folded_new = [plain(token) for token in old], [plain(token) for token in new]
    blocks = SequenceMatcher(None, folded_old, folded_new, autojunk=False).get_matching_blocks()
    kept = [block for place, block in enumerate(blocks[:-1]) if not _is_island(blocks, place, old)]
    i = j = 0
    for block in (*kept, blocks[-1]):
        if block.a > i or block.b > j:
            yield ("", "".join(old[i : block.a]), "".join(new[j : block.b]))
        if block.size:
            yield ("".join(new[block.b : block.b + block.size]), "", "")
        i, j = block.a + block.size, block.b + block.size


def _is_island(blocks: list, place: int, old: list[str]) -> bool:
    """One character of a word, alone between changes on both of its sides."""
    block = blocks[place]
    if block.size > 1 or NOISE.fullmatch(old[block.a]):
        return False
    end = blocks[place - 1] if place else None
    starts_free = block.a > (end.a + end.size if end else 0) or block.b > (end.b + end.size if end else 0)
    after = blocks[place + 1]
    return starts_free and (after.a > block.a + 1 or after.b > block.b + 1)
