"""A document becomes public, or a new version of it does. Called by publishing, inside its transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.documents._checks import number_twin, publication_problems
from gongkai.apps.documents._gate import open_gate
from gongkai.apps.documents._kinds import kind_rules
from gongkai.apps.documents._locks import hold, hold_number
from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents._state import mark_public_change
from gongkai.apps.documents.events import DocumentPublished
from gongkai.apps.documents.models import (
    Attachment,
    Citation,
    Document,
    DocumentDuty,
    DocumentVersion,
    Placement,
    Relation,
)
from gongkai.apps.documents.operations.citations import rebuild_citations, resolve_backlog
from gongkai.apps.documents.operations.duties import open_duty, settle
from gongkai.apps.documents.operations.numbers import give_index_number
from gongkai.apps.documents.operations.placing import leave_replaced_sections, place_by_form
from gongkai.apps.documents.operations.validity import GONE, apply_relations, open_dependants
from gongkai.apps.documents.queries.facts import fact_rows
from gongkai.apps.documents.queries.working import overlaid
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

Validity = Document.Validity


def make_public(
    *, actor: User | None, document: Document, at: datetime, note: str, is_major: bool = True
) -> DocumentVersion:
    """Publish the newest draft as of `at`: number, version with its public note, citations, and what its relations
    do to other documents. No log entry: publishing writes it. Returns the version.

    Blocked for gaps, for what is not 主动公开, and for dates after `at`; in an emergency only the attribute counts.
    """
    with transaction.atomic():
        hold([document.pk])
        row = Document.objects.get(pk=document.pk)
        draft = overlaid(row.get_latest_revision_as_object(), row) if row.live and row.has_unpublished_changes else row
        day = timezone.localdate(at)
        problems = [p for p in publication_problems(draft, day) if not row.is_emergency or "公开属性" in p]
        hold_number(draft)
        if twin := number_twin(draft):  # taken while this one waited: in an emergency, too, one number is one document
            name = quoted(twin.title) if twin.live else "另一份文件"
            problems.append(f"{twin.issuer_text}的“{twin.document_number}”已经用在{name}上，请核对发文字号。")
        if problems:
            raise Blocked(problems)
        is_first = row.published_at is None
        _show(draft, at)
        version = _write_version(draft, actor=actor, at=at, note=note, is_major=is_major, is_first=is_first)
        _bind(draft, day, at)
        if not is_first and is_major:
            ask_follow_up(policy=draft, on=day, cause=None)
        mark_public_change()
        announce(DocumentPublished(draft.pk, is_first=is_first, is_major=is_major))
    return version


def _show(draft: Document, at: datetime) -> None:
    """Write the draft into the row and switch everything of it on."""
    if not draft.index_number:
        draft.index_number = give_index_number(document=draft, at=at)
    draft.published_at = draft.published_at or at
    draft.first_published_at, draft.last_published_at = draft.first_published_at or at, at
    draft.live, draft.has_unpublished_changes, draft.state = True, False, Document.State.PUBLISHED
    draft.withdrawn_on, draft.withdrawal_reason, draft.publish_at = None, "", None
    draft.changed_at = at
    if kind_rules()[draft.kind].has_validity and not draft.validity:
        draft.validity = Validity.IN_FORCE
        if draft.expires_on and draft.expires_on < timezone.localdate(at):
            draft.validity, draft.validity_text, draft.repealed_on = (
                Validity.LAPSED,
                "发布时有效期已经届满。",
                draft.expires_on,
            )
    revision = draft.latest_revision or draft.save_revision(clean=False)
    draft.latest_revision = draft.live_revision = revision
    with open_gate():
        draft.save()
    leave_replaced_sections(document=draft)
    place_by_form(document=draft)
    Placement.objects.filter(document=draft).update(is_live=True, published_at=draft.published_at)
    Attachment.objects.filter(document=draft).update(is_live=True)


def _write_version(
    draft: Document, *, actor: User | None, at: datetime, note: str, is_major: bool, is_first: bool
) -> DocumentVersion:
    last = DocumentVersion.objects.filter(document=draft).order_by("-number").values_list("number", flat=True).first()
    names = list(Attachment.objects.filter(document=draft, is_inline=False).values_list("name", flat=True))
    return DocumentVersion.objects.create(
        document=draft,
        number=(last or 0) + 1,
        title=draft.title,
        body=draft.body,
        facts=dict(fact_rows(draft)) | ({"附件": "、".join(names)} if names else {}),
        note=(note.strip() or ("首次发布" if is_first else "更新内容"))[:300],
        is_major=is_major,
        published_at=at,
        published_by=actor,
    )


def _bind(draft: Document, day: date, at: datetime) -> None:
    """Citations out of it, citations that waited for it, and what its relations change."""
    rebuild_citations(document=draft)
    citing = resolve_backlog(document=draft)
    if draft.validity in GONE:
        open_dependants(document=draft, on=day, only=citing)
    for target in apply_relations(document=draft, on=day):
        if target.validity == Validity.AMENDED:
            ask_follow_up(policy=target, on=day, cause=draft)
    still = Citation.objects.filter(document=draft, target__validity__in=GONE).values_list("target_id", flat=True)
    held = frozenset(pk for pk in still if pk)
    settle(
        document=draft,
        kinds=(DocumentDuty.Kind.CITES_REPEALED,),
        text="新版本不再引用。",
        now=at,
        except_causes=held,
    )
    settle(document=draft, kinds=(DocumentDuty.Kind.PUBLISH,), text="已经发布。", now=at)
    if draft.kind == Document.Kind.INTERPRETATION:
        _settle_policies(draft, at)
    _warn_of_repealed(draft, day)


def _warn_of_repealed(draft: Document, day: date) -> None:
    """A text that appears citing what is already out of force owes a correction from the first day."""
    for target in Document.objects.filter(cited_by__document=draft, validity__in=GONE).defer("body", "text").distinct():
        open_dependants(document=target, on=day, only=[draft.pk])


def _settle_policies(interpretation: Document, at: datetime) -> None:
    kinds = (DocumentDuty.Kind.FOLLOW_UP, DocumentDuty.Kind.INTERPRET)
    policies = Relation.objects.filter(document=interpretation, kind=Relation.Kind.INTERPRETS).select_related("target")
    for relation in policies:
        settle(document=relation.target, kinds=kinds, text=f"已发布{quoted(interpretation.title)}。"[:300], now=at)


def ask_follow_up(*, policy: Document, on: date, cause: Document | None) -> None:
    """INT-11: a policy that has an interpretation and changed needs another one, from who drafted it."""
    if not kind_rules()[policy.kind].needs_interpretation:
        return
    if not Relation.objects.filter(target=policy, kind=Relation.Kind.INTERPRETS, document__live=True).exists():
        return
    why = f"{quoted(policy.title)}被{quoted(cause.title)}修改" if cause else f"{quoted(policy.title)}有实质变更"
    open_duty(
        kind=DocumentDuty.Kind.FOLLOW_UP,
        document=policy,
        cause=cause,
        unit_id=policy.drafting_unit_id or policy.responsible_unit_id or policy.publisher_id,
        text=f"{why}，请编写补充解读。"[:300],
        opened_on=on,
        key="" if cause else f"v{policy.versions.count()}",
    )
