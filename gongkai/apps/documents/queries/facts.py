"""The metadata block of a document page: only the rows that are filled, in the order of standards §7.4."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai.apps.documents.models import Document


def fact_rows(document: Document) -> tuple[tuple[str, str], ...]:
    """(label, value) of what the page says about the document. Publisher, responsible and drafting unit stand apart."""
    rows = [
        ("索引号", document.index_number or ""),
        ("主题分类", document.theme),
        ("组配分类", document.category),
        ("发文机关", _joined(document.issuer_text, document.co_issuers)),
        ("发布机构", document.publisher.name if document.publisher_id else ""),
        ("责任单位", document.responsible_unit.name if document.responsible_unit else ""),
        ("起草单位", document.drafting_unit.name if document.drafting_unit else ""),
        ("成文日期", _day(document.dated_on)),
        ("发布时间", _minute(document)),
        ("施行日期", _day(document.effective_on)),
        ("有效期至", _day(document.expires_on)),
        ("发文字号", document.document_number),
        ("公文种类", document.genre),
        ("有效性", document.get_validity_display() if document.validity else ""),
        ("废止日期" if document.validity == "repealed" else "失效日期", _day(document.repealed_on)),
        ("公开方式", document.get_openness_class_display() if document.openness_class else ""),
        ("关键词", "、".join(document.keywords)),
        ("适用对象", "、".join(document.audience)),
        ("适用条件", "；".join(document.conditions)),
        ("解读形式", document.get_form_display() if document.form else ""),
        ("规划期", document.plan_period),
        ("报告年度", f"{document.reporting_year}年" if document.reporting_year else ""),
        ("备案登记号", document.filing_number),
        ("来源", document.source_text),
        ("原标题", document.source_title),
        ("原发布日期", _day(document.source_on)),
        ("作者", document.author_text),
    ]
    return tuple((label, value) for label, value in rows if value)


def _joined(issuer: str, co_issuers: list[str]) -> str:
    return "、".join(filter(None, [issuer, *co_issuers]))


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _minute(document: Document) -> str:
    return f"{timezone.localtime(document.published_at):%Y-%m-%d %H:%M}" if document.published_at else ""
