"""What waits for a person: the steps that may be taken, claimed ones and late ones first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Revision

from gongkai.apps.documents.models import Document
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.apps.publishing.permissions import Viewer, may_take, standing
from gongkai.apps.publishing.queries.lists import returned_to
from gongkai.domain.workflow import step_words

Kind = ReviewStep.Kind
SIX = (Kind.REVIEW, Kind.PROOF)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open step of somebody's review that this person may take."""

    step: ReviewStep
    process: ReviewProcess
    document: Document
    words: str
    is_mine: bool
    is_overdue: bool


def steps_waiting_for(user: Viewer, *, today: date) -> list[Waiting]:
    """The open steps that this person claimed or may claim: own first, then what is due soonest. Four queries."""
    held = standing(user)
    if not held.has_part:
        return []
    steps = ReviewStep.objects.filter(process__state=ReviewProcess.State.RUNNING, verdict="", opened_on__isnull=False)
    steps = steps.filter(Q(claimed_by=None) | Q(claimed_by=held.user_id)).select_related(
        "process", "process__document", "process__document__publisher", "unit"
    )
    steps = steps.defer("process__document__body", "process__document__text", "process__document__elements")
    mine = [step for step in steps if may_take(held, step, step.process.document)]
    bundles = _bundles(step.process for step in mine)
    wrote = _written_by(held.user_id, bundles)
    took = _taken_by(held.user_id, [step.process_id for step in mine])
    rows = [
        Waiting(
            step=step,
            process=step.process,
            document=step.process.document,
            words=step_words(step.kind, step.ordinal),
            is_mine=step.claimed_by_id is not None,
            is_overdue=step.due_on is not None and step.due_on < today,
        )
        for step in mine
        if step.process_id not in wrote and not (step.kind in SIX and took.get(step.process_id, set()) - {step.pk})
    ]
    rows.sort(key=lambda row: (not row.is_mine, row.step.due_on or date.max, row.step.pk))
    return rows


def review_counts(user: Viewer, *, today: date) -> int:
    """How many things of review wait for the person: steps to take and texts that came back."""
    return len(steps_waiting_for(user, today=today)) + returned_to(user).count()


def _bundles(processes: Iterable[ReviewProcess]) -> dict[int, list[ReviewProcess]]:
    """Lead process → itself and what goes with it."""
    leads = {process.pk: process for process in processes}
    made: dict[int, list[ReviewProcess]] = {pk: [process] for pk, process in leads.items()}
    rows = ReviewProcess.objects.filter(bundled_with__in=leads).select_related("document")
    for row in rows.defer("document__body", "document__text", "document__elements"):
        made[row.bundled_with_id or 0].append(row)
    return made


def _written_by(user_id: int | None, bundles: dict[int, list[ReviewProcess]]) -> set[int]:
    """The lead processes whose texts the person wrote, submitted or changed before submission."""
    if not bundles:
        return set()
    of_document: dict[int, int] = {}
    last: dict[int, int] = defaultdict(int)
    found: set[int] = set()
    for lead, processes in bundles.items():
        for process in processes:
            of_document[process.document_id] = lead
            last[lead] = max(last[lead], process.revision_id or 0)
            if user_id in (process.submitted_by_id, process.document.created_by_id):
                found.add(lead)
    kind = ContentType.objects.get_for_model(Document)
    saved = Revision.objects.filter(
        base_content_type=kind, object_id__in=[str(pk) for pk in of_document], user=user_id
    ).values_list("object_id", "pk")
    corrected = set(
        ReviewStep.objects.filter(process__document__in=of_document, kind=Kind.PROOF, done_by=user_id)
        .exclude(text_changes=[])
        .values_list("process__document", flat=True)
    )
    for object_id, pk in saved:
        lead = of_document[int(object_id)]
        if pk <= last[lead] and not corrected & {row.document_id for row in bundles[lead]}:
            found.add(lead)
    return found


def _taken_by(user_id: int | None, process_ids: list[int]) -> dict[int, set[int]]:
    """Process → the reviews and proofs of it that the person holds or has done."""
    taken: dict[int, set[int]] = defaultdict(set)
    rows = ReviewStep.objects.filter(process__in=process_ids, kind__in=SIX).filter(
        Q(done_by=user_id) | Q(done_by=None, claimed_by=user_id)
    )
    for process_id, pk in rows.values_list("process_id", "pk"):
        taken[process_id].add(pk)
    return taken
