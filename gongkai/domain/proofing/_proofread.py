"""The whole check of one text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gongkai.domain.proofing._damage import damage
from gongkai.domain.proofing._dates_amounts import figures
from gongkai.domain.proofing._marks import marks
from gongkai.domain.proofing._privacy import personal_data
from gongkai.domain.proofing._problems import Problem
from gongkai.domain.proofing._repeats import repeats
from gongkai.domain.proofing._rules import ProofRules
from gongkai.domain.proofing._tables import Table
from gongkai.domain.proofing._wording import wording

_ENDED = frozenset({"废止", "失效", "未公开发布"})


def proofread(
    text: str,
    *,
    rules: ProofRules,
    cited: Mapping[str, str] | None = None,
    tables: Sequence[Table] = (),
    dated: date | None = None,
) -> tuple[Problem, ...]:
    """Every problem of the text in text order: personal data, wording, formats, damage, citations.

    `cited` maps words of the text that name a document to its validity (废止, 失效); `tables` are the tables of the
    text, when they are known; `dated` is the day of a document of former times, whose names of organs were right then.
    A problem about format that lies inside personal data or damage is left out.
    """
    first = [*personal_data(text, rules.privacy, tables), *damage(text)]
    taken = sorted((problem.start, problem.end) for problem in first)
    more = [*wording(text, rules, dated), *figures(text), *marks(text), *repeats(text), *_citations(text, cited or {})]
    kept = first + [problem for problem in more if not _overlaps(problem, taken)]
    return tuple(sorted(kept, key=lambda problem: (problem.start, problem.end, problem.rule)))


def _overlaps(problem: Problem, taken: list[tuple[int, int]]) -> bool:
    return any(start < problem.end and problem.start < end for start, end in taken)


def _citations(text: str, cited: Mapping[str, str]) -> Iterator[Problem]:
    """Documents that are named although they are no longer in force."""
    for words, validity in cited.items():
        if not words or validity not in _ENDED:
            continue
        place = text.find(words)
        while place >= 0:
            message = (
                f"引用的文件“{words[:60]}”已{validity}。"
                if validity != "未公开发布"
                else f"引用的文件“{words[:60]}”未公开发布。"
            )
            rule = "citation.repealed" if validity != "未公开发布" else "citation.unpublished"
            yield Problem(
                rule, "政府信息公开条例第二十条；引用文件应现行有效", "warn", place, place + len(words), message
            )
            place = text.find(words, place + len(words))
