"""栏目、单位与人员、规则、操作记录."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse

from gongkai.apps.audit import _triggers
from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.ledgers.models import DeclaredPath, ReminderRule
from gongkai.apps.ledgers.operations.reminders import ensure_rules
from gongkai.apps.orgs.models import Membership, Unit, UnitGroup, User
from gongkai.apps.sections.models import PathAlias, Section
from gongkai.apps.sections.operations import add_section
from tests.apps.orgs.test_work_years import YEAR_2027
from tests.fronts.desk_ledger.reading import refusals, words


def test_a_unit_is_renamed_and_found_under_its_former_name(cast, sign_in):
    client = sign_in(cast.officer)
    values = {"name": "青溪县财政和国资局", "on": "2026-05-01", "reason": "机构改革"}
    client.post(reverse("desk:unit_act", args=[cast.finance.pk, "rename"]), values)
    shown = words(client.get(reverse("desk:unit", args=[cast.finance.pk])))
    assert "青溪县财政局 曾用名 至 2026-05-01" in shown
    assert "青溪县财政和国资局" in words(client.get(reverse("desk:units"), {"q": "青溪县财政局"}))
    # 重名的不行，填的字还在
    refused = client.post(
        reverse("desk:unit_act", args=[cast.justice.pk, "rename"]), values | {"reason": "照着再改一个"}
    )
    assert refused.status_code == 422
    assert "照着再改一个" in refused.content.decode()


def test_units_aliases_and_groups(cast, sign_in):
    client = sign_in(cast.officer)
    client.post(
        reverse("desk:units_act", args=["unit"]),
        {"name": "青溪县民政局", "short_name": "县民政局", "kind": "department"},
    )
    unit = Unit.objects.get(name="青溪县民政局")
    client.post(reverse("desk:unit_act", args=[unit.pk, "alias"]), {"text": "民政部门"})
    alias = unit.names.get(text="民政部门")
    client.post(reverse("desk:unit_alias_drop", args=[unit.pk, alias.pk]))
    assert not unit.names.filter(text="民政部门").exists()
    client.post(
        reverse("desk:units_act", args=["group"]),
        {"name": "各行业部门", "aliases": "各行业\n行业部门", "members": [unit.pk]},
    )
    group = UnitGroup.objects.get(name="各行业部门")
    assert group.aliases == ["各行业", "行业部门"]
    assert "青溪县民政局" in words(client.get(reverse("desk:group", args=[group.pk])))


def test_retiring_the_oversight_office_is_refused_beforehand(cast, sign_in):
    page = sign_in(cast.officer).get(reverse("desk:unit", args=[cast.office.pk]))
    assert refusals(page)["停用"] == ["这是政务公开主管部门，请先指定另一个主管部门。"]


def test_a_liaison_reads_units_and_changes_none(cast, sign_in):
    client = sign_in(cast.finance_liaison)
    page = client.get(reverse("desk:unit", args=[cast.finance.pk]))
    assert "更名" not in words(page)
    assert client.post(reverse("desk:unit_act", args=[cast.finance.pk, "rename"]), {}).status_code == 403


def test_a_new_person_gets_a_password_shown_once(cast, sign_in, client):
    office = sign_in(cast.officer)
    values = {"last_name": "吴", "first_name": "双", "username": "wu", "unit": cast.planning.pk, "role": "liaison"}
    page = office.post(reverse("desk:people_act", args=["person"]), values, follow=True)
    password = re.search(r"lg-secret\">([^<]+)<", page.content.decode())[1]
    person = User.objects.get(username="wu")
    assert person.check_password(password)
    assert password not in office.get(reverse("desk:person", args=[person.pk])).content.decode()
    # 操作记录里也没有
    assert password not in str(list(AuditEntry.objects.values_list("after", flat=True)))


def test_roles_are_given_and_taken_and_people_stopped(cast, sign_in):
    client, person = sign_in(cast.officer), cast.finance_liaison
    address = reverse("desk:person", args=[person.pk])
    client.post(address + "role/", {"unit": cast.planning.pk, "role": "reviewer"})
    held = Membership.objects.get(user=person, unit=cast.planning)
    client.post(f"{address}drop-{held.pk}/")
    assert not Membership.objects.filter(pk=held.pk).exists()
    # 监督员不兼办业务
    assert "监督员不能同时办理业务" in words(
        client.post(address + "role/", {"unit": cast.planning.pk, "role": "auditor"})
    )
    client.post(address + "stop/")
    person.refresh_from_db()
    assert not person.is_active
    # 不能停用自己：按钮是灰的，硬发也不成
    own = reverse("desk:person", args=[cast.officer.pk])
    assert "不能停用自己的账号。" in refusals(client.get(own))["停用"]
    assert client.post(own + "stop/").status_code == 422


def test_proposals_become_sections(cast, notice, sign_in):
    client, address = sign_in(cast.officer), reverse("desk:proposals")
    assert "通知要求的 2 处" in words(client.get(address))
    rows = list(DeclaredPath.objects.values_list("canonical", flat=True))
    client.post(address + "accept_all/", {"canonical": rows[:1]})
    made = DeclaredPath.objects.get(canonical=rows[0]).section
    assert words(client.get(reverse("desk:section", args=[made.pk]))).count("来源任务") == 1
    # 另一条对应到已有栏目
    client.post(address + "map/", {"canonical": rows[1], "section": made.pk})
    assert DeclaredPath.objects.get(canonical=rows[1]).section == made
    assert "没有待审定的栏目" in words(client.get(address))


def test_declining_needs_a_reason(cast, notice, sign_in):
    client, address = sign_in(cast.officer), reverse("desk:proposals")
    canonical = DeclaredPath.objects.first().canonical
    assert "请填写原因。" in words(client.post(address + "decline/", {"canonical": canonical}))
    client.post(address + "decline/", {"canonical": canonical, "reason": "县里没有这项内容"})
    assert "不设的 1 处" in words(client.get(address))


def test_sections_are_renamed_moved_retired_with_a_log(cast, sign_in):
    client = sign_in(cast.officer)
    client.post(reverse("desk:sections_act", args=["add"]), {"title": "政府信息公开"})
    top = Section.objects.get(title="政府信息公开")
    client.post(
        reverse("desk:sections_act", args=["add"]), {"title": "惠民补贴", "parent": top.pk, "unit": cast.finance.pk}
    )
    row = Section.objects.get(title="惠民补贴")
    act = lambda name, **values: client.post(reverse("desk:section_act", args=[row.pk, name]), values)  # noqa: E731
    act("rename", title="惠民惠农资金", reason="与标准目录一致")
    act("facts", content_kind="list", update_days="90", owner_unit=cast.finance.pk)
    act("move", parent="", reason="提到最上层")
    act("retire", replaced_by=top.pk, reason="并入")
    row.refresh_from_db()
    assert row.retired_on
    shown = words(client.get(reverse("desk:section_log")))
    for word in ("更名", "移动", "停用", "提到最上层"):
        assert word in shown
    assert "惠民惠农资金" not in words(client.get(reverse("desk:sections"))).split("变动记录")[-1].split("新增栏目")[0]
    assert "惠民惠农资金" in words(client.get(reverse("desk:sections"), {"all": 1}))
    act("restore", reason="恢复使用")
    row.refresh_from_db()
    assert row.retired_on is None


def test_spellings_are_kept_and_dropped(cast, sign_in):
    client = sign_in(cast.officer)
    client.post(reverse("desk:aliases_act", args=["alias"]), {"spelling": "惠民钱款", "name": "惠民惠农资金"})
    row = PathAlias.objects.get()
    assert "惠民钱款" in words(client.get(reverse("desk:aliases")))
    client.post(reverse("desk:aliases_act", args=[f"drop-{row.pk}"]))
    assert not PathAlias.objects.exists()


def test_three_hundred_sections_can_be_searched(cast, sign_in):
    for number in range(60):
        add_section(actor=cast.officer, path=["政府信息公开", f"第{number}类", "结果公示"], unit=cast.finance)
    shown = words(sign_in(cast.officer).get(reverse("desk:sections"), {"q": "第7类"}))
    assert "找到 2 个" in shown
    assert "没有找到" in words(sign_in(cast.officer).get(reverse("desk:sections"), {"q": "没有的栏目"}))


def test_reminder_rules_are_read_changed_and_switched_off(cast, sign_in):
    ensure_rules()
    client = sign_in(cast.officer)
    rule = ReminderRule.objects.get(days=-5)
    assert "到期前 5 个工作日" in words(client.get(reverse("desk:rules")))
    values = {"name": "提前提醒", "days": "-7", "receivers": ["lead"], "is_working_days": "on"}
    client.post(reverse("desk:rules_act", args=[f"rule-{rule.pk}"]), values)
    rule.refresh_from_db()
    assert (rule.name, rule.days, rule.is_active, rule.by_mail) == ("提前提醒", -7, False, False)
    taken = client.post(reverse("desk:rules_act", args=["new"]), values)
    assert "已经有名为“提前提醒”的规则。" in words(taken)


YEARS = [
    # 写坏的文字说在第几行
    ("year = 2027\n[source\ntitle = 1", "第 2 行写法有误"),
    # 缺的和矛盾的都列出来
    ('year = 2027\n[source]\ntitle = "通知"\n', "2027年没有列出放假日期"),
]


@pytest.mark.parametrize(("text", "sentence"), YEARS)
def test_a_year_is_checked_before_it_is_believed(cast, sign_in, text, sentence):
    response = sign_in(cast.officer).post(reverse("desk:years_act", args=["load"]), {"text": text})
    assert response.status_code == 422
    assert sentence in words(response)


def test_a_year_is_loaded_shown_and_taken_back(cast, sign_in):
    client = sign_in(cast.officer)
    done = client.post(reverse("desk:years_act", args=["load"]), {"text": YEAR_2027}, follow=True)
    assert "已录入2027年：放假 3 天，调休上班 1 天。" in done.content.decode()
    assert "林静 2026-05-06 10:00 录入" in done.content.decode()
    assert "元旦 1月1日 星期五 1月3日 星期日 3" in words(client.get(reverse("desk:year", args=[2027])))
    # 联络员看得到，但没有录入和撤回的地方，直接提交也不行
    liaison = sign_in(cast.finance_liaison)
    seen = liaison.get(reverse("desk:years")).content.decode()
    assert "2027年部分节假日安排" in seen
    assert "撤回" not in seen
    refused = liaison.post(reverse("desk:years_act", args=["withdraw-2027"]))
    assert "只有政务公开主管部门人员或系统管理员可以办理。" in words(refused)
    sign_in(cast.officer).post(reverse("desk:years_act", args=["withdraw-2027"]))
    assert client.get(reverse("desk:year", args=[2027])).status_code == 404


def test_the_calendar_shows_holidays_and_make_up_days(cast, sign_in):
    shown = words(sign_in(cast.officer).get(reverse("desk:year", args=[2026])))
    assert "劳动节 5月1日 星期五 5月5日 星期二 5" in shown
    assert sign_in(cast.officer).get(reverse("desk:year", args=[1990])).status_code == 404


def test_the_log_shows_changes_in_words_and_finds_an_edited_row(cast, task, sign_in):
    sign_in(cast.officer).post(reverse("desk:item_act", args=[task.pk, "change"]), {"text": "改过的任务"})
    client = sign_in(cast.auditor)
    shown = words(client.get(reverse("desk:audit"), {"text": "修改条目"}))
    assert "林静" in shown
    assert "改过的任务" in shown
    whole = client.post(reverse("desk:audit_verify"), follow=True)
    assert "没有被改动" in whole.content.decode()
    last = AuditEntry.objects.first()
    _triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET actor_text = '别人' WHERE id = %s", [last.pk])
    broken = client.post(reverse("desk:audit_verify"), follow=True)
    assert "操作记录被改动过" in broken.content.decode()


def test_another_unit_becomes_the_oversight_office(cast, sign_in):
    client = sign_in(cast.admin)
    client.post(reverse("desk:unit_act", args=[cast.planning.pk, "appoint"]))
    assert Unit.objects.get(is_oversight_office=True) == cast.planning
