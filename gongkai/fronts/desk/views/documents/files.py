"""Attachments of a draft: taken in with a report of what was removed, looked at, taken out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.operations import attach, detach
from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.views._desk import refuse
from gongkai.fronts.desk.views.documents._shared import DESK_FILES, DocumentView

# shown in the page itself; everything else is a download and never runs under our address
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class FileAct(DocumentView):
    """A change of the files. Answers in JSON: the editor goes on without a new page."""

    http_method_names = ["post"]

    def changed(self, change: Callable[[], Any]) -> tuple[Any, dict[str, Any]]:
        """Run the change. `base` is the revision to go on from, told only if nobody else had written in between."""
        before = self.document.latest_revision_id
        try:
            made = change()
        except Blocked as refused:
            return None, {"ok": False, "sentences": list(refused.blockers)}
        newest = Document.objects.values_list("latest_revision_id", flat=True).get(pk=self.document.pk)
        is_ours = self.request.POST.get("base", "") in (str(before), "")
        return made, {"ok": True, "base": newest if is_ours else None}


class DocumentAttach(FileAct):
    """One file comes in."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        upload = request.FILES.get("upload")
        if upload is None:
            return JsonResponse({"ok": False, "sentences": ["没有收到文件。"]})
        is_inline = request.POST.get("inline") == "1"
        caption = request.POST.get("caption", "")
        made, answer = self.changed(
            lambda: attach(
                actor=self.user,
                document=self.document,
                data=upload.read(),
                name=upload.name or "",
                caption=caption,
                is_inline=is_inline,
            )
        )
        if made is not None:
            context = {"one": made, "document": self.document}
            answer["row"] = render_to_string("desk/documents/_file.html", context, request)
            answer["src"] = f"{DESK_FILES.format(self.document.pk)}{made.pk}/{quote(made.name)}"
        return JsonResponse(answer)


class DocumentDetach(FileAct):
    """One file goes."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        row = Attachment.objects.filter(document=self.document, pk=self.kwargs["attachment"]).first()
        if row is None:
            raise Http404
        _, answer = self.changed(lambda: detach(actor=self.user, document=self.document, attachment=row))
        if not request.headers.get("Accept", "").startswith("application/json"):
            return self.act(lambda: None, to=reverse("desk:document_edit", args=[self.document.pk]))
        return JsonResponse(answer)


class DocumentFile(DocumentView):
    """The file behind an attachment, for those who see the document; other units have what is published with it."""

    shows_draft = False

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """A picture is shown, everything else downloaded."""
        row = Attachment.objects.filter(document=self.document, pk=kwargs["attachment"]).select_related("file").first()
        if row is None or not (row.is_live or self.is_insider):
            raise Http404
        try:
            data = open_bytes(row.file)
        except DamagedFile as error:
            return refuse(request, str(error), status=410)
        is_picture = row.file.content_type in PICTURES
        response = HttpResponse(data, content_type=row.file.content_type if is_picture else "application/octet-stream")
        response.headers["Content-Disposition"] = (
            f"{'inline' if is_picture else 'attachment'}; filename*=UTF-8''{quote(row.name)}"
        )
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["Cache-Control"] = "private, max-age=600"
        return response
