"""Names that Wagtail's and Django's own migrations write into the database in English."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext, override
from wagtail.models import Collection, Page, Task, Workflow

VERBS = {"add": "新增", "choose": "选用", "change": "修改", "delete": "删除", "view": "查看"}
# (model, its field, as written by the migration, in Chinese)
WRITTEN = (
    (Page, "title", "Root", "全部页面"),
    (Page, "draft_title", "Root", "全部页面"),
    (Collection, "name", "Root", "全部集合"),
    (Group, "name", "Editors", "编辑"),
    (Group, "name", "Moderators", "审核员"),
    (Workflow, "name", "Moderators approval", "审核员审批"),
    (Task, "name", "Moderators approval", "审核员审批"),
)


def name_in_chinese() -> None:
    """Rename what still has its English name; what an administrator renamed stays. Safe after every migrate."""
    for model, field, english, chinese in WRITTEN:
        model.objects.filter(**{field: english}).update(**{field: chinese})
    renamed = []
    with override("zh-hans"):
        for permission in Permission.objects.select_related("content_type"):
            verb, _, _ = permission.codename.partition("_")
            model = permission.content_type.model_class()
            if permission.name.startswith("Can ") and verb in VERBS and model:
                name = f"{VERBS[verb]}{model._meta.verbose_name}"
            else:
                name = gettext(permission.name)
            if name != permission.name:
                permission.name = name
                renamed.append(permission)
    Permission.objects.bulk_update(renamed, ["name"])
