"""What the choosers ask while somebody types: sections by path, documents by title or number."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse

from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.documents.permissions import reach
from gongkai.apps.documents.queries import DeskFilter, desk_documents, visible_to
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views.documents._draft import found_sections
from gongkai.fronts.desk.views.documents._shared import DocumentView

MOST = 12


def term(request: HttpRequest) -> str:
    """What was typed."""
    return request.GET.get("q", "").strip()[:80]


class SectionFinder(DeskView):
    """Sections in force, those of the own units first."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> JsonResponse:
        words = term(request)
        rows = found_sections(words, list(reach(self.user).works_for)) if words else []
        return JsonResponse({"rows": [{"pk": row.pk, "path": row.path} for row in rows]})


class PaperFinder(DeskView):
    """Public documents by a part of their title or number, for a line in which one of them is named."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> JsonResponse:
        words, kinds = term(request), [kind for kind in request.GET.get("kinds", "").split(",") if kind]
        if not words:
            return JsonResponse({"rows": []})
        rows = visible_to(self.user).filter(Q(title__icontains=words) | Q(document_number__icontains=words), live=True)
        rows = rows.filter(kind__in=kinds) if kinds else rows
        found = rows.order_by("-published_at").values_list("title", "document_number", "publisher__short_name")[:MOST]
        return JsonResponse(
            {"rows": [{"title": title, "facts": f"{number} {unit}".strip()} for title, number, unit in found]}
        )


class DocumentFinder(DocumentView):
    """Documents the writer may see, to state a relation with; the likely relation is proposed."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> JsonResponse:
        words = term(request)
        found = desk_documents(self.user, DeskFilter(term=words), size=MOST).rows if words else ()
        return JsonResponse({"rows": [self.row(row) for row in found if row.pk != self.document.pk]})

    def row(self, row: Document) -> dict[str, Any]:
        """One line of the chooser."""
        is_interpretation = self.document.kind == Document.Kind.INTERPRETATION
        facts = [row.get_kind_display(), row.publisher.short_name or row.publisher.name, row.get_state_display()]
        return {
            "pk": row.pk,
            "title": row.title,
            "number": row.document_number,
            "facts": " ".join(facts),
            "relation": Relation.Kind.INTERPRETS if is_interpretation else Relation.Kind.IMPLEMENTS,
        }
