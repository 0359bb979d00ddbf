"""How the desk sits in Wagtail's admin: its addresses, its menu, its style sheets."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.contrib.settings.registry import register_setting

from gongkai.apps.sections.models import SiteFacts
from gongkai.fronts.desk.menu import arrange, desk_items


def addresses() -> list[URLPattern | URLResolver]:
    """The desk under Wagtail's own prefix, so that the sign-in check of the admin stands before every view."""
    return [path("", include("gongkai.fronts.desk.urls"))]


def styles() -> SafeString:
    """One look on our screens and on Wagtail's."""
    sheets = ("theme/tokens.css", "desk/shell.css", "desk/desk.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


def scripts() -> SafeString:
    """Keys that work on every screen."""
    return format_html('<script src="{}" defer></script>', static("desk/keys.js"))


def main_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Our entries first; what Wagtail offers stays for the system administrator only, under its own headings."""
    items[:] = [*desk_items(request), *arrange(request, items)]


def no_panels(_request: HttpRequest, panels: list[Component]) -> None:
    """Wagtail's dashboard is never shown: the gate leads to 今天要办."""
    panels.clear()


hooks.register("register_admin_urls", addresses)
hooks.register("insert_global_admin_css", styles)
hooks.register("insert_global_admin_js", scripts)
hooks.register("construct_main_menu", main_menu)
hooks.register("construct_homepage_panels", no_panels)
register_setting(SiteFacts)
