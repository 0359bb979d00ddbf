"""Validity (有效性): set by people, by documents that amend or repeal, and by time. LIB-01, LIB-04, LIB-09."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.documents._kinds import kind_rules
from gongkai.apps.documents._locks import held, hold
from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents._state import mark_public_change
from gongkai.apps.documents.events import ValidityChanged
from gongkai.apps.documents.models import Document, DocumentDuty, Relation
from gongkai.apps.documents.operations.drafts import UNSEEN
from gongkai.apps.documents.operations.duties import open_duty
from gongkai.apps.documents.permissions import may_edit, may_see
from gongkai.apps.documents.queries.citations import dependants_of
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

Validity = Document.Validity
GONE = (Validity.REPEALED, Validity.LAPSED)
# what publishing a relation does to its target
EFFECTS = {
    Relation.Kind.AMENDS: Validity.AMENDED,
    Relation.Kind.REPEALS: Validity.REPEALED,
    Relation.Kind.SUPERSEDES: Validity.REPEALED,
}
NO_RIGHT = "您不是发布机构、责任单位或起草单位的联络员，不能变更这份文件的有效性。"


def set_validity(
    *,
    actor: User | None,
    document: Document,
    validity: str,
    on: date,
    reason: str,
    by: Document | None = None,
    now: datetime | None = None,
) -> Document:
    """Say what holds of a document from a day on, and why; `by` is the document that makes it so.

    A repeal or lapse marks what cites, interprets or carries out the document and opens a duty for each owner.
    """
    reason, now = reason.strip(), now or timezone.now()
    with transaction.atomic():
        row = held(document.pk)
        if row is None or (actor is not None and not may_see(actor, row)):
            raise Blocked([UNSEEN])
        problems = [] if actor is None or may_edit(actor, row) else [NO_RIGHT]
        problems += _problems(row, validity, on, reason, timezone.localdate(now))
        if problems:
            raise Blocked(problems)
        before = {"有效性": row.get_validity_display(), "依据": row.validity_text}
        apply_validity(document=row, validity=validity, on=on, text=reason, by=by)
        mark_public_change()
        after = {"有效性": row.get_validity_display(), "依据": row.validity_text, "日期": str(on)}
        record(actor=actor, action="变更有效性", target=row, before=before, after=after, unit=row.publisher)
    return row


def _problems(row: Document, validity: str, on: date, reason: str, today: date) -> Iterator[str]:
    if not kind_rules()[row.kind].has_validity:
        yield f"{row.get_kind_display()}没有有效性。"
    if validity not in Validity.values:
        yield "请选择有效性。"
    if not reason:
        yield "请写明变更有效性的依据。"
    if len(reason) > 300:
        yield f"有效性依据有{len(reason)}个字，超过300个字的上限。"
    if on > today:
        yield f"日期（{on.year}年{on.month}月{on.day}日）还没有到，到期后再变更。"
    if row.dated_on and on < row.dated_on:
        yield "日期不能早于文件的成文日期。"


def apply_validity(*, document: Document, validity: str, on: date, text: str, by: Document | None = None) -> None:
    """Write the validity and open what follows from it. For other operations, which call
    `mark_public_change` after their last one: no right is checked, no log entry."""
    was = document.validity
    document.validity, document.validity_text = validity, text[:300]
    document.repealed_on = on if validity in GONE else None
    document.save(update_fields=["validity", "validity_text", "repealed_on"])
    if validity in GONE and was not in GONE:
        open_dependants(document=document, on=on, by=by)
    elif validity not in GONE and was in GONE:
        DocumentDuty.objects.filter(cause=document, done_at__isnull=True, kind__in=_STALE).update(
            done_at=timezone.now(), done_text="所涉文件恢复有效，不再需要办理。"
        )
    if validity != was:
        announce(ValidityChanged(document.pk, validity))


_STALE = (DocumentDuty.Kind.CITES_REPEALED, DocumentDuty.Kind.INTERPRETS_REPEALED)


def open_dependants(*, document: Document, on: date, by: Document | None = None, only: list[int] | None = None) -> None:
    """One duty for the owner of each live document that cites, carries out or interprets this one. `only`: of these."""
    word = document.get_validity_display()
    past = f"已{word}" if document.validity == Validity.REPEALED else f"已经{word}"
    for dependant, is_interpretation in dependants_of(document):
        if (by and dependant.pk == by.pk) or (only is not None and dependant.pk not in only):
            continue
        if is_interpretation:
            kind, text = _STALE[1], f"所解读的{quoted(document.title)}{past}，请在解读中注明或者撤回解读。"
        else:
            kind, text = _STALE[0], f"正文引用或依据的{quoted(document.title)}{past}，请核对并修改。"
        open_duty(kind=kind, document=dependant, cause=document, text=text, opened_on=on)


def apply_relations(*, document: Document, on: date) -> list[Document]:
    """What the document amends, repeals or replaces takes effect on its targets; the targets. Once per relation."""
    changed = []
    rows = list(Relation.objects.filter(document=document, kind__in=EFFECTS).order_by("pk"))
    hold(relation.target_id for relation in rows)
    targets = Document.objects.in_bulk([relation.target_id for relation in rows])
    for relation in rows:
        target, validity = targets[relation.target_id], EFFECTS[Relation.Kind(relation.kind)]
        if target.validity in GONE or (target.validity == validity and validity != Validity.AMENDED):
            continue
        number = f"（{document.document_number}）" if document.document_number else ""
        articles = f"，涉及{relation.articles_text}" if relation.articles_text else ""
        # a repeal that names articles leaves the rest in force
        if relation.articles_text and relation.kind == Relation.Kind.REPEALS:
            validity = Validity.AMENDED
        verb = {"amends": "修改", "repeals": "废止", "supersedes": "代替"}[relation.kind]
        text = f"由{quoted(document.title)}{number}{verb}{articles}。"
        if text == target.validity_text:
            continue
        apply_validity(document=target, validity=validity, on=on, text=text, by=document)
        changed.append(target)
    return changed


def lapse_expired(today: date | None = None) -> int:
    """Daily: what has passed its last day of validity lapses (失效). How many did."""
    today = today or timezone.localdate()
    expired = Document.objects.filter(
        live=True, expires_on__lt=today, validity__in=[Validity.IN_FORCE, Validity.AMENDED]
    ).values_list("pk", flat=True)
    count = 0
    for pk in list(expired):
        with transaction.atomic():
            row = held(pk)
            if row is None or not row.live or row.validity in GONE or not row.expires_on or row.expires_on >= today:
                continue
            until = row.expires_on
            text = f"有效期至{until.year}年{until.month}月{until.day}日，已经届满。"
            apply_validity(document=row, validity=Validity.LAPSED, on=today, text=text)
            mark_public_change()
            record(actor=None, action="有效期届满", target=row, after={"有效性": "失效"}, unit=row.publisher)
            count += 1
    return count


@task()
def lapse_today() -> int:
    """The daily job: how many documents reached the end of their validity."""
    return lapse_expired()
