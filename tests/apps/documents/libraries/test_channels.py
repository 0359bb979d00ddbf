"""其他渠道：栏目要求的渠道没有登记的逐份列出，登记后不再列。CAT-03。"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents.models import ChannelRecord
from gongkai.apps.documents.operations.channels import drop_channel, record_channel
from gongkai.apps.documents.queries.spreading.channels import (
    channels_of,
    missing_channels,
    missing_sections,
    with_missing,
)
from gongkai.apps.documents.queries.spreading.item_channels import item_channels, missing_items
from gongkai.apps.files.queries import open_bytes
from gongkai.apps.sections.models import CatalogueSection, StandardCatalogue, StandardItem
from gongkai.apps.sections.operations import change_section, retire_section
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, normative, publish, section
from tests.apps.files.made import picture

MEDIA, BOARD = "政务新媒体", "村（居）务公开栏"


@pytest.fixture
def place(cast):
    row = section("惠民资金")
    return change_section(
        actor=cast.officer, section=row, changes={"channels": [MEDIA, BOARD], "owner_unit": cast.finance}
    )


@pytest.fixture
def paper(cast, place):
    publish(drafted(normative(cast, "没有要求渠道的文件", "青政发〔2026〕4号")))
    return publish(drafted(normative(cast), places=[place]))


def done(cast, paper, channel, **more):
    facts = {"done_on": date(2026, 3, 3), "place_text": "“青溪发布”公众号", "url": "https://w.example/1", "now": at()}
    return record_channel(actor=cast.finance_liaison, document=paper, channel=channel, **facts | {"now": None} | more)


def test_a_document_with_a_required_channel_missing_is_listed_until_all_are_done(cast, paper, place):
    drafted(normative(cast, "还没有公开的文件", "青政发〔2026〕5号"), places=[place])
    assert [row.title for row in missing_channels()] == [paper.title]
    assert with_missing(missing_channels())[0].missing == tuple(sorted((MEDIA, BOARD)))
    done(cast, paper, MEDIA)
    [left] = with_missing(missing_channels())
    assert (left.missing, left.done) == ((BOARD,), (MEDIA,))
    assert not missing_channels(channel=MEDIA).exists()
    entry = done(cast, paper, BOARD, place_text="河滨村公开栏")
    assert not missing_channels().exists()
    drop_channel(actor=cast.officer, entry=entry)
    assert missing_channels(channel=BOARD).get() == paper
    assert AuditEntry.objects.filter(action="删除渠道公开", before__地点="河滨村公开栏").exists()


def test_the_list_is_narrowed_by_unit_and_year(cast, paper):
    # published by the office, answered for by finance, drafted by justice
    assert [missing_channels(unit.pk).count() for unit in (cast.office, cast.finance, cast.justice, cast.town)] == [
        1, 1, 1, 0,
    ]  # fmt: skip
    assert [missing_channels(year=year).count() for year in (2025, 2026)] == [0, 1]


def test_few_queries_for_any_number_of_documents(cast, paper, django_assert_num_queries):
    rows = list(missing_channels())
    with django_assert_num_queries(4):
        with_missing(rows)
    with django_assert_num_queries(3):  # one more where standard items are disclosed there
        channels_of(paper)


def test_what_was_put_out_unasked_is_shown_but_not_demanded(cast, paper):
    done(cast, paper, "新闻媒体", place_text="青溪日报第2版")
    states = {row.channel: (row.is_required, row.is_missing) for row in channels_of(paper)}
    assert states == {MEDIA: (True, True), BOARD: (True, True), "新闻媒体": (False, False)}


def test_a_section_that_explains_something_itself_is_recorded_as_such(cast, place):
    text = change_section(
        actor=cast.officer,
        section=section("信息公开指南"),
        changes={"channels": ["宣传栏"], "content_kind": "guide", "owner_unit": cast.finance},
    )
    assert [(row.title, missing) for row, missing in missing_sections()] == [("信息公开指南", ("宣传栏",))]
    facts = {"channel": "宣传栏", "done_on": date(2026, 3, 3), "place_text": "政务大厅", "url": "https://w.example/2"}
    with pytest.raises(Blocked, match="由栏目的责任单位或者政务公开主管部门登记"):
        record_channel(actor=cast.town_liaison, section=text, **facts)
    record_channel(actor=cast.finance_liaison, section=text, **facts)
    assert missing_sections() == []


def test_a_retired_section_asks_for_nothing(cast, paper, place):
    retire_section(actor=cast.officer, section=place, reason="合并", replaced_by=None)
    assert not missing_channels().exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"url": ""}, "请填写网址，或者上传截图、照片"),
        ({"url": "ftp://w.example"}, "网址填写有误"),
        ({"done_on": date(2100, 1, 1)}, "公开日期不能晚于今天"),
        ({"place_text": " "}, "请填写账号、版面或地点"),
        ({"channel": " "}, "请填写渠道"),
    ],
)
def test_a_record_without_day_place_or_evidence_is_refused(cast, paper, change, sentence):
    with pytest.raises(Blocked, match=sentence):
        done(cast, paper, **{"channel": MEDIA} | change)
    assert not ChannelRecord.objects.exists()


def test_who_may_not_and_what_is_not_public(cast, paper, place):
    facts = {"done_on": date(2026, 3, 3), "place_text": "公众号", "url": "https://w.example/1"}
    with pytest.raises(Blocked, match="由文件的发布机构、责任单位、起草单位或者政务公开主管部门登记"):
        record_channel(actor=cast.town_liaison, document=paper, channel=MEDIA, **facts)
    draft = drafted(normative(cast, "草稿", "青政发〔2026〕6号"), places=[place])
    with pytest.raises(Blocked, match="发布后再登记其他渠道"):
        record_channel(actor=cast.officer, document=draft, channel=MEDIA, **facts)
    done(cast, paper, MEDIA)
    with pytest.raises(Blocked, match="的公开已经登记过"):
        done(cast, paper, MEDIA)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelRecord.objects.create(channel=MEDIA, done_on=date(2026, 3, 3), place_text="无", recorded_at=at())


def test_evidence_is_stripped_of_personal_metadata(cast, paper):
    data = picture()
    entry = done(cast, paper, MEDIA, url="", data=data, name="截图.jpg")
    assert entry.evidence_name == "截图.jpg"
    assert entry.evidence is not None
    assert open_bytes(entry.evidence) != data
    with pytest.raises(Blocked):
        done(cast, paper, BOARD, url="", data=b"MZ not a picture", name="截图.exe")


def test_a_standard_item_demands_its_channels_too(cast, django_assert_max_num_queries):
    """目录标■的渠道：对应栏目的文件缺哪个，文件和事项都列出；□不要求，网站以公开为准。"""
    place, empty = section("社会救助"), section("养老服务")
    catalogue = StandardCatalogue.objects.create(
        domain="assistance", level="county", unit=cast.finance, title="社会救助", state="in_force", made_at=at()
    )
    carriers = [("政府网站", True), ("两微一端", True), ("公开查阅点", False), ("村公示栏", True)]
    channels = [{"name": name, "is_required": must} for name, must in carriers]
    for position, name in enumerate(("名单", "标准", "没有栏目的事项"), 1):
        StandardItem.objects.create(
            catalogue=catalogue, position=position, key=name, first_item=name, channels=channels, body_unit=cast.town
        )
    for key, where in (("名单", place), ("标准", empty)):
        CatalogueSection.objects.create(domain="assistance", key=key, section=where)
    paper = publish(drafted(normative(cast), places=[place]))
    # 文件：两微一端就是政务新媒体，村公示栏就是村（居）务公开栏
    assert [state.channel for state in channels_of(paper)] == [MEDIA, BOARD]
    assert missing_channels(channel=MEDIA).get() == paper
    with django_assert_max_num_queries(7):
        listed, waiting = missing_items(year=2026)
    assert [(one.name, one.register, one.done, one.total) for one in listed.missing] == [
        ("两微一端", MEDIA, 0, 1),
        ("村公示栏", BOARD, 0, 1),
    ]
    # 网站上还没有公开的，只说网站
    assert [one.name for one in waiting.missing] == ["政府网站"]
    done(cast, paper, MEDIA)
    [row] = missing_items(year=2026, channel=BOARD)
    assert (row.item.first_item, [one.register for one in row.missing]) == ("名单", [BOARD])
    done(cast, paper, BOARD, place_text="河滨村公开栏")
    assert [row.item.first_item for row in missing_items()] == ["标准"]
    first = item_channels([listed.item])[0][1]
    assert (first.done, first.total, first.last_on) == (1, 1, date(2026, 3, 3))
    # 按单位：编目录的和公开主体都看得见，别的单位看不见；换了年度，上年的文件不算
    assert [len(missing_items(unit.pk)) for unit in (cast.finance, cast.town, cast.justice)] == [1, 1, 0]
    assert [row.item.first_item for row in missing_items(year=2025)] == ["标准"]
    # 草稿目录不要求
    StandardCatalogue.objects.update(state="draft")
    assert (missing_items(), channels_of(paper)[0].is_required) == ([], False)
