"""The import review: one screen, one address for changes, two fragments (the form of a row, the chooser of a unit)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import Notice, NoticeImport
from gongkai.apps.ledgers.permissions import may_manage, standing
from gongkai.apps.ledgers.queries.import_changes import ImportChange, import_changes
from gongkai.apps.ledgers.queries.imports import ImportReview, notice_year, review
from gongkai.apps.orgs.models import Unit, UnitGroup
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.review import acts, form, source
from gongkai.fronts.desk.review.rows import Row, counts_of, rows_of
from gongkai.fronts.desk.views._desk import DeskView

State = NoticeImport.State


class ImportView(DeskView):
    """Anything about one upload. For those who see all; changes are the office's."""

    def is_allowed(self) -> bool:
        """The office works here, the auditor looks."""
        return standing(self.user).may_see_all

    def load(self) -> ImportReview:
        """The upload as it stands now."""
        try:
            return review(self.user, self.kwargs["pk"])
        except NoticeImport.DoesNotExist:
            raise Http404 from None

    @cached_property
    def review(self) -> ImportReview:
        """The upload, read once per request."""
        return self.load()

    @property
    def here(self) -> str:
        """The address of the review screen."""
        return reverse("desk:review", args=[self.kwargs["pk"]])


class Review(ImportView):
    """Source on the left, tasks on the right. An upload that is not under review shows where it stands."""

    template_name = "desk/review/review.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The screen of the state the upload is in."""
        imported = self.review.imported
        if imported.state == State.ACCEPTED and imported.notice_id:
            return redirect("desk:notice", pk=imported.notice_id)
        if imported.state != State.UNDER_REVIEW:
            self.template_name = "desk/review/ended.html"
            return self.render_to_response({"imported": imported, "is_reading": imported.state == State.READING})
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the screen; with `?edit=` or `?add=` one row is a form, for browsers without scripts."""
        context = super().get_context_data(**kwargs) | screen(self.review, may_manage(self.user))
        edit, add = self.request.GET.get("edit", ""), self.request.GET.get("add")
        context |= {"editing": edit, "is_only_open": self.request.GET.get("only") == "open"}
        if edit or add is not None:
            context["form"] = row_form(self.review, edit, add)
        return context | {"units": unit_names(), "head_form": head_form(self.review), "kinds": Notice.Kind.choices[:3]}


def screen(found: ImportReview, is_editable: bool) -> dict[str, Any]:
    """What the head, the table and the source need."""
    return {
        "review": found,
        "imported": found.imported,
        "rows": rows_of(found),
        "counts": counts_of(found),
        "source": source.render(found),
        "is_editable": is_editable and acts.is_open(found.imported),
        "changes": changes_of(found.imported),
        "hints": [row for row in found.warnings if row.get("code") != "damaged_date"],
        "letter_limits": [
            (index, row) for index, row in enumerate(found.notice.get("deadlines", ())) if row.get("needs_confirmation")
        ],
    }


@dataclass(frozen=True, slots=True)
class Changes:
    """What a corrected notice would change in the ledger, by kind."""

    added: list[ImportChange]
    removed: list[ImportChange]
    changed: list[ImportChange]
    kept: int

    @property
    def total(self) -> int:
        """How many tasks would not stay as they are."""
        return len(self.added) + len(self.removed) + len(self.changed)


def changes_of(imported: NoticeImport) -> Changes | None:
    """None when the upload corrects no notice."""
    if not imported.notice_id:
        return None
    rows = import_changes(imported)
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in ("added", "removed", "changed")}
    return Changes(**by_kind, kept=sum(row.kind == "kept" for row in rows))


def row_form(found: ImportReview, edit: str, add: str | None) -> dict[str, Any]:
    """The form of a row: of the task `edit`, or of a new one after the task `add`."""
    by_id = {str(task.id): task for task in found.tasks}
    if add is not None:
        before = by_id.get(add) or (found.tasks[-1] if found.tasks else None)
        made = form.initial(None, before.section if before else ())
        made["do"], made["after"] = f"add {before.id}" if before else "add", before.id if before else 0
    elif edit in by_id:
        task = by_id[edit]
        made = form.initial(task) | {"do": f"edit {task.id}", "ordinal": task.index + 1, "is_first": task.index == 0}
    else:
        raise Http404
    return made | {"limit_kinds": form.KINDS, "ops": form.OPS, "periods": form.PERIODS}


def head_form(found: ImportReview) -> dict[str, Any]:
    """The head of the notice, as fields."""
    head = found.notice
    return head | {
        "year": notice_year(found.imported.draft) or "",
        "recipients": form.unit_line(head.get("recipients") or ()),
        "kind": head.get("kind") or Notice.Kind.BREAKDOWN,
    }


def unit_names() -> list[str]:
    """What a unit field offers: units in force and groups."""
    units = Unit.objects.filter(is_active=True).values_list("name", "short_name")
    groups = UnitGroup.objects.values_list("name", flat=True)
    return [*dict.fromkeys(name for pair in units for name in (pair[1], pair[0]) if name), *groups]


class RowForm(ImportView):
    """The form of one row, alone: the script puts it in the place of the row."""

    template_name = "desk/review/_form_row.html"

    def get_context_data(self, **_kwargs: Any) -> dict[str, Any]:
        """The row's fields."""
        if not may_manage(self.user):
            raise PermissionDenied
        get = self.request.GET
        return {"form": row_form(self.review, get.get("edit", ""), get.get("add")), "imported": self.review.imported}


