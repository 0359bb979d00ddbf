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
from gongkai.apps.documents.queries.owing.duties import duties_for, duties_of
from gongkai.apps.documents.queries.public import PublicDocument, PublicRelation, public_document
from gongkai.apps.documents.queries.relations import (
    RELATION_WORDS,
    broken_pairs,
    cites_of,
    relations_of,
)
from gongkai.apps.documents.queries.working import missing, publication_blockers, working_copy

__all__ = [
    "RELATION_WORDS",
    "DeskFilter",
    "DeskPage",
    "PublicDocument",
    "PublicRelation",
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
    "kind_rule",
    "missing",
    "not_usable",
    "public_document",
    "publication_blockers",
    "refusal_grounds",
    "relations_of",
    "themes",
    "unresolved",
    "unresolved_of",
    "usable_as_basis",
    "visible_to",
    "working_copy",
]
