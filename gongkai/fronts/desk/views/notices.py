"""Notices: the list, the upload, and the page of one that is in the ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.apps.jobs.queries import jobs
from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import NoticeImport
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.ledgers.queries import imports_list, notice_list
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views.review import ImportView

State = NoticeImport.State
LARGEST = 20 * 1024 * 1024
ENDINGS = (".txt", ".html", ".htm", ".docx", ".xlsx", ".pdf", ".ofd", ".doc", ".wps")
NOTHING = "请选择一个通知文件。"
TOO_LARGE = "文件超过 20 MB，不像一份通知，请拆分或去掉图片后再导入。"
WRONG_KIND = "这种文件读不了，请用 txt、html、docx、xlsx、pdf、ofd、doc 或 wps。"


class Upload(DeskView):
    """A notice comes in by drag and drop, or by the button."""

    template_name = "desk/notices/upload.html"
    may = staticmethod(may_manage)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Read it; a refusal is one sentence on the same page."""
        file = request.FILES.get("file")
        if file is None:
            return self.again(NOTHING)
        if refusal := _refusal(file):
            return self.again(refusal)
        try:
            imported = operations.upload_notice(
                actor=self.user, data=file.read(), name=file.name or "", content_type=file.content_type or ""
            )
        except Blocked as blocked:
            return self.again("".join(blocked.blockers))
        if imported.state == State.FAILED:
            return self.again(imported.reason_text)
        self.say_known(imported)
        return redirect("desk:review", pk=imported.pk)

    def say_known(self, imported: NoticeImport) -> None:
        """The same file again changes nothing; say so."""
        if imported.state == State.ACCEPTED:
            messages.info(self.request, "这个文件已经入账，没有重复导入。")
        elif imported.revision or imported.made_by_id != self.user.pk:
            messages.info(self.request, "这个文件正在核对中，已打开原来的核对稿。")

    def again(self, sentence: str) -> HttpResponse:
        """The page with what is wrong."""
        return self.render_to_response(self.get_context_data(wrong=sentence), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What can be read."""
        return super().get_context_data(**kwargs) | {"endings": ",".join(ENDINGS), "largest": LARGEST}


def _refusal(file: UploadedFile[Any]) -> str:
    if (file.size or 0) > LARGEST:
        return TOO_LARGE
    return "" if (file.name or "").lower().endswith(ENDINGS) else WRONG_KIND


class Progress(ImportView):
    """How far a long reading is, for the page that waits."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - Django's
        """The state, and the words of the job."""
        imported = self.review.imported
        job = jobs().filter(key=f"read-notice:{imported.pk}").first()
        words = job.progress_text if job else ""
        return JsonResponse({"is_reading": imported.state == State.READING, "words": words})


class Original(ImportView):
    """The file as it came in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - Django's
        """Always a download: a web page from outside must never run under our address."""
        source = self.review.imported.source
        try:
            data = open_bytes(source)
        except DamagedFile as damaged:
            raise Http404(str(damaged)) from damaged
        response = HttpResponse(data, content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=source.name)
        response["Content-Security-Policy"] = "sandbox"
        return response


class Notices(DeskView):
    """The notices of the ledger by year, and the uploads that are not in it yet."""

    template_name = "desk/notices/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only notices of which the person sees an item; uploads are for those who see all."""
        user = self.user
        waiting = imports_list(user).filter(state__in=(State.READING, State.UNDER_REVIEW, State.FAILED))
        return super().get_context_data(**kwargs) | {
            "listed": notice_list(user, today=localdate()),
            "waiting": waiting,
            "may_manage": may_manage(user),
        }
