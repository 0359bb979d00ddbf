"""Labels that no catalogue can reach: Wagtail leaves them to Django, which makes English ones of the field names."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import auth, choosers, workflows
from wagtail.contrib.redirects.forms import ConfirmImportForm
from wagtail.contrib.settings.forms import SiteSwitchForm
from wagtail.sites.views import IndexView as SitesView
from wagtail.users.forms import PagePermissionsForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

LINK_TEXT = "链接文字"
FORMS: tuple[tuple[Any, dict[str, str]], ...] = (
    (auth.LoginForm, {"password": "密码", "remember": "记住我"}),
    (choosers.ExternalLinkChooserForm, {"link_text": LINK_TEXT}),
    (choosers.AnchorLinkChooserForm, {"link_text": LINK_TEXT}),
    (
        choosers.EmailLinkChooserForm,
        {"email_address": "邮箱", "link_text": LINK_TEXT, "subject": "主题", "body": "正文"},
    ),
    (choosers.PhoneLinkChooserForm, {"phone_number": "电话号码", "link_text": LINK_TEXT}),
    (workflows.WorkflowPageForm, {"page": "页面"}),
    (workflows.WorkflowContentTypeForm, {"content_types": "内容类型"}),
    (PagePermissionsForm, {"page": "页面", "permissions": "权限"}),
    (RoleForm, {"role": "组"}),
    (ConfirmImportForm, {"permanent": "永久重定向"}),
    (SiteSwitchForm, {"site": "站点"}),
)
SITE_COLUMNS = {"port": "端口", "site_name": "站点名称", "root_page": "根页面"}


def name_fields() -> None:
    """Give each of these fields and columns its Chinese name; called once, when the desk is ready."""
    for form, labels in FORMS:
        for field, label in labels.items():
            form.base_fields[field].label = label
    for column in SitesView.columns:
        if column.name in SITE_COLUMNS:
            column.label = SITE_COLUMNS[column.name]
