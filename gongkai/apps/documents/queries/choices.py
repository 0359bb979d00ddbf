"""What the editor offers: the rule of a kind, 主题分类, and the grounds for withholding."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.apps.documents._grounds import RefusalGround
from gongkai.apps.documents._grounds import refusal_grounds as _refusal_grounds
from gongkai.apps.documents._kinds import KindRule, Theme, kind_rules
from gongkai.apps.documents._kinds import themes as _themes


def kind_rule(kind: str) -> KindRule:
    """What a kind requires, shows and allows."""
    return kind_rules()[kind]


def themes() -> tuple[Theme, ...]:
    """主题分类 in two levels, in the order of the table."""
    return _themes()


def refusal_grounds() -> Mapping[str, RefusalGround]:
    """The grounds of articles 14 to 16 by their codes."""
    return _refusal_grounds()
