"""Topics made of blocks, and forms whose answers only the unit that asked can open. PLT-16."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.sections import operations, queries
from gongkai.apps.sections._rich_text import html_of, text_of
from gongkai.apps.sections.models import FormAnswer, FormPage, TopicPage
from gongkai.domain.workflow import Blocked

ON = date(2026, 5, 6)


def refused(verb, **words) -> tuple[str, ...]:
    with pytest.raises(Blocked) as blocked:
        verb(**words)
    return blocked.value.blockers


@pytest.fixture
def two(cast):
    return [operations.add_section(actor=cast.officer, path=["政务公开", name]) for name in ("重要政策", "政策解读")]


def topic(cast, title="优化营商环境", **words) -> TopicPage:
    return operations.save_topic(actor=cast.officer, title=title, **words)


def test_a_topic_is_made_of_blocks(cast, two):
    policies, readings = two
    made = topic(
        cast,
        lead="一页看懂",
        blocks=[
            {"type": "heading", "value": "政策对照"},
            {"type": "text", "value": "<p>说明<script>x()</script></p>"},
            {"type": "pair", "value": {"policies": policies.pk, "interpretations": readings.pk}},
            {"type": "sections", "value": {"title": "", "section": policies.pk}},
            {"type": "rules_in_force", "value": {}},
            {"type": "links", "value": [{"text": "中国政府网", "url": "https://www.gov.cn/"}]},
        ],
    )
    assert made.slug == f"t{made.pk}"
    blocks = queries.topic_blocks(made)
    assert [block.kind for block in blocks] == ["heading", "text", "pair", "sections", "rules_in_force", "links"]
    assert blocks[1].value == "<p>说明</p>"
    assert blocks[2].sections == (policies, readings)
    assert blocks[3].value == "重要政策"
    assert blocks[5].value == [{"text": "中国政府网", "url": "https://www.gov.cn/"}]
    # 页面本身的内容块也能照样渲染
    assert "政策对照" in str(made.body)


def test_a_block_that_is_not_complete_is_named(cast, two):
    blocks = [
        {"type": "heading", "value": ""},
        {"type": "sections", "value": {"section": 999_999}},
        {"type": "links", "value": [{"text": "坏链接", "url": "javascript:alert(1)"}]},
        {"type": "video", "value": "x"},
    ]
    assert refused(topic, cast=cast, blocks=blocks) == (
        "第 1 块“小标题”没有填完整。",
        "第 2 块“栏目信息”请选择在用的栏目。",
        "第 3 块“链接”没有填完整。",
        "第 4 块的类型不对。",
    )
    assert TopicPage.objects.count() == 0


def test_topics_are_put_in_order_and_retired(cast):
    first, second, third = (topic(cast, title=name) for name in "甲乙丙")
    operations.order_topics(actor=cast.officer, topics=[third, first, second])
    assert [row.title for row in queries.topics()] == ["丙", "甲", "乙"]
    operations.retire_topic(actor=cast.officer, topic=first, on=ON)
    assert [row.title for row in queries.topics()] == ["丙", "乙"]
    gone = TopicPage.objects.get(pk=first.pk)
    assert (gone.live, gone.retired_on) == (True, ON)  # 地址还在，页面说明已停用
    assert refused(operations.retire_topic, actor=cast.officer, topic=first) == ("“甲”已经停用。",)
    operations.restore_topic(actor=cast.officer, topic=first)
    assert len(queries.topics()) == 3
    assert refused(operations.save_topic, actor=cast.finance_liaison, title="x") == (
        "只有政务公开主管部门可以调整栏目。",
    )


def test_plain_text_and_html_are_one(cast):
    text = "第一段\n换行\n\n- 一\n- 二\n\n第二段 <b>"
    html = html_of(text)
    assert html == "<p>第一段<br>换行</p><ul><li>一</li><li>二</li></ul><p>第二段 &lt;b&gt;</p>"
    assert text_of(html) == text


QUESTIONS = [
    {"label": "您的建议", "field_type": "multiline", "required": True},
    {"label": "您关心的方面", "field_type": "checkboxes", "choices": "教育\n医疗\n出行"},
    {"label": "联系电话", "field_type": "singleline"},
]


def form(cast, **words) -> FormPage:
    given = {"title": "老旧小区改造问卷", "owner_unit": cast.planning, "fields": QUESTIONS} | words
    return operations.save_form_page(actor=cast.officer, **given)


ANSWER = {"q1": "加装电梯", "q2": ["医疗", "出行"], "q3": "13800000000"}


def test_answers_are_sealed_and_opened_by_the_unit_that_asked(cast):
    page = form(cast)
    operations.receive_answer(page=page, values=ANSWER, today=ON)
    kept = bytes(FormAnswer.objects.get().sealed)
    assert "加装电梯".encode() not in kept
    assert b"13800000000" not in kept
    (read,) = operations.read_answers(actor=cast.planning_liaison, page=page)
    assert read.lines == (("您的建议", "加装电梯"), ("您关心的方面", "医疗、出行"), ("联系电话", "13800000000"))
    assert FormAnswer.objects.get().read_at is not None
    for user in (cast.finance_liaison, cast.officer, cast.auditor, cast.admin):
        assert refused(operations.read_answers, actor=user, page=page) == (
            "只有设置表单的责任单位可以查看群众填写的内容。",
        )
    told = " ".join(f"{entry.before} {entry.after} {entry.target_text}" for entry in AuditEntry.objects.all())
    assert "加装电梯" not in told
    assert "13800000000" not in told


def test_answers_open_after_the_key_was_changed(cast, settings):
    page = form(cast)
    operations.receive_answer(page=page, values=ANSWER, today=ON)
    settings.SEALING_KEY = f"new-secret,{settings.SEALING_KEY}"
    assert len(operations.read_answers(actor=cast.planning_liaison, page=page)) == 1
    settings.SEALING_KEY = "another"
    from gongkai.apps.sections._sealing import SealBroken

    with pytest.raises(SealBroken):
        operations.read_answers(actor=cast.planning_liaison, page=page)


# 必填、选项之外、过长、截止
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"q1": ""}, "您的建议：请填写。"),
        ({"q1": "x" * 2001}, "您的建议：不能超过 2000 个字。"),
        ({"q1": "x", "q2": ["别的"]}, "您关心的方面：请从给出的选项里选。"),
    ],
)
def test_a_wrong_answer_is_refused(cast, values, sentence):
    page = form(cast)
    assert refused(operations.receive_answer, page=page, values=values, today=ON) == (sentence,)
    assert FormAnswer.objects.count() == 0


def test_a_form_ends(cast):
    page = form(cast, open_until_on=date(2026, 5, 5))
    assert refused(operations.receive_answer, page=page, values=ANSWER, today=ON) == ("这张表单已经截止。",)


def test_questions_stay_once_somebody_answered(cast):
    page = form(cast)
    operations.receive_answer(page=page, values=ANSWER, today=ON)
    assert refused(form, cast=cast, page=page, fields=QUESTIONS[:1]) == (
        "已经有人填写，问题不能再改；如需调整，请停用后另建一张表单。",
    )
    assert form(cast, page=page, title="问卷（2026）").title == "问卷（2026）"
    assert [row.answer_count for row in queries.form_pages()] == [1]


def test_a_form_needs_questions(cast):
    assert refused(form, cast=cast, fields=[]) == ("表单至少要有一个问题。",)
    wrong = [{"label": "选", "field_type": "radio", "choices": "一"}, {"label": "", "field_type": "song"}]
    assert refused(form, cast=cast, fields=wrong) == (
        "第 1 个问题“选”至少要有两个选项，每行一个。",
        "第 2 个问题请填写名称，不超过 120 个字。",
        "第 2 个问题请选择填写方式。",
    )
