"""Regulations and rules beside their official copies; the rules in force; what each unit applies. LIB-05 to LIB-08."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.apps.documents.models import AppliedRule, Document, OfficialText
from gongkai.apps.orgs.models import Unit
from gongkai.domain.comparison import Segment, exact_differences

AROUND = 24
IN_FORCE = (Document.Validity.IN_FORCE, Document.Validity.AMENDED)
ROW = (
    "title", "document_number", "issuer_text", "dated_on", "effective_on", "published_at", "validity", "live", "state",
    "publisher__name", "publisher__short_name", "kind",
)  # fmt: skip
OFFICIAL = ("source_text", "source_url", "version_on", "fingerprint", "difference_count", "checked_at")


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the copies differ: the words before it, the local words, the official words, the words after."""

    before: str
    local: str
    official: str
    after: str


def rules_in_force() -> QuerySet[Document]:
    """LIB-08: every public regulation and rule in force, for one column; none that lapsed or was repealed."""
    rows = Document.objects.filter(kind=Document.Kind.REGULATION, live=True, validity__in=IN_FORCE)
    found: QuerySet[Document] = rows.select_related("publisher").only(*ROW).order_by("-effective_on", "-pk")
    return found


def regulations(*, unit: int = 0) -> QuerySet[Document]:
    """Regulations with their official copy, for the desk; `unit`: only those that the unit answers for."""
    rows = Document.objects.filter(kind=Document.Kind.REGULATION).exclude(state=Document.State.WITHDRAWN)
    if unit:
        rows = rows.filter(publisher=unit)
    fields = (*ROW, *(f"official_text__{name}" for name in OFFICIAL))
    found: QuerySet[Document] = (
        rows.select_related("publisher", "official_text").only(*fields).order_by("-published_at", "-pk")
    )
    return found


def without_official_text() -> QuerySet[Document]:
    """Local copies that nobody has compared with an official text."""
    return regulations().filter(live=True, official_text__isnull=True)


def differing() -> QuerySet[Document]:
    """Local copies that differ from the official text."""
    return regulations().filter(live=True, official_text__difference_count__gt=0)


def differing_places(official: OfficialText) -> tuple[Place, ...]:
    """Where the public copy and the official text differ, each with the words around it."""
    return places(exact_differences(official.document.text, official.text))


def places(segments: Sequence[Segment]) -> tuple[Place, ...]:
    """The differing runs of a comparison with their surroundings."""
    found: list[Place] = []
    at = 0
    while at < len(segments):
        if segments[at].kind == "same":
            at += 1
            continue
        start = at
        while at < len(segments) and segments[at].kind != "same":
            at += 1
        run = segments[start:at]
        found.append(
            Place(
                segments[start - 1].text[-AROUND:] if start else "",
                "".join(part.text for part in run if part.kind == "removed"),
                "".join(part.text for part in run if part.kind == "added"),
                segments[at].text[:AROUND] if at < len(segments) else "",
            )
        )
    return tuple(found)


def all_applied_rules() -> QuerySet[AppliedRule]:
    """What every unit applies, by unit."""
    fields = ("unit", "note", "unit__name", "unit__short_name", *(f"document__{name}" for name in ROW))
    rows = AppliedRule.objects.select_related("unit", "document", "document__publisher").only(*fields)
    return rows.order_by("unit__order", "unit", "document__title", "pk")


def applied_rules(unit: Unit, *, is_public: bool = False) -> QuerySet[AppliedRule]:
    """LIB-07: the rules that this unit applies, its own only; for the public those that are live and in force."""
    rows = AppliedRule.objects.filter(unit=unit).select_related("document", "document__publisher")
    if is_public:
        rows = rows.filter(document__live=True, document__validity__in=IN_FORCE)
    fields = ("unit", "note", *(f"document__{name}" for name in ROW))
    return rows.only(*fields).order_by("document__title", "pk")
