"""The new document beside the one it replaces, article by article. INT-04."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.files.writers import Listing
from gongkai.domain.comparison import ArticleChange, article_changes

REPLACES = (Relation.Kind.SUPERSEDES, Relation.Kind.AMENDS)
KIND_WORDS = {"changed": "修改", "added": "新增", "removed": "删去"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """An older and a newer document, and the articles that differ.

    `is_amendment`: the newer one is a decision on some articles only; what it leaves out stays as it was.
    """

    old: Document
    new: Document
    changes: tuple[ArticleChange, ...]
    is_amendment: bool = False

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many were changed, added, removed."""
        return tuple((word, sum(one.kind == kind for one in self.changes)) for kind, word in KIND_WORDS.items())


def predecessor_of(document: Document) -> Document | None:
    """The document that this one replaces, else one that it amends; the newest when there are several."""
    rows = Relation.objects.filter(document=document, kind__in=REPLACES).select_related("target")
    # supersedes sorts after amends: a replacement prevails
    found = rows.order_by("-kind", "-target__dated_on", "-pk").first()
    return found.target if found else None


def compared(new: Document, old: Document | None = None) -> Comparison | None:
    """The articles that differ; None when there is no older document. Texts are taken from what is public."""
    before = old or predecessor_of(new)
    if before is None or before.pk == new.pk:
        return None
    kinds = set(Relation.objects.filter(document=new, target=before, kind__in=REPLACES).values_list("kind", flat=True))
    is_amendment = kinds == {Relation.Kind.AMENDS}
    changes = article_changes(before.text, new.text)
    kept = tuple(one for one in changes if not (is_amendment and one.kind == "removed"))
    return Comparison(before, new, kept, is_amendment)


def comparison_listing(comparison: Comparison) -> Listing:
    """The table that goes with the interpretation."""
    rows = tuple(
        (
            KIND_WORDS[one.kind],
            f"{one.old.number}　{one.old.text}".strip() if one.old else "",
            f"{one.new.number}　{one.new.text}".strip() if one.new else "",
        )
        for one in comparison.changes
    )
    old, new = comparison.old, comparison.new
    head = ("变化", f"原{quoted(old.title)}{old.document_number}", f"现{quoted(new.title)}{new.document_number}")
    return Listing(f"{quoted(new.title)}新旧对照表", head, rows, "没有变化的条款不列。")
