"""Local standards and how far each has come. CAT-19."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.apps.sections.models import LocalStandard, StandardText


def local_standards() -> QuerySet[LocalStandard]:
    """All, newest first: `last_stage`, `text_count`, `comment_count`, and `open_count` of comments not yet settled."""
    last = StandardText.objects.filter(standard=OuterRef("pk")).order_by("-dated_on", "-pk").values("stage")[:1]
    return LocalStandard.objects.select_related("unit").annotate(
        last_stage=Subquery(last),
        text_count=Count("texts", distinct=True),
        comment_count=Count("comments", distinct=True),
        open_count=Count("comments", filter=Q(comments__outcome=""), distinct=True),
    )


def stage_word(standard: LocalStandard) -> str:
    """The newest stage of a row of `local_standards`, as it is shown."""
    stage = getattr(standard, "last_stage", None)
    return str(StandardText.Stage(stage).label) if stage else "起草中"
