"""看板: units × states, and what falls due in the coming twelve weeks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from gongkai.apps.ledgers.queries import Board as BoardRows
from gongkai.apps.ledgers.queries import BoardRow, board, heat_map
from gongkai.apps.orgs.models import UnitGroup
from gongkai.apps.orgs.queries import members_of_groups
from gongkai.fronts.desk.views._filter_words import without_state
from gongkai.fronts.desk.views._heat import picture_of
from gongkai.fronts.desk.views.ledger import LedgerView

BY = (("unit", "按主责单位"), ("involved", "按全部单位"), ("chapter", "按章节"), ("month", "按到期月份"))


def _with_sizes(shown: BoardRows) -> list[tuple[BoardRow, int]]:
    """Each row, with how many units it stands for when it is a group."""
    groups = UnitGroup.objects.filter(pk__in=[row.group_id for row in shown.rows if row.group_id])
    sizes = {pk: len(members) for pk, members in members_of_groups(groups).items()}
    return [(row, sizes.get(row.group_id or 0, 0)) for row in shown.rows]


class Board(LedgerView):
    """The board keeps every condition but the state, which is its columns."""

    template_name = "desk/ledger/board.html"
    here = "board"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, totals, and the heat map with its picture."""
        flt, user, today = without_state(self.filter), self.request.user, localdate()
        asked = self.request.GET.get("by", "")
        by = asked if asked in dict(BY) else "unit"
        heat, shown = heat_map(user, today=today, flt=flt), board(user, flt, today=today, by=by)
        return super().get_context_data(
            board=shown, rows=_with_sizes(shown), by=by, bys=BY, heat=heat, picture=picture_of(heat), **kwargs
        )


class HeatPicture(LedgerView):
    """The heat map alone, as an image to put into a report."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """SVG, without links."""
        heat = heat_map(request.user, today=localdate(), flt=without_state(self.filter))
        image = render_to_string("desk/ledger/_heat.svg", {"picture": picture_of(heat), "is_alone": True})
        return HttpResponse(image, content_type="image/svg+xml; charset=utf-8")
