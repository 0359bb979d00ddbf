"""Standard catalogues: read from workbooks as places write them, kept whole or not at all, versions compared. CAT-08…12."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.apps.orgs.models import Message
from gongkai.apps.sections import operations, queries
from gongkai.apps.sections._catalogue_in import read_catalogue
from gongkai.apps.sections._time_limits import read_time_limit
from gongkai.apps.sections.models import PowerEntry, StandardCatalogue, StandardItem
from gongkai.apps.sections.operations.compiling import remind
from gongkai.domain.workflow import Blocked

ON = date(2026, 5, 6)
CARRIERS = "■政府网站 □政府公报\n■两微一端 □发布会/听证会 ■社区/企事业单位/村公示栏（电子屏）"
LIMIT = "信息形成或者变更之日起20个工作日内"


def national(rows=None, title="社会救助领域基层政务公开标准目录") -> bytes:
    """A workbook in the national form: title, two rows of heads, merged cells, 同上, a gap in the numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "社会救助"
    sheet.append([title])
    sheet.append(
        [
            "序号",
            "公开事项",
            "",
            "公开内容（要素）",
            "公开依据",
            "公开时限",
            "公开主体",
            "公开渠道和载体",
            "公开对象",
            "",
            "公开方式",
            "",
            "公开层级",
            "",
        ]
    )
    sheet.append(["", "一级\n事项", "二级事项", *[""] * 5, "全社会", "特定群体", "主动", "依申请", "县级", "乡级"])
    for merged in ("A1:N1", "B2:C2", "I2:J2", "K2:L2", "M2:N2", "A2:A3", "D2:D3", "E2:E3"):
        sheet.merge_cells(merged)
    body = rows or [
        [1, "综合业务", "政策法规文件", "政策、法规", "条例", LIMIT, "县民政局", CARRIERS, "√", "", "√", "", "√", "√"],
        [2, "", "监督检查", "电话、信箱", "同上", "同上", "同上", "政府网站、公示栏", "√", "", "√", "", "√", ""],
        [
            5,
            "最低生活保障",
            "审核信息",
            "名单",
            "办法",
            "公示7个工作日",
            "城关镇",
            "■便民服务站",
            "",
            "申请人",
            "√",
            "√",
            "",
            "√",
        ],
    ]
    for row in body:
        sheet.append(row)
    if rows is None:
        sheet.merge_cells("B4:B5")
        sheet.append(["备注：本目录由县民政局解释。"])
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(verb, **words) -> tuple[str, ...]:
    with pytest.raises(Blocked) as blocked:
        verb(**words)
    return blocked.value.blockers


def imported(cast, data=None, **words) -> StandardCatalogue:
    given = {"domain": "社会救助", "level": "county", "unit": cast.finance} | words
    return operations.import_catalogue(actor=cast.officer, data=data or national(), **given)


def test_the_national_form_is_read_with_its_habits():
    read = read_catalogue(national())
    assert (read.title, read.problems) == ("社会救助领域基层政务公开标准目录", [])
    first, second, third = read.rows
    assert [row["first_item"] for row in read.rows] == ["综合业务", "综合业务", "最低生活保障"]
    assert (second["basis"], second["body_text"]) == ("条例", "县民政局")  # 同上
    assert first["time_limit"] == {"kind": "within", "count": 20, "unit": "working_days", "anchor": "信息形成或者变更"}
    assert first["channels"][:3] == [
        {"name": "政府网站", "is_required": True},
        {"name": "政府公报", "is_required": False},
        {"name": "两微一端", "is_required": True},
    ]
    assert [row["name"] for row in second["channels"]] == ["政府网站", "公示栏"]
    assert (first["audience"], third["audience"], third["mode"], first["levels"]) == (
        "全社会",
        "特定群体：申请人",
        "主动、依申请",
        "县级、乡级",
    )
    assert read.remarks == ["工作表“社会救助”第 7 行“备注：本目录由县民政局解释。”是说明或小标题，没有导入。"]


