"""What the screens of review share: the tabs with their counts, and who may look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.apps.publishing.permissions import may_watch
from gongkai.fronts.desk.views._desk import DeskView

# address name, word
TABS = (
    ("reviews", "待我审查"),
    ("reviews_running", "审查中"),
    ("reviews_returned", "退回的"),
    ("reviews_scheduled", "待发布"),
    ("reviews_emergencies", "应急补审"),
    ("reviews_unpublished", "应公开未公开"),
    ("reviews_withheld", "不予公开再评估"),
    ("reviews_synchrony", "三同步"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the review."""

    word: str
    url: str
    is_here: bool


class ReviewList(DeskView):
    """One of the lists. Subclasses name their tab."""

    tab = ""
    may = staticmethod(may_watch)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs, with the one that is open."""
        tabs = [Tab(word, reverse(f"desk:{name}"), name == self.tab) for name, word in TABS]
        return super().get_context_data(**kwargs) | {"tabs": tabs}
