"""Public documents for the tests of the public site, written straight into the tables, with text of real length."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.apps.documents.models import (
    Attachment,
    Citation,
    Document,
    DocumentVersion,
    GazetteArticle,
    GazetteIssue,
    OfficialText,
    Placement,
    Relation,
)
from gongkai.apps.files.operations import store
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import Section

ARTICLE = (
    "为了规范本县既有住宅加装电梯活动，方便居民生活，根据有关法律、法规，结合本县实际，制定本办法。本县行政区域内四层以上、未设电梯的既有多业主住宅"
    "加装电梯，适用本办法。加装电梯遵循业主自愿、社区协调、政府扶持、安全可靠的原则。"
)
HEADS = [
    "序号",
    "乡镇",
    "小区名称",
    "楼栋",
    "层数",
    "户数",
    "申请日期",
    "受理编号",
    "补助金额（万元）",
    "完工日期",
    "验收结论",
    "备注",
]
ROWS = "".join(
    f"<tr>{''.join(f'<td>{cell}</td>' for cell in (n, '城关镇', '新华路十二号院', f'{n}栋', 6, 24, '2026-03-02', f'JT2026{n:03}', '15.00', '2026-10-08', '合格', '已公示'))}</tr>"
    for n in range(1, 9)
)
TABLE = f"<table><caption>补助发放情况</caption><thead><tr>{''.join(f'<th>{h}</th>' for h in HEADS)}</tr></thead><tbody>{ROWS}</tbody></table>"
BODY = (
    '<p class="noindent">各乡镇人民政府、街道办事处，县政府各部门：</p><p>《青溪县既有住宅加装电梯管理办法》已经县政府第18次常务会议审议通过，现印发给你们，'
    '请认真组织实施。</p><p class="right">青溪县人民政府</p><p class="right">2026年6月12日</p><h3>第一章　总则</h3>'
    + "".join(f"<p>第{n}条　{ARTICLE}</p>" for n in "一二三四五")
    + "<h3>第二章　补助</h3>"
    + TABLE
    + "".join(f"<p>第{n}条　{ARTICLE}</p>" for n in "六七八")
)
LONG_TITLE = "青溪县人民政府办公室关于印发《青溪县城镇老旧小区既有住宅加装电梯财政补助资金申请受理、审核发放和监督管理实施细则（试行）》及其配套文书格式文本的通知"


def at(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    """A moment of local time."""
    return datetime(year, month, day, hour, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def make(kind: str, title: str, unit: Unit, when: datetime, *sections: Section, **values: Any) -> Document:
    """A public document in these sections. `bulk_create`: only a review makes a document public through `save`."""
    fields: dict[str, Any] = {
        "state": Document.State.PUBLISHED,
        "live": True,
        "openness_class": Document.OpennessClass.PROACTIVE,
        "body": "<p>正文。</p>",
        "publisher": unit,
        "published_at": when,
        "first_published_at": when,
        "last_published_at": when,
        "created_at": when,
        "changed_at": when,
    }
    row = Document(kind=kind, title=title, **(fields | values))
    [made] = Document.objects.bulk_create([row])
    rows = [Placement(document=made, section=section, is_live=made.live, published_at=when) for section in sections]
    Placement.objects.bulk_create(rows)
    return made


def attach(document: Document, data: bytes, name: str, media: str = "file", **values: Any) -> Attachment:
    """A file of a public document."""
    kept = store(actor=None, data=data, name=name)
    fields = {"file": kept, "name": name, "media": media, "is_live": True} | values
    return Attachment.objects.create(document=document, **fields)


def relate(document: Document, kind: str, target: Document, articles: str = "") -> None:
    """A relation between two public documents."""
    Relation.objects.create(document=document, kind=kind, target=target, articles_text=articles)


def version(document: Document, number: int, body: str, note: str, when: datetime) -> None:
    """A version that was public."""
    DocumentVersion.objects.create(
        document=document, number=number, title=document.title, body=body, note=note, published_at=when,
        facts={"发文字号": document.document_number},
    )  # fmt: skip


def library(unit: Unit, other: Unit, *sections: Section) -> dict[str, Document]:
    """One of everything: old and new policy, decision, interpretation, rule, report, plan, gazette, a withdrawn one."""
    kind = Document.Kind
    law = make(
        kind.REGULATION, "江州省既有住宅加装电梯管理规定", unit, at(1, 5), issuer_text="江州省人民政府",
        document_number="江州省人民政府令第301号", number_key="江州省人民政府令-301", validity="in_force", body=BODY,
    )  # fmt: skip
    OfficialText.objects.create(
        document=law, source_text="国家规章库", source_url="https://rules.example/301", text="", fingerprint="0" * 64,
        checked_at=at(11, 1),
    )  # fmt: skip
    old = make(
        kind.NORMATIVE, "青溪县人民政府关于印发《青溪县既有住宅加装电梯管理办法》的通知", unit, at(6, 15, year=2023), *sections[:2],
        document_number="青政规〔2023〕2号", number_key="青政规-2023-2", index_number="QX0001/2023-00417", validity="amended",
        theme="城乡建设、环境保护\\城乡建设", dated_on=date(2023, 6, 12), effective_on=date(2023, 8, 1),
        expires_on=date(2028, 7, 31), is_marked_public=True, body=BODY, keywords=["电梯", "老旧小区"],
        issuer_text="青溪县人民政府", summary="规定加装电梯的条件、程序、补助标准和监督管理。",
    )  # fmt: skip
    version(old, 1, BODY.replace("六层", "四层"), "首次公开", at(6, 15, year=2023))
    version(old, 2, BODY.replace("社区协调", "社区组织协调"), "按青政规〔2026〕3号修改第二条", at(11, 20))
    change = make(
        kind.NORMATIVE, LONG_TITLE, unit, at(11, 20), *sections[:1], document_number="青政规〔2026〕3号",
        number_key="青政规-2026-3", validity="in_force", effective_on=date(2099, 1, 1), body=BODY, theme="城乡建设、环境保护",
    )  # fmt: skip
    gone = make(
        kind.NORMATIVE, "青溪县电梯补助暂行办法", other, at(2, 3, year=2019), document_number="青政规〔2019〕1号",
        number_key="青政规-2019-1", validity="repealed", repealed_on=date(2023, 8, 1), body=BODY,
    )  # fmt: skip
    read = make(
        kind.INTERPRETATION, "一图读懂：加装电梯怎么申请、补多少", other, at(11, 20, 10), *sections[2:], form="chart",
        elements={"background": "老旧小区加装电梯需求大。", "purpose": "明确补助标准。", "measures": "每台补助15万元。"},
        body="<p>问：谁可以申请补助？</p><p>答：四层以上未设电梯的住宅业主。</p>",
    )  # fmt: skip
    relate(change, "amends", old, "第二条")
    relate(old, "implements", law)
    relate(old, "supersedes", gone)
    relate(read, "interprets", old)
    Citation.objects.create(document=change, target=old, cited_text="青政规〔2023〕2号", start=0, end=10)
    attach(old, b"PK\x03\x04", "附件1：既有住宅加装电梯财政补助资金申请表.xlsx")
    report = make(
        kind.REPORT,
        "青溪县人民政府2025年政府信息公开工作年度报告",
        unit,
        at(1, 28),
        report_kind="openness",
        reporting_year=2025,
    )
    plan = make(kind.PLAN, "青溪县国民经济和社会发展第十五个五年规划纲要", other, at(3, 30), plan_period="2026—2030年")
    issue = make(kind.GAZETTE, "青溪县人民政府公报2026年第3期", unit, at(10, 8))
    gazette = GazetteIssue.objects.create(
        document=issue, year=2026, number=3, total_number=88, issued_on=date(2026, 9, 30)
    )
    GazetteArticle.objects.create(
        issue=gazette, position=1, heading_text="县政府文件", title=old.title, document=old, page_from=1
    )
    GazetteArticle.objects.create(
        issue=gazette,
        position=2,
        heading_text="人事任免",
        title="关于任免职务的通知",
        body="<p>任命。</p>",
        page_from=9,
    )
    withdrawn = make(
        kind.NOTICE, "关于开展电梯调查的公告", other, at(5, 5), live=False, state="withdrawn",
        withdrawn_on=date(2026, 5, 20), withdrawal_reason="调查范围有误，另行公告。",
    )  # fmt: skip
    draft = make(kind.NOTICE, "没有发布的草稿", other, at(5, 6), live=False, state="draft")
    repost = make(
        kind.NEWS, "国务院部署城镇老旧小区改造工作", unit, at(11, 18), source_text="中国政府网",
        source_url="https://www.example.gov.cn/a", source_title="国务院部署老旧小区改造", source_on=date(2026, 11, 18),
        is_emergency=True, later_review_due_on=date(2026, 12, 1),
    )  # fmt: skip
    return {
        "law": law, "old": old, "change": change, "gone": gone, "read": read, "report": report, "plan": plan,
        "issue": issue, "withdrawn": withdrawn, "draft": draft, "repost": repost,
    }  # fmt: skip
