"""The page of a notice in the ledger: its facts, its clocks, its chain, and what was corrected in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import Notice, NoticeImport
from gongkai.apps.ledgers.permissions import may_manage, standing
from gongkai.apps.ledgers.queries import imports_list, notice_list, visible_notice
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.views._desk import DeskView, read_number

CLOCKS = ("plan_due_on", "plan_publication_due_on", "report_due_on")


class NoticeView(DeskView):
    """Anything about one notice; whoever sees an item of it sees it."""

    @cached_property
    def notice(self) -> Notice:
        """The notice, or 404."""
        try:
            return visible_notice(self.user, self.kwargs["pk"])
        except Notice.DoesNotExist:
            raise Http404 from None


class NoticePage(NoticeView):
    """One notice."""

    template_name = "desk/notices/notice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts for everyone; corrections and the file for those who see all."""
        user, notice = self.user, self.notice
        listed = next((row for row in notice_list(user, today=localdate()) if row.notice.pk == notice.pk), None)
        uploads = list(imports_list(user).filter(notice=notice, state=NoticeImport.State.ACCEPTED))
        manages = may_manage(user)
        return super().get_context_data(**kwargs) | {
            "notice": notice,
            "listed": listed,
            "uploads": uploads,
            "corrections": [(upload, row) for upload in uploads for row in upload.corrections],
            "inferiors": notice.inferiors.defer("text"),
            "may_manage": manages,
            "sees_all": standing(user).may_see_all,
            "undo_blockers": operations.undo_blockers(uploads[0]) if uploads and manages else (),
            "others": Notice.objects.exclude(pk=notice.pk).defer("text") if manages else (),
        }


class NoticeAct(NoticeView):
    """The changes of a notice. Each button sends `do`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """One change, and back to the page; an undone import leads to the list."""
        verb = request.POST.get("do", "")
        if verb not in self.verbs:
            raise Http404
        if not may_manage(self.user):
            raise PermissionDenied
        change, done = self.verbs[verb]
        here = reverse("desk:notice", args=[self.notice.pk])
        answer = self.act(lambda: change(self), done=done, to=here)
        return answer if Notice.objects.filter(pk=self.kwargs["pk"]).exists() else redirect("desk:notices")

    def clocks(self) -> None:
        """The days by which every unit files its plan, publishes it and reports."""
        changes = {}
        for name in CLOCKS:
            word = self.request.POST.get(name, "").strip()
            changes[name] = _day(word) if word else None
        operations.set_notice_clocks(actor=self.user, notice=self.notice, changes=changes)

    def link(self) -> None:
        """The superior notice, or none."""
        word = self.request.POST.get("superior", "")
        superior = Notice.objects.filter(pk=word).first() if read_number(word) else None
        operations.link_superior(actor=self.user, notice=self.notice, superior=superior)

    def publish(self) -> None:
        """Show the ledger to the public."""
        operations.publish_notice(actor=self.user, notice=self.notice)

    def unpublish(self) -> None:
        """Take it off the public site."""
        operations.unpublish_notice(actor=self.user, notice=self.notice)

    def undo(self) -> None:
        """Take the import out of the ledger again."""
        upload = self.notice.imports.filter(state=NoticeImport.State.ACCEPTED).first()
        if upload is None:
            raise Blocked(["没有可以撤销的入账。"])
        operations.undo_import(actor=self.user, imported=upload)

    verbs: dict[str, tuple[Callable[[Any], None], str]] = {
        "clocks": (clocks, "期限已保存。"),
        "link": (link, "上级文件已更新。"),
        "publish": (publish, "台账已向社会公开。"),
        "unpublish": (unpublish, "已取消公开。"),
        "undo": (undo, "已撤销导入，原件留存备查。"),
    }


def _day(word: str) -> Any:
    try:
        day = parse_date(word)
    except ValueError:
        day = None
    if day is None:
        raise Blocked([f"“{word}”不是日期。"])
    return day
