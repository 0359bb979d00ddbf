"""Where documents hang: the sub-section of an interpretation's form, and pinning. INT-06."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._locks import hold
from gongkai.apps.documents._state import mark_public_change
from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.documents.permissions import may_edit
from gongkai.apps.orgs.models import User
from gongkai.apps.sections.events import SectionReplaced
from gongkai.apps.sections.models import Section
from gongkai.domain.workflow import Blocked

Form, State = Document.Form, Document.State
# INT-06: which column shows which form. The end of the catalogue's code names the column, or else its title
COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (("文字", "文字解读"), (Form.TEXT, Form.QA, Form.EXPERT)),
    "picture": (("图片", "图片解读", "图解"), (Form.ILLUSTRATED, Form.CHART, Form.CARTOON, Form.H5)),
    "video": (("视频", "视频解读"), (Form.VIDEO, Form.SHORT_VIDEO, Form.LIVE, Form.SCENE, Form.ONLINE)),
    "press": (("新闻发布", "新闻发布解读成果"), (Form.CONFERENCE, Form.BRIEFING, Form.INTERVIEW)),
}
CODE = "local.interpretation."


def place_by_form(*, document: Document) -> Section | None:
    """Hang an interpretation in the column of its form: of a section it hangs in, else of the site's 政策解读;
    and take it out of the columns of other forms. For other operations: nothing is logged here."""
    if document.kind != Document.Kind.INTERPRETATION or not document.form:
        return None
    wanted = next(name for name, (_, forms) in COLUMNS.items() if document.form in forms)
    near, known = _columns(document)
    wrong = [section for section, column in {**near, **known}.items() if column != wanted]
    Placement.objects.filter(document=document, section__in=wrong).delete()
    right = [section for section, column in near.items() if column == wanted]
    right = right or [section for section, column in known.items() if column == wanted][:1]
    for section in right:
        Placement.objects.get_or_create(document=document, section=section)
    return right[0] if right else None


def _columns(document: Document) -> tuple[dict[Section, str], dict[Section, str]]:
    """The columns beside or below the sections that the document hangs in, and those of the site's 政策解读."""
    titles = {title: column for column, (names, _) in COLUMNS.items() for title in names}
    hung = list(Section.objects.filter(placements__document=document))
    parents = {section.path for section in hung}
    parents |= {section.path[: -Section.steplen] for section in hung if section.title in titles}
    in_use = Section.objects.filter(retired_on__isnull=True)
    rows = in_use.filter(Q(title__in=titles) | Q(catalogue_code__startswith=CODE)).order_by("path")
    near, known = {}, {}
    for section in rows:
        column = section.catalogue_code.removeprefix(CODE)
        column = column if column in COLUMNS else titles.get(section.title, "")
        if column and section.path[: -Section.steplen] in parents:
            near[section] = column
        if column and section.catalogue_code.startswith(CODE):
            known[section] = column
    return near, known


def move_to_replacement(event: SectionReplaced) -> None:
    """Reaction to a section that was replaced: its documents hang in the other one, public ones and drafts.

    What is under review for the first time stays as the reviewers read it, and moves when it is published.
    """
    under_review = Q(document__live=False, document__state__in=(State.IN_REVIEW, State.SCHEDULED))
    rows = Placement.objects.filter(section=event.section_id).exclude(under_review)
    hold(sorted(set(rows.values_list("document", flat=True))))
    _move(Placement.objects.filter(section=event.section_id).exclude(under_review), event.replaced_by_id)
    mark_public_change()


def leave_replaced_sections(*, document: Document) -> None:
    """Take a document out of sections that were replaced while it was reviewed. For other operations: not logged."""
    rows = Placement.objects.filter(document=document, section__retired_on__isnull=False)
    for section, instead in rows.exclude(section__replaced_by=None).values_list("section", "section__replaced_by"):
        _move(Placement.objects.filter(document=document, section=section), instead)


def _move(rows: QuerySet[Placement], section: int) -> None:
    """Hang these in another section; what hangs there already is only taken out of the old one."""
    there = Placement.objects.filter(section=section, document__in=rows.values("document")).values("document")
    rows.filter(document__in=list(there.values_list("document", flat=True))).delete()
    rows.update(section=section)


def pin(*, actor: User, document: Document, section: Section, is_pinned: bool) -> Placement:
    """Keep a document at the head of a section, or let it go. The order of a list is no content: no review."""
    with transaction.atomic():
        hold([document.pk])
        placement = Placement.objects.filter(document=document, section=section).first()
        if placement is None:
            raise Blocked([f"这份文件不在栏目“{section.title}”中。"])
        if not may_edit(actor, document):
            raise Blocked(["您不是发布机构、责任单位或起草单位的联络员，不能置顶这份文件。"])
        placement.is_pinned = is_pinned
        placement.save(update_fields=["is_pinned"])
        mark_public_change()
        action = "置顶文件" if is_pinned else "取消置顶"
        record(actor=actor, action=action, target=document, after={"栏目": section.title}, unit=document.publisher)
    return placement
