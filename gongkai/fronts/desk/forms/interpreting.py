"""Forms of the work around interpretations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.apps.documents.models import Document, PressEvent
from gongkai.apps.documents.operations.outreach import PLACE_KINDS
from gongkai.apps.documents.operations.press import PRESS_FORMS
from gongkai.apps.documents.queries.press import interpretations_to_choose, policies_to_choose
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, words
from gongkai.fronts.desk.forms.papers import PaperField

POLICIES = (Document.Kind.NORMATIVE, Document.Kind.POLICY, Document.Kind.REGULATION, Document.Kind.PLAN)
FORMS = [("", "请选择"), *((form.value, form.label) for form in PRESS_FORMS)]


def public_papers() -> QuerySet[Document]:
    """Every public document."""
    found: QuerySet[Document] = Document.objects.filter(live=True)
    return found


class PressPlanForm(DeskForm):
    unit = UnitField("责任单位")
    title = line("主题", 200)
    form = forms.ChoiceField(label="形式", choices=FORMS)
    planned_on = day("计划日期")
    policy = PaperField("解读的文件", policies_to_choose, required=False, kinds=POLICIES)


class DropForm(DeskForm):
    reason = line("原因", 200)


class PressEventForm(DeskForm):
    unit = UnitField("单位")
    title = line("主题", 200)
    form = forms.ChoiceField(label="形式", choices=FORMS)
    held_on = day("日期")
    speaker_text = line("发布人", 80)
    rank = forms.ChoiceField(label="发布人身份", choices=[("", "请选择"), *PressEvent.Rank.choices])
    policy = PaperField("解读的文件", policies_to_choose, required=False, kinds=POLICIES)
    media_text = line("参加媒体", 300, required=False)


class HeldForm(DeskForm):
    """What is still open when a planned event took place."""

    held_on = day("日期")
    speaker_text = line("发布人", 80)
    rank = forms.ChoiceField(label="发布人身份", choices=[("", "请选择"), *PressEvent.Rank.choices])
    media_text = line("参加媒体", 300, required=False)


class ResultForm(DeskForm):
    result = PaperField(
        "解读成果", interpretations_to_choose, help_text="“政策解读”栏目中的标题", kinds=("interpretation",)
    )


class PackForm(DeskForm):
    policy = PaperField("政策文件", policies_to_choose, kinds=POLICIES)
    note = line("说明", 200, required=False)


class RepostForm(DeskForm):
    outlet = line("媒体", 80)
    url = forms.URLField(
        label="网址", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "网址要以 http:// 或 https:// 开头。"},
    )  # fmt: skip
    posted_on = day("日期")


class OutreachForm(DeskForm):
    unit = UnitField("单位")
    title = line("主题", 200)
    place_kind = forms.ChoiceField(label="场所", choices=[(kind, kind) for kind in PLACE_KINDS])
    place_text = line("地点", 120)
    held_on = day("日期")
    people_count = forms.IntegerField(label="参加人数", required=False, min_value=0)
    policy = PaperField("宣讲的文件", policies_to_choose, required=False, kinds=POLICIES)
    note = words("情况", 2, required=False)
    questions = words("现场提问", 3, required=False, help_text="一行一个问题")

    def clean_people_count(self) -> int:
        """Empty means not counted."""
        return self.cleaned_data["people_count"] or 0

    def clean_questions(self) -> list[str]:
        """One a line."""
        return [part.strip() for part in self.cleaned_data["questions"].splitlines() if part.strip()]


class AnswerForm(DeskForm):
    answer = words("答复", 2)


class QuestionForm(DeskForm):
    question = line("问题", 300)


class PhotoForm(DeskForm):
    photo = forms.FileField(
        label="照片", widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="拍摄地点、设备等信息自动清除", error_messages={"required": "请选择照片。", "empty": "文件是空的。"},
    )  # fmt: skip
    caption = line("说明", 120, help_text="照片里是什么，念给看不见的人听")

    def clean(self) -> dict[str, Any]:
        """The picture as the operation takes it."""
        values = super().clean() or {}
        upload = values.pop("photo", None)
        return values | {"data": upload.read() if upload else b"", "name": upload.name if upload else ""}


class BriefingForm(DeskForm):
    policy = PaperField("政策文件", policies_to_choose, kinds=POLICIES)
    held_on = day("日期")
    held_by = UnitField("组织单位")
    units = forms.ModelMultipleChoiceField(
        label="参加单位", queryset=Unit.objects.filter(is_active=True), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择参加单位。"},
    )  # fmt: skip
    note = line("内容", 300, required=False)


class CompareForm(DeskForm):
    new = PaperField("新文件", policies_to_choose, kinds=POLICIES)
    # only what is public: the sentence on words that fit several names them
    old = PaperField(
        "旧文件", public_papers, required=False, help_text="不填则取新文件所替代、所修改的文件", kinds=POLICIES
    )


def unit_start(unit: Unit | None, *names: str) -> dict[str, Any]:
    """What a form starts from where the person acts for one unit only."""
    return {"initial": dict.fromkeys(names, unit)} if unit else {}
