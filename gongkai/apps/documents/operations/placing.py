"""Where documents hang: the sub-section of an interpretation's form, and pinning. INT-06."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.documents.permissions import may_edit
from gongkai.apps.orgs.models import User
from gongkai.apps.sections.models import Section
from gongkai.domain.workflow import Blocked

Form = Document.Form
# INT-06: which of the three sub-sections shows which form; press work is shown where it was recorded
COLUMNS = {
    "文字": (Form.TEXT, Form.QA, Form.EXPERT),
    "图片": (Form.CHART, Form.CARTOON, Form.H5),
    "视频": (Form.VIDEO, Form.LIVE, Form.SCENE, Form.ONLINE),
}


def place_by_form(*, document: Document) -> Section | None:
    """Hang an interpretation also in the sub-section of its form, below each section it hangs in, and take it out of
    the sub-sections of other forms. For other operations: nothing is logged here. The last section it was put in."""
    if document.kind != Document.Kind.INTERPRETATION or not document.form:
        return None
    wanted = next((name for name, forms in COLUMNS.items() if document.form in forms), "")
    placed = None
    for placement in list(Placement.objects.filter(document=document).select_related("section")):
        parent = placement.section.get_parent().specific if placement.section.title in COLUMNS else placement.section
        if not isinstance(parent, Section):
            continue
        below = Section.objects.child_of(parent).filter(retired_on__isnull=True, title__in=COLUMNS)
        columns = {section.title: section for section in below}
        if not columns:
            continue
        wrong = [section for name, section in columns.items() if name != wanted]
        Placement.objects.filter(document=document, section__in=wrong).delete()
        if wanted in columns:
            placed = columns[wanted]
            Placement.objects.get_or_create(document=document, section=placed)
    return placed


def pin(*, actor: User, document: Document, section: Section, is_pinned: bool) -> Placement:
    """Keep a document at the head of a section, or let it go. The order of a list is no content: no review."""
    with transaction.atomic():
        placement = Placement.objects.filter(document=document, section=section).first()
        if placement is None:
            raise Blocked([f"这份文件不在栏目“{section.title}”中。"])
        if not may_edit(actor, document):
            raise Blocked(["您不是发布机构、责任单位或起草单位的联络员，不能置顶这份文件。"])
        placement.is_pinned = is_pinned
        placement.save(update_fields=["is_pinned"])
        action = "置顶文件" if is_pinned else "取消置顶"
        record(actor=actor, action=action, target=document, after={"栏目": section.title}, unit=document.publisher)
    return placement
