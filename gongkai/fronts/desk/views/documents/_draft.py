"""What the editor sends, read into what the operations take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.documents.operations import RelationDraft, decide_openness, save_draft, waive_interpretation
from gongkai.apps.documents.queries import kind_rule
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import SectionRow, find_section, section_tree
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.forms.documents import DocumentForm
from gongkai.fronts.desk.views._desk import read_number, read_numbers

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """A section as the editor lists it."""

    pk: int
    path: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation as the editor lists it."""

    kind: str
    target: Document
    articles_text: str


def path_words(row: SectionRow) -> str:
    """政府信息公开 › 政策."""
    return " › ".join(row.path)


def sections_of(draft: Document) -> list[Chosen]:
    """Where the draft hangs, in the order of the tree."""
    wanted = {placement.section_id for placement in draft.placements.all()}
    return chosen(wanted) if wanted else []


def chosen(wanted: set[int]) -> list[Chosen]:
    """The sections of these numbers with their paths."""
    return [Chosen(row.section.pk, path_words(row)) for row in section_tree() if row.section.pk in wanted]


def found_sections(text: str, units: Sequence[int] = ()) -> list[Chosen]:
    """Sections in force whose path holds every word, those of the own units first."""
    parts = text.replace("›", " ").replace(">", " ").split()
    rows = [row for row in section_tree(with_retired=False) if all(part in path_words(row) for part in parts)]
    rows.sort(key=lambda row: (row.section.owner_unit_id not in units, parts and parts[-1] not in row.section.title))
    return [Chosen(row.section.pk, path_words(row)) for row in rows[:MOST_FOUND]]


def sent_sections(data: QueryDict) -> list[Section]:
    """The ticked sections, and those written as paths where there is no script. Raises `Blocked`."""
    wanted = read_numbers(data.getlist("section"))
    found = list(Section.objects.filter(pk__in=wanted))
    for path in filter(None, (part.strip() for part in data.get("section_paths", "").splitlines())):
        section = find_section(">".join(part.strip() for part in path.replace("›", ">").split(">")))
        if section is None:
            raise Blocked([f"没有“{path}”这个栏目。"])
        found.append(section)
    return found


def relations_of_draft(draft: Document) -> list[Stated]:
    """What the draft states; the targets in one query."""
    rows = list(draft.relations.all())
    targets = _targets([row.target_id for row in rows])
    return [Stated(row.kind, targets[row.target_id], row.articles_text) for row in rows if row.target_id in targets]


def sent_relations(data: QueryDict) -> list[Stated]:
    """The rows of the chooser; a row whose kind was emptied is gone."""
    parts = zip(
        data.getlist("relation_kind"), data.getlist("relation_target"), data.getlist("relation_articles"), strict=False
    )
    read = [(kind, read_number(pk), words) for kind, pk, words in parts if kind in Relation.Kind.values]
    rows = [(kind, pk, words) for kind, pk, words in read if pk is not None]
    targets = _targets([pk for _, pk, _ in rows])
    return [Stated(kind, targets[pk], words.strip()[:200]) for kind, pk, words in rows if pk in targets]


def _targets(numbers: Sequence[int]) -> dict[int, Document]:
    light = Document.objects.defer("body", "text", "elements").select_related("publisher")
    found: dict[int, Document] = light.in_bulk(list(set(numbers)))
    return found


def keep_draft(
    *,
    actor: Any,
    document: Document,
    form: DocumentForm,
    data: QueryDict,
    based_on: int | None,
    is_background: bool = False,
) -> Document:
    """Save the draft, then what is decided apart from it. Raises `Blocked`; what was saved before stays saved."""
    values = form.values()
    stated = [RelationDraft(row.kind, row.target, row.articles_text) for row in sent_relations(data)]
    draft = save_draft(
        actor=actor,
        document=document,
        values=values,
        sections=sent_sections(data),
        relations=stated,
        based_on=based_on,
        is_background=is_background,
    )
    problems = [*_decided(actor, document, form), *_waived(actor, document, form)]
    if problems:
        raise PartlySaved(problems, draft)
    return draft


class PartlySaved(Blocked):
    """The text is saved; what is decided apart from it was refused."""

    def __init__(self, sentences: list[str], draft: Document) -> None:
        super().__init__(sentences)
        self.draft = draft


def _decided(actor: Any, document: Document, form: DocumentForm) -> list[str]:
    values = form.cleaned_data
    asked = (values["openness_class"], values["openness_reason"], values["refusal_ground"])
    if asked == (document.openness_class, document.openness_reason, document.refusal_ground) or not asked[0]:
        return []
    try:
        decide_openness(
            actor=actor, document=document, openness_class=asked[0], reason=asked[1], refusal_ground=asked[2]
        )
    except Blocked as refused:
        return list(refused.blockers)
    return []


def _waived(actor: Any, document: Document, form: DocumentForm) -> list[str]:
    reason = form.cleaned_data["waiver_reason"]
    if reason == document.waiver_reason or not kind_rule(document.kind).needs_interpretation:
        return []
    try:
        waive_interpretation(actor=actor, document=document, reason=reason)
    except Blocked as refused:
        return list(refused.blockers)
    return []
