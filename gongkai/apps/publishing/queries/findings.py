"""What proofing found, for the desk and for what stands against publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db.models import QuerySet

from gongkai.apps.documents._html import plain_text, sanitised, tables
from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.queries.citations import cited_validity
from gongkai.apps.publishing._proofing import ATTACHMENT, TEXT, TITLE, Told, keyed, rules_now
from gongkai.apps.publishing.models import Finding
from gongkai.domain.proofing import PrivacyRules, proofread

GROUPS = (
    ("privacy", "个人信息"),
    ("damage", "乱码和植入内容"),
    ("wording", "用语"),
    ("citation", "引用"),
    ("link", "链接"),
    ("format", "格式"),
)
FIELDS = {"title": "标题", "summary": "内容概述", "text": "正文"}
# what the live check sends at most: more cannot be read beside an editor
MOST_LIVE = 300
# what static/desk/proofing.js does not count either
BLANKS = frozenset(" \t\n\r\f\xa0\u3000")


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one kind, open ones first."""

    code: str
    name: str
    findings: tuple[Finding, ...]
    open_count: int


def findings_of(document: Document) -> QuerySet[Finding]:
    """What a person has to look at: open findings and those left with a reason, in text order."""
    rows = Finding.objects.filter(document=document).exclude(state=Finding.State.REPAIRED)
    return rows.select_related("settled_by").order_by("field", "start", "pk")


def grouped(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """The findings by kind; kinds without any are left out."""
    rows = list(findings)
    made = []
    for code, name in GROUPS:
        own = [row for row in rows if row.rule.startswith(f"{code}.")]
        own.sort(key=lambda row: (row.state != Finding.State.OPEN, row.severity != Finding.Severity.BLOCK))
        if own:
            made.append(FindingGroup(code, name, tuple(own), sum(row.state == Finding.State.OPEN for row in own)))
    return tuple(made)


def open_blockers(document: Document) -> list[str]:
    """What proofing found and nobody has settled, as sentences: each stops submission. One query."""
    rows = Finding.objects.filter(document=document, state=Finding.State.OPEN, severity=Finding.Severity.BLOCK)
    return list(rows.order_by("field", "start").values_list("message", flat=True))


def grounds() -> dict[str, str]:
    """On what grounds personal data may stay (PUB-05): code → name."""
    return dict(PrivacyRules.built_in().grounds)


def place_of(finding: Finding, names: dict[str, str] | None = None) -> str:
    """Where a finding is, in words; `names` of attachments by their field."""
    return FIELDS.get(finding.field) or (names or {}).get(finding.field, "附件")


def attachment_names(document: Document) -> dict[str, str]:
    """The names of the attachments by the field under which their findings are kept."""
    rows = Attachment.objects.filter(document=document).values_list("pk", "name")
    return {f"{ATTACHMENT}{pk}": f"附件“{name}”" for pk, name in rows}


def check_text(body: str, document: Document | None = None, *, title: str = "") -> list[dict[str, Any]]:
    """Proofread an unsaved body (HTML) and title; nothing is stored. Rows for the marks in the editor.

    `start` and `end` are places in the plain text; `from` and `to` count the signs before that are no blanks, which an
    editor can count too. `id` and `state` tell of the finding kept for the same words. At most 300 rows, open and
    grave ones first.
    """
    html = sanitised(body)
    rules = rules_now()
    told: list[tuple[Told, str]] = []
    for field, text, known in ((TITLE, title, ()), (TEXT, plain_text(html), tables(html))):
        if text:
            cited = cited_validity(text, except_id=document.pk if document else None)
            dated = document.dated_on if document else None
            found = proofread(text, rules=rules, cited=cited, tables=known, dated=dated)
            told += [(one, text) for one in keyed(field, text, found)]
    kept: dict[str, tuple[int, str]] = {}
    if document and told:
        rows = Finding.objects.filter(document=document).values_list("key", "pk", "state")
        kept = {key: (pk, state) for key, pk, state in rows}
    signs = {field: _signs_before(text) for field, text in {one.field: text for one, text in told}.items()}
    shown = [_row(one, signs[one.field], kept.get(one.key)) for one, _ in told]
    shown.sort(key=lambda row: (row["dismissed"], row["severity"] != "block", row["field"] != TITLE, row["start"]))
    return shown[:MOST_LIVE]


def _row(told: Told, signs: list[int], kept: tuple[int, str] | None) -> dict[str, Any]:
    problem = told.problem
    return {
        "field": told.field,
        "rule": problem.rule,
        "basis": problem.basis,
        "severity": problem.severity,
        "start": problem.start,
        "end": problem.end,
        "from": signs[problem.start],
        "to": signs[problem.end],
        "message": problem.message,
        "repair": problem.repair,
        "needs_ground": problem.ground_needed,
        "id": kept[0] if kept else None,
        "dismissed": kept is not None and kept[1] == Finding.State.DISMISSED,
    }


def _signs_before(text: str) -> list[int]:
    """For each place in the text, how many signs stand before it, blanks not counted."""
    return list(accumulate((sign not in BLANKS for sign in text), initial=0))
