"""Wording: names of organs after reforms, forbidden and mistyped phrases, leaders' names and posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.domain.proofing._problems import Problem, Severity
from gongkai.domain.proofing._rules import ProofRules, WordingRow
from gongkai.domain.text import plain, read_date

_NAMES = {"organ": "机构名称", "forbidden": "不当表述", "mistyped": "疑似错别字", "leader": "领导姓名职务"}
# titles keep the names they were issued under
_TITLE = re.compile(r"《[^《》\n]{1,200}》")
# the day under a text: alone on its line, or behind the name of the body that signs
_SIGNED_ON = re.compile(
    r"(?:^|(?<=[府厅室局委院会部]))\s{0,6}(?P<date>(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})"
    r" ?年[^\n，。；年]{3,10}日)"
    r"(?=[^\S\n]*(?:$|\(|更多|发))",
    re.MULTILINE,
)
# 工商行政管理局令, 国土资源部公告, 原国土资源局: the old name is the right one there
_ISSUED_UNDER = re.compile(r"(?:令|公告|关于|第\d|〔|\(\d{4}\)| ?20\d\d年第)")


def wording(text: str, rules: ProofRules, dated: date | None = None) -> Iterator[Problem]:
    """Every wording of the lists, in simplified and traditional script. Names in titles and of then are left alone."""
    view = plain(text)
    dated = dated or _own_date(view)
    # quotation marks and dashes of the lists are folded as the view is
    titles: list[tuple[int, int]] | None = None
    for found in _matches(view, rules):
        row = rules.by_wrong[found[0]]
        if _means_something_else(view, found, row):
            continue
        if row.kind == "organ":
            if titles is None:
                titles = [title.span() for title in _TITLE.finditer(view)]
            if (dated and row.since and dated < row.since) or _is_of_then(view, found, titles):
                continue
        yield _problem(found, row)


def _own_date(view: str) -> date | None:
    """The day the text gives itself, at its end."""
    signed = list(_SIGNED_ON.finditer(view))
    read = read_date(signed[-1]["date"]) if signed else None
    return read.readings[0] if read and read.readings else None


def _matches(view: str, rules: ProofRules) -> Iterator[re.Match[str]]:
    yield from rules.pattern.finditer(view)


def _means_something_else(view: str, found: re.Match[str], row: WordingRow) -> bool:
    """Whether the same characters belong to other words here, or stand inside the right wording already."""
    before, after = view[max(0, found.start() - 12) : found.start()], view[found.end() : found.end() + 12]
    if any(before.endswith(word) for word in row.not_before) or any(after.startswith(word) for word in row.not_after):
        return True
    at = row.right.find(row.wrong) if row.right else -1
    return at >= 0 and view.startswith(row.right, found.start() - at) if found.start() >= at else False


def _is_of_then(view: str, found: re.Match[str], titles: list[tuple[int, int]]) -> bool:
    if (
        view[max(0, found.start() - 6) : found.start()]
        .rstrip("省市县区州 国家")
        .endswith(("原", "时", "前身为", "曾用名"))
    ):
        return True
    if _ISSUED_UNDER.match(view, found.end()):
        return True
    return any(start < found.start() < end for start, end in titles)


def _problem(found: re.Match[str], row: WordingRow) -> Problem:
    shown = f"“{row.wrong}”应为“{row.right}”" if row.right else f"“{row.wrong}”不宜使用"
    severity: Severity = "block" if row.is_blocking else "warn"
    # a right wording with an explanation in brackets is for people to choose from
    repair = row.right if row.right and "（" not in row.right else None
    return Problem(
        f"wording.{row.kind}",
        row.basis or "本单位用语规则",
        severity,
        *found.span(),
        f"{_NAMES[row.kind]}：{shown}。",
        repair,
    )
