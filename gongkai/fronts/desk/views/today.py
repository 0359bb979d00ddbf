"""今天要办: the first screen."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from gongkai.fronts.desk.views._desk import DeskView


class Today(DeskView):
    """What waits for this person, what the unit owes this week, what the system found."""

    template_name = "desk/today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The day and its lists."""
        return super().get_context_data(**kwargs) | {"today": localdate()}
