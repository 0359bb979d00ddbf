"""Plain text: the encoding is found, also for a few characters; what is no text is refused."""

import pytest

from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import UnreadableNotice

SIMPLIFIED = [
    "青溪县人民政府办公室关于印发2024年政务公开工作要点的通知\n各镇人民政府：\n一、总体要求",
    # 只有一行
    "关于做好政务公开工作的通知",
    # 四个字
    "任务分工",
    # 夹着英文和数字
    "1. 公开A级景区名录（2024年），见 https://www.qingxi.example/list",
    # 制表符分列
    "序号\t任务\t牵头单位\n1\t公开预算\t县财政局",
    # 生僻字和〇
    "二〇二四年，瑢琲村、洨河镇、㵲阳河",
    # 破折号表示没有
    "牵头单位：——；责任单位：县政府各部门",
]
TRADITIONAL = [
    "青溪縣人民政府辦公室關於印發2024年政務公開工作要點的通知\n各鎮人民政府：",
    "關於做好政務公開工作的通知",
    "責任單位：縣財政局、縣教育局",
    "一、總體要求。深入貫徹落實上級決策部署，持續推進信息公開。",
]
CASES = [
    *(
        (text, encoding)
        for text in SIMPLIFIED
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
    ),
    *((text, encoding) for text in SIMPLIFIED if text != SIMPLIFIED[5] for encoding in ("gbk",)),
    *((text, encoding) for text in TRADITIONAL for encoding in ("utf-8", "utf-16-le", "gb18030", "big5", "cp950")),
]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_encodings(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), "notice.txt") == text


def test_two_characters_that_could_be_cyrillic() -> None:
    # “学习”的两个字节对也是合法的 UTF-8
    assert read_bytes("学习8位".encode("gb18030"), "a.txt") == "学习8位"


def test_line_ends_become_newlines() -> None:
    assert read_bytes("甲\r\n乙\r丙\n".encode(), "a.txt") == "甲\n乙\n丙\n"


def test_a_damaged_byte_does_not_change_the_encoding() -> None:
    whole = "青溪县人民政府办公室关于印发政务公开工作要点的通知。" * 20
    for encoding in ("utf-8", "gb18030"):
        data = bytearray(whole.encode(encoding))
        # 中间坏了一个字节
        data[301] = 0xFF
        found = read_bytes(bytes(data), "a.txt")
        assert isinstance(found, str)
        assert found.count("青溪县人民政府") >= 19, encoding


def test_injected_markup_at_the_head_does_not_make_a_text_a_page() -> None:
    # 转载网站被挂马后的文本：仍是文本，一个字不丢
    text = '<sub id="n7"><listing></listing></sub>\n<form id="n7"></form>\n您现在的位置：政务公开\n各镇要公开。\n'
    assert read_bytes(text.encode(), "a.txt") == text


def test_a_page_saved_as_text_is_a_page() -> None:
    page = "<!DOCTYPE html><html><body><nav>导航</nav><p>各镇要公开，全文如下。</p></body></html>"
    found = read_bytes(page.encode(), "a.txt")
    assert [block.text for block in found] == ["各镇要公开，全文如下。"]


BINARY = [
    # 程序
    b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
    # 图片改名
    b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(range(256)),
    # 全是零
    b"\0" * 4_000,
    # 随机字节
    bytes((at * 7919 + at // 3) % 256 for at in range(5_000)),
    # 没有零字节的随机字节
    bytes((at * 7919 + at // 3) % 255 + 1 for at in range(5_000)),
    # 控制字符
    b"\x01\x02\x03\x04" * 100,
]


@pytest.mark.parametrize("data", BINARY)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableNotice) as caught:
        read_bytes(data, "notice.txt")
    assert "\n" not in caught.value.reason
    assert len(caught.value.reason) > 6
