"""Every screen, for every role: who may open it, that it is in Chinese, and what it costs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import ItemUnit
from gongkai.apps.sections.operations import add_section
from tests.fronts.desk_ledger.reading import english

# (screen, who opens it; everybody else is told why not, with 403). Letters: o 主管部门 f 联络员 a 监督员 r 审核员 s 系统管理员
SCREENS = [
    # 台账：有任职单位的人都能打开，看到的行各不相同
    ("desk:ledger", "ofars"),
    ("desk:board", "ofars"),
    ("desk:calendar", "ofars"),
    ("desk:plans", "ofars"),
    ("desk:own_areas", "ofars"),
    ("desk:look_backs", "ofars"),
    # 栏目树是公开的；审定只归主管部门
    ("desk:sections", "ofars"),
    ("desk:aliases", "ofars"),
    ("desk:section_log", "ofars"),
    ("desk:proposals", "os"),
    # 单位人人可看；人员有联系方式，只有管理的人可看
    ("desk:units", "ofars"),
    ("desk:people", "os"),
    ("desk:rules", "os"),
    ("desk:years", "ofars"),
    # 操作记录：监督员、主管部门和系统管理员
    ("desk:audit", "oas"),
]
ROLES = {"o": "officer", "f": "finance_liaison", "a": "auditor", "r": "reviewer", "s": "admin"}
# pages of one thing, opened by the office
THINGS = ["desk:item", "desk:notice_plans", "desk:unit_plan", "desk:unit", "desk:group", "desk:section", "desk:year"]


@pytest.mark.parametrize(("name", "who"), SCREENS)
def test_who_opens_what(cast, notice, client, name, who):
    for letter, role in ROLES.items():
        client.force_login(getattr(cast, role))
        response = client.get(reverse(name))
        assert response.status_code == (200 if letter in who else 403), role
        # 没有姓名的系统账号显示登录名
        assert set(english(response)) <= {cast.admin.username}, role


def address(name: str, cast, notice) -> str:
    section = add_section(actor=cast.officer, path=["政府信息公开", "政策"], unit=cast.finance)
    args = {
        "desk:item": [notice.items.get(position=1).pk],
        "desk:notice_plans": [notice.pk],
        "desk:unit_plan": [notice.pk, cast.finance.pk],
        "desk:unit": [cast.finance.pk],
        "desk:group": [cast.towns.pk],
        "desk:section": [section.pk],
        "desk:year": [2026],
    }
    return reverse(name, args=args[name])


@pytest.mark.parametrize("name", THINGS)
def test_pages_of_one_thing_are_in_chinese(cast, notice, sign_in, name):
    response = sign_in(cast.officer).get(address(name, cast, notice))
    assert response.status_code == 200
    assert not english(response)


def test_a_person_of_no_unit_is_told_so(cast, notice, sign_in):
    response = sign_in(cast.stranger).get(reverse("desk:ledger"))
    assert response.status_code == 403
    assert "还没有任职单位" in response.content.decode()


# what every screen costs, its shell and menu included, may not depend on how much there is
LISTS = [
    "desk:ledger",
    "desk:board",
    "desk:calendar",
    "desk:units",
    "desk:people",
    "desk:sections",
    "desk:proposals",
    "desk:own_areas",
    "desk:audit",
]


def cost(client, address) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
def test_queries_do_not_grow_with_the_rows(cast, notice, sign_in, name):
    client, address = sign_in(cast.admin), reverse(name)
    add_section(actor=cast.officer, path=["政府信息公开", "栏目"], unit=cast.finance)
    client.get(address)
    before = cost(client, address)
    for number in range(30):
        made = operations.add_own_item(
            actor=cast.officer, unit=cast.planning, year=2026, area=f"领域{number}", contents=f"第 {number} 件事"
        )
        ItemUnit.objects.create(item=made, unit=cast.town, role="responsible", unit_text="城关镇", order=2)
        add_section(actor=cast.officer, path=["政府信息公开", f"栏目{number}"], unit=cast.finance)
    # 分页、单位种类会多出几条，不会随行数增长
    assert cost(client, address) <= before + 6


def test_an_item_costs_the_same_however_long_its_history(cast, task, sign_in):
    client, address = sign_in(cast.finance_liaison), reverse("desk:item", args=[task.pk])
    client.post(address + "note/", {"unit": cast.finance.pk, "text": "第一次填报", "percent": 10})
    before = cost(client, address)
    for number in range(20):
        operations.note_progress(
            actor=cast.finance_liaison, item=task, unit=cast.finance, text=f"第 {number} 次填报", percent=number
        )
    assert cost(client, address) <= before