def test_one_row_of_heads_under_other_names():
    book = Workbook()
    sheet = book.active
    sheet.append(
        [
            "编号",
            "公开事项",
            "公开内容",
            "法律依据",
            "公开时间",
            "责任主体",
            "公开载体",
            "公开范围",
            "公开方式",
            "公开层级",
        ]
    )
    sheet.append(
        ["1", "就业政策", "政策", "法", "实时公开", "县人社局", "政府网站", "■全社会 □特定群体", "主动公开", "县、乡镇"]
    )
    sheet.append(["2", "招聘", "岗位", "法", "每月公开", "县人社局", "政府网站", "失业人员、残疾人", "主动", "县级"])
    read = read_catalogue(saved(book))
    assert read.problems == []
    assert [(row["first_item"], row["second_item"]) for row in read.rows] == [("就业政策", ""), ("招聘", "")]
    assert (read.rows[0]["audience"], read.rows[0]["mode"], read.rows[0]["levels"]) == ("全社会", "主动", "县级、乡级")
    assert read.rows[1]["audience"] == "特定群体：失业人员、残疾人"
    assert [row["time_limit"] for row in read.rows] == [{"kind": "at_once"}, {"kind": "each", "unit": "month"}]


# 时限的写法；写了两个期限的不猜
@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (LIMIT, {"kind": "within", "count": 20, "unit": "working_days", "anchor": "信息形成或者变更"}),
        ("自批准之日起20日内", {"kind": "within", "count": 20, "unit": "days", "anchor": "批准"}),
        ("3个工作日内", {"kind": "within", "count": 3, "unit": "working_days"}),
        ("形成后十五日内", {"kind": "within", "count": 15, "unit": "days"}),
        ("及时公开", {"kind": "prompt"}),
        ("实时公开", {"kind": "at_once"}),
        ("长期公开", {"kind": "standing"}),
        ("每季度", {"kind": "each", "unit": "quarter"}),
        ("变更后3个工作日内、批准后20日内", {}),
        ("按有关规定", {}),
        ("公示7个工作日", {}),
    ],
)
def test_time_limits_are_read_where_they_are_clear(text, limit):
    assert read_time_limit(text) == limit


def test_a_problem_names_sheet_row_and_column(cast):
    rows = [
        [1, "综合业务", "政策", "", "同上", LIMIT, "县民政局", CARRIERS, "√", "", "√", "", "√", ""],
        [2, "监督", "检查", "内容" * 2001, "条例", "x" * 301, "县民政局", CARRIERS, "√", "", "√", "", "√", ""],
    ]
    assert refused(imported, cast=cast, data=national(rows)) == (
        "工作表“社会救助”第 4 行“公开依据”：上一行没有内容，“同上”指不到。",
        "工作表“社会救助”第 4 行“公开内容（要素）”：没有填写公开内容。",
        "工作表“社会救助”第 5 行“公开内容（要素）”：有 4002 个字，超过 4000 个字。",
        "工作表“社会救助”第 5 行“公开时限”：有 301 个字，超过 300 个字。",
    )
    # 有一处读不出来，一行也不留
    assert StandardCatalogue.objects.count() == StandardItem.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "请用 Excel 工作簿（.xlsx）；旧格式请先另存为 .xlsx。"),
        (b"PK\x03\x04 broken", "文件已损坏，打不开，请重新导出或另存后再导入。"),
    ],
)
def test_what_is_no_workbook_is_refused(cast, data, sentence):
    with pytest.raises(Blocked) as blocked:
        operations.import_catalogue(actor=cast.officer, data=data, domain="救灾", level="county", unit=cast.finance)
    assert blocked.value.blockers == (sentence,)


def test_a_workbook_without_the_columns_is_refused(cast):
    book = Workbook()
    book.active.append(["姓名", "电话"])
    assert refused(imported, cast=cast, data=saved(book)) == (
        "工作表“Sheet”：没有找到“一级事项、公开内容、公开依据”等表头。",
    )


def facts(catalogue: StandardCatalogue) -> list[dict]:
    names = [f.name for f in StandardItem._meta.fields if f.name not in ("id", "catalogue")]
    return list(catalogue.items.order_by("position").values(*names))


def test_what_is_exported_reads_back_the_same(cast):
    rows = [
        [1, "危险", "@公式", "政策\n法规", "条例", LIMIT, "县财政局", CARRIERS, "√", "老人、儿童", "√", "√", "√", "√"],
        [2, "综合业务", "", "内容", "条例", "及时", "城关镇", "政府网站", "", "√", "", "√", "", "√"],
        [3, "综合业务", "", "另一内容", "条例", "及时", "城关镇", "政府网站", "", "", "", "", "", ""],
    ]
    first = imported(cast, national(rows))
    assert [item.body_unit for item in first.items.order_by("position")] == [cast.finance, cast.town, cast.town]
    first.items.filter(position=1).update(first_item="=危险", key="=危险›@公式")
    data = queries.export_catalogue(first)
    again = imported(cast, data, level="town")
    assert facts(first) == facts(again)
    assert again.title == first.title
    cells = load_workbook(io.BytesIO(data)).active
    assert (cells["B4"].value, cells["B4"].data_type) == ("=危险", "s")  # 不会变成公式


