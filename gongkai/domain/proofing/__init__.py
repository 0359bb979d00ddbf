"""Checks on a text before publication: privacy, wording, format, damage, citations; what an interpretation lacks."""

from gongkai.domain.proofing._elements import Element, ElementGap, element_gaps
from gongkai.domain.proofing._privacy import masked
from gongkai.domain.proofing._problems import Problem
from gongkai.domain.proofing._proofread import proofread
from gongkai.domain.proofing._rules import PrivacyRules, ProofRules, WordingRow
from gongkai.domain.proofing._tables import Cell, Table

__all__ = [
    "Cell",
    "Element",
    "ElementGap",
    "PrivacyRules",
    "Problem",
    "ProofRules",
    "Table",
    "WordingRow",
    "element_gaps",
    "masked",
    "proofread",
]
