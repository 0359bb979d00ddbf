"""Bad input: one named error, one Chinese sentence, at once."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from gongkai.apps.files.readers import read_blocks, read_bytes
from gongkai.domain.notices import UnreadableNotice
from tests.apps.files.samples import docx, p, zipped

DOCX = docx(p("一、总体要求"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def bomb(size: int) -> bytes:
    """A Word file whose body is endless spaces."""
    return docx("<w:p/>" + " " * size)


def locked_zip() -> bytes:
    """A zip whose only entry says that it is encrypted."""
    data = bytearray(DOCX)
    at = data.find(b"PK\x03\x04")
    data[at + 6] |= 1
    central = data.find(b"PK\x01\x02")
    data[central + 8] |= 1
    return bytes(data)


ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY a{at} "{"&a;" * 10 if at == 0 else f"&a{at - 1};" * 10}">' for at in range(9))
    + "]><w>&a8;</w>"
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'

CASES = [
    ("空文件", b"", "notice.docx", "空的"),
    ("只有空白的文本", "　 \n\n\t".encode(), "notice.txt", "空的"),
    ("加密的 Word：装在 OLE 容器里", OLE + "EncryptedPackage".encode("utf-16-le"), "notice.docx", "密码"),
    ("加密的压缩条目", locked_zip(), "notice.docx", "密码"),
    ("截断的 Word", DOCX[: len(DOCX) // 2], "notice.docx", "损坏"),
    ("中间坏掉的 Word", DOCX[:60] + b"\xff" * 40 + DOCX[100:], "notice.docx", "损坏"),
    ("只有压缩包开头", b"PK\x03\x04", "notice.docx", "损坏"),
    ("不成形的 XML", zipped({"word/document.xml": "<w:document><w:body>"}), "notice.docx", "损坏"),
    ("压缩炸弹：一个部件解开五十兆", bomb(50_000_000), "notice.docx", "压缩炸弹"),
    ("压缩炸弹：条目太多", zipped({f"word/{at}": "" for at in range(10_001)}), "notice.docx", "压缩炸弹"),
    ("实体炸弹", zipped({"word/document.xml": ENTITIES}), "notice.docx", "实体"),
    ("外部实体", zipped({"word/document.xml": OUTSIDE}), "notice.docx", "实体"),
    ("换了编码的实体", zipped({"word/document.xml": OUTSIDE.encode("utf-16")}), "notice.docx", "实体"),
    ("表格里的实体", zipped({"xl/workbook.xml": OUTSIDE}), "notice.xlsx", "实体"),
    ("普通压缩包", zipped({"readme.txt": "说明"}), "notice.zip", "解压后"),
    ("其他压缩格式", b"Rar!\x1a\x07\x00" + b"\0" * 40, "notice.docx", "压缩包"),
    ("演示文稿", zipped({"ppt/presentation.xml": "<p/>"}), "notice.pptx", "演示文稿"),
    ("老式演示文稿", OLE + "PowerPoint Document".encode("utf-16-le"), "notice.ppt", "演示文稿"),
    ("网页里上百万个元素", b"<p>a" * 1_000_000, "notice.html", "网页过大"),
    ("图片", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 99, "notice.docx", "图片"),
    ("坏掉的老式表格", OLE + "Workbook".encode("utf-16-le") + b"\0" * 600, "notice.xls", "损坏"),
    ("五十兆的文本", b"a" * 50_000_000, "notice.txt", "20 MB"),
]


@pytest.mark.parametrize(("data", "name", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_refusal_is_one_sentence_and_quick(data: bytes, name: str, words: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableNotice) as caught:
        read_bytes(data, name)
    assert words in caught.value.reason
    assert "\n" not in caught.value.reason
    # 炸弹不能真的炸开
    assert time.monotonic() - started < 5


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.seek(50 * 1024 * 1024)
        file.write(b"\0")
    started = time.monotonic()
    with pytest.raises(UnreadableNotice, match="20 MB"):
        read_blocks(path)
    assert time.monotonic() - started < 0.2


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, Path("坏\0名")):
        with pytest.raises(UnreadableNotice, match=r"找不到文件|读不出来"):
            read_blocks(path)


def test_a_large_honest_file_is_no_bomb() -> None:
    # 三千段的真实文件压得再小也要读
    body = "".join(p(f"{at}.公开第{at}项政府信息，做到格式统一、内容完整、长期保留。") for at in range(3_000))
    assert len(read_bytes(docx(body), "a.docx")) == 3_000


def test_a_member_that_lies_about_its_size() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", " " * 45_000_000)
    data = out.getvalue()
    # 目录里声称只有一百字节
    central = data.rfind(b"PK\x01\x02")
    lying = data[: central + 24] + (100).to_bytes(4, "little") + data[central + 28 :]
    with pytest.raises(UnreadableNotice):
        read_bytes(lying, "a.docx")
