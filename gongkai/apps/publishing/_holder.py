"""Wagtail's workflow as the holder of a document under review.

One workflow with one task of ours, running exactly as long as the review. Its rows are written here and nowhere else:
the engine's own approval would publish, and its signals would send letters of their own.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, TaskState, Workflow, WorkflowState, WorkflowTask

from gongkai.apps.documents.models import Document
from gongkai.apps.orgs.models import User
from gongkai.apps.publishing.models import ReviewTask

NAME = "发布审查"
# our outcome → (state of the workflow, state of its task)
OUTCOMES = {
    "published": (WorkflowState.STATUS_APPROVED, TaskState.STATUS_APPROVED),
    "returned": (WorkflowState.STATUS_NEEDS_CHANGES, TaskState.STATUS_REJECTED),
    "cancelled": (WorkflowState.STATUS_CANCELLED, TaskState.STATUS_CANCELLED),
}


def hold(document: Document, *, actor: User | None, revision: Revision) -> WorkflowState:
    """Start holding the document; a return that was never answered ends by this."""
    kind = ContentType.objects.get_for_model(Document)
    task = ReviewTask.objects.first() or ReviewTask.objects.create(name=NAME)
    workflow = _workflow(task)
    former = WorkflowState.objects.filter(base_content_type=kind, object_id=str(document.pk))
    former.filter(status__in=("in_progress", "needs_changes")).update(status=WorkflowState.STATUS_CANCELLED)
    state = WorkflowState(
        content_type=kind, base_content_type=kind, object_id=str(document.pk), workflow=workflow, requested_by=actor
    )
    WorkflowState.objects.bulk_create([state])
    held = TaskState(workflow_state=state, revision=revision, task_id=task.pk)
    TaskState.objects.bulk_create([held])
    WorkflowState.objects.filter(pk=state.pk).update(current_task_state=held)
    return state


def let_go(state_id: int | None, outcome: str, *, actor: User | None, now: datetime, comment: str = "") -> None:
    """Stop holding. `outcome`: published, returned, cancelled."""
    if state_id is None:
        return
    of_workflow, of_task = OUTCOMES[outcome]
    WorkflowState.objects.filter(pk=state_id).update(status=of_workflow)
    TaskState.objects.filter(workflow_state=state_id, status=TaskState.STATUS_IN_PROGRESS).update(
        status=of_task, finished_at=now, finished_by=actor, comment=comment
    )


def _workflow(task: ReviewTask) -> Workflow:
    link = WorkflowTask.objects.filter(task_id=task.pk).select_related("workflow").first()
    if link:
        return link.workflow
    workflow: Workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    return workflow
