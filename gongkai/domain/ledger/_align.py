"""Clause by clause: what a notice kept, edited, tightened, dropped and added against another one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Literal

from rapidfuzz import fuzz

from gongkai.domain.comparison import Segment, changed_pairs, comparable, differences

Kind = Literal["kept", "edited", "tightened", "dropped", "new"]

# below this two clauses are not about the same thing; found on pairs of real notices read by hand
ALIKE = 0.42
# a clause that moved past others must be more alike than one in its place
MOVED_ALIKE = 0.55
# the same words exchanged this often are a name that differs from notice to notice (place, unit), not an edit
NAME_SEEN = 3
NAME_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Demand:
    """A number that a clause demands: at least 4 次 a year."""

    op: str
    value: float
    unit: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One task of a notice, as far as comparing needs it."""

    text: str
    due_on: date | None = None
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """A pair of clauses (by their place in each notice), or one that has no partner."""

    kind: Kind
    old_index: int | None
    new_index: int | None
    similarity: float
    segments: tuple[Segment, ...] = ()
    # what was tightened or loosened, as sentences
    remarks: tuple[str, ...] = ()


def align(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[AlignedRow, ...]:
    """The clauses of both in reading order of the new notice; dropped ones stand where they used to be.

    Clauses are paired by the rare words they share, in order where possible. Names that differ throughout (the place,
    its units) count for nothing. `tightened` = an earlier day, a day where there was none, or a higher number.
    """
    old_texts, new_texts = [comparable(row.text) for row in old], [comparable(row.text) for row in new]
    scores = _scores(old_texts, new_texts)
    pairs = _in_order(scores, len(old), len(new))
    _add_moved(pairs, scores)
    names = _names(old[i].text + "\0" + new[j].text for i, j in pairs.items())
    rows = [_paired(old[i], new[j], (i, j), scores[i, j], names) for i, j in pairs.items()]
    return tuple(_in_reading_order(rows, len(old), len(new)))


def _scores(old: list[str], new: list[str]) -> dict[tuple[int, int], float]:
    """How alike two clauses are, for the pairs that share rare words: half by shared words, half letter by letter."""
    old_grams, new_grams = [_grams(text) for text in old], [_grams(text) for text in new]
    weights = _weights(old_grams, new_grams)
    at: dict[str, list[int]] = {}
    for j, grams in enumerate(new_grams):
        for gram in grams:
            at.setdefault(gram, []).append(j)
    new_sums = [_sum(grams, weights) for grams in new_grams]
    scores = {}
    for i, grams in enumerate(old_grams):
        shared: dict[int, float] = {}
        for gram in grams:
            weight = weights[gram]
            if weight:
                for j in at.get(gram, ()):
                    shared[j] = shared.get(j, 0.0) + weight
        mine = _sum(grams, weights)
        for j, weight in shared.items():
            dice = 2 * weight / (mine + new_sums[j])
            if dice > 0.25:
                scores[i, j] = 0.5 * dice + 0.5 * fuzz.ratio(old[i], new[j]) / 100
    return scores


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(max(1, len(text) - 1)))


