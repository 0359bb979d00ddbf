"""Who may read the log. Nobody may change it."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, AnonymousUser


def may_read_log(user: AbstractUser | AnonymousUser) -> bool:
    """The auditor (监督员), the oversight office and the system administrator."""
    if not user.is_authenticated or not user.is_active:
        return False
    held = get_user_model().objects.filter(pk=user.pk, memberships__role__in=["auditor", "office"])
    return bool(user.is_superuser) or held.exists()
