"""看板: units × states, and what falls due in the coming twelve weeks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.ledgers.queries import Board as BoardRows
from gongkai.apps.ledgers.queries import BoardRow, board, heat_map
from gongkai.apps.orgs.models import UnitGroup
from gongkai.apps.orgs.queries import members_of_groups
from gongkai.fronts.desk.views._filter_words import without_state
from gongkai.fronts.desk.views._heat import picture_of
from gongkai.fronts.desk.views._heat_drawing import svg, table_rows
from gongkai.fronts.desk.views.ledger import LedgerView

BY = (("unit", "按主责单位"), ("involved", "按全部单位"), ("chapter", "按章节"), ("month", "按到期月份"))


def _drawn(shown: BoardRows) -> list[tuple[BoardRow, str, int]]:
    """Each row with the query that lists it, and how many units it stands for when it is a group.

    A cell's query is its row's and the state; writing every cell's filter out anew would cost more than counting them.
    """
    groups = UnitGroup.objects.filter(pk__in=[row.group_id for row in shown.rows if row.group_id])
    sizes = {pk: len(members) for pk, members in members_of_groups(groups).items()}
    return [(row, row.filter.as_query(), sizes.get(row.group_id or 0, 0)) for row in shown.rows]


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
        picture, list_url = picture_of(heat), reverse("desk:ledger")
        return super().get_context_data(
            board=shown,
            rows=_drawn(shown),
            by=by,
            bys=BY,
            heat=heat,
            picture=picture,
            heat_svg=svg(picture, list_url),
            heat_rows=table_rows(picture, list_url),
            **kwargs,
        )


class HeatPicture(LedgerView):
    """The heat map alone, as an image to put into a report."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """SVG, without links."""
        heat = heat_map(request.user, today=localdate(), flt=without_state(self.filter))
        return HttpResponse(svg(picture_of(heat)), content_type="image/svg+xml; charset=utf-8")