def _weights(old: list[frozenset[str]], new: list[frozenset[str]]) -> dict[str, float]:
    """Rare pairs of letters say most. What one notice repeats and the other never says is a name: it says nothing."""
    here = Counter(gram for grams in old for gram in grams)
    there = Counter(gram for grams in new for gram in grams)
    total = len(old) + len(new)
    weights = {}
    for gram in here.keys() | there.keys():
        one_sided = not (here[gram] and there[gram]) and max(here[gram], there[gram]) >= max(3, total // 40)
        weights[gram] = 0.0 if one_sided else math.log((total + 1) / (here[gram] + there[gram]))
    return weights


def _sum(grams: Iterable[str], weights: dict[str, float]) -> float:
    return sum(weights[gram] for gram in grams) or 1.0


def _in_order(scores: dict[tuple[int, int], float], old_count: int, new_count: int) -> dict[int, int]:
    """The pairs that cross nowhere and are most alike in sum."""
    best = [[0.0] * (new_count + 1) for _ in range(old_count + 1)]
    for i in range(old_count - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(new_count - 1, -1, -1):
            value = max(below[j], row[j + 1])
            score = scores.get((i, j), 0.0)
            if score >= ALIKE:
                value = max(value, below[j + 1] + score)
            row[j] = value
    pairs: dict[int, int] = {}
    i = j = 0
    while i < old_count and j < new_count:
        score = scores.get((i, j), 0.0)
        if score >= ALIKE and best[i][j] == best[i + 1][j + 1] + score:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _add_moved(pairs: dict[int, int], scores: dict[tuple[int, int], float]) -> None:
    """Clauses left over on both sides that are clearly one, though they moved."""
    taken = set(pairs.values())
    for (i, j), score in sorted(scores.items(), key=lambda row: (-row[1], row[0])):
        if score >= MOVED_ALIKE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _names(pairs: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Exchanges seen in many pairs: 高新区 → 渝中区."""
    seen: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        before, after = pair.split("\0", 1)
        seen.update({change for change in changed_pairs(before, after) if max(map(len, change)) <= NAME_LENGTH})
    return frozenset(change for change, count in seen.items() if count >= NAME_SEEN and all(change))


def _paired(
    old: Clause, new: Clause, places: tuple[int, int], similarity: float, names: frozenset[tuple[str, str]]
) -> AlignedRow:
    remarks, is_tighter = _tightening(old, new)
    changes = [change for change in changed_pairs(old.text, new.text) if change not in names]
    kind: Kind = "tightened" if is_tighter else "edited" if changes or remarks else "kept"
    return AlignedRow(kind, *places, round(similarity, 3), differences(old.text, new.text), tuple(remarks))


def _tightening(old: Clause, new: Clause) -> tuple[list[str], bool]:
    remarks, is_tighter = [], False
    if old.due_on != new.due_on:
        is_tighter = bool(new.due_on and (not old.due_on or new.due_on < old.due_on))
        before = f"{old.due_on:%Y-%m-%d}" if old.due_on else "没有日期"
        after = f"{new.due_on:%Y-%m-%d}" if new.due_on else "没有日期"
        remarks.append(f"时限{'提前' if is_tighter else '放宽'}：{before} → {after}。")
    for unit, less, more in _changed_demands(old, new):
        higher = more > less
        is_tighter = is_tighter or higher
        former = f"{less:g}{unit}" if less else "没有要求"
        later = f"{more:g}{unit}" if more else "没有要求"
        remarks.append(f"数量{'提高' if higher else '降低'}：{former} → {later}。")
    return remarks, is_tighter


def _changed_demands(old: Clause, new: Clause) -> Iterator[tuple[str, float, float]]:
    """(unit, before, after) for each lower limit that changed, highest against highest; 0 where there is none."""
    values: dict[tuple[str, str], tuple[list[float], list[float]]] = {}
    for side, clause in enumerate((old, new)):
        for row in clause.demands:
            if row.op != "<=":
                values.setdefault((row.unit, row.period), ([], []))[side].append(row.value)
    for (unit, _), (before, after) in values.items():
        pairs = zip_longest(sorted(before, reverse=True), sorted(after, reverse=True), fillvalue=0.0)
        yield from ((unit, former, later) for former, later in pairs if former != later)


def _in_reading_order(rows: list[AlignedRow], old_count: int, new_count: int) -> list[AlignedRow]:
    """By the new notice; what was dropped stands behind the clause that stood before it."""
    by_new = {row.new_index: row for row in rows}
    paired = {row.old_index for row in rows}
    behind: dict[int | None, list[AlignedRow]] = {}
    anchor: int | None = None
    for i in range(old_count):
        if i in paired:
            anchor = i
        else:
            behind.setdefault(anchor, []).append(AlignedRow("dropped", i, None, 0.0))
    ordered = behind.get(None, [])
    for j in range(new_count):
        row = by_new.get(j)
        ordered.append(row or AlignedRow("new", None, j, 0.0))
        ordered += behind.get(row.old_index, []) if row and row.old_index is not None else []
    return ordered
