"""台账清单: the rows a person may see, filtered; what is done to several at once; the list as a file."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.files.writers import write_docx, write_xlsx
from gongkai.apps.ledgers.models import SavedFilter
from gongkai.apps.ledgers.operations import assign, drop_filter, remind, save_filter
from gongkai.apps.ledgers.permissions import may_manage, may_see_ledger
from gongkai.apps.ledgers.queries import Filter, board, filter_choices, ledger_sheet, list_page, visible_items
from gongkai.fronts.desk.forms.ledger import BulkAssignForm, BulkRemindForm, FilterForm, SaveFilterForm
from gongkai.fronts.desk.views._desk import DeskView, read_number, read_numbers
from gongkai.fronts.desk.views._filter_words import conditions, people_of, state_links, without_state

SORTS = (("", "原文顺序"), ("due", "到期先后"), ("state", "状态"))
NOTHING_CHOSEN = "还没有勾选条目。"
KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
}


def _user(request: HttpRequest) -> Any:
    # signed in: DeskView has seen to it
    return request.user


class LedgerView(DeskView):
    """What the list, the board and the calendar share: one filter, kept in every link."""

    may = staticmethod(may_see_ledger)
    here = "ledger"

    @property
    def filter(self) -> Filter:
        """What the address asks for."""
        return Filter.from_query(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter's forms and words."""
        flt, user = self.filter, self.request.user
        choices = filter_choices(user, flt.notice)
        return super().get_context_data(
            flt=flt,
            here=self.here,
            today=localdate(),
            query=flt.as_query(),
            filter_form=FilterForm(flt, choices, people_of(user), name="filter"),
            conditions=conditions(flt, choices),
            saved=choices.saved,
            may_manage=may_manage(user),
            **kwargs,
        )


class LedgerList(LedgerView):
    """One page of rows."""

    template_name = "desk/ledger/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, the counts by state, and the forms for the chosen rows."""
        flt, today = self.filter, localdate()
        sort = self.request.GET.get("sort", "")
        number = self.request.GET.get("page", "1")
        page = list_page(self.request.user, flt, today=today, number=read_number(number) or 1, sort=sort)
        counts = page.state_counts
        if flt.state or flt.overdue:
            whole = board(self.request.user, without_state(flt), today=today, by="chapter")
            counts = {cell.state: cell.count for cell in whole.totals}
        return super().get_context_data(
            page=page,
            sort=sort,
            sorts=[(key, word, _joined(flt.as_query(), f"sort={key}" if key else "")) for key, word in SORTS],
            page_query=_joined(flt.as_query(), f"sort={sort}" if sort else ""),
            states=state_links(flt, counts),
            assign_form=BulkAssignForm(name="assign"),
            remind_form=BulkRemindForm(name="remind"),
            save_form=SaveFilterForm(name="save", initial={"query": flt.as_query()}),
            **kwargs,
        )


def _joined(*parts: str) -> str:
    return "&".join(part for part in parts if part)


class FromList(DeskView):
    """A button of the list: answers with the way back to it, also for a browser that does not say where it was."""

    may = staticmethod(may_see_ledger)
    http_method_names = ["post"]

    def way_back(self) -> str:
        """The page the button stood on, else the list: this address shows nothing."""
        place = super().way_back()
        return reverse("desk:ledger") if place == self.request.path else place


class LedgerBulk(FromList):
    """分派 or 催办 for the rows that were ticked."""

    may = staticmethod(may_manage)

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only rows the person sees count; the answer leads back to the same page of the same filter."""
        ids = read_numbers(request.POST.getlist("item"))
        items = list(visible_items(request.user).filter(pk__in=ids))
        form = (BulkAssignForm if kwargs["act"] == "assign" else BulkRemindForm)(request.POST, name=kwargs["act"])
        if not items:
            messages.error(request, NOTHING_CHOSEN)
            return redirect(self.way_back())
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, "".join(str(error) for error in errors))
            return redirect(self.way_back())
        change, done = (assign, "已分派") if kwargs["act"] == "assign" else (remind, "已催办")
        values, actor = form.cleaned_data, _user(request)
        return self.act(lambda: change(actor=actor, items=items, **values), done=f"{done} {len(items)} 项。")


class LedgerExport(LedgerView):
    """The filtered rows as a file that officials know and that reads back to the same tasks."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """XLSX or DOCX."""
        if kwargs["kind"] not in KINDS:
            raise Http404
        content_type, write = KINDS[kwargs["kind"]]
        sheet = ledger_sheet(request.user, self.filter, today=localdate())
        out = BytesIO()
        write(sheet, out)
        name = quote(f"台账 {localdate()}.{kwargs['kind']}")
        return HttpResponse(
            out.getvalue(),
            content_type=content_type,
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
        )


class FilterSave(FromList):
    """Keeps the present filter under a name."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """A name used before is overwritten, as the operation rules."""
        form = SaveFilterForm(request.POST, name="save")
        if not form.is_valid():
            messages.error(request, "请写上筛选的名称，不超过 60 字。")
            return redirect(self.way_back())
        values, actor = form.cleaned_data, _user(request)
        return self.act(lambda: save_filter(actor=actor, **values), done=f"已保存“{values['name']}”。")


class FilterDrop(FromList):
    """Forgets one kept filter of one's own."""

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Another person's filter does not exist here."""
        actor = _user(request)
        saved = get_object_or_404(SavedFilter, user=actor, pk=kwargs["pk"])
        return self.act(lambda: drop_filter(actor=actor, saved=saved), done="已去掉。")
