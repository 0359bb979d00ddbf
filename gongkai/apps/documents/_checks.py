"""What a document's values must be, as sentences. A draft may have gaps; what it has must be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from gongkai.apps.documents._kinds import kind_rules, read_theme
from gongkai.apps.documents._numbers import normal_number
from gongkai.apps.documents.models import Document

# what `save_draft` takes, in the order of the form
FIELDS = (
    "title", "summary", "keywords", "body", "document_number", "genre", "issuer_text", "issuer", "co_issuers",
    "publisher", "responsible_unit", "drafting_unit", "author_text", "theme", "category", "audience", "conditions",
    "dated_on",
    "formed_on", "publish_due_on", "effective_on", "expires_on", "is_marked_public", "is_sensitive", "form", "elements",
    "organised_on", "consultation_text", "legality_text", "filing_number", "filed_on", "filing_opinion", "plan_period",
    "report_kind", "reporting_year", "source_text", "source_url", "source_title", "source_on",
)  # fmt: skip
UNIT_FIELDS = ("issuer", "publisher", "responsible_unit", "drafting_unit")
LIST_FIELDS = ("keywords", "co_issuers", "audience", "conditions")
# what belongs to the row alone and never travels in a revision
ROW_FIELDS = (
    "kind", "state", "index_number", "created_by_id", "created_at", "published_at", "validity", "validity_text",
    "repealed_on", "openness_class", "openness_reason", "refusal_ground", "openness_decided_by_id",
    "openness_decided_at", "reconsider_on", "waiver_reason", "signed_at", "publish_at", "is_emergency",
    "later_review_due_on", "withdrawn_on",
    "withdrawal_reason", "live_revision_id", "last_published_at", "locked", "locked_at", "locked_by_id",
)  # fmt: skip


def label(name: str) -> str:
    """The Chinese name of a field."""
    return str(Document._meta.get_field(name).verbose_name)


def value_problems(document: Document) -> Iterator[str]:
    """What is wrong with what is there. A gap is no problem here: see `gaps`."""
    if not document.title:
        yield "请填写标题。"
    if document.publisher_id is None:
        yield "请选择发布机构。"
    yield from _lengths(document)
    yield from _choices(document)
    yield from _dates(document)
    if document.document_number and normal_number(document.document_number) is None:
        yield (
            f"发文字号“{document.document_number}”写法不对，应写作“机关代字〔年份〕序号号”，"
            "如“青政办发〔2026〕12号”；令和公告写作“某某令第301号”。"
        )
    if document.source_url:
        try:
            URLValidator(schemes=["http", "https"])(document.source_url)
        except ValidationError:
            yield f"原文网址“{document.source_url[:80]}”不是完整的网址，应以http://或https://开头。"


def _lengths(document: Document) -> Iterator[str]:
    for name in FIELDS:
        field = Document._meta.get_field(name)
        value = getattr(document, name, None) if name not in UNIT_FIELDS else None
        if isinstance(field, models.CharField) and isinstance(value, str) and len(value) > (field.max_length or 0):
            yield f"{label(name)}有{len(value)}个字，超过{field.max_length}个字的上限。"


def _choices(document: Document) -> Iterator[str]:
    rule = kind_rules()[document.kind]
    if document.genre and document.genre not in rule.genres:
        kind = document.get_kind_display()
        if rule.genres:
            yield f"{kind}的公文种类应为{'、'.join(rule.genres)}之一，不能是“{document.genre}”。"
        else:
            yield f"{kind}不填公文种类。"
    if document.theme and read_theme(document.theme) is None:
        yield f"主题分类里没有“{document.theme}”，请从列表中选择。"
    for name, choices in (("form", Document.Form), ("report_kind", Document.ReportKind)):
        if (value := getattr(document, name)) and value not in choices.values:
            yield f"{label(name)}填写有误。"
    if document.form and document.kind != Document.Kind.INTERPRETATION:
        yield "只有政策解读才填解读形式。"
    if document.reporting_year is not None and not 1949 <= document.reporting_year <= 2100:
        yield f"报告年度“{document.reporting_year}”不是有效的年份。"


def _dates(document: Document) -> Iterator[str]:
    dated, effective, expires = document.dated_on, document.effective_on, document.expires_on
    if dated and effective and effective < dated:
        yield f"施行日期（{_day(effective)}）不能早于成文日期（{_day(dated)}）。"
    if effective and expires and expires <= effective:
        yield f"有效期至（{_day(expires)}）应晚于施行日期（{_day(effective)}）。"
    if dated and expires and not effective and expires <= dated:
        yield f"有效期至（{_day(expires)}）应晚于成文日期（{_day(dated)}）。"
    if document.filed_on and dated and document.filed_on < dated:
        yield f"备案日期（{_day(document.filed_on)}）不能早于成文日期（{_day(dated)}）。"


def number_twin(document: Document) -> Document | None:
    """Another document of the same issuer under the same 文号."""
    if not document.number_key:
        return None
    same = Document.objects.filter(number_key=document.number_key, issuer_text=document.issuer_text)
    twin: Document | None = same.exclude(pk=document.pk).defer("body", "text", "elements").first()
    return twin


def publication_problems(document: Document, on: date) -> Iterator[str]:
    """What stands against publication on that day, besides review: gaps, the attribute, and dates past it."""
    yield from gaps(document)
    if document.openness_class != Document.OpennessClass.PROACTIVE:
        word = document.get_openness_class_display()
        yield f"公开属性是“{word}”，不能发布。" if word else "公开属性还没有认定，不能发布。"
    if document.dated_on and document.dated_on > on:
        yield f"成文日期（{_day(document.dated_on)}）晚于发布日期（{_day(on)}）。"
    if document.source_on and document.source_on > on:
        yield f"原发布日期（{_day(document.source_on)}）晚于发布日期（{_day(on)}）。"


def gaps(document: Document) -> Iterator[str]:
    """The required values of the kind that are not there yet, one sentence each."""
    rule = kind_rules()[document.kind]
    required = [*rule.required, *(("source_text", "source_title", "source_on") if document.source_url else ())]
    for name in dict.fromkeys(required):
        if _empty(document, name):
            yield f"还没有填写{label(name)}。"
    if rule.needs_text and not document.text.strip():
        yield "还没有正文。"
    elif not document.text.strip() and not document.attachments.exists():
        yield "正文和附件都没有，至少要有一样。"
    if document.kind == Document.Kind.INTERPRETATION and not _has_interprets(document):
        yield "还没有选择所解读的文件。"
    if not document.placements.exists():
        yield "还没有选择发布栏目。"


def _has_interprets(document: Document) -> bool:
    return any(relation.kind == "interprets" for relation in document.relations.all())


def _empty(document: Document, name: str) -> bool:
    value = getattr(document, f"{name}_id" if name in UNIT_FIELDS else name)
    return value is None or value in ("", [])


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def read_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the form they are kept in: text without blanks around it, lists of texts, the class by its name."""
    read: dict[str, Any] = {}
    for name, value in values.items():
        if name in LIST_FIELDS:
            read[name] = [str(item).strip() for item in value or () if str(item).strip()]
        elif isinstance(value, str):
            read[name] = value if name == "body" else value.strip()
        else:
            read[name] = value
    if theme := read.get("theme"):
        read["theme"] = read_theme(theme) or theme
    if number := read.get("document_number"):
        read["document_number"] = normal_number(number) or number
    return read
