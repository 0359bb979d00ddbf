"""Saves that the editor makes by itself: those of one sitting take each other's place instead of piling up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from wagtail.models import Revision

from gongkai.apps.audit.queries import history_of
from gongkai.apps.documents.models import Document
from gongkai.apps.orgs.models import User

# what the log calls such a save
ACTION = "自动保存"
# the key in the revision's content: when the sitting began
MARK = "background_since"
# at least one state of every hour of writing stays
LONGEST = timedelta(hours=1)
# a text that shrinks below this share of what was saved before may be an accident: the fuller state stays
KEPT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person's background saves that nothing interrupted: the last one, and when the first was made."""

    last: Revision
    since: datetime


def sitting_of(draft: Document, actor: User | None, now: datetime) -> Sitting | None:
    """The sitting that goes on; None when the next background save begins one.

    It ends after an hour, and with any other act on the document by anybody: a save that was asked for, a file, a
    decision, a review.
    """
    if draft.pk is None or actor is None:
        return None
    last = draft.latest_revision
    since = last.content.get(MARK) if last else None
    if not since or last.user_id != actor.pk or now - datetime.fromisoformat(since) >= LONGEST:
        return None
    newest = history_of(draft).only("action", "actor_id").first()
    if newest is None or (newest.action, newest.actor_id) != (ACTION, actor.pk):
        return None
    return Sitting(last, datetime.fromisoformat(since))


def mark(revision: Revision, draft: Document, sitting: Sitting | None, now: datetime) -> None:
    """Write into the new revision that nobody asked for it, and let it take the place of the sitting's last one.

    That one stays when a review or the public page rests on it, or when it holds much more text.
    """
    since = sitting.since if sitting else now
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, MARK: since.isoformat()})
    if sitting is None or sitting.last.pk in (revision.pk, draft.live_revision_id):
        return
    if len(draft.text) >= KEPT_SHARE * len(sitting.last.content.get("text") or "") and not _is_reviewed(sitting.last):
        sitting.last.delete()


def _is_reviewed(revision: Revision) -> bool:
    return bool(revision.task_states.exists())
