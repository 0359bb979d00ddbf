"""A small notice of 青溪县, written for these tests, and short ways to bring it into the ledger."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import LedgerItem, Notice
from gongkai.apps.ledgers.queries.imports import review_of

CHINA = ZoneInfo("Asia/Shanghai")

NOTICE = """青溪县人民政府办公室关于印发青溪县2026年政务公开工作要点任务分工的通知
青溪府办发〔2026〕8号
各镇人民政府，县直各部门：
现将《青溪县2026年政务公开工作要点任务分工》印发给你们，请认真贯彻执行。各单位要在本方案公布后10个工作日内将具体工作计划报县政府办公室备案，并在30个工作日内在政府网站公开。
青溪县人民政府办公室
2026年3月2日

青溪县2026年政务公开工作要点任务分工

一、深化政策公开
（一）集中公开规范性文件
1.2026年6月30日前，在县政府网站集中公开现行有效的行政规范性文件（公开路径：政府网站>政府信息公开>法定主动公开内容>履职依据>规范性文件）。（县司法局牵头，县财政局负责）
2.每年组织新闻发布会不少于4次。（县政府办公室牵头，县融媒体中心负责）
二、抓好重点领域
3.公开惠民惠农财政补贴政策和发放结果（公开路径：政府网站>政府信息公开>法定主动公开内容>财政资金>惠民补贴）。（县财政局牵头，各镇街负责）
4.2026年9月30日前，编制完成部门决算公开说明。（县财政局负责）
"""


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a day in China."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=CHINA)


def upload(cast, text: str = NOTICE, name: str = "通知.txt", now: datetime | None = None):
    """The office uploads a text."""
    return operations.upload_notice(
        actor=cast.officer, data=text.encode(), name=name, content_type="text/plain", now=now or at("2026-03-03")
    )


def accept(cast, text: str = NOTICE, now: datetime | None = None) -> Notice:
    """Upload and accept; what nobody could place is acknowledged."""
    imported = upload(cast, text, now=now)
    if review_of(imported).unplaced:
        imported = operations.acknowledge_unplaced(actor=cast.officer, imported=imported, revision=imported.revision)
    return operations.accept_import(
        actor=cast.officer, imported=imported, revision=imported.revision, now=now or at("2026-03-03")
    )


def item(notice: Notice, position: int) -> LedgerItem:
    """The item at this place of the notice."""
    return LedgerItem.objects.get(notice=notice, position=position, origin=LedgerItem.Origin.NOTICE)
