"""What proofing found, for the desk and for what stands against publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.apps.documents._html import plain_text, sanitised, tables
from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.queries.citations import cited_validity
from gongkai.apps.publishing._proofing import ATTACHMENT, TEXT, TITLE, keyed, rules_now
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


def check_text(
    body: str, document: Document | None = None, *, title: str = "", is_html: bool = True
) -> list[dict[str, Any]]:
    """Proofread unsaved words; nothing is stored. Rows for the marks in the editor: offsets into the plain text.

    What was dismissed before is told as such. At most 300 rows, those that must be settled first.
    """
    html = sanitised(body) if is_html else ""
    fields = [(TITLE, title, ()), (TEXT, plain_text(html) if is_html else body, tables(html) if is_html else ())]
    rules = rules_now()
    pk = document.pk if document else None
    told = []
    for field, text, known in fields:
        if text:
            cited = cited_validity(text, except_id=pk)
            told += keyed(field, text, proofread(text, rules=rules, cited=cited, tables=known))
    dismissed = set()
    if document and told:
        rows = Finding.objects.filter(document=document, state=Finding.State.DISMISSED)
        dismissed = set(rows.values_list("key", flat=True))
    shown = [
        {
            "field": one.field,
            "rule": one.problem.rule,
            "severity": one.problem.severity,
            "start": one.problem.start,
            "end": one.problem.end,
            "message": one.problem.message,
            "repair": one.problem.repair,
            "dismissed": one.key in dismissed,
        }
        for one in told
    ]
    shown.sort(key=lambda row: (row["dismissed"], row["severity"] != "block", row["field"] != TITLE, row["start"]))
    return shown[:MOST_LIVE]
