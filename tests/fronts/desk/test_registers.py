"""其他渠道、宣讲照片、地方标准、标准目录提示：页面上看得见、办得成。"""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gongkai.apps.documents.models import ChannelRecord, OutreachPhoto
from gongkai.apps.documents.operations.outreach import record_outreach
from gongkai.apps.files.queries import open_bytes
from gongkai.apps.sections import operations as tree
from gongkai.apps.sections.models import LocalStandard, StandardCatalogue
from gongkai.apps.sections.queries import catalogue_items
from tests.apps.documents.paper import drafted, normative, publish, section
from tests.apps.files.made import pdf, picture
from tests.apps.sections.test_catalogues import imported, national
from tests.fronts.desk.test_libraries import page, send

CHANNEL = "政务新媒体"


def upload(data: bytes | None = None, name: str = "现场.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if data is None else data)


@pytest.fixture
def paper(cast):
    place = section("惠民资金")
    tree.change_section(actor=cast.officer, section=place, changes={"channels": [CHANNEL]})
    return publish(drafted(normative(cast), places=[place]))


def test_a_missing_channel_is_listed_recorded_and_gone(client, cast, paper):
    assert paper.title in page(client, cast.officer, "channels", year="2026")
    assert paper.title not in page(client, cast.town_liaison, "channels", year="2026")
    assert "还没有登记" in page(client, cast.finance_liaison, "document", paper.pk)
    facts = {"channel": CHANNEL, "done_on": "2026-03-03", "place_text": "“青溪发布”公众号", "evidence": upload()}
    send(client, cast.finance_liaison, "document_channels_act", paper.pk, "record", **facts)
    assert "没有缺少渠道的文件" in page(client, cast.officer, "channels", year="2026")
    assert "“青溪发布”公众号" in page(client, cast.finance_liaison, "document", paper.pk)
    row = ChannelRecord.objects.get()
    shown = client.get(reverse("desk:channel_evidence", args=[row.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(shown.content)).getexif().get(0x010F)  # 拍摄设备已清除
    send(client, cast.town_liaison, "document_channels_act", paper.pk, f"drop-{row.pk}", status=422)
    send(client, cast.officer, "document_channels_act", paper.pk, f"drop-{row.pk}")
    assert not ChannelRecord.objects.exists()


def test_who_may_not_record_sees_no_form_and_no_draft(client, cast, paper):
    assert "登记一次公开" not in page(client, cast.town_liaison, "document_channels", paper.pk)
    draft = drafted(normative(cast, "草稿", "青政发〔2026〕9号"))
    page(client, cast.town_liaison, "document_channels", draft.pk, status=404)


def test_photos_of_an_outreach_event(client, cast):
    event = record_outreach(
        actor=cast.finance_liaison, unit=cast.finance, title="补贴政策进社区", place_kind="城乡社区",
        place_text="河滨社区", held_on=date(2026, 5, 4),
    )  # fmt: skip
    send(client, cast.finance_liaison, "outreach_event_act", event.pk, "photo", photo=upload(), caption="现场答问")
    photo = OutreachPhoto.objects.get()
    assert not Image.open(io.BytesIO(open_bytes(photo.file))).getexif().get_ifd(0x8825)  # 拍摄地点已清除
    shown = page(client, cast.auditor, "outreach_event", event.pk)
    assert 'alt="现场答问"' in shown
    assert "添加照片" not in shown
    assert client.get(reverse("desk:outreach_photo", args=[photo.pk]))["Content-Type"] == "image/jpeg"
    act = ("outreach_event_act", event.pk, "photo")
    assert "已经有了" in send(client, cast.officer, *act, photo=upload(), caption="又一张", status=422)
    wrong = upload("姓名\n".encode(), "名单.csv")
    assert "不是图片" in send(client, cast.officer, *act, photo=wrong, caption="名单", status=422)
    send(client, cast.town_liaison, *act, photo=upload(), caption="路过", status=422)
    send(client, cast.finance_liaison, "outreach_event_act", event.pk, f"drop_photo-{photo.pk}")
    assert not OutreachPhoto.objects.exists()


def test_a_local_standard_from_draft_to_final_text(client, cast):
    facts = {"title": "基层政务公开工作规范", "unit": cast.finance.pk}
    send(client, cast.finance_liaison, "local_standards_act", "start", **facts)
    row = LocalStandard.objects.get()
    text = {"stage": "draft", "dated_on": "2026-03-02", "file": upload(pdf("draft"), "草案.pdf")}
    send(client, cast.finance_liaison, "local_standard_act", row.pk, "text", **text)
    said = {"said_by": "县司法局", "said_on": "2026-03-05", "text": "第五章太笼统。"}
    send(client, cast.finance_liaison, "local_standard_act", row.pk, "comment", **said)
    act = f"settle-{row.comments.get().pk}"
    send(client, cast.finance_liaison, "local_standard_act", row.pk, act, outcome="taken")
    final = {"stage": "final", "dated_on": "2026-04-01", "file": upload(pdf("final"), "发布稿.pdf")}
    refused = send(client, cast.finance_liaison, "local_standard_act", row.pk, "text", status=422, **final)
    assert "请填写标准编号" in refused
    final |= {"number": "DB99/T 12—2026", "in_force_on": "2026-05-01", "file": upload(pdf("final"), "发布稿.pdf")}
    send(client, cast.finance_liaison, "local_standard_act", row.pk, "text", **final)
    shown = page(client, cast.auditor, "local_standard", row.pk)
    assert "DB99/T 12—2026" in shown
    assert "登记文稿" not in shown
    assert "2026-04-01 发布" in page(client, cast.town_liaison, "local_standards")
    first = row.texts.order_by("dated_on")[0]
    assert client.get(reverse("desk:standard_file", args=[first.pk])).content.startswith(b"%PDF")


def test_the_mapping_screen_says_what_there_is_of_each_item(client, cast, paper):
    catalogue = tree.put_in_force(actor=cast.officer, catalogue=imported(cast))
    first, second, _third = catalogue_items(catalogue)
    tree.map_item(actor=cast.officer, item=first, section=section("惠民资金"))
    tree.map_item(actor=cast.officer, item=second, section=section("没有内容的栏目"))
    shown = page(client, cast.officer, "catalogue", catalogue.pk)
    assert "1 份公开文件，最新 2026-03-02" in shown
    assert shown.count("还没有公开文件") == 1
    # 点事项看到它的公开文件和使用情况；联络员也能看
    opened = page(client, cast.town_liaison, "catalogue", catalogue.pk, at=first.pk)
    assert f'href="{reverse("desk:document", args=[paper.pk])}"' in opened
    assert "近一年新公开" in opened
    assert "被 0 份文件引用" in opened
    # 按事项名称和领域查
    hit = page(client, cast.town_liaison, "catalogues", q=second.second_item, domain=catalogue.domain)
    assert str(second) in hit
    assert "现行目录的事项 1 项" in hit
    assert "现行目录里没有这样的事项。" in page(client, cast.town_liaison, "catalogues", q="没有这个词")
    for word in ("访问", "检索次数", "申请次数"):
        assert word not in shown


def test_reasons_of_changed_rows_are_public_with_the_difference(client, cast):
    tree.put_in_force(actor=cast.officer, catalogue=imported(cast))
    row = [1, "综合业务", "政策法规文件", "政策、法规、解读", "条例", "及时", "县民政局", "政府网站"]
    draft = imported(cast, national([[*row, "√", "", "√", "", "√", "√"]]))
    shown = page(client, cast.officer, "catalogue", draft.pk)
    assert "综合业务 › 政策法规文件：" in shown
    act = ("catalogue_act", draft.pk, "force")
    wrong = send(client, cast.officer, *act, reason="修订", reasons="不存在的事项：因为", status=422)
    assert "不以改动的事项开头" in wrong
    reasons = "综合业务 › 政策法规文件：咨询多\n综合业务 › 监督检查：\n最低生活保障 › 审核信息：并入其他事项"
    send(client, cast.officer, *act, reason="修订", reasons=reasons)
    draft = StandardCatalogue.objects.get(pk=draft.pk)
    assert sorted(draft.change_reasons.values()) == ["咨询多", "并入其他事项"]
    client.logout()
    public = client.get(f"/catalogues/{draft.pk}/").content.decode()
    for words in (
        "比第1版的调整",
        "<td>咨询多</td>",
        "<td>并入其他事项</td>",
        "<ins>政策、法规、解读</ins>",
        "删去2项",
    ):
        assert words in public


def test_a_standard_item_without_its_channel_stands_in_the_list(client, cast, paper):
    row = [1, "惠民资金", "发放", "名单", "办法", "及时", "县财政局", "■政府网站 ■村公示栏", "√", "", "√", "", "√", ""]
    catalogue = tree.put_in_force(actor=cast.officer, catalogue=imported(cast, national([row])))
    [item] = catalogue_items(catalogue)
    tree.map_item(actor=cast.officer, item=item, section=section("惠民资金"))
    shown = page(client, cast.officer, "channels", year=2026)
    assert "1 个标准事项缺少渠道" in shown
    assert "村（居）务公开栏：1 份中 0 份已登记" in shown
    opened = page(client, cast.officer, "catalogue", catalogue.pk, at=item.pk)
    assert "政府网站：已公开" in opened
    assert f'href="{reverse("desk:document_channels", args=[paper.pk])}"' in opened
