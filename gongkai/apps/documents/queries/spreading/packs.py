"""What a media pack holds, and how often it was carried. INT-12."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

from django.db.models import Count, QuerySet

from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents._page_text import page_of, standing_page
from gongkai.apps.documents.models import Attachment, Document, MediaPack, Relation
from gongkai.apps.files.operations import clean_name
from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.apps.files.writers.page import NoChineseFont, write_page_docx, write_page_pdf

SHOWN = ("note", "made_at", "policy__title", "policy__document_number", "policy__live", "policy__publisher")


def media_packs() -> QuerySet[MediaPack]:
    """All packs, newest first, with the number of reposts."""
    rows = MediaPack.objects.select_related("policy", "policy__publisher", "made_by")
    rows = rows.defer("policy__body", "policy__text", "policy__elements")
    return rows.annotate(repost_count=Count("reposts")).order_by("-made_at", "-pk")


def pack_documents(pack: MediaPack) -> list[Document]:
    """The policy and its public interpretations. Nothing that is not public is ever in a pack."""
    interpreting = Relation.objects.filter(target=pack.policy_id, kind=Relation.Kind.INTERPRETS).values("document")
    found = Document.objects.filter(live=True, openness_class=Document.OpennessClass.PROACTIVE)
    policy = list(found.filter(pk=pack.policy_id).select_related("publisher"))
    return policy + list(found.filter(pk__in=interpreting).select_related("publisher").order_by("published_at"))


def pack_zip(pack: MediaPack) -> bytes:
    """The pack as a ZIP: each document as Word, PDF, web page and plain text, its attachments beside it, a list."""
    documents = pack_documents(pack)
    out, listed = BytesIO(), [f"{quoted(pack.policy.title)}媒体素材包", ""]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        taken: set[str] = set()
        for place, document in enumerate(documents, 1):
            word = "解读" if document.kind == Document.Kind.INTERPRETATION else "文件"
            folder = _free(f"{place:02d} {word} {_short_name(document.title)}", taken)
            files = list(Attachment.objects.filter(document=document, is_live=True).select_related("file"))
            listed.append(f"{folder}/　{document.title}　{document.document_number}".rstrip())
            listed += _texts(archive, f"{folder}/{_short_name(document.title)}", document, files)
            listed += _attachments(archive, folder, files)
        archive.writestr("目录.txt", "\r\n".join(listed) + "\r\n")
    return out.getvalue()


def _texts(archive: zipfile.ZipFile, path: str, document: Document, files: Sequence[Attachment]) -> list[str]:
    """Writes the document itself. A server without a Chinese font makes no PDF, and the list says so."""
    page = page_of(document, files)
    archive.writestr(f"{path}.docx", write_page_docx(page))
    archive.writestr(f"{path}.html", standing_page(document))
    archive.writestr(f"{path}.txt", f"{document.title}\n\n{document.text}\n")
    try:
        archive.writestr(f"{path}.pdf", write_page_pdf(page))
    except NoChineseFont:
        return ["  正文：.docx　.html　.txt（服务器上没有中文字体，没有生成 .pdf）"]
    return ["  正文：.docx　.pdf　.html　.txt"]


def _attachments(archive: zipfile.ZipFile, folder: str, files: Sequence[Attachment]) -> list[str]:
    """Writes the public attachments; one that is damaged on the server is named in the list, not left out silently."""
    lines, taken = [], set[str]()
    for row in files:
        name = _free(clean_name(row.name), taken)
        try:
            archive.writestr(f"{folder}/附件/{name}", open_bytes(row.file))
            lines.append(f"  附件/{name}")
        except DamagedFile:
            lines.append(f"  附件/{name}（服务器上的文件已损坏，没有放入）")
    return lines


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number when another file of the folder has it."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if dot and len(ending) <= 5 else (name, "")
    free, number = name, 2
    while free in taken:
        free, number = f"{stem}（{number}）{ending}", number + 1
    taken.add(free)
    return free


def _short_name(title: str) -> str:
    return clean_name(title.replace("/", "／"))[:40].rstrip(" .")
