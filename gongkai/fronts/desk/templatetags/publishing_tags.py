"""How the desk names the steps of a review."""

from __future__ import annotations

from typing import Any

from django import template

from gongkai.domain.workflow import step_words as words

register = template.Library()


@register.filter
def step_words(step: Any) -> str:
    """第二次审核, 保密审查."""
    return words(step.kind, step.ordinal)
