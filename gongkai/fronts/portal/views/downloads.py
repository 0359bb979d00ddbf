"""What is taken away from a public document: its files, itself as Word, PDF or text, its tables, its code. PLT-11."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.documents.queries.files import is_public, public_file, public_text
from gongkai.apps.files.queries import DamagedFile, open_stream
from gongkai.apps.files.writers.page import NoChineseFont
from gongkai.fronts.portal import addresses, takeaway

# shown in the browser: everything else is saved
INLINE = (
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "video/mp4",
    "audio/mpeg",
    "audio/mp4",
    "application/pdf",
)
# a day, then ask again: a withdrawn file must not live on in caches for long; asking costs nothing, the tag answers
CACHED = "public, max-age=86400"
CHUNK = 256 * 1024
# an address of ours as it stands in a link: one slash, nothing that is not encoded, not longer than a code can hold
OWN = re.compile(r"/(?!/)[!-~]{0,800}")
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@require_safe
def document_file(request: HttpRequest, pk: int, attachment: int, name: str) -> HttpResponseBase:
    """A file of a public document, whole or in part. A file of a draft or a withdrawn document is not found."""
    row = public_file(pk, attachment)
    if row is None:
        raise Http404
    if name != row.name:
        return HttpResponsePermanentRedirect(addresses.attachment(row))
    tag = f'"{row.file.sha256}"'
    if tag in request.headers.get("If-None-Match", ""):
        return _told(HttpResponseNotModified(), tag)
    try:
        stream = open_stream(row.file)
    except DamagedFile as error:
        raise Http404 from error
    kind = row.file.content_type
    part = _part(request, row.file.size, tag)
    response: HttpResponseBase
    if part == "outside":
        stream.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{row.file.size}"})
    elif isinstance(part, tuple):
        first, last = part
        response = StreamingHttpResponse(_piece(stream, first, last - first + 1), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {first}-{last}/{row.file.size}"
        response["Content-Length"] = str(last - first + 1)
    else:
        response = FileResponse(stream, content_type=kind)
        response["Content-Length"] = str(row.file.size)
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = disposition(row.name, inline=kind in INLINE)
    return _told(response, tag)


@require_safe
def document_download(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The document as docx, pdf or txt, with its facts and its address."""
    document = public_text(int(pk))
    if document is None:
        raise Http404
    try:
        data, mark = takeaway.written(document, form)
    except NoChineseFont as error:
        context = {"heading": "暂时不能下载 PDF", "text": str(error)}
        return render(request, "portal/message.html", context, status=503)
    return _made(request, data, mark, form, f"{document.title}.{form}")


@require_safe
def document_table(request: HttpRequest, pk: int, number: int, form: str) -> HttpResponseBase:
    """A table of the text as xlsx or csv."""
    document = public_text(int(pk))
    found = takeaway.written_table(document, int(number), form) if document else None
    if document is None or found is None:
        raise Http404
    data, mark = found
    return _made(request, data, mark, form, f"{document.title}（表{number}）.{form}")


@require_safe
def document_qr(_request: HttpRequest, pk: int) -> HttpResponseBase:
    """The address of the document as a code to scan."""
    if not is_public(pk):
        raise Http404
    return _code(addresses.document(pk))


@require_safe
def page_qr(request: HttpRequest) -> HttpResponseBase:
    """The address of any page of this site as a code to scan; nobody else's address is drawn (PLT-04)."""
    path = request.GET.get("page", "")
    if not OWN.fullmatch(path):
        raise Http404
    return _code(path)


def _code(path: str) -> HttpResponse:
    out = io.BytesIO()
    code = segno.make(f"{settings.SITE_URL}{path}", error="m", micro=False)
    code.save(out, kind="svg", scale=4, border=4, title="本页网址", light="#fff")
    response = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = CACHED
    response["X-Robots-Tag"] = "noindex"
    return response


def disposition(name: str, *, inline: bool) -> str:
    """Content-Disposition with the name as it is (RFC 6266), and a plain one for programs that cannot read it."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._") or "file"
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _made(request: HttpRequest, data: bytes, mark: str, form: str, name: str) -> HttpResponseBase:
    tag = f'"{mark}"'
    if tag in request.headers.get("If-None-Match", ""):
        return _told(HttpResponseNotModified(), tag)
    response = HttpResponse(data, content_type=takeaway.TYPES[form])
    response["Content-Disposition"] = disposition(name.replace("/", "_"), inline=False)
    # the page is what should be found, not its copies
    response["X-Robots-Tag"] = "noindex"
    return _told(response, tag)


def _told(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    response["Cache-Control"] = CACHED
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _part(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | str:
    """First and last byte asked for; "" for the whole, "outside" for what is not there. Several parts are the whole."""
    if request.headers.get("If-Range", tag) != tag:
        return ""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked.groups() == ("", ""):
        return ""
    first_words, last_words = asked.groups()
    if not first_words:
        first, last = max(0, size - int(last_words)), size - 1
        return (first, last) if int(last_words) else "outside"
    first, last = int(first_words), min(int(last_words or size), size - 1)
    if first >= size:
        return "outside"
    return (first, last) if first <= last else ""


def _piece(stream: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    with stream:
        stream.seek(first)
        while length > 0 and (chunk := stream.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
