"""The review screen: the source and the tasks side by side, corrections by plain forms and by the script."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gongkai.apps.ledgers.models import Notice
from gongkai.apps.orgs.models import UnitName


@pytest.fixture
def desk(client, cast, imported):
    """The officer at the review screen."""
    client.force_login(cast.officer)
    return Desk(client, imported)


class Desk:
    """What the officer sees and does."""

    def __init__(self, client, imported):
        self.client, self.imported = client, imported

    def page(self, query=""):
        return self.client.get(reverse("desk:review", args=[self.imported.pk]) + query).content.decode()

    def do(self, what, live=False, **fields):
        self.imported.refresh_from_db()
        data = {"revision": self.imported.revision, "do": what, **fields}
        headers = {"x-desk": "live"} if live else {}
        answer = self.client.post(reverse("desk:review_act", args=[self.imported.pk]), data, headers=headers)
        self.imported.refresh_from_db()
        return answer

    def said(self, what, **fields):
        answer = self.do(what, live=True, **fields).json()
        return answer["said"] or answer["refused"]

    def task(self, place):
        return self.imported.draft["tasks"][place]

    def settle(self):
        """Answer all that is open."""
        self.do("confirm 3 1 2026-05-31")
        self.do("choose - 县旅游推广中心")


def _plain(html):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def test_every_character_of_the_notice_stands_in_the_source(desk):
    source = re.search(r'<div id="rv-text">(.*?)</div>', desk.page(), re.S)[1]
    shown = _plain(re.sub(r'<b class="n.*?</b>', "", source)).replace("&gt;", ">")
    assert shown == re.sub(r"\s+", "", desk.imported.text)


def test_a_task_and_its_words_carry_one_number(desk):
    page = desk.page()
    words = "".join(re.findall(r'<(?:span|mark|b)[^>]*data-t="4"[^>]*>([^<]+)', page))
    assert words.startswith("2．4重要政策在")  # its number, its place in our list, its words
    assert "县司法局" in words
    assert 'id="t4"' in page


def test_values_are_marked_by_their_kind(desk):
    page = desk.page()
    for kind, words in [
        ("u", "县财政局"),
        ("p", "政府网站&gt;政府信息公开&gt;惠民资金"),
        ("bad", "2026531前"),
        ("bad", "县旅游推广中心"),
    ]:
        assert re.search(rf'<mark class="{kind}"[^>]*>{re.escape(words)}', page), (kind, words)


def test_the_head_counts_what_is_open_and_the_button_says_why_not(desk):
    page = desk.page()
    assert "1 处日期待确认" in page
    assert "1 个单位未识别" in page
    assert "还有 1 处日期没有确认（第 3 项）。" in page
    assert "“县旅游推广中心”不在单位名录中（第 3 项）。" in page
    assert re.search(r'form="rv-accept"\s+disabled aria-describedby="rv-why"', page)


def test_when_nothing_is_open_the_button_works(desk, cast):
    desk.settle()
    assert "没有待确认事项" in desk.page()
    answer = desk.client.post(
        reverse("desk:review_accept", args=[desk.imported.pk]), {"revision": desk.imported.revision}, follow=True
    )
    assert Notice.objects.get().items.count() == 4
    assert "已入账。" in answer.content.decode()


def test_accepting_too_early_says_why_and_changes_nothing(desk):
    answer = desk.client.post(reverse("desk:review_accept", args=[desk.imported.pk]), {"revision": 0}, follow=True)
    assert "还有 1 处日期没有确认" in answer.content.decode()
    assert not Notice.objects.exists()


SAYINGS = [
    # what is done, what is said
    ("confirm 3 1 2026-05-31", {}, "日期已确认。"),
    ("merge 2", {}, "第 2 项已并入第 1 项。"),
    ("drop 4", {}, "第 4 项已删除。"),
    ("edit 2", {"text": "公开补贴发放结果。"}, "第 2 项已更正。"),
    ("edit 2", {}, "没有改动。"),
    ("add 1", {"text": "另一项任务。"}, "已增加第 2 项。"),
    ("choose - 县旅游推广中心", {}, "“县旅游推广中心”按原文保留，不对应名录中的单位。"),
    ("head", {"title": "新的标题"}, "通知信息已更正。"),
    # refusals
    ("merge 1", {}, ["第一项前面没有任务可以合并。"]),
    ("drop 99", {}, ["没有找到这一项任务，可能已被合并或删除，请刷新后再试。"]),
    ("split 4", {"text": "重要政策", "at": "0"}, ["拆开的位置要在任务文字的中间。"]),
    ("confirm 3 1", {}, ["请填写这处日期。"]),
    ("choose ? 县旅游推广中心", {"name": "没有的单位"}, ["请从单位名录中选择一个单位。"]),
    ("add", {"text": ""}, ["请填写任务内容。"]),
    ("fly", {}, ["没有这个操作，请刷新后再试。"]),
]


@pytest.mark.parametrize(("what", "fields", "words"), SAYINGS)
def test_each_act_says_what_it_did_or_why_not(desk, what, fields, words):
    assert desk.said(what, **fields) == words


def test_a_stale_page_cannot_overwrite_a_colleague(desk):
    desk.do("drop 4")
    answer = desk.client.post(
        reverse("desk:review_act", args=[desk.imported.pk]), {"revision": 0, "do": "drop 1"}, follow=True
    )
    assert "这份核对稿刚被别人改过，请刷新后再改。" in answer.content.decode()
    desk.imported.refresh_from_db()
    assert len(desk.imported.draft["tasks"]) == 3


def test_splitting_at_the_caret_keeps_what_was_typed(desk):
    text = desk.task(3)["text"]
    at = text.index("发布后")
    assert desk.said("split 4", text=text, at=str(at)) == "第 4 项已拆成两项。"
    assert [desk.task(3)["text"], desk.task(4)["text"]] == [text[:at], text[at:]]


def test_without_scripts_a_mark_shows_where_to_split(desk):
    text = desk.task(3)["text"].replace("发布后", "‖发布后")
    desk.do("split 4", text=text)
    assert desk.task(4)["text"].startswith("发布后")


def test_every_field_of_a_task_is_editable(desk):
    desk.do(
        "edit 2",
        number="2.",
        text="公开发放结果。",
        section="一、甲 › （一）乙",
        leads="县司法局、县财政局",
        responsibles="各镇街",
        paths="政府网站>甲\r\n政府网站>乙>丙",
        **{
            "limit-count": "2",
            "limit-0-text": "6月底前",
            "limit-0-kind": "fixed",
            "limit-0-date": "2026-06-30",
            "limit-1-text": "",
            "quota-count": "1",
            "quota-0-of": "新闻发布会",
            "quota-0-op": ">=",
            "quota-0-value": "4",
            "quota-0-unit": "次",
            "quota-0-period": "year",
        },
    )
    task = desk.task(1)
    assert task["section"] == ["一、甲", "（一）乙"]
    assert (task["lead_units"], task["responsible_units"]) == (["县司法局", "县财政局"], ["各镇街"])
    assert task["paths"] == [["政府网站", "甲"], ["政府网站", "乙", "丙"]]
    assert [(row["text"], row["date"], row["kind"]) for row in task["deadlines"]] == [
        ("6月底前", "2026-06-30", "fixed")
    ]
    assert (task["quotas"][0]["value"], task["quotas"][0]["unit"], task["quotas"][0]["period"]) == (4, "次", "year")


def test_saving_an_untouched_form_changes_nothing(desk):
    """What the form shows, sent back as it is."""
    form = desk.client.get(reverse("desk:review_row", args=[desk.imported.pk]) + "?edit=3").content.decode()
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"(?:\s+inputmode="decimal")?\s+value="([^"]*)"', form))
    fields |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        fields[name] = chosen[1]
    fields = {name: value.replace("&gt;", ">").replace("&quot;", '"') for name, value in fields.items()}
    fields.pop("do", None)
    fields.pop("revision")
    assert desk.said("edit 3", **fields) == "没有改动。"


def test_a_chosen_unit_is_known_next_time(desk, cast):
    desk.do("choose ? 县旅游推广中心", name="县融媒体中心", remember="1")
    assert UnitName.objects.filter(text="县旅游推广中心", unit=cast.media).exists()


def test_the_script_gets_only_what_changed(desk):
    answer = desk.do("edit 2", live=True, text="公开补贴发放结果。").json()
    assert [row["id"] for row in answer["rows"] if row["html"]] == [2]
    assert answer["source"] is None  # the words of the notice look as before
    answer = desk.do("confirm 3 1 2026-05-31", live=True).json()
    assert "2026531前" in answer["source"]
    assert 'class="bad"' not in answer["source"].split("2026531前")[0][-40:]


def test_a_form_in_the_page_serves_browsers_without_scripts(desk):
    assert "编辑第 2 项" in desk.page("?edit=2")
    assert "增加任务" in desk.page("?add=2")
    assert desk.client.get(reverse("desk:review", args=[desk.imported.pk]) + "?edit=77").status_code == 404


def test_two_uploads_of_one_notice_show_the_difference(desk, cast):
    from gongkai.apps.ledgers import operations
    from tests.fronts.desk.sample import NOTICE

    desk.settle()
    operations.accept_import(actor=cast.officer, imported=desk.imported, revision=desk.imported.revision)
    again = operations.upload_notice(
        actor=cast.officer, data=NOTICE.replace("不少于4次", "不少于6次").encode(), name="更正.txt"
    )
    page = desk.client.get(reverse("desk:review", args=[again.pk])).content.decode()
    assert "与台账的差别" in page
    assert "改动 1 项" in page
    assert "<ins>" in page


def test_a_discarded_upload_says_so(desk):
    desk.client.post(reverse("desk:review_discard", args=[desk.imported.pk]))
    assert "这次导入已放弃，没有形成台账。" in desk.page()


def test_the_original_file_is_a_download_and_never_a_page(desk):
    answer = desk.client.get(reverse("desk:import_file", args=[desk.imported.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer.content.decode().startswith("青溪县人民政府办公室")


def test_the_review_asks_a_fixed_number_of_questions(desk, django_assert_max_num_queries):
    """However long the notice: twice the tasks, no more questions. The menu counts what waits once a minute."""
    desk.page()
    desk.imported.refresh_from_db()
    tasks = desk.imported.draft["tasks"]
    desk.imported.draft["tasks"] = tasks + [task | {"id": task["id"] + 100} for task in tasks]
    desk.imported.save()
    with django_assert_max_num_queries(28):
        desk.page()


def test_a_path_that_is_a_section_already_says_whose(desk, cast):
    from gongkai.apps.sections.operations import add_section

    assert "栏目已有" not in desk.page()
    add_section(actor=cast.officer, path=["政府信息公开", "规划信息", "专项规划"], unit=cast.planning)
    assert "栏目已有，归县发展改革局" in desk.page()


TAKEN_BACK = [
    ("confirm 3 1 2026-05-31", {}),
    ("merge 2", {}),
    ("merge 4", {}),
    ("split 4", {"at": "4"}),
    ("drop 1", {}),
    ("drop 4", {}),
    ("edit 2", {"text": "公开补贴发放结果。", "leads": "县司法局"}),
    ("add 1", {"text": "另一项任务。"}),
    ("choose - 县旅游推广中心", {}),
    ("head", {"title": "新的标题", "year": "2025"}),
]


@pytest.mark.parametrize(("what", "fields"), TAKEN_BACK)
def test_every_correction_can_be_taken_back(desk, what, fields):
    desk.imported.refresh_from_db()
    before = desk.imported.draft
    if what.startswith("split"):
        fields = fields | {"text": desk.task(3)["text"]}
    desk.do(what, **fields)
    assert desk.imported.draft != before
    assert desk.said("undo") == "已撤销上一步。"
    assert _same(desk.imported.draft, before)
    assert desk.imported.corrections == []
    assert desk.said("undo") == ["没有可以撤销的更正。"]


def _same(one, two):
    """Fields that a correction only mentioned may stand empty now; ids are never used again."""

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if inner and key != "last_id"}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    return bare(one) == bare(two)
