"""What surrounds the sample documents: the statutory tree, unit homes, a topic, a catalogue, press work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import clean_ups, official_texts, press
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections import operations as sections
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.operations import catalogues, topics
from gongkai.apps.sections.queries import find_section, home

FOLDER = resources.files("gongkai.data") / "sample"
CATALOGUE = "政务公开>政府信息公开目录>"
# (unit, letters of its address, with the whole statutory tree, values)
HOMES: tuple[tuple[str, str, bool, dict[str, str]], ...] = (
    (
        "县司法局",
        "sfj",
        True,
        {
            "leader_text": "田守正",
            "lead_text": "规范性文件合法性审查、行政复议、法律援助、人民调解。",
            "duties": "<p>审查县政府和部门起草的规范性文件；承办向县政府提出的行政复议案件；管理律师、公证、法律援助和"
            "人民调解工作；指导乡镇（街道）司法所。</p><p>内设法治督察科、行政复议科、公共法律服务科和办公室。</p>",
        },
    ),
    ("县住房城乡建设局", "zjj", False, {"leader_text": "赵建成", "lead_text": "住房、城乡建设、城市管理。"}),
    ("县民政局", "mzj", False, {"leader_text": "许敬业", "lead_text": "社会救助、养老服务、殡葬管理、区划地名。"}),
    ("县教育局", "jyj", False, {"leader_text": "苏文和", "lead_text": "学前教育、义务教育、高中教育和教师队伍。"}),
    (
        "县市场监督管理局",
        "scjgj",
        False,
        {"leader_text": "邵明", "lead_text": "市场主体登记、食品安全和产品质量。"},
    ),
    ("城关镇", "chengguan", True, {"leader_text": "周长河", "lead_text": "县政府驻地，辖9个社区、12个村。"}),
    ("云岭乡", "yunling", False, {"leader_text": "岳青山", "lead_text": "辖14个村，林地占七成。"}),
)
# who looks after what the catalogues add; what is not named goes with the section above it
OWNERS = {
    "规范性文件": "县司法局",
    "行政执法": "县司法局",
    "规划信息": "县发展改革局",
    "统计信息": "县统计局",
    "行政许可和其他对外管理服务": "县政务服务局",
    "行政处罚和行政强制": "县市场监督管理局",
    "预算": "县财政局",
    "决算": "县财政局",
    "政府采购": "县财政局",
    "重大建设项目": "县发展改革局",
    "教育": "县教育局",
    "社会保障": "县民政局",
    "社会救助": "县民政局",
    "突发公共事件": "县应急管理局",
    "安全生产": "县应急管理局",
    "环境保护": "县生态环境分局",
    "食品药品": "县市场监督管理局",
    "产品质量": "县市场监督管理局",
    "市政建设": "县住房城乡建设局",
    "治安管理": "县公安局",
    "土地征收": "县自然资源和规划局",
    "房屋征收": "县住房城乡建设局",
    "住房保障": "县住房城乡建设局",
    "供水": "县自来水公司",
    "公共交通": "县公交公司",
    "惠民惠农资金": "县财政局",
}
HOURS = "工作日8:30至12:00，14:00至17:30"
# sections that earlier years asked for and that nothing is published in any more
ENDED = (
    ("政务公开>政府信息公开目录>疫情防控>防疫服务", ("核酸检测点", "发热门诊", "疫苗接种点")),
    ("政务公开>政府信息公开目录>疫情防控", ("防疫服务", "重要政策", "政策解读")),
    ("政务公开>政府信息公开目录>“六稳”“六保”", ("重要政策", "政策解读")),
    ("政务公开>政府信息公开目录", ("疫情防控", "“六稳”“六保”", "爱国卫生运动")),
)

# made-up numbers; a real place has its own
SITE = {
    "host_text": "青溪县人民政府办公室",
    "undertaker_text": "青溪县融媒体中心",
    "contact_text": "0000-8200001",
    "site_code": "0000000000",
    "icp_number": "青ICP备00000000号",
    "police_number": "青公网安备 00000000000000号",
    "organ_mark_url": "https://bszs.conac.cn/sitename?method=show&id=0000000000000000000000000000000",
    "error_report_url": "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=0000000000",
    "superior_links": [("江州市人民政府", "https://www.jiangzhou.example/")],
    "security_contact": "mailto:security@qingxi.example",
    "sought_words": "加装电梯、停车收费、清洁取暖补贴、青政规〔2026〕3号",
}


def lay_out(officer: User, units: Mapping[str, Unit]) -> None:
    """The trees of the site and the homes of units, before the documents find their places in them."""
    root = home()
    if root is None:
        raise LookupError("the sections come first")
    for tree in ("statutory", "local"):
        sections.apply_tree(actor=officer, root=root, tree=tree)
    for name, letters, with_tree, values in HOMES:
        contacts = {"letters": letters, "office_hours": HOURS, **values}
        sections.open_unit_home(actor=officer, unit=units[name], values=contacts, with_tree=with_tree, is_on=True)
    _retire(officer)
    sections.save_site_facts(actor=officer, values=SITE)
    for section in Section.objects.descendant_of(root).filter(owner_unit=None, retired_on=None).order_by("path"):
        above = section.get_parent().specific
        unit = units[OWNERS[section.title]] if section.title in OWNERS else getattr(above, "owner_unit", None)
        changes = {"owner_unit": unit or units["县政府办公室"]}
        sections.change_section(actor=officer, section=section, changes=changes)


def _retire(officer: User) -> None:
    for place, names in ENDED:
        for name in names:
            section = find_section(f"{place}>{name}")
            if section is not None:
                reason = "有关工作已经结束，不再发布新的信息。"
                sections.retire_section(actor=officer, section=section, reason=reason, on=date(2026, 1, 9))


def fill(people: Mapping[str, User], units: Mapping[str, Unit]) -> None:
    """What is made of the documents once they are public."""
    officer = people["lin"]
    _make_topic(officer)
    _ask_opinions(officer, units["县住房城乡建设局"])
    _import_catalogue(officer, units["县民政局"])
    _tell_press(people, units)
    _open_clean_up(people, units)
    rule = Document.objects.get(kind=Document.Kind.REGULATION)
    official_texts.apply_rule(actor=officer, unit=units["县司法局"], document=rule)


def _make_topic(officer: User) -> None:
    policies, explained = find_section(f"{CATALOGUE}住房保障"), find_section(f"{CATALOGUE}政策解读")
    blocks: list[dict[str, Any]] = [
        {"type": "heading", "value": "从2027年起，每台补助20万元"},
        {"type": "text", "value": "<p>四层以上、未列入征收计划、没有电梯的住宅，过半数业主同意就可以申请。</p>"},
    ]
    if policies and explained:
        blocks.append({"type": "pair", "value": {"policies": policies.pk, "interpretations": explained.pk}})
    lead = "办法、标准、解读和办理单位放在一处，方便查找。"
    topics.save_topic(actor=officer, title="老旧小区加装电梯", lead=lead, blocks=blocks)


def _ask_opinions(officer: User, unit: Unit) -> None:
    """A form for opinions on a draft, open for a month."""
    fields = [
        {
            "label": "您的意见针对哪一部分",
            "field_type": "dropdown",
            "required": True,
            "choices": "停放场所\n充电收费\n消防要求\n处罚规定\n其他",
        },
        {"label": "意见和理由", "field_type": "multiline", "required": True, "help_text": "写明第几条、建议怎样修改。"},
        {
            "label": "您是",
            "field_type": "radio",
            "required": False,
            "choices": "居民\n物业服务企业\n充电设施企业\n其他",
        },
        {
            "label": "联系电话",
            "field_type": "singleline",
            "required": False,
            "help_text": "需要告知采纳情况的，请留电话。",
        },
    ]
    sections.save_form_page(
        actor=officer,
        parent=find_section("互动交流"),
        title="对《电动自行车停放充电设施建设管理规定（征求意见稿）》提意见",
        owner_unit=unit,
        lead="<p>意见采纳情况将在征集结束后20个工作日内公布。</p>",
        thanks="意见已收到，采纳情况将在2027年1月20日前公布。",
        open_until_on=date(2026, 12, 19),
        fields=fields,
    )


def _import_catalogue(officer: User, unit: Unit) -> None:
    catalogue = catalogues.import_catalogue(
        actor=officer,
        data=(FOLDER / "assistance-2026.xlsx").read_bytes(),
        domain="assistance",
        level="county",
        unit=unit,
        title="青溪县社会救助领域基层政务公开标准目录",
        change_reason="首次编制",
    )
    catalogues.put_in_force(actor=officer, catalogue=catalogue, on=date(2026, 6, 30))
    place = find_section(f"{CATALOGUE}社会救助")
    for item in catalogue.items.filter(first_item="最低生活保障"):
        if place:
            catalogues.map_item(actor=officer, item=item, section=place)


def _tell_press(people: Mapping[str, User], units: Mapping[str, Unit]) -> None:
    news, speaker = units["县政府新闻办"], people["yu"]
    policy = Document.objects.get(document_number="青政规〔2026〕2号")
    result = Document.objects.get(form="conference")
    plans = {
        title: press.plan_press(actor=speaker, unit=news, title=title, form="conference", planned_on=on)
        for title, on in (
            ("2026年民生实事", date(2026, 3, 20)),
            ("县城道路停车管理办法", date(2026, 10, 9)),
            ("既有住宅加装电梯办法修改", date(2026, 11, 27)),
        )
    }
    event = press.record_press_event(
        actor=speaker,
        unit=news,
        title="县城道路停车管理办法新闻发布会",
        form="conference",
        held_on=date(2026, 10, 9),
        speaker_text="县住房城乡建设局主要负责人",
        rank="leader",
        policy=policy,
        plan=plans["县城道路停车管理办法"],
        media_text="县融媒体中心、江州日报",
    )
    press.set_press_result(actor=speaker, event=event, result=result)


def _open_clean_up(people: Mapping[str, User], units: Mapping[str, Unit]) -> None:
    """This year's clean-up is under way: one proposal is in, the others are owed."""
    now = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    campaign = clean_ups.open_clean_up(
        actor=people["lin"], year=2026, guided_by=units["县司法局"], propose_by_on=date(2026, 12, 10), now=now
    )
    entry = campaign.entries.get(document__document_number="青政规〔2026〕2号")
    reason = "2026年新制定，执行情况良好。"
    clean_ups.propose(actor=people["luo"], entry=entry, proposal="keep", reason=reason, now=now)
