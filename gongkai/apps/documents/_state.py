"""Telling that what the public sees has changed, so that kept counts are counted again."""

from __future__ import annotations

from django.db.models import F

from gongkai.apps.documents.models import PublicState


def mark_public_change() -> None:
    """Count one change, in the caller's transaction. Call it after the last document was locked: who changes public
    data next waits here until this transaction ends."""
    if not PublicState.objects.filter(pk=1).update(number=F("number") + 1):
        PublicState.objects.get_or_create(pk=1)
        PublicState.objects.filter(pk=1).update(number=F("number") + 1)
