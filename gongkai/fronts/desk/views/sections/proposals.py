"""待审定栏目: the places that accepted notices ask for, each once with its tasks; made, mapped or declined."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.apps.ledgers.operations import accept_path, decline_path, map_path
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.ledgers.queries import section_proposals
from gongkai.apps.ledgers.queries.proposals import Proposal
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.forms import sections as forms
from gongkai.fronts.desk.views._forms_page import Act, FormsPage


def _accept(page: Any, values: dict[str, Any]) -> None:
    path = [name.strip() for name in values["path"].replace("›", ">").split(">") if name.strip()]
    accept_path(actor=page.request.user, canonical=values["canonical"], path=path, owner=values["owner"])


class Proposals(FormsPage):
    """The list at the left; what to do with the one that is open at the right."""

    template_name = "desk/sections/proposals.html"
    may = staticmethod(may_manage)
    acts: ClassVar = {
        "accept": Act(forms.AcceptPathForm, _accept, "已设栏目。"),
        "map": Act(forms.MapPathForm, lambda page, v: map_path(actor=page.request.user, **v), "已对应。"),
        "decline": Act(forms.DeclinePathForm, lambda page, v: decline_path(actor=page.request.user, **v), "已不设。"),
    }

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What waits for a decision."""
        return section_proposals()

    @cached_property
    def opened(self) -> Proposal | None:
        """The one asked for, else the first."""
        asked = self.request.POST.get("canonical") or self.request.GET.get("at", "")
        found = next((proposal for proposal in self.proposals if proposal.canonical == asked), None)
        return found or next(iter(self.proposals), None)

    def page_url(self) -> str:
        return reverse("desk:proposals")

    def act_url(self, name: str) -> str:
        return reverse("desk:proposals_act", args=[name])

    def form_settings(self, act: str) -> dict[str, Any]:
        """The open proposal's path and the unit that would look after it."""
        if self.opened is None:
            return {}
        initial: dict[str, Any] = {"canonical": self.opened.canonical}
        if act == "accept":
            initial |= {"path": " › ".join(self.opened.path), "owner": self.opened.owner}
        if act == "map" and self.opened.section:
            initial["section"] = self.opened.section
        return {"initial": initial}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One act on the open proposal, or all that were ticked."""
        if kwargs.get("act") != "accept_all":
            return super().post(request, *args, **kwargs)
        wanted = set(request.POST.getlist("canonical"))
        chosen = [proposal for proposal in self.proposals if proposal.canonical in wanted]
        made = sum(self._accepted(proposal) for proposal in chosen)
        if made:
            messages.success(request, f"已设 {made} 个栏目。")
        elif not chosen:
            messages.error(request, "还没有勾选路径。")
        return redirect(self.page_url())

    def _accepted(self, proposal: Proposal) -> bool:
        actor: Any = self.request.user
        try:
            accept_path(actor=actor, canonical=proposal.canonical, path=proposal.path, owner=proposal.owner)
        except Blocked as refused:
            for sentence in refused.blockers:
                messages.error(self.request, f"{' › '.join(proposal.path)}：{sentence}")
            return False
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposals with the addresses that open them, and those decided against."""
        rows = [(proposal, "?" + urlencode({"at": proposal.canonical})) for proposal in self.proposals]
        declined = section_proposals(decision="declined")
        return super().get_context_data(rows=rows, opened=self.opened, declined=declined, here="proposals", **kwargs)
