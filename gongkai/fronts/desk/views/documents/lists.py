"""公开文件: the list a person may see, narrowed by links; several sent to review at once; the list as a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, make_naive

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.permissions import may_write_any
from gongkai.apps.documents.queries import DeskFilter, DeskPage, desk_choices, desk_documents, visible_to
from gongkai.apps.documents.queries.desk import PAGE_SIZE, SORTS, narrowed
from gongkai.apps.files.writers.rows import write_rows
from gongkai.apps.publishing.operations import submit
from gongkai.apps.sections.models import Section
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.views._desk import DeskView, read_number, read_numbers

SORT_WORDS = (("", "最近修改"), ("published", "最近发布"), ("dated", "成文日期"), ("title", "标题"))
STATE_WORDS = (("", "全部"), *Document.State.choices, ("changed", "已发布有改动"))
NUMBERS = ("unit", "section", "year")
MOST_EXPORTED = 20_000
HEADINGS = (
    "索引号",
    "标题",
    "发文字号",
    "种类",
    "状态",
    "有效性",
    "公开属性",
    "发布机构",
    "责任单位",
    "成文日期",
    "发布时间",
    "修改时间",
)
WIDTHS = (22, 60, 22, 16, 10, 10, 12, 24, 24, 12, 18, 18)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Link:
    """A choice of a filter: its words, how many, the address that asks for it, whether it holds now."""

    word: str
    count: int | None
    query: str
    is_here: bool
    state: str = ""


def asked(request: HttpRequest) -> DeskFilter:
    """The filter of the address; what makes no sense asks for nothing."""
    values: dict[str, Any] = {name: request.GET.get(name, "").strip()[:200] for name in asdict(DeskFilter())}
    for name in NUMBERS:
        values[name] = (read_number(values[name]) or 0) if len(values[name]) <= (4 if name == "year" else 12) else 0
    return DeskFilter(**values)


def query_of(flt: DeskFilter, **change: Any) -> str:
    """The filter as an address keeps it, with some of it changed."""
    return urlencode({name: value for name, value in asdict(replace(flt, **change)).items() if value})


class Documents(DeskView):
    """One page of rows with the links that narrow it."""

    template_name = "desk/documents/list.html"

    @cached_property
    def filter(self) -> DeskFilter:
        """What the address asks for."""
        return asked(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        flt, number = self.filter, self.request.GET.get("page", "1")
        sort = self.request.GET.get("sort", "")
        sort = sort if sort in SORTS else ""
        page = desk_documents(self.user, flt, int(number) if number.isdecimal() and len(number) < 9 else 1, sort=sort)
        choices = desk_choices(self.user)
        query = query_of(flt)
        with_sort = "&".join(filter(None, [query, f"sort={sort}" if sort else ""]))
        return super().get_context_data(
            page=page,
            page_query=with_sort,
            query=query,
            flt=flt,
            sort=sort,
            sorts=[
                (key, word, "&".join(filter(None, [query, f"sort={key}" if key else ""]))) for key, word in SORT_WORDS
            ],
            states=state_links(flt, page),
            kinds=kind_links(flt, page),
            validities=[
                Link(label, None, query_of(flt, validity="" if flt.validity == value else value), flt.validity == value)
                for value, label in Document.Validity.choices
            ],
            choices=choices,
            conditions=self.conditions(choices.units),
            may_write=may_write_any(self.user),
            sendable=(Document.State.DRAFT, Document.State.RETURNED),
            today=localdate(),
            **kwargs,
        )

    def conditions(self, units: tuple[Any, ...]) -> list[tuple[str, str]]:
        """What narrows the list besides state, kind and validity, each with the address without it."""
        flt = self.filter
        unit = next((unit.short_name or unit.name for unit in units if unit.pk == flt.unit), "")
        section = Section.objects.filter(pk=flt.section).values_list("title", flat=True).first() if flt.section else ""
        openness = dict(Document.OpennessClass.choices).get(flt.openness, "")
        held = [
            ("term", f"含“{flt.term}”" if flt.term else ""),
            ("unit", unit),
            ("section", section and f"栏目 {section}"),
            ("year", f"{flt.year}年" if flt.year else ""),
            ("theme", flt.theme and f"主题 {flt.theme}"),
            ("openness", openness),
        ]
        return [(str(word), query_of(flt, **{name: 0 if name in NUMBERS else ""})) for name, word in held if word]


def state_links(flt: DeskFilter, page: DeskPage) -> list[Link]:
    """全部 and the states that occur, with how many."""
    counts = page.state_counts
    total = sum(counts.get(value, 0) for value in Document.State.values)
    links = []
    for value, word in STATE_WORDS:
        count = counts.get(value, 0) if value else total
        if count or not value or value == flt.state:
            links.append(Link(word, count, query_of(flt, state=value), flt.state == value, value))
    return links


def kind_links(flt: DeskFilter, page: DeskPage) -> list[Link]:
    """All kinds, and those that occur with how many."""
    counts = page.kind_counts
    links = [Link("全部", sum(counts.values()), query_of(flt, kind=""), not flt.kind)]
    for value, word in Document.Kind.choices:
        if counts.get(value) or value == flt.kind:
            links.append(Link(str(word), counts.get(value, 0), query_of(flt, kind=value), flt.kind == value))
    return links


class DocumentsExport(DeskView):
    """The list as a table, with the filter of the address."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        rows = narrowed(visible_to(self.user), asked(request))
        if len(rows.order_by()[: MOST_EXPORTED + 1].values_list("pk")) > MOST_EXPORTED:
            raise PermissionDenied(f"符合条件的文件超过 {MOST_EXPORTED} 件，请先筛选，再导出。")
        rows = rows.select_related("publisher", "responsible_unit").order_by("-changed_at", "-pk")
        rows = rows.defer("body", "text", "elements")
        kept = BytesIO()
        listed = (cells(row) for row in rows.iterator(chunk_size=1000))
        write_rows(HEADINGS, listed, kept, title="公开文件", widths=WIDTHS)
        response = HttpResponse(kept.getvalue(), content_type=XLSX)
        name = quote(f"公开文件{localdate():%Y%m%d}.xlsx")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return response


