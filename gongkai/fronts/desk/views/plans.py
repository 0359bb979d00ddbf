"""计划与报送: who filed a plan, published it and reported in time; a unit's own plan and report."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.ledgers.models import LedgerItem, Notice
from gongkai.apps.ledgers.operations import add_sub_task, file_plan, publish_plan, send_report, set_notice_clocks
from gongkai.apps.ledgers.permissions import may_manage, may_see_ledger, may_work_for
from gongkai.apps.ledgers.queries import PlanRow, PlanTable, filter_choices, plan_table, report_draft
from gongkai.apps.ledgers.queries.plans import ReportDraft
from gongkai.apps.orgs.models import User
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.forms.item import SubTaskForm
from gongkai.fronts.desk.forms.plans import ClocksForm, PlanForm, ReportForm
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views._forms_page import Act, FormsPage

# the paths are for the site, not for the plan
PATHS = re.compile(r"[〔（(\[]\s*公开路径")
CLOCKS = ("plan_due_on", "plan_publication_due_on", "report_due_on")
NOT_FILED = "工作计划还没有报备，不能公开。"
DUTIES = (("filing", "计划报备"), ("publication", "计划公开"), ("reporting", "完成情况报送"))
FIGURES = (
    ("total", "任务"),
    ("closed_out", "已销号"),
    ("awaiting_check", "待核验"),
    ("in_progress", "推进中"),
    ("not_started", "未开始"),
    ("overdue", "逾期"),
    ("led", "其中牵头"),
    ("checked", "检查家次"),
    ("satisfied", "检查已完成"),
)


class Plans(DeskView):
    """The notices that give this person's units work."""

    template_name = "desk/plans/list.html"
    may = staticmethod(may_see_ledger)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its three days."""
        notices = filter_choices(self.request.user).notices
        return super().get_context_data(notices=notices, today=localdate(), here="plans", **kwargs)


class OfNotice(FormsPage):
    """A page under one notice. A unit that the person does not read for is not there."""

    may = staticmethod(may_see_ledger)

    @cached_property
    def table(self) -> PlanTable:
        """The units under the notice that this person may see."""
        notice = Notice.objects.defer("text").filter(pk=self.kwargs["notice"]).first()
        table = plan_table(notice, today=localdate(), user=self.request.user) if notice else None
        if table is None or not (table.rows or may_manage(self.request.user)):
            raise Http404
        return table

    @property
    def notice(self) -> Notice:
        """The notice itself."""
        return self.table.notice


class NoticePlans(OfNotice):
    """All units under a notice."""

    template_name = "desk/plans/notice.html"
    acts: ClassVar = {
        "clocks": Act(
            ClocksForm,
            lambda page, values: set_notice_clocks(actor=page.request.user, notice=page.notice, changes=values),
            "已调整期限。",
        )
    }

    def is_allowed(self) -> bool:
        """Only the office changes the days."""
        predicate = may_manage if self.request.method == "POST" else may_see_ledger
        return predicate(self.request.user)

    def page_url(self) -> str:
        return reverse("desk:notice_plans", args=[self.notice.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """The days that hold now."""
        return {"initial": {name: getattr(self.notice, name) for name in CLOCKS if act == "clocks"}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, or only those that owe something."""
        only_missing = "missing" in self.request.GET
        rows = [row for row in self.table.rows if not only_missing or _owes(row)]
        counts = [(word, self.table.counts[duty]) for duty, word in DUTIES]
        return super().get_context_data(
            notice=self.notice,
            rows=rows,
            counts=counts,
            only_missing=only_missing,
            may_manage=may_manage(self.request.user),
            **kwargs,
        )


def _owes(row: PlanRow) -> bool:
    return any(getattr(row, duty).state == "missing" for duty, _ in DUTIES)


def _of_unit(operation: Any) -> Any:
    """An operation of one unit under one notice."""
    return lambda page, v: operation(actor=page.request.user, notice=page.notice, unit=page.row.unit, **v)


def _add_sub_task(page: Any, values: dict[str, Any]) -> None:
    item = next((item for item in page.draft.items if item.pk == page.target), None)
    if item is None:
        raise Http404
    add_sub_task(actor=page.request.user, item=item, **values)