def test_versions_and_what_changed(cast):
    first = imported(cast)
    operations.put_in_force(actor=cast.officer, catalogue=first, on=ON)
    rows = [
        [
            1,
            "综合业务",
            "政策法规文件",
            "政策、法规、解读",
            "条例",
            LIMIT,
            "县民政局",
            CARRIERS,
            "√",
            "",
            "√",
            "",
            "√",
            "√",
        ],
        [2, "临时救助", "审核信息", "名单", "办法", "及时", "城关镇", "政府网站", "√", "", "√", "", "", "√"],
    ]
    preview = operations.preview_catalogue(data=national(rows), domain="assistance", level="county", unit=cast.finance)
    assert (len(preview.diff.added), len(preview.diff.removed), len(preview.diff.changed)) == (1, 2, 1)
    assert preview.diff.changed[0].columns == (("公开内容（要素）", "政策、法规", "政策、法规、解读"),)
    assert StandardCatalogue.objects.count() == 1  # 预览什么也不留
    second = imported(cast, national(rows))
    assert second.version == 2
    assert imported(cast, national(rows)).version == 2  # 再导一次，替换编制中的那一版
    second = StandardCatalogue.objects.get(version=2)
    assert refused(operations.put_in_force, actor=cast.officer, catalogue=second) == ("请写明调整原因。",)
    operations.put_in_force(actor=cast.officer, catalogue=second, reason="群众咨询多，增加解读", on=ON)
    first.refresh_from_db()
    assert first.state == "replaced"
    assert [row.version for row in queries.versions_of(second)] == [2, 1]
    assert [row.title for row in queries.catalogues_public(domain="assistance")] == [second.title]


def test_the_clock_of_three_months(cast):
    draft = imported(cast, guideline_title="省民政厅标准指引", guideline_issued_on=date(2026, 1, 31))
    assert draft.due_on == date(2026, 4, 30)
    assert queries.is_overdue(draft, date(2026, 4, 30)) is False
    assert queries.is_overdue(draft, date(2026, 5, 1)) is True
    (late,) = [row for row in queries.domains_state(date(2026, 5, 1)) if row.overdue]
    assert (late.domain.name, late.state) == ("社会救助", "编制中")
    operations.put_in_force(actor=cast.officer, catalogue=draft)
    assert not [row for row in queries.domains_state(date(2026, 5, 1)) if row.overdue]


def test_the_clock_starts_with_the_guideline(cast):
    """指引印发就开始计时，不等第一稿；导入以后期限不变。"""
    begun = operations.begin_catalogue(
        actor=cast.finance_liaison, domain="社会救助", level="county", unit=cast.finance,
        guideline_title="省民政厅标准指引", guideline_issued_on=date(2026, 1, 31),
    )  # fmt: skip
    assert (begun.state, begun.due_on, begun.items.count()) == ("draft", date(2026, 4, 30), 0)
    assert refused(operations.put_in_force, actor=cast.officer, catalogue=begun) == ("目录里没有事项。",)
    told = [remind(day) for day in (date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 25))]
    assert told == [0, 1, 0, 1]  # 期满前三十天、七天各提醒一次
    assert remind(date(2026, 5, 1)) > 1  # 逾期告诉编制单位和主管部门
    assert remind(date(2026, 5, 2)) == 0
    late = Message.objects.filter(user=cast.finance_liaison).latest("pk")
    assert late.text == "县级目录已超过编制期限 1 天。"
    draft = imported(cast)
    assert (draft.guideline_title, draft.due_on) == ("省民政厅标准指引", date(2026, 4, 30))
    operations.put_in_force(actor=cast.officer, catalogue=draft)
    assert remind(date(2026, 6, 1)) == 0
    assert refused(
        operations.begin_catalogue, actor=cast.town_liaison, domain="", level="x", unit=cast.finance,
        guideline_title=" ", guideline_issued_on=date(2099, 1, 1),
    ) == (
        "只有政务公开主管部门和编制单位的联络员可以编制标准目录。",
        "请选择领域，或者填写不超过 40 个字的领域名称。",
        "请选择层级。",
        "请填写标准指引的名称。",
        "标准指引印发日期不能晚于今天。",
    )  # fmt: skip