class Chooser(ImportView):
    """Which unit does this printed name mean? A page of its own, and the inside of a dialog."""

    template_name = "desk/review/choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The name, the candidates, and in how many tasks it stands."""
        text = self.request.GET.get("text", "")
        unit = self.review.units.get(text)
        if unit is None or not may_manage(self.user):
            raise Http404
        where = [task.index + 1 for task in self.review.tasks if unit in (*task.leads, *task.responsibles)]
        context = {"unit": unit, "where": where, "imported": self.review.imported, "units": unit_names()}
        return super().get_context_data(**kwargs) | context | {"back": self.here}


class Act(ImportView):
    """One change of the draft. A script gets what changed as JSON; a plain form gets the screen again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Do it, say it."""
        if not may_manage(self.user):
            raise PermissionDenied
        before, said = self.review, ""
        refused: tuple[str, ...] = ()
        try:
            said = acts.perform(acts.Asked(self.user, before, _revision(request.POST), request.POST))
        except Blocked as blocked:
            refused = blocked.blockers
        if request.headers.get("x-desk") == "live":
            return self.fragments(before, self.load(), said, refused)
        for sentence in refused:
            messages.error(request, sentence)
        if said:
            messages.success(request, said)
        anchor = request.POST.get("anchor", "")
        return redirect(self.here + (f"#{anchor}" if anchor.isascii() and anchor.isidentifier() else ""))

    def fragments(self, before: ImportReview, after: ImportReview, said: str, refused: tuple[str, ...]) -> HttpResponse:
        """The head, the order of rows, and only those rows and panes that are different now."""
        context = screen(after, True)
        return JsonResponse(
            {
                "revision": after.imported.revision,
                "said": said,
                "refused": list(refused),
                "head": self.piece("_head.html", context),
                "above": self.piece("_above.html", context),
                "rows": [self.row_of(row, before, context) for row in context["rows"]],
                "source": context["source"] if is_repainted(before, after) else None,
            }
        )

    def row_of(self, row: Row, before: ImportReview, context: dict[str, Any]) -> dict[str, Any]:
        """A row by its id; with its new face when that is not the one the browser has."""
        old = {task.id: task for task in before.tasks}.get(row.task.id)
        is_same = old is not None and _face(old) == _face(row.task)
        html = None if is_same else self.piece("_row.html", context | {"row": row})
        return {"id": row.task.id, "band": row.band, "html": html}

    def piece(self, name: str, context: dict[str, Any]) -> str:
        """One fragment."""
        return render_to_string(f"desk/review/{name}", context, self.request)


def _face(task: Any) -> tuple[Any, ...]:
    """What a row shows, its ordinal aside: the browser counts anew."""
    return (task.text, task.leads, task.responsibles, task.deadlines, task.quotas, task.paths, task.channels)


def is_repainted(before: ImportReview, after: ImportReview) -> bool:
    """Whether the source looks different: other tasks, other places, other things to confirm."""

    def look(found: ImportReview) -> tuple[Any, ...]:
        odd = [
            (task.id, task.span, [bool(row.get("needs_confirmation")) for row in task.deadlines])
            for task in found.tasks
        ]
        return odd, [unit.text for unit in found.units.values() if unit.is_open], found.is_unplaced_seen, found.unplaced

    return look(before) != look(after)


def _revision(data: QueryDict) -> int:
    word = data.get("revision", "")
    return int(word) if word.isdecimal() and len(word) < 10 else -1


class Accept(ImportView):
    """The draft enters the ledger; refused, the sentences say why."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Accept, and open the notice."""
        is_reference = request.POST.get("as") == "reference"
        try:
            notice = operations.accept_import(
                actor=self.user,
                imported=self.review.imported,
                revision=_revision(request.POST),
                is_reference=is_reference,
            )
        except Blocked as blocked:
            for sentence in blocked.blockers:
                messages.error(request, sentence)
            return redirect(self.here)
        messages.success(request, "已留作对照，不入台账。" if is_reference else "已入账。")
        return redirect("desk:notice", pk=notice.pk)


class Discard(ImportView):
    """The upload is given up; the file and its corrections stay on record."""

    http_method_names = ["post"]

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Discard, and back to the list."""
        imported = self.review.imported
        return self.act(
            lambda: operations.discard_import(actor=self.user, imported=imported),
            done="已放弃这次导入，原件留存备查。",
            to=reverse("desk:notices"),
        )