class UnitPlan(OfNotice):
    """One unit under one notice: its tasks, its plan, its report."""

    template_name = "desk/plans/unit.html"
    acts_on_parts = frozenset({"sub_task"})
    acts: ClassVar = {
        "sub_task": Act(SubTaskForm, _add_sub_task, "已增加细化任务。"),
        "file": Act(PlanForm, _of_unit(file_plan), "已报备。"),
        "publish": Act(DeskForm, _of_unit(publish_plan), "已公开。"),
        "report": Act(ReportForm, _of_unit(send_report), "已报送，数据按此刻的台账计算。"),
    }

    def is_allowed(self) -> bool:
        """The office reads; only the unit's own people write."""
        if self.request.method == "POST":
            return may_work_for(self.request.user, self.row.unit.pk)
        return may_see_ledger(self.request.user)

    @cached_property
    def row(self) -> PlanRow:
        """The unit's row; 404 for a unit that has nothing to do with this notice or with this person."""
        found = next((row for row in self.table.rows if row.unit.pk == self.kwargs["unit"]), None)
        if found is None:
            raise Http404
        return found

    def page_url(self) -> str:
        return reverse("desk:unit_plan", args=[self.notice.pk, self.row.unit.pk])

    @cached_property
    def draft(self) -> ReportDraft:
        """The unit's items, and the report with figures counted now."""
        return report_draft(self.notice, self.row.unit, today=localdate())

    @cached_property
    def parts(self) -> dict[int, list[LedgerItem]]:
        """The sub-tasks that the unit made, by the task they belong to."""
        found: dict[int, list[LedgerItem]] = {}
        made = LedgerItem.objects.filter(parent__in=self.draft.items, made_by_unit=self.row.unit, withdrawn_on=None)
        for part in made.select_related("person").order_by("due_on", "pk"):
            found.setdefault(part.parent_id or 0, []).append(part)
        return found

    def form_settings(self, act: str) -> dict[str, Any]:
        """What was filed or sent before, to go on from; before the first filing the plan as the tasks give it."""
        if act == "sub_task":
            unit = self.row.unit
            people = User.objects.filter(memberships__unit=unit, is_active=True).distinct()
            return {"units": [unit], "people": list(people)}
        if act == "file":
            return {"initial": {"text": self.row.plan.text if self.row.plan else self.proposed()}}
        return {"initial": {"text": self.row.report.text}} if act == "report" and self.row.report else {}

    def proposed(self) -> str:
        """A plan to start from: the unit's tasks, each with its parts, who does them and by when."""
        lines = []
        for number, item in enumerate(self.draft.items, 1):
            lines.append(f"{number}. {PATHS.split(item.text)[0].strip()}")
            for place, part in enumerate(self.parts.get(item.pk, ()), 1):
                who = f"，{part.person.get_full_name()}承办" if part.person else ""
                when = f"，{part.due_on.month}月{part.due_on.day}日前完成" if part.due_on else ""
                lines.append(f"（{place}）{part.text.rstrip('。')}{who}{when}")
        return "\n".join(lines)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan, and the report with figures counted now."""
        draft, bound = self.draft, kwargs.get("bound", {})
        may_work = may_work_for(self.request.user, self.row.unit.pk)
        forms = [self.form_on("sub_task", item.pk, bound) if may_work else (None, "") for item in draft.items]
        tasks = [
            (item, self.parts.get(item.pk, []), form, url) for item, (form, url) in zip(draft.items, forms, strict=True)
        ]
        sent = self.row.report.figures if self.row.report else {}
        return super().get_context_data(
            notice=self.notice,
            row=self.row,
            draft=draft,
            tasks=tasks,
            figures=[(word, draft.figures.get(name, 0)) for name, word in FIGURES],
            sent_figures=[(word, sent[name]) for name, word in FIGURES if name in sent],
            may_work=may_work,
            publish_blockers=() if self.row.plan else (NOT_FILED,),
            today=localdate(),
            **kwargs,
        )
