"""What interpretations say of their policies: the eight elements. INT-03."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from gongkai.apps.documents.models import Document, Relation
from gongkai.domain.proofing import Element, ElementGap, element_gaps

REPLACES = (Relation.Kind.SUPERSEDES, Relation.Kind.AMENDS, Relation.Kind.REPEALS)


@lru_cache(maxsize=1)
def element_rules() -> tuple[Element, ...]:
    """The rows of data/checks/interpretation.toml: eight that are asked for, one that is only suggested."""
    table = tomllib.loads(files("gongkai.data").joinpath("checks/interpretation.toml").read_text("utf-8"))
    about = table["about"]
    return tuple(
        Element(
            code=row["code"],
            name=row["name"],
            cues=tuple(row["cues"]),
            is_required=row["is_required"],
            may_quote=row.get("may_quote", False),
            may_be_none=row.get("may_be_none", False),
            needs_predecessor=row.get("needs_predecessor", False),
            shortest=row.get("shortest", about["shortest"]),
            copied_share=row.get("copied_share", about["copied_share"]),
        )
        for row in table["elements"]
    )


def gaps_of(interpretation: Document) -> tuple[ElementGap, ...]:
    """What this interpretation, as it stands in the object, lacks or only copies. For a draft give the working copy."""
    if interpretation.pk:
        targets = [row.target for row in interpretation.relations.all() if row.kind == Relation.Kind.INTERPRETS]
    else:
        targets = []
    policies = Document.objects.filter(pk__in=[target.pk for target in targets]).only("text")
    has_predecessor = Relation.objects.filter(document__in=[one.pk for one in targets], kind__in=REPLACES).exists()
    return gaps_between(interpretation, "\n".join(policy.text for policy in policies), has_predecessor)


def gaps_between(interpretation: Document, policy_text: str, has_predecessor: bool) -> tuple[ElementGap, ...]:
    """The same where the policy is at hand."""
    return element_gaps(
        interpretation.elements or {},
        interpretation.text,
        policy_text,
        elements=element_rules(),
        has_predecessor=has_predecessor,
    )


def element_score(interpretation: Document, policy_text: str, has_predecessor: bool) -> tuple[int, int]:
    """(elements in order, elements asked for)."""
    asked = [one for one in element_rules() if one.is_required and (has_predecessor or not one.needs_predecessor)]
    return len(asked) - len(gaps_between(interpretation, policy_text, has_predecessor)), len(asked)
