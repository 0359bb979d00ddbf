"""Checks on a text before it is published: privacy, wording, format, citations; and how two texts differ."""

from gongkai.domain.proofing._articles import (
    Article,
    ArticleChange,
    article_changes,
    difference_count,
    exact_differences,
    split_articles,
)
from gongkai.domain.proofing._differences import Segment, changed_pairs, comparable, differences
from gongkai.domain.proofing._elements import Element, ElementGap, element_gaps, element_texts
from gongkai.domain.proofing._privacy import masked
from gongkai.domain.proofing._problems import Problem
from gongkai.domain.proofing._proofread import proofread
from gongkai.domain.proofing._rules import PrivacyRules, ProofRules, WordingRow
from gongkai.domain.proofing._tables import Cell, Table

__all__ = [
    "Article",
    "ArticleChange",
    "Cell",
    "Element",
    "ElementGap",
    "PrivacyRules",
    "Problem",
    "ProofRules",
    "Segment",
    "Table",
    "WordingRow",
    "article_changes",
    "changed_pairs",
    "comparable",
    "difference_count",
    "differences",
    "element_gaps",
    "element_texts",
    "exact_differences",
    "masked",
    "proofread",
    "split_articles",
]
