"""Writing a document: the row while it was never published, a revision of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.documents._checks import FIELDS, number_twin, read_values, value_problems
from gongkai.apps.documents._html import plain_text, sanitised
from gongkai.apps.documents._kinds import kind_rules
from gongkai.apps.documents._locks import held, hold_number
from gongkai.apps.documents._numbers import number_key, quoted, title_key
from gongkai.apps.documents._sittings import ACTION, mark, sitting_of
from gongkai.apps.documents.events import DraftSaved
from gongkai.apps.documents.models import Document, Placement, Relation
from gongkai.apps.documents.permissions import may_draft, may_edit, may_see
from gongkai.apps.documents.queries.working import overlaid, working_copy
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections.models import Section
from gongkai.domain.workflow import Blocked

State = Document.State
UNSEEN = "没有找到这份文件，或者您不能查看。"
# nothing may change under the eyes of the reviewers
LOCKED_STATES = (State.IN_REVIEW, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """A relation that the writer states: this document interprets, amends, … `target`; which articles, if not all."""

    kind: str
    target: Document
    articles_text: str = ""


def save_draft(
    *,
    actor: User | None,
    document: Document | None,
    values: Mapping[str, Any],
    sections: Sequence[Section] | None = None,
    relations: Sequence[RelationDraft] | None = None,
    based_on: int | None = None,
    is_background: bool = False,
    now: datetime | None = None,
) -> Document:
    """Keep what was written. Gaps are allowed (`queries.missing` lists them); what there is must be right.

    `values` holds the fields to change, `kind` only for a new document, `sign_off_units` a list of units; `sections`
    and `relations` replace the former ones unless None. `based_on` is the revision the writer had opened: a newer one
    stops the save. `is_background`: nobody asked for it, the editor saves by itself; the saves of one sitting are one
    revision, and one entry of the log unless values other than the text change. Returns the draft. Raises Blocked with
    every sentence at once. `actor` None is the system.
    """
    now = now or timezone.now()
    with transaction.atomic():
        draft = _new(actor, values, now) if document is None else opened(actor, document, based_on)
        sitting = sitting_of(draft, actor, now) if is_background else None
        before = {} if document is None else {name: str(getattr(draft, name)) for name in values if name in _TOLD}
        problems = [f"没有“{name}”这个字段。" for name in values if name not in {*FIELDS, "kind", "sign_off_units"}]
        if document is not None and values.get("kind", draft.kind) != draft.kind:
            problems.append("文件的种类在建立后不能更改，请另建一份。")
        _fill(draft, values)
        problems += _rights_problems(actor, draft, document is None)
        problems += [*value_problems(draft), *_twin_problems(draft, actor)]
        problems += [*_section_problems(sections or ()), *_relation_problems(actor, draft, relations or ())]
        if problems:
            raise Blocked(problems)
        _hang(draft, sections, relations)
        revision = keep(draft, actor=actor, now=now)
        if is_background:
            mark(revision, draft, sitting, now)
        if "sign_off_units" in values:
            Document.objects.get(pk=draft.pk).sign_off_units.set(values["sign_off_units"])
        after = {name: str(getattr(draft, name)) for name in values if name in _TOLD}
        if sitting is None or before != after:
            action = "新建文件" if document is None else ACTION if is_background else "修改文件"
            record(actor=actor, action=action, target=draft, before=before, after=after, unit=draft.publisher)
    return draft


def put_text(*, actor: User | None, document: Document, now: datetime | None = None, **values: Any) -> Document:
    """Write values into the newest draft while it is under review (a proof's corrections, a one-click repair).

    For other operations: no right is checked and nothing is logged here. Raises Blocked when a value is wrong.
    """
    with transaction.atomic():
        held(document.pk)
        draft = working_copy(document)
        _fill(draft, values)
        problems = [*value_problems(draft), *_twin_problems(draft, actor)]
        if problems:
            raise Blocked(problems)
        keep(draft, actor=actor, now=now or timezone.now(), state=draft.state)
    return draft


def keep(draft: Document, *, actor: User | None, now: datetime, state: str = "") -> Revision:
    """Save the draft: the row itself while it is not live, else a revision; the row then only learns of it."""
    is_live = draft.live
    draft.changed_at = now
    draft.state = state or (State.RETURNED if draft.state == State.RETURNED else State.DRAFT)
    if not is_live:
        draft.save()
    revision: Revision = draft.save_revision(user=actor, clean=False)
    if is_live:
        Document.objects.filter(pk=draft.pk).update(state=draft.state, changed_at=now)
    announce(DraftSaved(draft.pk))
    return revision


def set_state(document: Document, state: str) -> None:
    """Write the review state into the row. For the operations of publishing."""
    Document.objects.filter(pk=document.pk).update(state=state)
    document.state = state


# what the log tells of a change; the text itself is in the revisions
_TOLD = frozenset(FIELDS) - {"body", "summary", "elements"}


def _new(actor: User | None, values: Mapping[str, Any], now: datetime) -> Document:
    kind = values.get("kind", "")
    if kind not in Document.Kind.values:
        raise Blocked(["请选择文件的种类。"])
    return Document(kind=kind, created_by_id=actor.pk if actor else None, created_at=now, changed_at=now, live=False)


def opened(actor: User | None, document: Document, based_on: int | None = None) -> Document:
    """The newest draft under lock, for writing. Blocked when it is not there for this person, or under review."""
    row = held(document.pk)
    if row is None or (not may_see(actor, row) and actor is not None):
        raise Blocked([UNSEEN])
    if row.state in LOCKED_STATES:
        raise Blocked([f"文件{row.get_state_display()}，撤销送审后才能修改。"])
    if based_on is not None and row.latest_revision_id not in (None, based_on):
        raise Blocked(["您打开之后，这份文件又被修改过。请重新打开，把您的改动加进去再保存。"])
    if not row.live or not row.has_unpublished_changes:
        return row
    draft: Document = row.get_latest_revision_as_object()
    return overlaid(draft, row)


def _fill(draft: Document, values: Mapping[str, Any]) -> None:
    for name, value in read_values({name: values[name] for name in values if name in FIELDS}).items():
        setattr(draft, name, value)
    if "body" in values:
        draft.body = sanitised(draft.body)
        draft.text = plain_text(draft.body)
    if draft.issuer_id and not draft.issuer_text and draft.issuer:
        draft.issuer_text = draft.issuer.name
    if draft.publisher_id and not draft.responsible_unit_id:
        draft.responsible_unit_id = draft.publisher_id
    draft.number_key = number_key(draft.document_number)
    draft.title_key = title_key(draft.title)


def _rights_problems(actor: User | None, draft: Document, is_new: bool) -> list[str]:
    if actor is None or draft.publisher_id is None:
        return []
    if is_new and not _may_begin(actor, draft):
        return [f"您不是{_short(draft.publisher)}的联络员，不能以它的名义起草。"]
    if not is_new and not may_edit(actor, draft):
        return ["您不是发布机构、责任单位或起草单位的联络员，不能修改这份文件。"]
    return []


def _may_begin(actor: User, draft: Document) -> bool:
    """In the publisher's name; and what the unit drafted for the office that publishes for the whole place."""
    if may_draft(actor, draft.publisher):
        return True
    return bool(draft.publisher.is_oversight_office and draft.drafting_unit and may_draft(actor, draft.drafting_unit))


def _twin_problems(draft: Document, actor: User | None) -> list[str]:
    others = Document.objects.exclude(pk=draft.pk).defer("body", "text", "elements")
    problems = []
    hold_number(draft)
    if taken := number_twin(draft):
        problems.append(
            f"{taken.issuer_text}的“{taken.document_number}”已经用在{_named(actor, taken)}上，请核对发文字号。"
        )
    if draft.source_url:
        same_place = Q(source_url=draft.source_url) | Q(title_key=draft.title_key, source_text=draft.source_text)
        twin = others.filter(same_place).exclude(source_url="").exclude(state=State.WITHDRAWN).first()
        if twin:
            problems.append(f"{_named(actor, twin)}已经从{twin.source_url}转载过，不必再次转载。")
    return problems


def _named(actor: User | None, twin: Document) -> str:
    """The title, unless it stands in a draft of other units: these are nobody else's to know."""
    return quoted(twin.title) if actor is None or may_see(actor, twin) else "其他单位的文件"


def _section_problems(sections: Sequence[Section]) -> list[str]:
    return [f"栏目“{section.title}”已经停用，请另选栏目。" for section in sections if section.retired_on]


def _relation_problems(actor: User | None, draft: Document, relations: Sequence[RelationDraft]) -> list[str]:
    problems = []
    for relation in relations:
        target = relation.target
        if relation.kind not in Relation.Kind.values:
            problems.append("文件之间的关系填写有误。")
        elif target.pk == draft.pk:
            problems.append("文件不能与自己建立关系。")
        elif actor is not None and not may_see(actor, target):
            problems.append(UNSEEN)
        elif relation.kind == Relation.Kind.INTERPRETS:
            problems += _interprets_problems(draft, target)
        elif relation.kind != Relation.Kind.IMPLEMENTS and not kind_rules()[target.kind].has_validity:
            word = Relation.Kind(relation.kind).label
            problems.append(f"{quoted(target.title)}是{target.get_kind_display()}，没有有效性，不能被{word}。")
    return list(dict.fromkeys(problems))


def _interprets_problems(draft: Document, target: Document) -> list[str]:
    if draft.kind != Document.Kind.INTERPRETATION:
        return [f"只有政策解读才能解读{quoted(target.title)}。"]
    if target.kind == Document.Kind.INTERPRETATION:
        return [f"{quoted(target.title)}本身是政策解读，请选择所解读的文件。"]
    return []


def _hang(draft: Document, sections: Sequence[Section] | None, relations: Sequence[RelationDraft] | None) -> None:
    """Children go through the cluster, so that they travel in the revision. What stays keeps its row."""
    if sections is not None:
        former = {placement.section_id: placement for placement in draft.placements.all()} if draft.pk else {}
        chosen = {section.pk: section for section in sections}
        draft.placements = [former.get(pk) or Placement(section=section) for pk, section in chosen.items()]
    if relations is not None:
        known = {(row.kind, row.target_id): row for row in draft.relations.all()} if draft.pk else {}
        stated = {}
        for relation in relations:
            row = known.get((relation.kind, relation.target.pk)) or Relation(kind=relation.kind, target=relation.target)
            row.articles_text = relation.articles_text.strip()
            stated[relation.kind, relation.target.pk] = row
        draft.relations = list(stated.values())


def _short(unit: Unit) -> str:
    return unit.short_name or unit.name
