"""Who may open the desk: everybody who can sign in. What they see there is decided view by view."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

ENTRY = "wagtailadmin.access_admin"


class DeskBackend(ModelBackend):
    """Passwords as Django keeps them, and the one Wagtail permission that opens its shell.

    Rights on the desk follow from `Membership`, read by the predicates of the apps; nobody has to be put into a
    Django group. A person without any membership comes in too and is told so, instead of being sent back to the
    login page without a word. Wagtail's own screens stay closed to all but the system administrator: `gate`.
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Django's permissions and, for everyone active, the entry to the shell."""
        found = super().get_all_permissions(user_obj, obj)
        if user_obj.is_active and not user_obj.is_anonymous and obj is None:
            return {*found, ENTRY}
        return found
