"""What the library screens share: who reads them, a year from the address, files to download."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate

from gongkai.apps.documents.permissions import may_keep_libraries, may_see_libraries, reach
from gongkai.apps.files.models import StoredFile
from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.apps.files.writers import Listing, write_listing_docx, write_listing_xlsx
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.views._desk import DeskView, refuse
from gongkai.fronts.desk.views._forms_page import FormsPage

KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_listing_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_listing_docx),
}
# shown in the page itself; everything else is a download and never runs under our address
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
FIRST_YEAR, LAST_YEAR = 2000, 2100


class LibraryView(DeskView):
    """Read by whoever acts for some unit and by the auditors."""

    may = staticmethod(may_see_libraries)


class LibraryPage(FormsPage):
    """The same with forms. Each operation asks for the right to change."""

    may = staticmethod(may_see_libraries)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the person keeps the libraries, and for which units they act."""
        held = reach(self.request.user)
        return super().get_context_data(
            may_manage=may_keep_libraries(self.request.user),
            may_work=held.may_manage or bool(held.works_for),
            today=localdate(),
            **kwargs,
        )

    def asked_year(self) -> int:
        """The year in the address, else this one."""
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else localdate().year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        return year

    def own_unit(self) -> Unit | None:
        """The unit a form starts from: the only one that the person acts for."""
        works_for = reach(self.request.user).works_for
        return Unit.objects.filter(pk=next(iter(works_for))).first() if len(works_for) == 1 else None


def listing_file(listing: Listing, kind: str) -> HttpResponse:
    """A list as a file. 404 for other kinds than xlsx and docx."""
    if kind not in KINDS:
        raise Http404
    content_type, write = KINDS[kind]
    out = BytesIO()
    write(listing, out)
    return file_answer(out.getvalue(), f"{listing.title}.{kind}", content_type)


def file_answer(data: bytes, name: str, content_type: str = "application/octet-stream") -> HttpResponse:
    """Always a download, under its own name."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(data, content_type=content_type, headers={"Content-Disposition": disposition})


def stored_answer(request: HttpRequest, file: StoredFile, name: str) -> HttpResponse:
    """An uploaded file: a picture is shown, everything else downloaded. 410 when it is damaged on the server."""
    try:
        data = open_bytes(file)
    except DamagedFile as error:
        return refuse(request, str(error), status=410)
    is_picture = file.content_type in PICTURES
    answer = HttpResponse(data, content_type=file.content_type if is_picture else "application/octet-stream")
    answer["Content-Disposition"] = f"{'inline' if is_picture else 'attachment'}; filename*=UTF-8''{quote(name)}"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=600"
    return answer
