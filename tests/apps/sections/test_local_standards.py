"""地方标准：草案、意见、发布稿都留得住；意见没有处理完不能登记发布稿。CAT-19。"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.files.queries import open_bytes
from gongkai.apps.sections.operations.local_standards import add_comment, keep_text, settle_comment, start_standard
from gongkai.apps.sections.queries.local_standards import local_standards, stage_word
from gongkai.domain.workflow import Blocked
from tests.apps.files.made import pdf

TITLE = "基层政务公开工作规范"


@pytest.fixture
def standard(cast):
    return start_standard(actor=cast.finance_liaison, unit=cast.finance, title=TITLE, basis_text="标准制修订计划")


def text(cast, standard, stage="draft", **more):
    facts = {"dated_on": date(2026, 3, 2), "data": pdf(stage), "name": f"{stage}.pdf"}
    return keep_text(actor=cast.finance_liaison, standard=standard, stage=stage, **facts | more)


def comment(cast, standard, words="第五章太笼统。"):
    return add_comment(
        actor=cast.finance_liaison, standard=standard, said_by="县司法局", said_on=date(2026, 3, 5), text=words
    )


def test_drafts_comments_and_the_final_text_are_kept(cast, standard):
    draft = text(cast, standard)
    assert open_bytes(draft.file).startswith(b"%PDF")
    text(cast, standard, "consultation", dated_on=date(2026, 3, 4))
    said = comment(cast, standard)
    row = local_standards().get()
    assert (stage_word(row), row.text_count, row.comment_count, row.open_count) == ("征求意见稿", 2, 1, 1)
    final = {"number": "DB99/T 12—2026", "in_force_on": date(2026, 5, 1), "dated_on": date(2026, 4, 1)}
    with pytest.raises(Blocked, match="还有 1 条意见没有处理，不能登记发布稿"):
        text(cast, standard, "final", **final)
    settle_comment(actor=cast.officer, comment=said, outcome="partly", reason="第二款已写明")
    text(cast, standard, "final", **final)
    row = local_standards().get()
    assert (row.number, row.issued_on, row.in_force_on) == ("DB99/T 12—2026", date(2026, 4, 1), date(2026, 5, 1))
    assert [one.stage for one in row.texts.all()] == ["draft", "consultation", "final"]
    with pytest.raises(Blocked, match="标准已经发布，记录不再改动"):
        comment(cast, row, "太晚了。")


@pytest.mark.parametrize(
    ("final", "sentence"),
    [
        ({"in_force_on": date(2026, 5, 1)}, "请填写标准编号"),
        ({"number": "DB99/T 1—2026"}, "请填写实施日期"),
        ({"number": "DB99/T 1—2026", "in_force_on": date(2026, 1, 1)}, "实施日期不能早于发布日期"),
    ],
)
def test_the_final_text_needs_its_number_and_day(cast, standard, final, sentence):
    with pytest.raises(Blocked, match=sentence):
        text(cast, standard, "final", **final)
    assert not standard.texts.exists()


def test_a_comment_that_is_not_taken_needs_a_reason(cast, standard):
    said = comment(cast, standard)
    with pytest.raises(Blocked, match="没有全部采纳的，请填写理由"):
        settle_comment(actor=cast.officer, comment=said, outcome="declined")
    settle_comment(actor=cast.officer, comment=said, outcome="taken")


def test_only_the_unit_and_the_office_keep_the_record(cast, standard):
    with pytest.raises(Blocked, match="由编制单位的联络员或者政务公开主管部门办理"):
        keep_text(
            actor=cast.town_liaison,
            standard=standard,
            stage="draft",
            dated_on=date(2026, 3, 2),
            data=pdf(),
            name="a.pdf",
        )
    with pytest.raises(Blocked, match=f"“{TITLE}”已经登记过"):
        start_standard(actor=cast.officer, unit=cast.finance, title=TITLE)
