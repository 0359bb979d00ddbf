"""What an interpretation must say (实质性解读要素), and whether it says it or copies the policy. INT-03."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gongkai.domain.comparison import comparable

LONGEST_HEADING = 40
_HEADING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节部]|[（(]?\d{1,2}[）)、.．]|问[：:]|Q\d*[：:.])"
)
# how one says that a policy has nothing of the kind: no technical terms, no figures
_NONE = frozenset({"无", "没有", "不涉及", "无此项", "本文件无", "本文件不涉及"})
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_BARE_HEADING_END = re.compile(r"[。；，,;]\s*$")


@dataclass(frozen=True, slots=True)
class Element:
    """One element as data/checks/interpretation.toml has it. `cues` are the words of a heading that announce it."""

    code: str
    name: str
    cues: tuple[str, ...]
    is_required: bool = True
    may_quote: bool = False
    needs_predecessor: bool = False
    may_be_none: bool = False
    shortest: int = 6
    copied_share: float = 0.85


@dataclass(frozen=True, slots=True)
class ElementGap:
    """A required element that is missing, or that only repeats the policy's own sentences."""

    element: Element
    kind: Literal["missing", "copied"]

    @property
    def sentence(self) -> str:
        """As it is said to the author."""
        if self.kind == "missing":
            return f"缺少“{self.element.name}”。"
        return f"“{self.element.name}”照抄文件原文，没有解读。"


def element_texts(filled: Mapping[str, str], interpretation: str, *, elements: Sequence[Element]) -> Mapping[str, str]:
    """What is said on each element: the field that was filled in, else the passage under a heading that says so."""
    passages = _passages(interpretation, elements)
    return {one.code: (filled.get(one.code) or "").strip() or passages.get(one.code, "") for one in elements}


def element_gaps(
    filled: Mapping[str, str],
    interpretation: str,
    policy: str,
    *,
    elements: Sequence[Element],
    has_predecessor: bool = True,
) -> tuple[ElementGap, ...]:
    """The required elements that are missing or copied, in the order of the rows.

    `policy` is the text of the interpreted document ("" when unknown: nothing then counts as copied). An element on
    what changed is asked for only when there is an older document.
    """
    texts = element_texts(filled, interpretation, elements=elements)
    folded_policy = comparable(policy)
    gaps = []
    for one in elements:
        if not one.is_required or (one.needs_predecessor and not has_predecessor):
            continue
        said = texts[one.code]
        if one.may_be_none and said.strip().rstrip("。.") in _NONE:
            continue
        if len(comparable(said)) < one.shortest:
            gaps.append(ElementGap(one, "missing"))
        elif not one.may_quote and _copied_share(said, folded_policy) >= one.copied_share:
            gaps.append(ElementGap(one, "copied"))
    return tuple(gaps)


def _passages(text: str, elements: Sequence[Element]) -> dict[str, str]:
    """Code → the words between the heading that announces the element and the next heading."""
    found: dict[str, list[str]] = {}
    here: list[str] = []
    for line in text.splitlines():
        words = line.strip()
        if not words:
            continue
        if _is_heading(words, elements):
            # an answer behind its question on one line belongs to the passage
            here = []
            for code in _announced(words, elements):
                found.setdefault(code, here)
            continue
        here.append(words)
    return {code: "\n".join(lines) for code, lines in found.items()}


def _is_heading(words: str, elements: Sequence[Element]) -> bool:
    if len(words) > LONGEST_HEADING or _BARE_HEADING_END.search(words):
        return False
    return bool(_HEADING.match(words)) or (len(words) <= 16 and bool(_announced(words, elements)))


def _announced(words: str, elements: Sequence[Element]) -> list[str]:
    return [one.code for one in elements if any(cue in words for cue in one.cues)]


def _copied_share(said: str, folded_policy: str) -> float:
    """How much of the text, by characters, are whole sentences of the policy."""
    if not folded_policy:
        return 0.0
    sentences = [folded for match in _SENTENCE.finditer(said) if (folded := comparable(match.group()))]
    total = sum(map(len, sentences))
    copied = sum(len(folded) for folded in sentences if folded in folded_policy)
    return copied / total if total else 0.0
