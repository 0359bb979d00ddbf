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
    ("县司法局", "sfj", True, {"leader_text": "田守正", "office_hours": "工作日8:30至12:00，14:00至17:30"}),
    ("县住房城乡建设局", "zjj", False, {"leader_text": "赵建成", "lead_text": "住房、城乡建设、城市管理"}),
    ("城关镇", "chengguan", True, {"leader_text": "周长河", "lead_text": "县政府驻地，辖9个社区、12个村"}),
)

# made-up numbers; a real place has its own
SITE = {
    "host_text": "青溪县人民政府办公室",
    "undertaker_text": "青溪县融媒体中心",
    "contact_text": "0000-8200001",
    "site_code": "0000000000",
    "icp_number": "青ICP备00000000号",
    "police_number": "青公网安备 00000000000000号",
    "superior_links": [("江州市人民政府", "https://www.jiangzhou.example/")],
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
        contacts = {"letters": letters, "phone": "0000-8200030", **values}
        sections.open_unit_home(actor=officer, unit=units[name], values=contacts, with_tree=with_tree, is_on=True)
    sections.save_site_facts(actor=officer, values=SITE)
    for section in Section.objects.filter(catalogue_code__startswith="statutory.", owner_unit=None, depth__lte=5):
        if section.path.startswith(root.path):
            changes = {"owner_unit": units["县政府办公室"]}
            sections.change_section(actor=officer, section=section, changes=changes)


def fill(people: Mapping[str, User], units: Mapping[str, Unit]) -> None:
    """What is made of the documents once they are public."""
    officer = people["lin"]
    _make_topic(officer)
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
