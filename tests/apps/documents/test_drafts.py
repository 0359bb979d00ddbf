"""Writing drafts: who may, what is refused, what is kept."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents import operations, permissions, queries
from gongkai.apps.documents.models import Document
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import drafted, interpretation, normative, publish, related, section

pytestmark = pytest.mark.django_db


def refused(call, **values):
    with pytest.raises(Blocked) as caught:
        call(**values)
    return caught.value.blockers


def save(actor, values, document=None, **more):
    return operations.save_draft(actor=actor, document=document, values=values, **more)


def test_a_draft_may_have_gaps_and_says_which(cast):
    draft = save(cast.finance_liaison, {"kind": "policy", "title": "财政补贴公开办法", "publisher": cast.finance})
    assert (draft.state, draft.live, draft.responsible_unit) == ("draft", False, cast.finance)
    assert queries.missing(draft) == (
        "还没有填写发文机关。",
        "还没有填写成文日期。",
        "还没有填写主题分类。",
        "还没有正文。",
        "还没有选择发布栏目。",
    )


def test_what_is_written_is_kept_in_its_proper_form(cast):
    draft = drafted(
        normative(
            cast,
            document_number="青政发[2026]第03号",
            theme="0201",
            issuer_text="",
            issuer=cast.office,
            body="<p onclick='x()'>正文<script>alert(1)</script></p><table><tr><td>甲</td><td>乙</td></tr></table>",
            keywords=[" 救助 ", ""],
        )
    )
    assert (draft.document_number, draft.theme, draft.issuer_text) == (
        "青政发〔2026〕3号",
        "综合政务\\政务公开",
        "青溪县人民政府办公室",
    )
    assert "script" not in draft.body
    assert "onclick" not in draft.body
    assert draft.text.split() == ["正文", "甲", "乙"]
    assert draft.keywords == ["救助"]


def test_every_wrong_value_is_told_at_once(cast):
    values = normative(
        cast,
        title="题" * 301,
        document_number="第三号文",
        genre="纪要",
        theme="天文",
        effective_on=date(2026, 2, 1),
        expires_on=date(2026, 1, 1),
        filed_on=date(2026, 1, 5),
        form="video",
        source_url="ftp://x",
        reporting_year=26,
    )
    assert refused(save, actor=None, values=values | {"colour": "红"}) == (
        "没有“colour”这个字段。",
        "标题有301个字，超过300个字的上限。",
        "行政规范性文件的公文种类应为决定、命令、公告、通告、意见、通知、批复、函之一，不能是“纪要”。",
        "主题分类里没有“天文”，请从列表中选择。",
        "只有政策解读才填解读形式。",
        "报告年度“26”不是有效的年份。",
        "施行日期（2026年2月1日）不能早于成文日期（2026年3月1日）。",
        "有效期至（2026年1月1日）应晚于施行日期（2026年2月1日）。",
        "备案日期（2026年1月5日）不能早于成文日期（2026年3月1日）。",
        "发文字号“第三号文”写法不对，应写作“机关代字〔年份〕序号号”，如“青政办发〔2026〕12号”；令和公告写作“某某令第301号”。",
        "原文网址“ftp://x”不是完整的网址，应以http://或https://开头。",
    )
    assert Document.objects.count() == 0


def test_a_kind_a_title_and_a_publisher_are_always_needed(cast):
    assert refused(save, actor=None, values={"kind": "novel"}) == ("请选择文件的种类。",)
    assert refused(save, actor=None, values={"kind": "news"}) == ("请填写标题。", "请选择发布机构。")
    draft = drafted(normative(cast))
    assert refused(save, actor=None, values={"kind": "news"}, document=draft) == (
        "文件的种类在建立后不能更改，请另建一份。",
    )


def test_a_number_is_used_once_by_an_issuer(cast):
    drafted(normative(cast))
    twin = normative(cast, "青溪县养老服务办法", "青政发（2026）3 号")
    assert refused(drafted, values=twin) == (
        "青溪县人民政府的“青政发〔2026〕3号”已经用在《青溪县临时救助办法》上，请核对发文字号。",
    )
    assert drafted(twin | {"issuer_text": "柳湾镇人民政府"}).pk


def test_a_repost_keeps_its_source_and_comes_once(cast):
    values = {
        "kind": "news",
        "title": "省政府部署春耕生产",
        "publisher": cast.office,
        "body": "<p>正文</p>",
        "source_url": "https://www.jiangzhou.example/a/1.html",
    }
    draft = drafted(values)
    assert queries.missing(draft) == ("还没有填写来源。", "还没有填写原标题。", "还没有填写原发布日期。")
    source = {"source_text": "江州省人民政府", "source_title": "省政府部署春耕生产", "source_on": date(2026, 3, 1)}
    row = publish(save(None, source, draft))
    facts = dict(queries.fact_rows(row))
    assert (facts["来源"], facts["原发布日期"]) == ("江州省人民政府", "2026年3月1日")
    told = ("《省政府部署春耕生产》已经从https://www.jiangzhou.example/a/1.html转载过，不必再次转载。",)
    assert refused(drafted, values=values | {"title": "另一个标题"}) == told
    other_place = values | source | {"source_url": "https://www.jiangzhou.example/b/2.html"}
    assert refused(drafted, values=other_place) == told


def test_only_the_units_own_people_write_for_it(cast):
    values = normative(cast, publisher=cast.finance, drafting_unit=cast.finance)
    assert refused(save, actor=cast.town_liaison, values=values) == ("您不是县财政局的联络员，不能以它的名义起草。",)
    assert refused(save, actor=cast.auditor, values=values) == ("您不是县财政局的联络员，不能以它的名义起草。",)
    draft = save(cast.finance_liaison, values)
    assert refused(save, actor=cast.town_liaison, values={"title": "改"}, document=draft) == (
        "没有找到这份文件，或者您不能查看。",
    )
    assert refused(save, actor=cast.auditor, values={"title": "改"}, document=draft) == (
        "您不是发布机构、责任单位或起草单位的联络员，不能修改这份文件。",
    )
    assert save(cast.officer, {"title": "由主管部门修改"}, draft).title == "由主管部门修改"


def test_drafts_of_others_are_not_seen(cast):
    draft = drafted(normative(cast))
    seen = {
        name: permissions.may_see(getattr(cast, name), draft)
        for name in ("officer", "auditor", "finance_liaison", "justice_liaison", "town_liaison", "stranger", "admin")
    }
    assert [name for name, sees in seen.items() if not sees] == ["town_liaison", "stranger"]
    save(None, {"sign_off_units": [cast.town]}, draft)
    assert permissions.may_see(cast.town_liaison, draft)
    assert not permissions.may_edit(cast.town_liaison, draft)
    assert permissions.may_see(cast.stranger, publish(draft))


def test_nothing_changes_under_the_eyes_of_the_reviewers(cast):
    draft = drafted(normative(cast))
    operations.set_state(draft, "in_review")
    told = ("文件审查中，撤销送审后才能修改。",)
    assert refused(save, actor=cast.officer, values={"title": "改"}, document=draft) == told
    assert refused(operations.decide_openness, actor=None, document=draft, openness_class="proactive") == told
    proofed = operations.put_text(actor=cast.reviewer, document=draft, body="<p>校对后的正文。</p>")
    assert (proofed.text, proofed.state) == ("校对后的正文。", "in_review")


def test_two_writers_do_not_overwrite_each_other(cast):
    draft = drafted(normative(cast))
    opened = draft.latest_revision_id
    save(cast.finance_liaison, {"summary": "甲的改动"}, draft, based_on=opened)
    assert refused(save, actor=cast.officer, values={"summary": "乙的改动"}, document=draft, based_on=opened) == (
        "您打开之后，这份文件又被修改过。请重新打开，把您的改动加进去再保存。",
    )


def test_a_retired_section_takes_nothing(cast):
    place = section("旧栏目")
    place.retired_on = date(2026, 1, 1)
    assert refused(drafted, values=normative(cast), places=[place]) == ("栏目“旧栏目”已经停用，请另选栏目。",)


def test_relations_have_to_make_sense(cast):
    policy = publish(drafted(normative(cast)))
    reading = drafted(interpretation(cast), relations=related("interprets", policy))
    news = drafted({"kind": "news", "title": "动态", "publisher": cast.office})
    hidden = drafted(normative(cast, "未公开的办法", "青财发〔2026〕9号", publisher=cast.finance, drafting_unit=None))
    cases = [
        (
            {"document": news, "relations": related("interprets", policy)},
            "只有政策解读才能解读《青溪县临时救助办法》。",
        ),
        ({"document": policy, "relations": related("repeals", policy)}, "文件不能与自己建立关系。"),
        ({"document": policy, "relations": related("repeals", news)}, "《动态》是动态信息，没有有效性，不能被废止。"),
        ({"document": policy, "relations": related("owns", news)}, "文件之间的关系填写有误。"),
        (
            {"document": reading, "relations": related("interprets", reading)},
            "文件不能与自己建立关系。",
        ),
        ({"document": policy, "relations": related("implements", hidden)}, "没有找到这份文件，或者您不能查看。"),
    ]
    for values, sentence in cases:
        actor = cast.justice_liaison if hidden in [r.target for r in values["relations"]] else cast.officer
        assert refused(save, actor=actor, values={}, **values) == (sentence,)
    other = drafted(interpretation(cast, title="二次解读"))
    assert refused(save, actor=None, values={}, document=other, relations=related("interprets", reading)) == (
        "《〈青溪县临时救助办法〉解读》本身是政策解读，请选择所解读的文件。",
    )


def test_the_attribute_is_decided_with_its_ground(cast):
    draft = drafted(normative(cast))
    decide = operations.decide_openness
    assert refused(decide, actor=None, document=draft, openness_class="open") == ("请选择公开属性。",)
    assert refused(decide, actor=None, document=draft, openness_class="withheld") == (
        "认定为不予公开，要写明理由。",
        "认定为不予公开，要选择《政府信息公开条例》第十四条、第十五条或者第十六条规定的依据。",
    )
    assert refused(decide, actor=None, document=draft, openness_class="on_request") == (
        "认定为依申请公开，要写明理由。",
    )
    row = decide(
        actor=cast.officer, document=draft, openness_class="withheld", reason="涉及第三方商业秘密", refusal_ground="E15"
    )
    assert (row.refusal_ground, row.openness_decided_by) == ("E15", cast.officer)
    assert row.reconsider_on.year == row.openness_decided_at.year + 1
    row = decide(actor=cast.officer, document=row, openness_class="proactive")
    assert (row.refusal_ground, row.reconsider_on) == ("", None)
    assert refused(decide, actor=None, document=publish(row), openness_class="on_request", reason="改") == (
        "文件已经发布，要改为不公开，请先撤回。",
    )
    assert refused(decide, actor=cast.auditor, document=row, openness_class="proactive") == (
        "您不是发布机构、责任单位或起草单位的联络员，不能修改这份文件。",
    )


def test_an_interpretation_is_waived_with_a_reason(cast):
    draft = drafted(normative(cast))
    assert operations.waive_interpretation(
        actor=cast.officer, document=draft, reason="只涉及机关内部程序"
    ).waiver_reason
    news = drafted({"kind": "news", "title": "动态", "publisher": cast.office})
    assert refused(operations.waive_interpretation, actor=None, document=news, reason="不需要") == (
        "动态信息不要求解读，不需要说明。",
    )


def test_the_log_tells_who_changed_what(cast):
    draft = save(cast.finance_liaison, {"kind": "news", "title": "旧题", "publisher": cast.finance})
    save(cast.finance_liaison, {"title": "新题"}, draft)
    entries = AuditEntry.objects.filter(target_kind="documents.document").order_by("pk")
    assert [entry.action for entry in entries] == ["新建文件", "修改文件"]
    last = entries.last()
    assert (last.before, last.after, last.unit_text) == ({"title": "旧题"}, {"title": "新题"}, "青溪县财政局")
