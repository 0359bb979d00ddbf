"""用语规则: the rows of the place, and the built-in rows with their source."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from gongkai.apps.publishing.models import WordingEntry
from gongkai.apps.publishing.operations.wording import save_wording
from gongkai.apps.publishing.permissions import may_keep_wording
from gongkai.apps.publishing.queries.wording import built_in_rows, own_rows
from gongkai.fronts.desk.forms.wording import WordingForm
from gongkai.fronts.desk.views._forms_page import Act, FormsPage

FIELDS = ("kind", "wrong", "right", "basis", "is_blocking", "is_active")


def _save(page: Any, values: dict[str, Any]) -> None:
    entry = None
    if page.target is not None:
        entry = WordingEntry.objects.filter(pk=page.target).first()
        if entry is None:
            raise Http404
    save_wording(actor=page.request.user, entry=entry, **values)


class Wording(FormsPage):
    """The wording lists: a form for each own row and one for a new row; built-in rows are read only."""

    template_name = "desk/rules/wording.html"
    may = staticmethod(may_keep_wording)
    acts: ClassVar = {"row": Act(WordingForm, _save, "已保存。"), "new": Act(WordingForm, _save, "已新增用语。")}
    acts_on_parts = frozenset({"row"})

    def page_url(self) -> str:
        return reverse("desk:wording")

    def form_of(self, act: str, *input_: Any, target: int | None = None) -> Any:
        """A row's form starts from the row."""
        form = super().form_of(act, *input_, target=target)
        entry = WordingEntry.objects.filter(pk=target or 0).first() if act == "row" else None
        if entry:
            form.initial = {name: getattr(entry, name) for name in FIELDS}
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Own rows with their forms, then the built-in ones, both narrowed by kind and words."""
        bound = kwargs.get("bound", {})
        kind, words = self.request.GET.get("kind", ""), self.request.GET.get("q", "").strip()
        kind = kind if kind in WordingEntry.Kind.values else ""
        names = dict(WordingEntry.Kind.choices)
        own = [(row, *self.form_on("row", row.pk, bound)) for row in own_rows(kind, words)]
        built_in = [(names[row.kind], row) for row in built_in_rows(kind, words)]
        return super().get_context_data(
            own=own, built_in=built_in, kinds=WordingEntry.Kind.choices, kind=kind, words=words, **kwargs
        )
