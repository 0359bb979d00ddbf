"""The form of 网站信息: what the foot of every public page says."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.fronts.desk.forms.fields import DeskForm, line, lines_of, words

LINKS_HINT = "每行一个：先写文字，空一格写网址"


class SiteForm(DeskForm):
    host_text = line("主办单位", 80, False, help_text="不填时为政务公开主管部门")
    undertaker_text = line("承办单位", 80, False)
    contact_text = line("联系方式", 120, False)
    site_code = line("网站标识码", 10, False)
    icp_number = line("ICP备案编号", 40, False)
    police_number = line("公安备案编号", 40, False)
    police_url = line("公安备案查询网址", 200, False)
    organ_mark_url = line("党政机关网站标识网址", 200, False)
    error_report_url = line("政府网站找错网址", 200, False)
    superior_links = words("上级网站", 3, False, help_text=LINKS_HINT)
    account_links = words("官方账号", 3, False, help_text=LINKS_HINT)
    sought_words = line("大家在找", 200, False, help_text="首页搜索框下的词，用顿号分开")
    security_contact = line("安全问题联系方式", 200, False, help_text="mailto: 开头的邮箱，或 https 网址")

    def clean_superior_links(self) -> list[tuple[str, str]]:
        return self._links("superior_links")

    def clean_account_links(self) -> list[tuple[str, str]]:
        return self._links("account_links")

    def _links(self, name: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for row in lines_of(self.cleaned_data[name]):
            text, _, url = row.rpartition(" ")
            if not text.strip() or not url.startswith(("http://", "https://")):
                raise forms.ValidationError(f"“{row[:40]}”要写成“文字 网址”，网址以 http 开头。")
            found.append((text.strip(), url))
        return found


def as_lines(stream: Any) -> str:
    """A list of links as the form shows it."""
    return "\n".join(f"{block.value['text']} {block.value['url']}" for block in stream)
