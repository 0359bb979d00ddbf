"""The same rules in other places: a district of a city, a city that is its own, a management committee."""

from __future__ import annotations

import pytest

from gongkai.apps.orgs import operations
from gongkai.apps.orgs.models import Unit
from gongkai.apps.orgs.queries import match_units

pytestmark = pytest.mark.django_db

PLACES = {
    # place: its oversight office, its units, (as written → the unit meant, or None)
    "district": (
        "江州市云岭区人民政府办公室",
        [
            "江州市云岭区财政局",
            "云岭区教育委员会",
            "云岭区发展和改革委员会",
            "云岭区经济和信息化委员会",
            "云岭区人力资源和社会保障局",
            "云岭区规划和自然资源局",
            "云岭区住房和城乡建设委员会",
            "云岭区文化和旅游发展委员会",
            "云岭区市场监督管理局",
            "云岭区融媒体中心",
        ],
        {
            "区财政局": "江州市云岭区财政局",
            "云岭区财政局": "江州市云岭区财政局",
            "市财政局": None,  # 上级
            "江州市财政局": None,
            "区教委": "云岭区教育委员会",
            "江州市云岭区教委": "云岭区教育委员会",
            "区发展改革委": "云岭区发展和改革委员会",
            "发改委": "云岭区发展和改革委员会",
            "区经济信息委": "云岭区经济和信息化委员会",
            "区人力社保局": "云岭区人力资源和社会保障局",
            "区规划自然资源局": "云岭区规划和自然资源局",
            "区住房城乡建委": "云岭区住房和城乡建设委员会",
            "区文化旅游委": "云岭区文化和旅游发展委员会",
            "市场监管局": "云岭区市场监督管理局",
            "市市场监管局": None,  # 市里的市场监管局
            "区府办": "江州市云岭区人民政府办公室",
            "区政府办公室": "江州市云岭区人民政府办公室",
            "市政府办公室": None,
            "高新区财政局": None,  # 别的区
        },
    ),
    "city": (
        "湖山市人民政府办公室",
        [
            "湖山市市场监督管理局",
            "湖山市住房和城乡建设局",
            "湖山市政务服务数据管理局",
            "湖山市卫生健康局",
            "东区街道办事处",
        ],
        {
            "市市場監管局": "湖山市市场监督管理局",
            "市場監管局": "湖山市市场监督管理局",
            "住房城鄉建設局": "湖山市住房和城乡建设局",
            "市政務服務數據管理局（市信息中心）": "湖山市政务服务数据管理局",
            "市政数局": "湖山市政务服务数据管理局",
            "市衛生健康局": "湖山市卫生健康局",
            "卫健委": "湖山市卫生健康局",
            "东区街道": "东区街道办事处",
            "东区": None,  # 地名，不是街道办
            "区卫健局": None,
            "省卫生健康委": None,
        },
    ),
    "zone": (
        "临港高新区管委会办公室",
        ["高新区财政局", "高新区改革发展局", "高新区综合执法局"],
        {
            "财政局": "高新区财政局",
            "区财政局": "高新区财政局",
            "临港高新区财政局": "高新区财政局",
            "管委会办公室": "临港高新区管委会办公室",
            "市财政局": None,
        },
    ),
}
ROWS = [(place, text, meant) for place, (_, _, rows) in PLACES.items() for text, meant in rows.items()]


@pytest.mark.parametrize(("place", "text", "meant"), ROWS)
def test_a_name_is_read_from_where_one_stands(place, text, meant):
    office, units, _ = PLACES[place]
    operations.add_unit(actor=None, name=office, kind=Unit.Kind.OFFICE, is_oversight_office=True)
    for name in units:
        operations.add_unit(actor=None, name=name, kind=Unit.Kind.DEPARTMENT)
    match = match_units([text])[text]
    assert (match.unit.name if match.unit else None) == meant
