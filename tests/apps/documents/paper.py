"""How stories about documents begin: a draft, a section, a publication on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from gongkai.apps.documents import operations
from gongkai.apps.documents.models import Document
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.operations import add_section

CHINA = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 2)


def at(day: date = DAY, hour: int = 9) -> datetime:
    """A moment of that day, in China."""
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=CHINA)


def section(*names: str) -> Section:
    """The section at this path, made when it is not there."""
    return add_section(actor=None, path=names)


def normative(
    cast, title: str = "青溪县临时救助办法", number: str = "青政发〔2026〕3号", **values: Any
) -> dict[str, Any]:
    """Everything that a normative document must say."""
    return {
        "kind": "normative",
        "title": title,
        "body": "<p>为了规范临时救助工作，制定本办法。</p>",
        "document_number": number,
        "genre": "通知",
        "issuer_text": "青溪县人民政府",
        "publisher": cast.office,
        "responsible_unit": cast.finance,
        "drafting_unit": cast.justice,
        "theme": "民政、扶贫、救灾\\减灾救灾",
        "dated_on": date(2026, 3, 1),
        "effective_on": date(2026, 4, 1),
        "legality_text": "县司法局合法性审核通过",
        "consultation_text": "2026年1月公开征求意见30日",
    } | values


def interpretation(cast, **values: Any) -> dict[str, Any]:
    """An interpretation in words."""
    return {
        "kind": "interpretation",
        "title": "《青溪县临时救助办法》解读",
        "body": "<p>办法降低了申请门槛。</p>",
        "publisher": cast.office,
        "responsible_unit": cast.justice,
        "form": "text",
    } | values


def drafted(values: dict[str, Any], *, places: list[Section] | None = None, relations=None, actor=None) -> Document:
    """A draft, in a section of its own unless named."""
    return operations.save_draft(
        actor=actor,
        document=None,
        values=values,
        sections=places if places is not None else [section("政策文件")],
        relations=relations,
        now=at(),
    )


def publish(document: Document, *, on: date = DAY, note: str = "", is_major: bool = True, actor=None) -> Document:
    """What publishing does once every review has passed."""
    row = Document.objects.get(pk=document.pk)
    if not row.openness_class:
        operations.decide_openness(actor=actor, document=row, openness_class="proactive", now=at(on))
    with transaction.atomic():
        operations.make_public(actor=actor, document=row, at=at(on), note=note, is_major=is_major)
    return Document.objects.get(pk=document.pk)


def related(kind: str, target: Document, articles: str = "") -> list[operations.RelationDraft]:
    """One relation as the writer states it."""
    return [operations.RelationDraft(kind, target, articles)]
