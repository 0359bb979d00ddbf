"""与上级文件对照: what the lower notice kept, changed, tightened, dropped and added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.apps.ledgers.models import Notice
from gongkai.apps.ledgers.permissions import may_manage, standing
from gongkai.apps.ledgers.queries import alignment
from gongkai.apps.ledgers.queries.alignment import KINDS, AlignedItem
from gongkai.fronts.desk.differences import side
from gongkai.fronts.desk.views._desk import read_number
from gongkai.fronts.desk.views.notice import NoticeView


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: the superior's words at the left with what was taken out, ours at the right with what was put in."""

    row: AlignedItem
    left: SafeString
    right: SafeString


class Compare(NoticeView):
    """Two notices side by side, with filters by kind."""

    template_name = "desk/notices/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows of the kind asked for, all without one."""
        notice = self.notice
        other = self.other(notice)
        found = alignment(notice, other)
        kind = self.request.GET.get("kind", "")
        rows = found.rows if found else ()
        return super().get_context_data(**kwargs) | {
            "notice": notice,
            "found": found,
            "other": other,
            "kind": kind if kind in KINDS else "",
            "tabs": [(code, word, found.counts[code]) for code, word in KINDS.items()] if found else (),
            "pairs": list(pairs(row for row in rows if kind not in KINDS or row.kind == kind)),
            "may_manage": may_manage(self.user),
            "others": Notice.objects.exclude(pk=notice.pk).defer("text"),
        }

    def other(self, notice: Notice) -> Notice | None:
        """Another notice named in the address, for those who see all; None means the linked superior one."""
        word = self.request.GET.get("with", "")
        if not word:
            return None
        found = Notice.objects.exclude(pk=notice.pk).filter(pk=word).first() if read_number(word) else None
        if found is None or not standing(self.user).may_see_all:
            raise Http404
        return found


def pairs(rows: Iterable[AlignedItem]) -> Iterator[Pair]:
    """The rows as they are shown."""
    for row in rows:
        if row.old is None or row.new is None:
            old, new = (row.old.text if row.old else ""), (row.new.text if row.new else "")
            yield Pair(row, format_html("{}", old), format_html("{}", new))
        else:
            yield Pair(row, side(row.segments, "removed", "del"), side(row.segments, "added", "ins"))