def test_all_domains_are_listed_with_their_state(cast):
    operations.put_in_force(actor=cast.officer, catalogue=imported(cast))
    imported(cast, domain="数据开放")  # 本地增加的领域
    states = {row.domain.name: row for row in queries.domains_state(ON)}
    assert len([row for row in states.values() if row.domain.is_pilot]) == 26
    assert (states["社会救助"].state, states["社会救助"].item_count) == ("现行", 3)
    assert (states["救灾"].state, states["数据开放"].state) == ("未编制", "编制中")
    assert [item.second_item for item in queries.find_items("审核", domain="assistance")] == ["审核信息"]


def test_items_reach_sections_and_what_is_left_is_listed(cast):
    section = operations.add_section(actor=cast.officer, path=["政务公开", "社会救助", "最低生活保障审核"])
    other = operations.add_section(actor=cast.officer, path=["政务公开", "公报"])
    catalogue = operations.put_in_force(actor=cast.officer, catalogue=imported(cast))
    items = list(queries.catalogue_items(catalogue))
    mapped = queries.mapped_items(catalogue, items)
    assert [row.section for row in mapped[2].suggested][:1] == [section]
    assert queries.unmapped_items().count() == 3
    operations.map_item(actor=cast.officer, item=items[2], section=section)
    assert queries.mapped_items(catalogue, items)[2].sections == (section,)
    assert queries.unmapped_items().count() == 2
    assert [row.section for row in queries.unmapped_sections()] == [other]
    assert refused(operations.map_item, actor=cast.officer, item=items[2], section=section) == (
        "“最低生活保障 › 审核信息”已经对应“最低生活保障审核”。",
    )
    # 换了版本，对应还在
    again = operations.put_in_force(actor=cast.officer, catalogue=imported(cast), reason="修订")
    assert queries.mapped_items(again, list(queries.catalogue_items(again)))[2].sections == (section,)
    for item in items[:2]:
        operations.map_item(actor=cast.officer, item=item, section=other)
    assert queries.unmapped_items().count() == 0
    operations.unmap_item(actor=cast.officer, item=items[2], section=section)
    assert queries.unmapped_items().count() == 1


def test_the_unit_compiles_the_office_puts_in_force(cast):
    words = {"data": national(), "domain": "社会救助", "level": "county", "unit": cast.finance}
    assert refused(operations.import_catalogue, actor=cast.justice_liaison, **words) == (
        "只有政务公开主管部门和编制单位的联络员可以编制标准目录。",
    )
    draft = operations.import_catalogue(actor=cast.finance_liaison, **words)
    assert refused(operations.put_in_force, actor=cast.finance_liaison, catalogue=draft) == (
        "只有政务公开主管部门可以调整栏目。",
    )
    operations.drop_draft(actor=cast.finance_liaison, catalogue=draft)
    assert StandardItem.objects.count() == 0


def power_list(rows) -> bytes:
    book = Workbook()
    book.active.append(["行政权责清单"])
    book.active.append(["序号", "实施主体", "事项名称", "权力类型", "领域"])
    for row in rows:
        book.active.append(row)
    return saved(book)


def test_a_power_without_an_item_is_a_gap(cast):
    operations.put_in_force(actor=cast.officer, catalogue=imported(cast))
    data = power_list(
        [
            [1, "县财政局", "政策法规文件", "其他", "社会救助"],
            [2, "县财政局", "国库集中支付审批", "行政许可", ""],
        ]
    )
    done = operations.import_powers(actor=cast.officer, data=data)
    assert (done.added, done.kept, done.removed) == (2, 0, 0)
    assert len(queries.power_gaps()) == 2
    assert operations.match_alike(actor=cast.officer) == 1
    assert [entry.name for entry in queries.power_gaps()] == ["国库集中支付审批"]
    # 再导入：留下的保留对应，删去的离开清单
    again = operations.import_powers(actor=cast.officer, data=power_list([[1, "县财政局", "政策法规文件", "其他", ""]]))
    assert (again.added, again.kept, again.removed) == (0, 1, 1)
    assert queries.power_gaps() == []
    entry = PowerEntry.objects.get()
    assert refused(operations.match_power, actor=cast.officer, entry=entry, item_key="没有") == (
        "现行标准目录里没有这个事项。",
    )


def test_a_power_list_names_what_it_cannot_place(cast):
    data = power_list([[1, "县水利局", "取水许可", "行政许可", ""], [2, "", "", "", "救灾"]])
    assert refused(operations.import_powers, actor=cast.officer, data=data) == (
        "工作表“Sheet”第 4 行“事项名称”：没有填写。",
        "第 3 行：找不到单位“县水利局”，请先登记单位或别称。",
        "第 4 行：没有写单位，请在导入时选择单位。",
    )
    assert PowerEntry.objects.count() == 0
