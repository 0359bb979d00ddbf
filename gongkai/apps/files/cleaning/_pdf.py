"""PDF files: who made them, comments and attached files go; scripts are refused. Pages stay as drawn."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pikepdf

from gongkai.apps.files.cleaning._pdf_hidden import refuse_hidden_words, refuse_layers
from gongkai.apps.files.readers._package import BROKEN, LOCKED
from gongkai.domain.notices import UnreadableNotice
from gongkai.domain.workflow import Blocked

SCRIPT = "PDF 里有脚本，不能公开发布，请重新打印成 PDF 后再上传。"
LAUNCH = "PDF 里有会打开其他程序或文件的动作，不能公开发布，请重新打印成 PDF 后再上传。"
SIGNED = "PDF 有电子签章，又带有{what}；去掉它们会使签章失效。请在签章前去掉，或上传未签章的版本。"
SEAL = "电子签章（原样保留）"
LAUNCHING = {"/Launch", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute", "/SubmitForm"}
PEOPLE = {
    "/Author": "作者信息",
    "/Subject": "备注和关键词",
    "/Keywords": "备注和关键词",
    "/Company": "单位和主管信息",
    "/Manager": "单位和主管信息",
}
# remarks of reviewers: they go with their mark. Others are drawn parts of the page: only their words and names go
REMARKS = {
    "/Text",
    "/Popup",
    "/Caret",
    "/FileAttachment",
    "/Sound",
    "/Movie",
    "/Screen",
    "/RichMedia",
    "/3D",
    "/Highlight",
    "/Underline",
    "/Squiggly",
    "/StrikeOut",
    "/Redact",
}
TOLD = ("/T", "/Contents", "/RC", "/Subj", "/NM", "/M", "/CreationDate", "/Popup", "/IRT")
OBJECTS = 400_000
# flags of a mark that no reader shows: hidden, not viewed
HIDDEN = 2 | 32


def clean_pdf(data: bytes) -> tuple[bytes, Counter[str]]:
    """The PDF without what is not on its pages. A signed one is kept byte for byte or refused, never changed."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            made, removed = _cleaned(pdf, data)
        refuse_hidden_words(made)
        return made, removed
    except pikepdf.PasswordError as error:
        raise UnreadableNotice(LOCKED) from error
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RuntimeError,
        RecursionError,
        AttributeError,
        OverflowError,
    ) as error:
        if isinstance(error, UnreadableNotice):
            raise
        raise UnreadableNotice(BROKEN) from error


def _cleaned(pdf: pikepdf.Pdf, data: bytes) -> tuple[bytes, Counter[str]]:
    if len(pdf.pages) == 0 or len(pdf.objects) > OBJECTS:
        raise UnreadableNotice(BROKEN)
    removed: Counter[str] = Counter()
    signatures = 0
    for thing in pdf.objects:
        _refuse(thing)
        signatures += isinstance(thing, pikepdf.Dictionary) and "/ByteRange" in thing and "/Contents" in thing
    refuse_layers(pdf)
    _strip_objects(pdf, removed)
    _strip_info(pdf, removed)
    _strip_annotations(pdf, removed)
    if signatures:
        told = [what for what in removed if removed[what]]
        if told:
            raise Blocked([SIGNED.format(what="、".join(told))])
        return data, Counter({SEAL: signatures})
    # always written anew: what was changed after the first saving still lies in the file as it was before
    if data.count(b"%%EOF") > (2 if pdf.is_linearized else 1):
        removed["旧版本"] += 1
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, fix_metadata_version=False, deterministic_id=True)
    return out.getvalue(), removed


