"""What the screens of sections ask of the person before them."""

from __future__ import annotations

from django import template

from gongkai.apps.sections.permissions import may_manage_sections

register = template.Library()
register.filter("manages_sections", may_manage_sections)
