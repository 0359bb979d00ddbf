"""政府公报: issues, what is missing, one issue with its contents, finding across issues."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.documents.models import Attachment, GazetteArticle, GazetteIssue, GazetteSpread
from gongkai.apps.documents.operations import attach
from gongkai.apps.documents.operations.gazettes import drop_spread, log_spread, save_article, save_issue, set_contents
from gongkai.apps.documents.queries.gazettes import (
    find_articles,
    gaps,
    gazette_articles,
    read_contents,
    read_contents_file,
    spread_totals,
    years_of_issues,
)
from gongkai.fronts.desk.forms import libraries as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.libraries._shared import LibraryPage

PAGE = 50
ISSUE_FACTS = ("year", "number", "total_number", "issued_on")


class Gazettes(LibraryPage):
    """Issues by year with gaps; words sought in all of them."""

    template_name = "desk/libraries/gazettes.html"
    acts: ClassVar = {
        "add": Act(forms.IssueForm, lambda page, v: save_issue(actor=page.request.user, **v), "已编录，请录入目录。")
    }

    def page_url(self) -> str:
        return reverse("desk:gazettes")

    def act_url(self, name: str) -> str:
        return reverse("desk:gazettes_act", args=[name])

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - the page has one act
        """The issue that comes next: mostly they are entered one after the other."""
        last = GazetteIssue.objects.order_by("-year", "-number").first()
        if last is None:
            return {"initial": {"year": localdate().year, "number": 1}}
        total = last.total_number + 1 if last.total_number else None
        return {"initial": {"year": last.year, "number": last.number + 1, "total_number": total}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Articles found, or the issues."""
        words = self.request.GET.get("q", "").strip()
        found = find_articles(words, is_public=False) if words else None
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page")) if found is not None else None
        query = query_without(self.request.GET, "page")
        years = [] if words else years_of_issues()
        return super().get_context_data(
            years=years, gaps=gaps(), totals=spread_totals(), q=words, page=page, query=query, **kwargs
        )


def _contents(page: Any, values: dict[str, Any]) -> None:
    file = values["file"]
    rows = read_contents_file(file.read(), file.name) if file else read_contents(values["text"])
    set_contents(actor=page.request.user, issue=page.issue, rows=rows)


def _article(page: Any, values: dict[str, Any]) -> None:
    article = get_object_or_404(GazetteArticle, issue=page.issue, pk=page.target)
    save_article(actor=page.request.user, article=article, **values)


def _file(page: Any, values: dict[str, Any]) -> None:
    file = values["file"]
    attach(actor=page.request.user, document=page.issue.document, data=file.read(), name=file.name)


def _drop_spread(page: Any, _values: dict[str, Any]) -> None:
    drop_spread(actor=page.request.user, spread=get_object_or_404(GazetteSpread, issue=page.issue, pk=page.target))


class GazettePage(LibraryPage):
    """One issue: its contents at the left, what to do at the right."""

    template_name = "desk/libraries/gazette.html"
    acts: ClassVar = {
        "contents": Act(forms.ContentsForm, _contents, "目录已录入。"),
        "article": Act(forms.ArticleForm, _article, "已保存。"),
        "file": Act(forms.IssueFileForm, _file, "已上传。"),
        "facts": Act(
            forms.IssueForm, lambda page, v: save_issue(actor=page.request.user, issue=page.issue, **v), "已保存。"
        ),
        "spread": Act(
            forms.SpreadForm, lambda page, v: log_spread(actor=page.request.user, issue=page.issue, **v), "已登记。"
        ),
        "unspread": Act(DeskForm, _drop_spread, "已删除。"),
    }
    acts_on_parts = frozenset({"article", "unspread"})

    @cached_property
    def issue(self) -> GazetteIssue:
        return get_object_or_404(GazetteIssue.objects.select_related("document__publisher"), pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:gazette", args=[self.issue.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """What is recorded of the issue; what is linked to the article."""
        if act == "facts":
            return {
                "initial": {name: getattr(self.issue, name) for name in ISSUE_FACTS}
                | {"title": self.issue.document.title}
            }
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Articles with their forms, files, where copies went."""
        bound = kwargs.get("bound", {})
        articles = [(row, *self.form_on("article", row.pk, bound)) for row in gazette_articles(self.issue)]
        return super().get_context_data(
            issue=self.issue,
            articles=articles,
            linked=sum(row.document_id is not None for row, _, _ in articles),
            files=list(Attachment.objects.filter(document=self.issue.document_id).defer("text")),
            spreads=[(row, self.act_url(f"unspread-{row.pk}")) for row in self.issue.spreads.all()],
            **kwargs,
        )