def _refuse(thing: Any) -> None:
    """Raises `Blocked` for an action that runs code or leaves the file."""
    stack, depth = [thing], 0
    while stack and depth < 10_000:
        depth += 1
        item = stack.pop()
        if isinstance(item, pikepdf.Stream):
            item = item.stream_dict
        if isinstance(item, pikepdf.Dictionary):
            action = item.get("/S")
            if action == "/JavaScript" or "/JS" in item or ("/JavaScript" in item and "/Type" not in item):
                raise Blocked([SCRIPT])
            if isinstance(action, pikepdf.Name) and str(action) in LAUNCHING:
                raise Blocked([LAUNCH])
            stack += [value for value in item.values() if _is_inside(value)]
        elif isinstance(item, pikepdf.Array):
            stack += [value for value in item if _is_inside(value)]


def _is_inside(value: Any) -> bool:
    """Written within its holder: what has a number of its own is looked at in its own turn."""
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _strip_objects(pdf: pikepdf.Pdf, removed: Counter[str]) -> None:
    """Metadata streams, private data of programs, thumbnails and attached files, wherever they hang."""
    associated = 0  # files named beside an object; mostly the same ones as in the list of attachments
    for thing in pdf.objects:
        holder = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        if "/Metadata" in holder:
            removed["作者信息"] += _names_people(holder["/Metadata"])
        for key, what in (("/Metadata", ""), ("/PieceInfo", "制作软件的私有数据"), ("/Thumb", ""), ("/AF", "")):
            if key in holder:
                associated += key == "/AF"
                removed[what] += bool(what)
                del holder[key]
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        removed["内嵌附件"] += max(1, len(pdf.attachments))
        del names["/EmbeddedFiles"]
    if "/Collection" in pdf.Root:
        del pdf.Root["/Collection"]
    removed["内嵌附件"] += bool(associated) and not removed["内嵌附件"]
    removed.pop("", None)


def _names_people(stream: Any) -> bool:
    """Whether an XMP packet names a person."""
    try:
        words = stream.read_bytes()
    except (pikepdf.PdfError, AttributeError, RuntimeError):
        return True
    return any(
        mark in words
        for mark in (b"dc:creator", b"pdf:Author", b"photoshop:AuthorsPosition", b"xmpMM:History", b"exif:GPS")
    )


def _strip_info(pdf: pikepdf.Pdf, removed: Counter[str]) -> None:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return
    for key in info.keys():  # noqa: SIM118 - a PDF dictionary is no mapping of Python
        if str(info[key]).strip():
            removed[PEOPLE.get(key, "")] += 1
            if key not in PEOPLE and key not in {
                "/Title",
                "/Producer",
                "/Creator",
                "/CreationDate",
                "/ModDate",
                "/Trapped",
            }:
                removed["自定义属性"] += 1
    removed.pop("", None)
    del pdf.trailer["/Info"]


def _strip_annotations(pdf: pikepdf.Pdf, removed: Counter[str]) -> None:
    for page in pdf.pages:
        if "/LastModified" in page:
            del page["/LastModified"]
        listed = page.get("/Annots")
        if not isinstance(listed, pikepdf.Array):
            continue
        kept = []
        for note in listed:
            kind = str(note.get("/Subtype", "")) if isinstance(note, pikepdf.Dictionary) else ""
            if kind and int(note.get("/F", 0)) & HIDDEN:
                removed["隐藏的批注和表单项"] += 1
                for key in ("/V", "/DV", "/AP", "/Contents"):  # a form still names its fields
                    if key in note:
                        del note[key]
                continue
            if kind in REMARKS:
                removed["内嵌附件" if kind == "/FileAttachment" else "批注"] += kind != "/Popup"
                continue
            kept.append(note)
            if kind not in {"/Widget", ""}:  # a field's /T is its name
                _quieten(note, removed)
        if len(kept) != len(listed):
            page["/Annots"] = pikepdf.Array(kept)


def _quieten(note: Any, removed: Counter[str]) -> None:
    """A drawn mark (a stamp, typed words) stays as it looks; who made it and what was remarked goes."""
    told = [
        key
        for key in TOLD
        if key in note and not (key == "/Contents" and ("/AP" not in note or note.get("/Subtype") == "/Link"))
    ]
    removed["批注的作者"] += "/T" in told
    for key in told:
        del note[key]
