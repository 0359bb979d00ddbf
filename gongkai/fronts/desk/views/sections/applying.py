"""套用目录: what one act would add to the site or to a unit's home, ticked; then the act."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.apps.sections.models import HomePage, UnitHome
from gongkai.apps.sections.operations import apply_tree
from gongkai.apps.sections.permissions import may_manage_sections
from gongkai.apps.sections.queries import TreePlan, tree_plan
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views.sections._page import root_page

TREES = ("statutory", "local", "village")


class ApplyTree(DeskView):
    """One page, one button. What is unticked is left out, with all below it."""

    template_name = "desk/sections/apply.html"
    may = staticmethod(may_manage_sections)

    @cached_property
    def root(self) -> HomePage | UnitHome:
        """Where the tree goes."""
        return root_page(self.kwargs["root"])

    @cached_property
    def plan(self) -> TreePlan:
        """What would be done."""
        if self.kwargs["tree"] not in TREES:
            raise Http404
        return tree_plan(self.root, self.kwargs["tree"])

    def way_on(self) -> str:
        """The tree that was changed."""
        query = f"?home={self.root.pk}" if isinstance(self.root, UnitHome) else ""
        return f"{reverse('desk:sections')}{query}"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Apply it; say what was added."""
        wanted = set(request.POST.getlist("node"))
        skip = [step.node.code for step in self.plan.added if step.node.code not in wanted]
        try:
            done = apply_tree(actor=self.user, root=self.root, tree=self.kwargs["tree"], skip=skip)
        except Blocked as blocked:
            for sentence in blocked.blockers:
                messages.error(request, sentence)
            return redirect(request.path)
        added = f"新增 {len(done.added)} 个栏目" if done.added else "没有新增栏目"
        matched = f"，{len(done.matched)} 个已有栏目对上了目录编号" if done.matched else ""
        messages.success(request, f"已套用{self.plan.tree.name}：{added}{matched}。")
        return redirect(self.way_on())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The steps with how deep they lie."""
        return super().get_context_data(**kwargs) | {
            "root": self.root,
            "is_home": isinstance(self.root, UnitHome),
            "plan": self.plan,
            "added": [(step, len(step.path) - 1) for step in self.plan.added],
            "back": self.way_on(),
        }