def cells(row: Document) -> list[Any]:
    """One line of the table."""
    return [
        row.index_number or "",
        row.title,
        row.document_number,
        row.get_kind_display(),
        row.get_state_display(),
        row.get_validity_display() if row.validity else "",
        row.get_openness_class_display() if row.openness_class else "",
        row.publisher.name,
        row.responsible_unit.name if row.responsible_unit else "",
        row.dated_on,
        plain_moment(row.published_at),
        plain_moment(row.changed_at),
    ]


def plain_moment(at: datetime | None) -> datetime | None:
    """The moment on the wall clock: Excel knows no time zones."""
    return make_naive(at).replace(second=0, microsecond=0) if at else None


class DocumentsBulk(DeskView):
    """送审 of several: each is sent by itself, by the same rules; what was refused is told one by one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        wanted = read_numbers(request.POST.getlist("document"))[:PAGE_SIZE]
        rows = visible_to(self.user).defer("body", "text").in_bulk(wanted)
        if not rows:
            messages.warning(request, "还没有勾选文件。")
        sent = 0
        for pk in wanted:
            if pk not in rows:
                continue
            try:
                process = submit(actor=self.user, document=rows[pk])
            except Blocked as refused:
                messages.error(request, f"《{rows[pk].title}》没有送审：{''.join(refused.blockers)}")
                continue
            if process.state == process.State.RETURNED:
                messages.warning(request, f"《{rows[pk].title}》退回：{process.returned_reason}")
            else:
                sent += 1
        if sent:
            messages.success(request, f"已送审 {sent} 件。")
        return redirect(self.way_back() if request.headers.get("referer") else reverse("desk:documents"))
