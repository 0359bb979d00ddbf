"""Reads. The libraries have modules of their own."""

from gongkai.apps.documents.queries.choices import kind_rule, refusal_grounds, themes
from gongkai.apps.documents.queries.citations import (
    cited_validity,
    citing_out_of_force,
    dependants_of,
    not_usable,
    unresolved,
    unresolved_of,
    usable_as_basis,
)
from gongkai.apps.documents.queries.desk import DeskFilter, DeskPage, desk_choices, desk_documents, visible_to
from gongkai.apps.documents.queries.facts import fact_rows
from gongkai.apps.documents.queries.owing.duties import duties_for, duties_of, marked_stale
from gongkai.apps.documents.queries.public import PublicDocument, PublicRelation, public_document
from gongkai.apps.documents.queries.relations import (
    RELATION_WORDS,
    Ribbon,
    broken_pairs,
    cites_of,
    interpretations_of,
    policies_of,
    relations_of,
    ribbon,
    without_interpretation,
)
from gongkai.apps.documents.queries.working import missing, publication_blockers, working_copy

__all__ = [
    "RELATION_WORDS",
    "DeskFilter",
    "DeskPage",
    "PublicDocument",
    "PublicRelation",
    "Ribbon",
    "broken_pairs",
    "cited_validity",
    "cites_of",
    "citing_out_of_force",
    "dependants_of",
    "desk_choices",
    "desk_documents",
    "duties_for",
    "duties_of",
    "fact_rows",
    "interpretations_of",
    "kind_rule",
    "marked_stale",
    "missing",
    "not_usable",
    "policies_of",
    "public_document",
    "publication_blockers",
    "refusal_grounds",
    "relations_of",
    "ribbon",
    "themes",
    "unresolved",
    "unresolved_of",
    "usable_as_basis",
    "visible_to",
    "without_interpretation",
    "working_copy",
]
