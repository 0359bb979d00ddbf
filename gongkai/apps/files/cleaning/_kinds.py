"""What may be published as a file: its content types, the endings that fit, and how large each may be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from gongkai.apps.files._limits import refuse_large
from gongkai.apps.files._sniffing import OFFICE, content_type_of
from gongkai.domain.workflow import Blocked

WORD = f"{OFFICE}wordprocessingml.document"
SHEET = f"{OFFICE}spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is accepted: what people call it, the endings it may have, and how it is shown."""

    content_type: str
    label: str
    endings: tuple[str, ...]
    media: str = "file"


KINDS = {
    kind.content_type: kind
    for kind in (
        Kind(WORD, "Word 文档", (".docx",)),
        Kind(SHEET, "Excel 工作簿", (".xlsx",)),
        Kind("application/pdf", "PDF", (".pdf",)),
        Kind("application/ofd", "OFD", (".ofd",)),
        Kind("text/plain", "文本", (".txt", ".csv")),
        Kind("image/jpeg", "JPEG 图片", (".jpg", ".jpeg"), "image"),
        Kind("image/png", "PNG 图片", (".png",), "image"),
        Kind("image/gif", "GIF 图片", (".gif",), "image"),
        Kind("image/webp", "WebP 图片", (".webp",), "image"),
        Kind("video/mp4", "MP4 视频", (".mp4", ".m4v"), "video"),
        Kind("audio/mpeg", "MP3 音频", (".mp3",), "audio"),
        Kind("audio/mp4", "M4A 音频", (".m4a", ".mp4"), "audio"),
    )
}
# what people often have instead, and what to do with it
ADVICE = {
    "application/msword": "这是旧版 Word 文档，请另存为 .docx 后再上传。",
    "application/vnd.ms-works": "这是 WPS 文字文档，请另存为 .docx 后再上传。",
    "application/vnd.ms-excel": "这是旧版 Excel 工作簿，请另存为 .xlsx 后再上传。",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": "这是 .xlsb 工作簿，请另存为 .xlsx 后再上传。",
    "application/x-ole-storage": "这是旧版 Office 文件或加了密码的文件，请去掉密码，另存为 .docx 或 .xlsx 后再上传。",
    f"{OFFICE}presentationml.presentation": "这是演示文稿，请另存为 PDF 后再上传。",
    "application/rtf": "这是 RTF 文档，请另存为 .docx 后再上传。",
    "application/zip": "这是压缩包，请解压后逐个上传。",
    "application/vnd.rar": "这是压缩包，请解压后逐个上传。",
    "application/x-7z-compressed": "这是压缩包，请解压后逐个上传。",
    "application/gzip": "这是压缩包，请解压后逐个上传。",
    "text/html": "这是网页或脚本，不能作为附件；正文请直接粘贴到编辑框。",
    "image/bmp": "这是 BMP 图片，请另存为 JPEG 或 PNG 后再上传。",
    "image/heic": "这是苹果手机的 HEIC 图片，多数浏览器打不开，请转成 JPEG 后再上传。",
    "image/avif": "这是 AVIF 图片，请另存为 JPEG 或 PNG 后再上传。",
    "video/quicktime": "这是 MOV 视频，多数浏览器不能播放，请转成 MP4（H.264）后再上传。",
    "video/webm": "这是 WebM 或 MKV 视频，请转成 MP4（H.264）后再上传。",
}
ACCEPTED = (
    "可以上传 Word（.docx）、Excel（.xlsx）、PDF、OFD、文本、图片（JPEG、PNG、GIF、WebP）、MP4 视频和 MP3、M4A 音频。"
)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind by the bytes. Raises `Blocked` for what is empty, too large, not accepted, or named as another kind."""
    if not data:
        raise Blocked(["文件是空的，请检查后重新上传。"])
    content_type = content_type_of(data, name)
    kind = KINDS.get(content_type)
    if kind is None:
        raise Blocked([ADVICE.get(content_type, f"这种文件不能公开发布。{ACCEPTED}")])
    refuse_large(data, content_type)
    ending = PurePath(name).suffix.lower()
    if ending and ending not in kind.endings:
        right = kind.endings[0]
        raise Blocked(
            [f"文件名以 {ending} 结尾，内容却是{kind.label}。请把文件名改为以 {right} 结尾，或换成正确的文件。"]
        )
    return kind
